"""`my tasks` for somebody with 2,000 open cases, and one permission check: `python -m benchmarks.many_cases`.

The command runs as it does in chat, from typed words to a reply, on SQLite and on PostgreSQL. Documents are as long as
long requests are. What is promised: 50 ms at the 99th percentile, 50 µs a check. Where others use the machine too, the
processor's own time says what the bot needs.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bot.run import prepare
from chat.message import Reply
from core.lifecycle import possible
from core.people import AreaId, AuthorityId, Membership, Role
from core.references import reference
from core.requests import (
    Action,
    Answer,
    Change,
    FreeText,
    Proposal,
    QuestionId,
    Request,
    RequestId,
    Side,
    State,
)
from core.steps import Circumstances
from core.views import view_of
from tests.support.postgres import running_postgres
from tests.support.talking import Talking
from tests.support.world import MovableClock, World, a_world, sqlite_url

CASES = 2_000
_RUNS = 200
_CHECKS, _ROUNDS = 4_000, 5
_STATES = (State.DRAFT, State.AWAITING, State.ACCEPTED, State.ANSWERED)
_SET = "services"

Row = dict[str, float | str]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(await _measured("sqlite", sqlite_url(Path(folder))))
    with running_postgres() as server, server.database() as url:
        rows.append(await _measured("postgresql", url))
    return rows


async def _measured(name: str, url: str) -> Row:
    world = await a_world(url, MovableClock())
    try:
        await _filled(world)
        # As a server does before it is ready.
        await prepare(world.assistant)
        talking = Talking(world, "anna")
        took: list[float] = []
        worked: list[float] = []
        for _again in range(_RUNS + 5):
            began, busy = perf_counter(), process_time()
            heard = await talking.say("my tasks")
            took.append((perf_counter() - began) * 1000)
            worked.append((process_time() - busy) * 1000)
            assert isinstance(heard.turn, Reply)
        # The first ones warm up what a process warms up once.
        warm = sorted(took[5:])
        return {
            "database": name,
            "cases": CASES,
            "p50_ms": round(median(warm), 1),
            "p99_ms": round(warm[int(len(warm) * 0.99) - 1], 1),
            "cpu_ms": round(median(worked[5:]), 1),
            "cpu_p99_ms": round(sorted(worked[5:])[int(_RUNS * 0.99) - 1], 1),
            "check_us": round(_check(world), 1),
        }
    finally:
        await world.assistant.close()


async def _filled(world: World) -> None:
    async with world.assistant.services.works.writing() as work:
        for request in _requests(world):
            await work.requests.add(request)
        await work.commit()


def _requests(world: World) -> Iterator[Request]:
    """Half asked by Riga and half asked of it, in every state that waits for somebody."""
    anna, joao = world.person("anna"), world.person("joao")
    now = world.clock.now()
    for number in range(1, CASES + 1):
        asks = number % 2 == 0
        state = _STATES[number // 2 % len(_STATES)]
        if not asks and state is State.DRAFT:
            state = State.ACCEPTED
        asker, answerer = (anna, joao) if asks else (joao, anna)
        day = now.date() + timedelta(days=number % 60 - 20)
        accepted = state in (State.ACCEPTED, State.ANSWERED)
        yield Request(
            id=RequestId(0),
            reference=reference("LV" if asks else "PT", 2026, number),
            version=1,
            state=state,
            area=AreaId(_SET),
            question_set=_SET,
            asker=asker.authorities()[0],
            answerer=answerer.authorities()[0],
            asker_country="LV" if asks else "PT",
            answerer_country="PT" if asks else "LV",
            author=asker.id,
            questions=(QuestionId("entitled"), QuestionId("insured")),
            wished=day,
            created=now,
            last=Change(Action.CREATE, asker.id, Side.ASKER, now),
            subject={"name": "Rui Guia", "service": "guide"},
            note=FreeText("Lūdzu, pārbaudiet. " * 40, "lv"),
            answers={QuestionId("entitled"): Answer("unknown", answerer.id, now)},
            handler=answerer.id if accepted else None,
            proposal=Proposal(day, answerer.id, now) if number % 7 == 0 and accepted else None,
            agreed=day if accepted else None,
            sent=None if state is State.DRAFT else now,
            accepted=now if accepted else None,
        )


def _check(world: World) -> float:
    """Whether an official of three authorities may see one request, and what they may do.

    In microseconds of the processor.
    """
    request = next(r for r in _requests(world) if r.state is State.ACCEPTED)
    person = world.person("anna")
    role = frozenset({Role.HANDLER})
    more = tuple(Membership(AuthorityId(a), AreaId(_SET), role) for a in ("lv-a", "lv-b"))
    person = replace(person, memberships=(*more, *person.memberships))
    took: list[float] = []
    for _round in range(_ROUNDS):
        busy = process_time()
        for _again in range(_CHECKS):
            view_of(request, person)
            possible(request, person, Circumstances(1))
        took.append((process_time() - busy) / _CHECKS * 1e6)
    return median(took)


def table(rows: Sequence[Row]) -> str:
    heads = ("database", "cases", "p50 ms", "p99 ms", "cpu ms", "cpu p99", "a check, µs")
    lines = ["".join(f"{head:>13}" for head in heads)]
    lines += ["".join(f"{value:>13}" for value in row.values()) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run()))

"""What planning a request's reminders takes: `python -m benchmarks.planning`.

An accepted request between two teams with their rooms, in one unit of work on each database: planned for the first
time, planned again though nothing has changed, and planned anew for another day. Milliseconds, medians, beside the
time of the processor.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from core.exchange import NewRequest
from core.outbox import Delivery, Progress, Topic
from core.people import AreaId, AuthorityId
from core.questions import with_follow_ups
from core.requests import Action, QuestionId, Reference, Request
from core.work import Work
from tests.support.postgres import running_postgres
from tests.support.world import MovableClock, World, a_world, sqlite_url

_TIMES = 200
_WISHED = date(2026, 3, 23)

HOW = ("first", "again", "another day")

Row = dict[str, float | str]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = await _measured("sqlite", sqlite_url(Path(folder)))
    with running_postgres() as server, server.database() as url:
        return rows + await _measured("postgresql", url)


async def _measured(database: str, url: str) -> list[Row]:
    world = await a_world(url, MovableClock())
    try:
        name = await _accepted(world)
        return [
            {"database": database, "planned": how, **await _timed(world, name, how)} for how in HOW
        ]
    finally:
        await world.assistant.close()


async def _accepted(world: World) -> Reference:
    services = world.assistant.services
    chosen = services.content.sets.get("services")
    new = NewRequest(
        area=AreaId("services"),
        question_set="services",
        asker=AuthorityId("lv-ptac"),
        answerer=AuthorityId("pt-turismo"),
        questions=with_follow_ups(chosen, [QuestionId("established")]),
        wished=_WISHED,
        subject={"name": "Rui Gonçalves", "service": "gids"},
    )
    name = (await services.exchange.create(world.person("anna"), new)).view.reference
    await services.exchange.act(world.person("anna"), name, Action.SEND)
    await services.exchange.act(world.person("joao"), name, Action.ACCEPT)
    return name


async def _timed(world: World, name: Reference, how: str) -> Row:
    walls, cpus = list[float](), list[float]()
    for time in range(_TIMES):
        async with world.assistant.services.works.writing() as work:
            request = await _ready(work, name, how, time)
            wall, cpu = perf_counter(), process_time()
            announcer = world.assistant.services.exchange.announcer
            await announcer.replan(work, request, world.clock.now())
            cpus.append(process_time() - cpu)
            walls.append(perf_counter() - wall)
            rows = await _planned(work, request)
            await work.commit()
    times = {"ms": median(walls), "cpu_ms": median(cpus)}
    return {**{name: round(each * 1000, 2) for name, each in times.items()}, "rows": len(rows)}


async def _ready(work: Work, name: Reference, how: str, time: int) -> Request:
    request = await work.requests.get(name)
    assert request is not None, "it was accepted"
    if how == "first":
        await work.outbox.cancel([row.id for row in await _planned(work, request)])
    moved = time % 2 if how == "another day" else 0
    return replace(request, agreed=_WISHED + timedelta(days=moved))


async def _planned(work: Work, request: Request) -> Sequence[Delivery]:
    rows = await work.outbox.of(Topic.of(request.id))
    return [row for row in rows if row.progress is Progress.PLANNED]


def table(rows: Sequence[Row]) -> str:
    lines = [list(rows[0]), *([str(cell) for cell in row.values()] for row in rows)]
    return "\n".join("  ".join(cell.rjust(12) for cell in line) for line in lines)


if __name__ == "__main__":
    print(table(run()))

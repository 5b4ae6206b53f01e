"""How many whole cases a second the exchange takes from draft to closing: `python -m benchmarks.cases`.

One process on SQLite, many cases at once, with everything a case writes: audit trail, notices, reminders; in turns
with a thousand times as many requests stored. ``alone``: one case after the other. ``bare``: so too, with nothing but
what its steps read and write, on the same file by Python's own sqlite3. Compare only within one run.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import insert

from bot.app import assemble
from bot.config import Config
from bot.run import prepare
from bot.settings import Database as DatabaseSettings
from bot.settings import Limits
from core.acts import Given
from core.authorities import Authority, AuthorityName
from core.exchange import Exchange, NewRequest
from core.people import ALL_AREAS, AreaId, AuthorityId, Membership, Person, PersonId, Role
from core.questions import Content, with_follow_ups
from core.requests import Action, QuestionId
from core.work import Works
from storage import migrations
from storage.engine import Database
from storage.tables import audit, requests

SIZES = (1_000, 1_000_000)
CASES = 96
_ROUNDS = 9
_BARE = 500
_AT_ONCE = 32
_FILLED_AT_ONCE = 10_000
_AUTHORITIES = 500
_NOW = datetime(2026, 4, 1, 6, tzinfo=UTC)
_WISHED = date(2026, 4, 28)
_AREA = AreaId("services")
_ANSWERS = {QuestionId("entitled"): "unknown", QuestionId("insured"): "no"}
_CLOSED = {
    "questions": ["entitled", "insured"],
    "question_set": "services",
    "subject": {"name": "Rui Guia"},
    "note": None,
    "attachments": [],
    "answers": {},
    "proposal": None,
    "last": {"action": "close", "by": "lv", "side": "asker", "at": _NOW.isoformat()},
    "sent": _NOW.isoformat(),
    "accepted": _NOW.isoformat(),
    "answered": _NOW.isoformat(),
    "closed": _NOW.isoformat(),
}

Row = dict[str, float | int]


class Standing:
    """A clock that shows one moment."""

    def now(self) -> datetime:
        return _NOW


@dataclass(frozen=True, slots=True)
class Pair:
    """Who asks and who answers."""

    exchange: Exchange
    asker: Person
    answerer: Person
    asked: NewRequest

    async def one(self) -> None:
        """A case from its first day to its last."""
        drafted = await self.exchange.create(self.asker, self.asked)
        name, act = drafted.view.reference, self.exchange.act
        await act(self.asker, name, Action.SEND)
        await act(self.answerer, name, Action.ACCEPT)
        await act(self.answerer, name, Action.ANSWER, Given(answers=_ANSWERS))
        await act(self.answerer, name, Action.REPLY)
        await act(self.asker, name, Action.CLOSE)


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    """The sizes in turns: whatever else the machine does meets all of them alike."""
    async with AsyncExitStack() as stack:
        pairs = [await stack.enter_async_context(_with_stored(size)) for size in SIZES]
        for _file, pair in pairs:
            await _some(pair, _AT_ONCE)
        rounds = [[await _seconds(pair) for _file, pair in pairs] for _round in range(_ROUNDS)]
        alone = [[await _seconds(pair, 1) for _file, pair in pairs] for _round in range(_ROUNDS)]
        bare = [_bare(file) for file, _pair in pairs]
    cost = [median(one[n] / one[0] for one in rounds) for n in range(len(SIZES))]
    return [
        {
            "stored": size,
            "cases_per_second": _per_second(rounds, n),
            "alone_per_second": _per_second(alone, n),
            "bare_per_second": bare[n],
            "cost": round(cost[n], 2),
        }
        for n, size in enumerate(SIZES)
    ]


def _per_second(rounds: Sequence[Sequence[float]], size: int) -> int:
    return round(CASES / median(one[size] for one in rounds))


@asynccontextmanager
async def _with_stored(size: int) -> AsyncIterator[tuple[str, Pair]]:
    """A file with so many requests in it, and two who take cases from their first day to their last."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/imi.db"
        database = DatabaseSettings(url=f"sqlite:///{file}")
        await migrations.upgrade(database.url)
        config = Config(database=database, limits=Limits(messages_per_minute=0))
        assistant = assemble(config, Standing())
        try:
            await _people(assistant.services.works)
            await _filled(assistant.database, size)
            # As a server does before it is ready.
            await prepare(assistant)
            services = assistant.services
            lv, pt, asked = _official("lv"), _official("pt"), _asked(services.content)
            yield file, Pair(services.exchange, lv, pt, asked)
        finally:
            await assistant.close()


def _asked(content: Content) -> NewRequest:
    chosen = content.sets.get("services")
    return NewRequest(
        area=_AREA,
        question_set=chosen.id,
        asker=AuthorityId("lv-0"),
        answerer=AuthorityId("pt-0"),
        questions=with_follow_ups(chosen, list(_ANSWERS)),
        wished=_WISHED,
        subject={"name": "Rui Guia", "service": "guide"},
    )


async def _seconds(pair: Pair, at_once: int = _AT_ONCE) -> float:
    start = perf_counter()
    await _some(pair, CASES, at_once)
    return perf_counter() - start


def _bare(file: str) -> int:
    """The rows of the last case, read and written once more: each of its steps a transaction of its own."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = NORMAL")
        last = connection.execute("SELECT max(id) FROM requests").fetchone()[0]
        of_case = "topic IN ('request', 'card') AND subject = ?"
        steps = Steps(
            *(
                connection.execute(f"SELECT * FROM {rows}", (key,)).fetchall()
                for rows, key in (
                    ("requests WHERE id = ?", last),
                    ("audit WHERE request = ?", last),
                    (f"outbox WHERE {of_case}", str(last)),
                )
            )
        )
        start = perf_counter()
        for case in range(_BARE):
            steps.once(connection, f"bare-{case}", last + 1 + case)
        return round(_BARE / (perf_counter() - start))


@dataclass(frozen=True, slots=True)
class Steps:
    """What one case left in each table."""

    request: Sequence[tuple[Any, ...]]
    audit: Sequence[tuple[Any, ...]]
    outbox: Sequence[tuple[Any, ...]]

    def once(self, connection: sqlite3.Connection, name: str, id: int) -> None:
        share = -(-len(self.outbox) // len(self.audit))
        for place, entry in enumerate(self.audit):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("SELECT * FROM requests WHERE id = ?", (id,)).fetchall()
            _put(connection, "requests", [(id, name, *self.request[0][2:])])
            _put(connection, "audit", [(None, id, *entry[2:])])
            rows = self.outbox[place * share : (place + 1) * share]
            _put(
                connection, "outbox", [(f"{name}-{row[0]}", row[1], name, *row[3:]) for row in rows]
            )
            connection.execute("COMMIT")


def _put(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", rows)


async def _some(pair: Pair, cases: int, at_once: int = _AT_ONCE) -> None:
    async def in_turn(number: int) -> None:
        for _case in range(number):
            await pair.one()

    share, left = divmod(cases, at_once)
    await asyncio.gather(*(in_turn(share + (n < left)) for n in range(at_once)))


def _official(country: str) -> Person:
    member = Membership(AuthorityId(f"{country}-0"), ALL_AREAS, frozenset({Role.HANDLER}))
    return Person(PersonId(country), country, "en", "UTC", (member,))


async def _people(works: Works) -> None:
    async with works.writing() as work:
        await work.authorities.put(
            [
                Authority(
                    AuthorityId(f"{country}-{number}"),
                    country.upper(),
                    "en",
                    (AuthorityName(f"Authority {number}", "en", "primary"),),
                    "",
                    frozenset({_AREA}),
                )
                for country in ("lv", "pt")
                for number in range(_AUTHORITIES)
            ]
        )
        for country in ("lv", "pt"):
            await work.people.put(_official(country))
        await work.commit()


async def _filled(database: Database, size: int) -> None:
    """Closed requests of many authorities, each with an entry in the audit trail."""
    for first in range(1, size + 1, _FILLED_AT_ONCE):
        rows = list(_stored(first, min(first + _FILLED_AT_ONCE, size + 1)))
        async with database.writer.begin() as connection:
            await connection.execute(insert(requests), rows)
            await connection.execute(insert(audit), [_entry(row["id"]) for row in rows])


def _stored(first: int, end: int) -> Iterator[dict[str, Any]]:
    for number in range(first, end):
        yield {
            "id": number,
            "reference": f"LV-2025-{number:06d}",
            "version": 6,
            "state": "closed",
            "area": _AREA,
            "asker": f"lv-{number % _AUTHORITIES}",
            "answerer": f"pt-{number % _AUTHORITIES}",
            "asker_country": "LV",
            "answerer_country": "PT",
            "author": "lv",
            "handler": "pt",
            "wished": _WISHED,
            "agreed": _WISHED,
            "created": _NOW - timedelta(seconds=number),
            "updated": _NOW,
            "document": _CLOSED,
        }


def _entry(request: int) -> dict[str, Any]:
    return {
        "request": request,
        "happened": _NOW,
        "person": "lv",
        "authority": "lv-0",
        "action": "close",
        "before": "answered",
        "after": "closed",
        "details": {},
    }


def table(rows: Sequence[Row]) -> str:
    cells = [[f"{c:,}" if isinstance(c, int) else str(c) for c in row.values()] for row in rows]
    return "\n".join("  ".join(c.rjust(16) for c in line) for line in [list(rows[0]), *cells])


if __name__ == "__main__":
    print(table(run()))

"""How fast a worker claims and settles what is due: `python -m benchmarks.outbox`.

On SQLite and on PostgreSQL, rows a second, medians of batches of a thousand, each a transaction of its own. Beside it
is the floor: one bare `UPDATE ... RETURNING` that marks as many rows of the same table as taken and gives back the
same columns, as the driver has them, in turn with ours. `both` is one batch claimed and then settled; `flow` is what a
worker does all day: while one batch is settled the next is claimed. `x` is what a claim costs beside one of the fewest
rows; all sizes are measured in turn. Compare only within one run.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import insert, select, text

from bot.run import keep_what_is_there
from core.outbox import Delivery, Planned, Progress, Recipient, Settled, Topic
from core.people import Address, PersonId
from core.requests import RequestId
from core.steps import Notice
from storage.engine import Database, open_database
from storage.mailroom import SqlMailroom
from storage.queue import names_until
from storage.tables import authorities, metadata, people, queue, requests
from storage.work import SqlWorks
from tests.support.postgres import running_postgres

SIZES = (10_000, 100_000, 1_000_000)
BATCH = 1_000
_MOST_BATCHES = 9
_PLANNED_AT_ONCE = 5_000
_LEASE = 600
_START = datetime(2026, 4, 1, 6, tzinfo=UTC)
_LATER = _START + timedelta(days=365)
_DONE = Settled(Address("slack", "T1", "U1"), "1700000000.000100")
_FLOOR = text("""
    UPDATE outbox SET progress = 'sending', attempts = attempts + 1
    WHERE progress = 'planned' AND id >= :first AND id < :last
    RETURNING id, progress, attempts, problem, topic, subject, recipient, kind, due, local, details
""")

# One of each kind of row the outbox leans on; nothing here reads them.
_AUTHORITY = {
    "id": "a",
    "country": "LV",
    "language": "lv",
    "city": "",
    "contact": "",
    "category": "",
}
_PERSON = {"id": "p", "name": "p", "language": "lv", "time_zone": "Europe/Riga", "active": True}
_REQUEST = {
    "id": 1,
    "reference": "LV-2026-000001",
    "version": 1,
    "state": "accepted",
    "area": "services",
    "asker": "a",
    "answerer": "a",
    "asker_country": "LV",
    "answerer_country": "LV",
    "author": "p",
    "wished": _START.date(),
    "created": _START,
    "updated": _START,
    "document": {},
}

Row = dict[str, float | int | str]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = await measured({size: f"sqlite:///{Path(folder) / f'{size}.db'}" for size in SIZES})
    with running_postgres() as server, ExitStack() as databases:
        urls = {size: databases.enter_context(server.database()) for size in SIZES}
        return [*rows, *await measured(urls)]


async def measured(urls: Mapping[int, str]) -> list[Row]:
    """By how many rows are due in each; all are fresh. Python looks for rubbish as seldom as when the bot runs."""
    all_of_them = [await _prepared(url, size) for size, url in urls.items()]
    keep_what_is_there()
    for number in range(_MOST_BATCHES):
        for each in all_of_them:
            if number < len(each.floor) - 1:
                await each.take(number)
    for each in all_of_them:
        await each.flow()
        await each.database.close()
    rows = [each.row() for each in all_of_them]
    return [{**row, "x": round(float(rows[0]["claim"]) / float(row["claim"]), 2)} for row in rows]


async def _prepared(url: str, size: int) -> _Filled:
    database = open_database(url)
    planned = await _fill(database, size)
    await database.close()
    database = open_database(url)
    await _at_rest(database)
    # A third of the rows for each: ours at the front of the queue, the floor's at its end.
    floor = await _last_names(database, min(size // BATCH // 3, _MOST_BATCHES))
    return _Filled(database, size, planned, floor)


async def _at_rest(database: Database) -> None:
    """As after a night: what was planned has long been written, and PostgreSQL knows its tables."""
    if database.kind == "postgresql":
        async with database.single.connect() as connection:
            for statement in ("VACUUM ANALYZE", "CHECKPOINT"):
                await connection.exec_driver_sql(statement)


async def _fill(database: Database, size: int) -> int:
    async with database.writer.begin() as connection:
        await connection.run_sync(metadata.create_all)
        await connection.execute(insert(authorities).values(**_AUTHORITY, areas=[], languages=[]))
        await connection.execute(insert(people).values(_PERSON))
        await connection.execute(insert(requests).values(_REQUEST))
    start = perf_counter()
    for first in range(0, size, _PLANNED_AT_ONCE):
        async with SqlWorks(database).writing() as work:
            await work.outbox.plan(list(_messages(first, size)))
            await work.commit()
    return round(size / (perf_counter() - start))


def _messages(first: int, size: int) -> Iterator[Planned]:
    """They fall due in another order than they are planned in, as those of many requests do."""
    to = Recipient(person=PersonId("p"))
    for number in range(first, min(first + _PLANNED_AT_ONCE, size)):
        due = _START + timedelta(seconds=number * 7919 % size)
        yield Planned(Topic.of(RequestId(1)), to, Notice.REPLY_DUE, due, due.date())


async def _last_names(database: Database, batches: int) -> list[str]:
    """Where batches of the last rows begin, and where the last of them ends."""
    last = select(queue.c.id).order_by(queue.c.id.desc()).limit(batches * BATCH)
    async with database.reader.connect() as connection:
        names = sorted((await connection.execute(last)).scalars())
    return [*names[::BATCH], names_until(_LATER)]


@dataclass(frozen=True, slots=True)
class _Filled:
    """A database, where the floor's batches begin and end in it, and how long each batch took."""

    database: Database
    size: int
    planned: int
    floor: Sequence[str]
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def take(self, number: int) -> None:
        await self._mark(number)
        start = perf_counter()
        claimed = await self._claim()
        between = perf_counter()
        await self._settle(claimed)
        end = perf_counter()
        self.taken["claim"].append(between - start)
        self.taken["settle"].append(end - between)
        self.taken["both"].append(end - start)

    async def _mark(self, number: int) -> None:
        start = perf_counter()
        span = {"first": self.floor[number], "last": self.floor[number + 1]}
        async with self.database.writer.begin() as connection:
            marked = (await connection.execute(_FLOOR, span)).all()
        self.taken["floor"].append(perf_counter() - start)
        assert len(marked) == BATCH, "it marks as many"

    async def _claim(self) -> Sequence[Delivery]:
        return await SqlMailroom(self.database).claim(_LATER, BATCH, _LEASE)

    async def _settle(self, claimed: Sequence[Delivery]) -> None:
        assert len(claimed) == BATCH, "there are more"
        outcomes = [(each.id, Progress.SENT, _DONE) for each in claimed]
        await SqlMailroom(self.database).settle_many(outcomes)

    async def flow(self) -> None:
        claimed = await self._claim()
        for _ in self.floor[1:]:
            start = perf_counter()
            _settled, claimed = await asyncio.gather(self._settle(claimed), self._claim())
            self.taken["flow"].append(perf_counter() - start)

    def row(self) -> Row:
        rates = {name: round(BATCH / median(seconds)) for name, seconds in self.taken.items()}
        return {"database": self.database.kind, "rows": self.size, "plan": self.planned, **rates}


def table(rows: Sequence[Row]) -> str:
    lines = [
        list(rows[0]),
        *(
            [f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row.values()]
            for row in rows
        ),
    ]
    return "\n".join("  ".join(cell.rjust(10) for cell in line) for line in lines)


if __name__ == "__main__":
    print(table(run()))

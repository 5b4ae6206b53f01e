"""How fast a worker claims and settles what is due: `python -m benchmarks.outbox`.

On SQLite and on PostgreSQL. The floor is one bare statement that marks as many rows. Compare only within one run;
figures are rows a second, medians.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import insert, select, text

from core.outbox import Planned, Progress, Recipient, Settled, Topic
from core.people import Address, PersonId
from core.requests import RequestId
from core.steps import Notice
from storage.engine import Database, open_database
from storage.mailroom import SqlMailroom
from storage.tables import authorities, metadata, people, queue, requests
from storage.work import SqlWorks
from tests.support.postgres import running_postgres

SIZES = (10_000, 100_000, 1_000_000)
BATCH = 1_000
_BATCHES = 5
_PLANNED_AT_ONCE = 5_000
_LEASE = 600
_START = datetime(2026, 4, 1, 6, tzinfo=UTC)
_LATER = _START + timedelta(days=365)
_DONE = Settled(Address("slack", "T1", "U1"), "1700000000.000100")
_FLOOR = text("""
    UPDATE outbox SET progress = 'sent' WHERE progress = 'planned' AND id < :name RETURNING id
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
    rows: list[Row] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(await measured(f"sqlite:///{Path(folder) / 'imi.db'}", size))
        with running_postgres() as server, server.database() as url:
            rows.append(await measured(url, size))
    return rows


async def measured(url: str, size: int) -> Row:
    """A fresh database with so many rows that are due."""
    database = open_database(url)
    try:
        planned = await _filled(database, size)
        return {"database": database.kind, "rows": size, "plan": planned, **await _rates(database)}
    finally:
        async with database.writer.begin() as connection:
            await connection.run_sync(metadata.drop_all)
        await database.close()


async def _filled(database: Database, size: int) -> int:
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


async def _rates(database: Database) -> Row:
    mailroom, claims, settles = SqlMailroom(database), list[float](), list[float]()
    for _ in range(_BATCHES):
        start = perf_counter()
        claimed = await mailroom.claim(_LATER, BATCH, _LEASE)
        between = perf_counter()
        await mailroom.settle_many([(each.id, Progress.SENT, _DONE) for each in claimed])
        claims.append(between - start)
        settles.append(perf_counter() - between)
    both = median(c + s for c, s in zip(claims, settles, strict=True))
    return {
        "claim": round(BATCH / median(claims)),
        "settle": round(BATCH / median(settles)),
        "both": round(BATCH / both),
        "floor": await _floor(database),
    }


async def _floor(database: Database) -> int:
    async with database.writer.begin() as connection:
        ids = select(queue.c.id).order_by(queue.c.id)
        name = (await connection.execute(ids.offset(BATCH).limit(1))).scalar_one()
        start = perf_counter()
        marked = (await connection.execute(_FLOOR, {"name": name})).all()
        return round(len(marked) / (perf_counter() - start))


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

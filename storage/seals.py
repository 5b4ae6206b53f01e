"""The audit trail's seals: what was changed, taken out or put elsewhere afterwards is found, and named.

Each request has a chain of its own, so that nobody waits for anybody else to write. A chain cut off at its end
is found by the number of entries that its request has, by the state it is in, and by a fingerprint noted before:
whoever can write to the database could seal a chain anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from itertools import groupby
from typing import Any

import orjson
from sqlalchemy import Column, Row, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import audit, requests

_FACTS = ("request", "person", "authority", "action", "before", "after", "details")
_CHAINS = (
    select(audit, requests.c.reference, requests.c.state, requests.c.entries)
    .select_from(requests.outerjoin(audit, audit.c.request == requests.c.id))
    .order_by(requests.c.id, audit.c.place, audit.c.id)
)
_AT_ONCE = 1_000


@dataclass(slots=True)
class Checked:
    """``fingerprint`` is of every seal up to and with the entry ``last``; ``problems`` name what is wrong."""

    entries: int = 0
    last: int = 0
    fingerprint: str = ""
    problems: list[str] = field(default_factory=list)


def seal(before: str, place: int, entry: Mapping[str, Any]) -> str:
    """What an entry is sealed with; ``before`` is the seal of the entry before it, empty for the first."""
    return sealed(before, place, entry, _FACTS)


def sealed(before: str, place: int, entry: Mapping[str, Any], names: Sequence[str]) -> str:
    """The same for whatever is kept in chains; ``names`` are the facts that must not change."""
    moment = entry["happened"].astimezone(UTC).isoformat(timespec="microseconds")
    facts = [before, place, moment, *map(entry.__getitem__, names)]
    return hashlib.sha256(orjson.dumps(facts, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def check(connection: AsyncConnection, until: int | None = None) -> Checked:
    """Every chain; the fingerprint of what there was when ``until`` was the last entry."""
    checked = Checked()
    async for rows in pages(connection, _CHAINS, requests.c.id):
        for _request, chain in groupby(rows, key=lambda row: row.reference):
            checked.problems += _problems(list(chain))
    await take_fingerprint(connection, checked, audit, until)
    return checked


async def take_fingerprint(
    connection: AsyncConnection, checked: Checked, table: Table, until: int | None
) -> None:
    digest, seals = hashlib.sha256(), select(table.c.id, table.c.seal).order_by(table.c.id)
    async for rows in pages(connection, seals, table.c.id):
        checked.entries += len(rows)
        for row in rows:
            if until is None or row.id <= until:
                checked.last = row.id
                digest.update(f"{row.id} {row.seal}\n".encode())
    checked.fingerprint = digest.hexdigest()


async def pages(
    connection: AsyncConnection, query: Select[Any], key: Column[Any]
) -> AsyncIterator[Sequence[Row[Any]]]:
    """Some at a time, however many there are; what belongs to one key comes together."""
    last = (await connection.execute(select(func.max(key)))).scalar_one_or_none() or 0
    for first in range(0, last, _AT_ONCE):
        within = query.where(key > first, key <= first + _AT_ONCE)
        if rows := (await connection.execute(within)).all():
            yield rows


def _problems(chain: Sequence[Row[Any]]) -> list[str]:
    """The first thing that is wrong: nothing after it can be trusted."""
    name, before, last = chain[0].reference, "", 0
    if chain[0].id is None:
        return [f"{name}: it has no entries"]
    for expected, row in enumerate(chain, 1):
        if row.place != expected or row.id <= last:
            return [f"{name}: entry {expected} is missing, or is not in its place"]
        if row.seal != seal(before, row.place, row._asdict()):
            return [f"{name}: entry {expected} (number {row.id}) is not what was written"]
        before, last = row.seal, row.id
    return _cut_off(name, chain)


def _cut_off(name: str, chain: Sequence[Row[Any]]) -> list[str]:
    """The request itself says how many entries there were, and what has become of it."""
    if len(chain) != chain[0].entries:
        told = f"there were {chain[0].entries}, there are {len(chain)}"
        return [f"{name}: entries at its end are missing: {told}"]
    if chain[-1].after != chain[-1].state:
        told = f"it is {chain[-1].state}, its last entry says {chain[-1].after}"
        return [f"{name}: entries at its end are missing: {told}"]
    return []

"""The seals of what was changed of people, authorities and registers: a chain for each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.seals import Checked, sealed, take_fingerprint
from storage.tables import upkeep_chains, upkeeps
from storage.upsert import replacing

_FACTS = ("subject", "person", "authority", "deed", "parts")
_CHAINS = select(upkeeps).order_by(upkeeps.c.subject, upkeeps.c.place, upkeeps.c.id)
_LENGTHS = select(upkeep_chains).order_by(upkeep_chains.c.subject)
_LAST = (
    select(upkeeps.c.place, upkeeps.c.seal)
    .where(upkeeps.c.subject == bindparam("subject"))
    .order_by(upkeeps.c.place.desc())
    .limit(1)
)
_LASTS = (
    select(upkeeps.c.subject, upkeeps.c.place, upkeeps.c.seal)
    .where(upkeeps.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(upkeeps.c.subject, upkeeps.c.place)
)
# Whoever adds to one chain shares the whole with the others; whoever adds to many has it alone.
_WHOLE = 20_260, 1
_ALONE = select(
    func.pg_advisory_xact_lock_shared(*_WHOLE),
    func.pg_advisory_xact_lock(func.hashtext(bindparam("subject"))),
)
_ALL_ALONE = select(func.pg_advisory_xact_lock(*_WHOLE))


async def chained(connection: AsyncConnection, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row with its place and its seal; until the transaction ends nobody else adds to this chain."""
    about = {"subject": values["subject"]}
    if connection.dialect.name == "postgresql":
        await connection.execute(_ALONE, about)
    last = (await connection.execute(_LAST, about)).one_or_none()
    place, before = (last.place + 1, last.seal) if last else (1, "")
    await connection.execute(replacing(connection, upkeep_chains), {**about, "entries": place})
    return {**values, "place": place, "seal": sealed(before, place, values, _FACTS)}


async def all_chained(
    connection: AsyncConnection, rows: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """The same for many, with one look at where their chains end."""
    if connection.dialect.name == "postgresql":
        await connection.execute(_ALL_ALONE)
    subjects = sorted({row["subject"] for row in rows})
    found = await connection.execute(_LASTS, {"subjects": subjects})
    ends = {last.subject: (last.place, last.seal) for last in found}
    made: list[Mapping[str, Any]] = []
    for row in rows:
        place, before = ends.get(row["subject"], (0, ""))
        seal = sealed(before, place + 1, row, _FACTS)
        ends[row["subject"]] = place + 1, seal
        made.append({**row, "place": place + 1, "seal": seal})
    return made


async def check_changes(connection: AsyncConnection, until: int | None = None) -> Checked:
    """Every chain, and the fingerprint of what there was when ``until`` was the last change."""
    checked = Checked()
    rows = (await connection.execute(_CHAINS)).all()
    chains = {name: list(chain) for name, chain in groupby(rows, key=lambda row: row.subject)}
    for subject, chain in chains.items():
        checked.problems += _problems(subject, chain)
    for length in (await connection.execute(_LENGTHS)).all():
        checked.problems += _cut_off(length, chains.get(length.subject, []))
    await take_fingerprint(connection, checked, upkeeps, until)
    return checked


def _problems(subject: str, chain: Sequence[Row[Any]]) -> list[str]:
    """The first thing that is wrong: nothing after it can be trusted."""
    before, last = "", 0
    for expected, row in enumerate(chain, 1):
        if row.place != expected or row.id <= last:
            return [f"{subject}: change {expected} is missing, or is not in its place"]
        if row.seal != sealed(before, row.place, row._asdict(), _FACTS):
            return [f"{subject}: change {expected} (number {row.id}) is not what was written"]
        before, last = row.seal, row.id
    return []


def _cut_off(length: Row[Any], chain: Sequence[Row[Any]]) -> list[str]:
    if not chain or (chain[-1].place == len(chain) < length.entries):
        told = f"there were {length.entries}, there are {len(chain)}"
        return [f"{length.subject}: changes at its end are missing: {told}"]
    return []

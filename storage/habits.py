"""How people, rooms and authorities want to be reminded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import orjson
from sqlalchemy import Executable, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.habits import WISHES, Habits, Owner, Stay
from storage.tables import habits
from storage.upsert import replacing

_OF = select(habits).where(habits.c.owner.in_(bindparam("owners", expanding=True)))
# Thousands in one value: a place for each of them takes longer to be written than all to be found.
_MANY = 1_000
_LISTED = {
    "sqlite": "SELECT value FROM json_each(:owners)",
    "postgresql": "SELECT json_array_elements_text(CAST(:owners AS json))",
}
_OF_MANY = {
    kind: select(habits).where(text(f"habits.owner IN ({listed})"))
    for kind, listed in _LISTED.items()
}
_NONE = Habits()
_HOURS = frozenset({"hour", "not_before", "not_after"})
_DAYS = frozenset({"reply_days_before", "acceptance_days"})


@dataclass(frozen=True, slots=True)
class SqlHabits:
    connection: AsyncConnection

    async def of(self, owners: Sequence[Owner]) -> Mapping[Owner, Habits]:
        found = await self.connection.execute(*self._asking(owners))
        return {Owner(row.owner): habits_in(row.document) for row in found}

    def _asking(self, owners: Sequence[Owner]) -> tuple[Executable, Mapping[str, object]]:
        if len(owners) < _MANY:
            return _OF, {"owners": list(owners)}
        return _OF_MANY[self.connection.dialect.name], {"owners": orjson.dumps(owners).decode()}

    async def put(self, owner: Owner, chosen: Habits) -> None:
        if chosen == _NONE:
            await self.connection.execute(delete(habits).where(habits.c.owner == owner))
            return
        values = {"owner": owner, "document": document_of(chosen)}
        await self.connection.execute(replacing(self.connection, habits), values)


def document_of(chosen: Habits) -> dict[str, Any]:
    wishes = {n: _out(v) for n in WISHES if (v := getattr(chosen, n)) is not None}
    stays = [[stay.first.isoformat(), stay.last.isoformat()] for stay in chosen.away]
    return {**wishes, "away": stays}


def _out(value: object) -> object:
    if isinstance(value, time):
        return value.isoformat("minutes")
    return list(value) if isinstance(value, tuple) else value


def habits_in(document: Mapping[str, Any]) -> Habits:
    wishes = {name: _in(name, document[name]) for name in WISHES if name in document}
    days = [[date.fromisoformat(day) for day in stay] for stay in document.get("away", ())]
    return Habits(**wishes, away=tuple(Stay(first, last) for first, last in days))


def _in(name: str, stored: Any) -> Any:
    if name in _HOURS:
        return time.fromisoformat(stored)
    return tuple(stored) if name in _DAYS else stored

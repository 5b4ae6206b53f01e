"""The public registers that authorities keep."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import AreaId, AuthorityId, PersonId
from core.registers import Register, Spared, Trouble
from core.text import Named
from storage.stamps import restamp, stamp
from storage.tables import authorities, register_reports, registers, spared
from storage.upsert import Upsert, replacing, upsert

_CHUNK = 1000
_STAMP = "registers"
_R = registers.c
_ALL = select(registers).order_by(_R.id)
_OF_COUNTRY = _ALL.where(_R.country == bindparam("country"))
_KEPT = _ALL.where(_R.keeper == bindparam("keeper"))
_SOME = _ALL.where(_R.id.in_(bindparam("ids", expanding=True)))
_PAGE = _ALL.where(_R.id > bindparam("last")).limit(_CHUNK)
_UNTRIED = (
    select(registers)
    .where(
        or_(
            _R.tried.is_(None),
            _R.tried < bindparam("before"),
            and_(_R.fault.is_not(None), _R.tried < bindparam("faulty_before")),
        )
    )
    .order_by(_R.tried.nulls_first(), _R.id)
    .limit(bindparam("most"))
)
_UNREVIEWED = (
    select(registers)
    .where(_R.keeper.is_not(None), or_(_R.checked.is_(None), _R.checked < bindparam("before")))
    .order_by(_R.checked.nulls_first(), _R.id)
    .limit(bindparam("most"))
)
_TRIED = update(registers).where(_R.id == bindparam("register"), _R.url == bindparam("address"))
_FORGIVEN = update(registers).where(_R.id == bindparam("register")).values(fault=None)
_REPORTS = (
    select(func.count())
    .where(register_reports.c.register == _R.id)
    .correlate(registers)
    .scalar_subquery()
)
_TROUBLES = select(_R.id, _R.fault, _REPORTS.label("reports")).where(
    _R.id.in_(bindparam("ids", expanding=True))
)
_SPARED = select(func.count()).where(
    spared.c.authority.in_(bindparam("authorities", expanding=True))
)
_SPARED_IN = (
    select(func.count())
    .select_from(spared.join(authorities, authorities.c.id == spared.c.authority))
    .where(authorities.c.country == bindparam("country"))
)


@dataclass(frozen=True, slots=True)
class SqlRegisters:
    connection: AsyncConnection

    async def of(self, country: str, area: AreaId) -> Sequence[Register]:
        found = await self._found(_OF_COUNTRY, {"country": country})
        return [register for register in found if area in register.areas]

    async def many(self, ids: Sequence[str]) -> Mapping[str, Register]:
        return {each.id: each for each in await self._found(_SOME, {"ids": list(ids)})}

    async def kept_by(self, authority: AuthorityId) -> Sequence[Register]:
        return await self._found(_KEPT, {"keeper": authority})

    async def all(self) -> AsyncIterator[Register]:
        """By id, a page at a time."""
        last = ""
        while page := await self._found(_PAGE, {"last": last}):
            for register in page:
                yield register
            last = page[-1].id

    async def put(self, registers: Iterable[Register]) -> None:
        rows = map(_columns, registers)
        while chunk := list(islice(rows, _CHUNK)):
            await self.connection.execute(_putting(self.connection.dialect.name), chunk)
        await restamp(self.connection, _STAMP)

    async def stamp(self) -> str:
        return await stamp(self.connection, _STAMP)

    async def troubles(self, ids: Sequence[str]) -> Mapping[str, Trouble]:
        found = await self.connection.execute(_TROUBLES, {"ids": list(ids)})
        troubles = {row.id: Trouble(row.reports, row.fault or "") for row in found}
        return {id: trouble for id, trouble in troubles.items() if trouble != Trouble()}

    async def report(self, register: str, person: PersonId, at: datetime) -> None:
        values = {"register": register, "person": person, "reported": at}
        await self.connection.execute(replacing(self.connection, register_reports), values)

    async def settle(self, register: str) -> None:
        reports = delete(register_reports).where(register_reports.c.register == register)
        await self.connection.execute(reports)
        await self.connection.execute(_FORGIVEN, {"register": register})

    async def unreviewed(self, before: date, most: int) -> Sequence[Register]:
        return await self._found(_UNREVIEWED, {"before": before, "most": most})

    async def untried(
        self, before: datetime, faulty_before: datetime, most: int
    ) -> Sequence[Register]:
        limits = {"before": before, "faulty_before": faulty_before, "most": most}
        return await self._found(_UNTRIED, limits)

    async def tried(self, register: Register, at: datetime, fault: str) -> None:
        known = {"register": register.id, "address": register.url}
        await self.connection.execute(_TRIED.values(tried=at, fault=fault or None), known)

    async def spare(self, saved: Spared) -> None:
        values = {
            "happened": saved.at,
            "authority": saved.authority,
            "country": saved.country,
            "area": saved.area,
            "registers": saved.registers,
        }
        await self.connection.execute(insert(spared), values)

    async def spared(self, authorities: Sequence[AuthorityId]) -> int:
        found = await self.connection.execute(_SPARED, {"authorities": list(authorities)})
        return int(found.scalar_one())

    async def spared_in(self, country: str) -> int:
        found = await self.connection.execute(_SPARED_IN, {"country": country})
        return int(found.scalar_one())

    async def _found(self, query: Any, values: Mapping[str, object]) -> list[Register]:
        return list(_registers(await self.connection.execute(query, values)))


@lru_cache(maxsize=2)
def _putting(kind: str) -> Upsert:
    """Everything but what tries and reports have found."""
    adding = upsert(kind, registers)
    own = [c.name for c in registers.c if c.name not in ("id", "tried", "fault")]
    return adding.on_conflict_do_update(
        index_elements=[registers.c.id], set_={name: adding.excluded[name] for name in own}
    )


def _columns(register: Register) -> dict[str, object]:
    return {
        "id": register.id,
        "country": register.country,
        "names": dict(register.names.names),
        "languages": register.languages,
        "url": register.url,
        "areas": sorted(register.areas),
        "subject": register.subject,
        "free": register.free,
        "keeper": register.keeper,
        "checked": register.checked,
    }


def _registers(rows: Iterable[Row[Any]]) -> Iterator[Register]:
    for row in rows:
        yield Register(
            id=row.id,
            country=row.country,
            names=Named(row.names),
            languages=tuple(row.languages),
            url=row.url,
            areas=frozenset(map(AreaId, row.areas)),
            subject=row.subject,
            free=row.free,
            keeper=AuthorityId(row.keeper) if row.keeper else None,
            checked=row.checked,
        )

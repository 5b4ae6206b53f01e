"""The directory of authorities."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.authorities import Authority, AuthorityName
from core.people import AreaId, AuthorityId
from storage.columns import json_rows
from storage.stamps import restamp, revision_of, stamp
from storage.tables import authorities, authority_names, coordinators
from storage.upsert import replacing

_CHUNK = 1000
_STAMP = "authorities"


def _of_authority(table: Table, *columns: ColumnElement[Any]) -> ColumnElement[Any]:
    rows = select(json_rows(*columns)).where(table.c.authority == authorities.c.id)
    return rows.correlate(authorities).scalar_subquery()


_N, _C = authority_names.c, coordinators.c
_AUTHORITIES = select(
    authorities,
    _of_authority(authority_names, _N.position, _N.text, _N.language, _N.kind).label("names"),
    _of_authority(coordinators, _C.area, _C.coordinator).label("coordinators"),
)
_SOME = _AUTHORITIES.where(authorities.c.id.in_(bindparam("ids", expanding=True)))
_PLACES = select(authorities.c.id, authorities.c.country, authorities.c.region).where(
    authorities.c.id.in_(bindparam("ids", expanding=True))
)
_CHANGED = (
    select(authorities.c.id)
    .where(authorities.c.revision > bindparam("revision"))
    .limit(bindparam("most"))
)
_PAGE = (
    _AUTHORITIES.where(authorities.c.id > bindparam("last"), authorities.c.successor.is_(None))
    .order_by(authorities.c.id)
    .limit(_CHUNK)
)
_PAGE_OF_COUNTRY = _PAGE.where(authorities.c.country == bindparam("country"))


@dataclass(frozen=True, slots=True)
class SqlAuthorities:
    connection: AsyncConnection

    async def get(self, authority: AuthorityId) -> Authority | None:
        return (await self.many([authority])).get(authority)

    async def many(self, ids: Sequence[AuthorityId]) -> Mapping[AuthorityId, Authority]:
        found = await self.connection.execute(_SOME, {"ids": list(ids)})
        return {authority.id: authority for authority in map(_authority, found)}

    async def places(self, ids: Sequence[AuthorityId]) -> Mapping[AuthorityId, str]:
        found = await self.connection.execute(_PLACES, {"ids": list(ids)})
        return {AuthorityId(id): region or country for id, country, region in found}

    async def all(self, country: str | None = None) -> AsyncIterator[Authority]:
        """A page at a time: nothing is held open between two of them."""
        query = _PAGE if country is None else _PAGE_OF_COUNTRY
        asked = {} if country is None else {"country": country}
        last = ""
        while page := (await self.connection.execute(query, {"last": last, **asked})).all():
            for row in page:
                yield _authority(row)
            last = page[-1].id

    async def put(self, authorities: Iterable[Authority]) -> None:
        revision = await restamp(self.connection, _STAMP)
        rest = iter(authorities)
        while chunk := list(islice(rest, _CHUNK)):
            await self._put(chunk, revision)

    async def stamp(self) -> str:
        return await stamp(self.connection, _STAMP)

    async def changed(self, since: str, most: int) -> Sequence[Authority] | None:
        limits = {"revision": revision_of(since), "most": most + 1}
        ids = (await self.connection.execute(_CHANGED, limits)).scalars().all()
        return None if len(ids) > most else list((await self.many(ids)).values())

    async def _put(self, chunk: Sequence[Authority], revision: int) -> None:
        rows = [{**_columns(each), "revision": revision} for each in chunk]
        await self.connection.execute(replacing(self.connection, authorities), rows)
        ids = [each.id for each in chunk]
        await self._renew(authority_names, ids, [row for each in chunk for row in _names(each)])
        await self._renew(coordinators, ids, [row for each in chunk for row in _links(each)])

    async def _renew(
        self, table: Table, ids: Sequence[AuthorityId], rows: Sequence[dict[str, object]]
    ) -> None:
        await self.connection.execute(delete(table).where(table.c.authority.in_(ids)))
        if rows:
            await self.connection.execute(insert(table), rows)


def _columns(authority: Authority) -> dict[str, object]:
    return {
        "id": authority.id,
        "country": authority.country,
        "language": authority.language,
        "city": authority.city,
        "contact": authority.contact,
        "category": authority.category,
        "region": authority.region,
        "areas": sorted(authority.areas),
        "languages": authority.languages,
        "updated": authority.updated,
        "successor": authority.successor,
    }


def _names(authority: Authority) -> Iterator[dict[str, object]]:
    for position, name in enumerate(authority.names):
        yield {
            "authority": authority.id,
            "position": position,
            "text": name.text,
            "language": name.language,
            "kind": name.kind,
        }


def _links(authority: Authority) -> Iterator[dict[str, object]]:
    for area, coordinator in authority.coordinators.items():
        yield {"authority": authority.id, "area": area, "coordinator": coordinator}


def _authority(row: Row[Any]) -> Authority:
    return Authority(
        id=AuthorityId(row.id),
        country=row.country,
        language=row.language,
        names=tuple(AuthorityName(*name) for _position, *name in sorted(row.names or ())),
        city=row.city,
        areas=frozenset(map(AreaId, row.areas)),
        languages=tuple(row.languages),
        contact=row.contact,
        category=row.category,
        region=row.region,
        coordinators={
            AreaId(area): AuthorityId(name) for area, name in sorted(row.coordinators or ())
        },
        updated=row.updated,
        successor=AuthorityId(row.successor) if row.successor else None,
    )

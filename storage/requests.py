"""Requests, one row each: the facts one asks for as columns, the rest as a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Integer,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningInsert

from core.lifecycle import FINAL
from core.people import AuthorityId, PersonId
from core.requests import Reference, Request, RequestId, State
from storage.audit import Due
from storage.documents import document_of, facts_in
from storage.tables import audit, files, request_files, requests, series
from storage.upsert import Upsert, upsert

_state = cache(State)
# Called alike in a request, and the same there.
_AS_THEY_ARE = (
    *("id", "reference", "version", "area", "asker", "answerer", "asker_country"),
    *("answerer_country", "author", "handler", "coordinator", "wished", "agreed"),
    *("created", "blocked", "erased"),
)
STORED = select(*(requests.c[name] for name in (*_AS_THEY_ARE, "state", "document")))

_BY_REFERENCE = STORED.where(requests.c.reference == bindparam("name"))
_BY_ID = STORED.where(requests.c.id == bindparam("name"))
_LAST = func.max(requests.c.created)
_LAST_ASKED = (
    select(requests.c.answerer)
    .where(requests.c.author == bindparam("author"), requests.c.whole.is_(None))
    .group_by(requests.c.answerer)
    .order_by(_LAST.desc(), requests.c.answerer)
    .limit(bindparam("most"))
)
_IN_HAND = STORED.where(
    requests.c.state.in_([state.value for state in State if state not in FINAL]),
    or_(
        and_(
            requests.c.author == bindparam("person"),
            requests.c.asker == bindparam("authority"),
        ),
        and_(
            requests.c.handler == bindparam("person"),
            requests.c.answerer == bindparam("authority"),
        ),
    ),
).order_by(requests.c.id)
_OPEN_AFTER = (
    STORED.where(
        requests.c.id > bindparam("last"), requests.c.state.not_in([state.value for state in FINAL])
    )
    .order_by(requests.c.id)
    .limit(bindparam("most"))
)
_MANY = STORED.where(requests.c.reference.in_(bindparam("names", expanding=True)))
_ADD = insert(requests).returning(requests.c.id)
# Of the request by its number, not by its row: where SQLite gives back, columns have no table's name.
_LAST_SEAL = (
    select(audit.c.seal)
    .where(audit.c.request == bindparam("row"))
    .order_by(audit.c.place.desc())
    .limit(1)
    .scalar_subquery()
)
_SAVE = (
    update(requests)
    .where(requests.c.id == bindparam("row"), requests.c.version == bindparam("seen"))
    .returning(requests.c.entries, _LAST_SEAL)
)
_SAVE_ENTERED = _SAVE.values(entries=requests.c.entries + 1)
# An index is written anew for every column of it that is named: nothing is that never changes, and who asks only
# where somebody else does now.
_STAYS = requests.c.author == bindparam("by")
_SAVINGS = {
    False: (_SAVE.where(_STAYS), _SAVE),
    True: (_SAVE_ENTERED.where(_STAYS), _SAVE_ENTERED),
}
_FOR_GOOD = ("reference", "asker", "asker_country", "created", "whole")

_DETACH = delete(request_files).where(request_files.c.request == bindparam("request"))


@dataclass(frozen=True, slots=True)
class SqlRequests:
    connection: AsyncConnection
    due: Due = field(default_factory=dict)

    async def next_number(self, country: str, year: int) -> int:
        """A number whose unit is rolled back is given to the next who asks: nobody has seen it."""
        first = {"country": country, "year": year, "last": 1}
        found = await self.connection.execute(_counting(self.connection.dialect.name), first)
        return int(found.scalar_one())

    async def add(self, request: Request) -> Request:
        found = await self.connection.execute(_ADD, {**_columns(request), "entries": 1})
        added = replace(request, id=RequestId(found.scalar_one()))
        self.due[added.id] = 1, ""
        await self._attach(added)
        return added

    async def get(self, reference: Reference) -> Request | None:
        return await self._one(_BY_REFERENCE, reference)

    async def by_id(self, request: RequestId) -> Request | None:
        return await self._one(_BY_ID, request)

    async def save(self, request: Request, seen: int, *, entered: bool = True) -> bool:
        changes = _columns(request)
        for name in _FOR_GOOD:
            del changes[name]
        changes |= {"version": seen + 1, "row": request.id, "seen": seen}
        author, (same, other) = changes.pop("author"), _SAVINGS[entered]
        done = await self.connection.execute(same, {**changes, "by": author})
        found = done.one_or_none()
        if found is None:
            done = await self.connection.execute(other, {**changes, "author": author})
            found = done.one_or_none()
        if found is None:
            return False
        if entered:
            place, seal = found
            self.due[request.id] = place, seal or ""
        await self._attach(request)
        return True

    async def last_asked(self, author: PersonId, most: int) -> Sequence[AuthorityId]:
        found = await self.connection.execute(_LAST_ASKED, {"author": author, "most": most})
        return [AuthorityId(row.answerer) for row in found]

    async def in_hand(self, person: PersonId, authority: AuthorityId) -> Sequence[Request]:
        wanted = {"person": person, "authority": authority}
        found = await self.connection.execute(_IN_HAND, wanted)
        return [request_in(row) for row in found]

    async def many(self, references: Sequence[Reference]) -> Sequence[Request]:
        found = await self.connection.execute(_MANY, {"names": list(references)})
        return [request_in(row) for row in found]

    async def open_after(self, last: RequestId, most: int) -> Sequence[Request]:
        found = await self.connection.execute(_OPEN_AFTER, {"last": last, "most": most})
        return [request_in(row) for row in found]

    async def _attach(self, request: Request) -> None:
        """Files that a request has are not thrown away, unless it is erased."""
        if request.erased:
            await self.connection.execute(_DETACH, {"request": request.id})
        if request.attachments:
            ids = [attachment.file for attachment in request.attachments]
            asked = {"request": request.id, "files": ids}
            await self.connection.execute(_attaching(self.connection.dialect.name), asked)

    async def _one(self, query: Any, name: object) -> Request | None:
        row = (await self.connection.execute(query, {"name": name})).one_or_none()
        return request_in(row) if row else None


@lru_cache(maxsize=2)
def _counting(kind: str) -> ReturningInsert[int]:
    return (
        upsert(kind, series)
        .on_conflict_do_update(
            index_elements=list(series.primary_key), set_={"last": series.c.last + 1}
        )
        .returning(series.c.last)
    )


@lru_cache(maxsize=2)
def _attaching(kind: str) -> Upsert:
    """Only what is kept: a request may outlive its files."""
    ids: BindParameter[Any] = bindparam("files", expanding=True)
    kept = select(bindparam("request", type_=Integer), files.c.id).where(files.c.id.in_(ids))
    adding = upsert(kind, request_files).from_select(["request", "file"], kept)
    return adding.on_conflict_do_nothing()


def _columns(request: Request) -> dict[str, object]:
    return {
        "reference": request.reference,
        "version": request.version,
        "state": str(request.state),
        "area": request.area,
        "asker": request.asker,
        "answerer": request.answerer,
        "asker_country": request.asker_country,
        "answerer_country": request.answerer_country,
        "author": request.author,
        "handler": request.handler,
        "coordinator": request.coordinator,
        "whole": request.whole.request if request.whole else None,
        "wished": request.wished,
        "agreed": request.agreed,
        "created": request.created,
        "updated": request.last.at,
        "proposed": request.proposal.day if request.proposal else None,
        "sent": request.sent,
        "accepted": request.accepted,
        "last_by": request.last.by,
        "closed": request.closed,
        "blocked": request.blocked,
        "erased": request.erased,
        "document": document_of(request),
    }


def request_in(row: Sequence[Any]) -> Request:
    """A row of ``STORED``."""
    *columns, state, document = row
    told = dict(zip(_AS_THEY_ARE, columns, strict=True))
    return Request(**told, state=_state(state), **facts_in(document))

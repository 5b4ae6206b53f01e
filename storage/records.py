"""Requests found by their age or by who entered them, and what was done to their personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.living_cards import card_of
from core.outbox import Topic
from core.people import AuthorityId, PersonId
from core.records import Deed, Handling
from core.requests import Request, RequestId
from core.retention import Due
from storage.queue import delete_from_outbox, deleting
from storage.requests import STORED, request_in
from storage.tables import handlings, outbox, request_files, requests

_R = requests.c
_MOST: BindParameter[Any] = bindparam("most")
_OF: BindParameter[Any] = bindparam("authorities", expanding=True)
_ABANDONED = (
    STORED.where(text("state = 'draft'"), _R.updated < bindparam("before"))
    .order_by(_R.updated)
    .limit(_MOST)
)
_ENTERED = (
    STORED.where(
        _R.asker.in_(_OF),
        _R.id > bindparam("after"),
        _R.erased.is_(None),
        _R.whole.is_(None),
    )
    .order_by(_R.id)
    .limit(_MOST)
)
_FORGET = deleting(outbox.c.topic == bindparam("topic"), outbox.c.subject == bindparam("key"))
_FILES = select(request_files.c.file).where(request_files.c.request == bindparam("request"))
_NOTE = insert(handlings)
_OF_REQUEST = (
    select(handlings).where(handlings.c.request == bindparam("request")).order_by(handlings.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlRecords:
    connection: AsyncConnection

    async def to_block(self, due: Due, most: int) -> Sequence[Request]:
        return await self._all(_due(due, _R.blocked.is_(None)), most=most)

    async def to_erase(self, due: Due, most: int) -> Sequence[Request]:
        return await self._all(_due(due, _R.erased.is_(None)), most=most)

    async def abandoned(self, before: datetime, most: int) -> Sequence[Request]:
        return await self._all(_ABANDONED, before=before, most=most)

    async def entered_by(
        self, authorities: Sequence[AuthorityId], after: RequestId, most: int
    ) -> Sequence[Request]:
        return await self._all(_ENTERED, authorities=list(authorities), after=after, most=most)

    async def forget_messages(self, request: RequestId) -> None:
        for about in (Topic.of(request), card_of(request)):
            of_topic = {"topic": about.name, "key": about.key}
            await delete_from_outbox(self.connection, _FORGET, of_topic)

    async def files_of(self, request: RequestId) -> Sequence[str]:
        found = await self.connection.execute(_FILES, {"request": request})
        return [row.file for row in found]

    async def note(self, handling: Handling) -> None:
        values = {
            "request": handling.request,
            "happened": handling.at,
            "deed": handling.deed.value,
            "person": handling.by,
            "authority": handling.authority,
            "ground": handling.ground,
        }
        await self.connection.execute(_NOTE, values)

    async def of_request(self, request: RequestId) -> Sequence[Handling]:
        found = await self.connection.execute(_OF_REQUEST, {"request": request})
        return [_handling(row) for row in found]

    async def _all(self, query: Select[Any], **asked: object) -> Sequence[Request]:
        return [request_in(row) for row in await self.connection.execute(query, asked)]


def _due(due: Due, left: ColumnElement[bool]) -> Select[Any]:
    """The oldest first, parts with their wholes. An area with a moment of its own does not follow the usual one."""
    own = [and_(_R.area == area, _R.closed < before) for area, before in due.areas.items()]
    usual = and_(_R.area.not_in(list(due.areas)), _R.closed < due.before)
    latest = max([due.before, *due.areas.values()])
    found = STORED.where(left, _R.closed < latest, or_(*own, usual), _R.whole.is_(None))
    return found.order_by(_R.closed).limit(_MOST)


def _handling(row: Row[Any]) -> Handling:
    return Handling(
        request=RequestId(row.request),
        at=row.happened,
        deed=Deed(row.deed),
        by=PersonId(row.person) if row.person else None,
        authority=AuthorityId(row.authority) if row.authority else None,
        ground=row.ground,
    )

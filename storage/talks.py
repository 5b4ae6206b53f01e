"""Open dialogues."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from core.people import Address
from core.talks import TalkKey
from storage.engine import Database
from storage.gathering import Gathered
from storage.keys import keyed
from storage.tables import talks
from storage.upsert import replacing

_SPEAKER = (
    talks.c.platform == bindparam("platform"),
    talks.c.workspace == bindparam("workspace"),
    talks.c.account == bindparam("account"),
)
_ROOM = talks.c.room == bindparam("room")
_PLACE = (talks.c.platform, talks.c.workspace, talks.c.account)
_KEY = (*_PLACE, talks.c.room)
_KEYS, _IS_KEY = keyed(*_KEY)
_READ = select(*_KEY, talks.c.document).join(_KEYS, _IS_KEY)
_FORGET = delete(talks).where(*_SPEAKER, _ROOM)
_FORGET_OLD = delete(talks).where(talks.c.updated < bindparam("before"))
_SPEAKERS, _IS_SPEAKER = keyed(*_PLACE)
_OPEN = (
    select(*_KEY, talks.c.document).join(_SPEAKERS, _IS_SPEAKER).order_by(talks.c.updated.desc())
)


class SqlTalks:
    """Every message asks for its talk: those that come at once share a query."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gathered = Gathered(self._read)

    async def read(self, key: TalkKey) -> str | None:
        return await self._gathered.get(key)

    async def write(self, key: TalkKey, document: str | None, now: datetime) -> None:
        async with self._database.single.connect() as connection:
            if document is None:
                await connection.execute(_FORGET, _columns(key))
            else:
                values = {**_columns(key), "document": document, "updated": now}
                await connection.execute(replacing(connection, talks), values)

    async def forget(self, before: datetime) -> int:
        async with self._database.single.connect() as connection:
            return int((await connection.execute(_FORGET_OLD, {"before": before})).rowcount)

    async def open_of(self, *speakers: Address) -> Sequence[tuple[TalkKey, str]]:
        """The latest first."""
        wanted = [tuple(_place(speaker).values()) for speaker in speakers]
        async with self._database.reader.connect() as connection:
            found = await connection.execute(_OPEN, {"keys": wanted})
            return [(TalkKey(Address(*place), room), document) for *place, room, document in found]

    async def _read(self, keys: Collection[TalkKey]) -> Mapping[TalkKey, str]:
        wanted = [tuple(_columns(key).values()) for key in keys]
        async with self._database.reader.connect() as connection:
            found = await connection.execute(_READ, {"keys": wanted})
            return {TalkKey(Address(*place), room): document for *place, room, document in found}


def _place(speaker: Address) -> dict[str, object]:
    return {
        "platform": speaker.platform,
        "workspace": speaker.workspace,
        "account": speaker.account,
    }


def _columns(key: TalkKey) -> dict[str, object]:
    return {**_place(key.speaker), "room": key.room}

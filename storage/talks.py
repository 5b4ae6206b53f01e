"""Open dialogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from core.people import Address
from core.talks import TalkKey
from storage.engine import Database
from storage.tables import talks
from storage.upsert import replacing

_SPEAKER = (
    talks.c.platform == bindparam("platform"),
    talks.c.workspace == bindparam("workspace"),
    talks.c.account == bindparam("account"),
)
_ROOM = talks.c.room == bindparam("room")
_READ = select(talks.c.document).where(*_SPEAKER, _ROOM)
_FORGET = delete(talks).where(*_SPEAKER, _ROOM)
_OPEN = select(talks.c.room, talks.c.document).where(*_SPEAKER).order_by(talks.c.updated.desc())


@dataclass(frozen=True, slots=True)
class SqlTalks:
    database: Database

    async def read(self, key: TalkKey) -> str | None:
        async with self.database.reader.connect() as connection:
            return (await connection.execute(_READ, _columns(key))).scalar_one_or_none()

    async def write(self, key: TalkKey, document: str | None, now: datetime) -> None:
        async with self.database.single.connect() as connection:
            if document is None:
                await connection.execute(_FORGET, _columns(key))
            else:
                values = {**_columns(key), "document": document, "updated": now}
                await connection.execute(replacing(connection, talks), values)

    async def open_of(self, speaker: Address) -> Sequence[tuple[TalkKey, str]]:
        """The latest first."""
        async with self.database.reader.connect() as connection:
            found = await connection.execute(_OPEN, _place(speaker))
            return [(TalkKey(speaker, row.room), row.document) for row in found]


def _place(speaker: Address) -> dict[str, object]:
    return {
        "platform": speaker.platform,
        "workspace": speaker.workspace,
        "account": speaker.account,
    }


def _columns(key: TalkKey) -> dict[str, object]:
    return {**_place(key.speaker), "room": key.room}

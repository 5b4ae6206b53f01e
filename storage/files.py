"""Attached files: what is known of them in the database, what is in them sealed on the shelf.

A place is never used twice. So whoever takes away the last upload of a content can empty its place without asking
whether somebody has just handed in the same: that one found the row and held it, or got a place of its own.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select, update

from core.files import FileOnHand, KeptFile, NotKept, NotReadable
from storage.engine import Database
from storage.sealing import HEADER_BYTES, CannotOpen, NoKey, Ring, sealed_with
from storage.shelf import Shelf, ShelfFault
from storage.tables import files, request_files

_ABOUT = (files.c.id, files.c.name, files.c.kind, files.c.size)
_GET = select(*_ABOUT, files.c.content, files.c.place, files.c.data).where(
    files.c.id == bindparam("file")
)
_KNOWN = select(*_ABOUT).where(files.c.id == bindparam("file"))
# Held until the new row is there, or whoever takes the last one away would not see it.
_PLACE = (
    select(files.c.place)
    .where(files.c.content == bindparam("content"), files.c.place.is_not(None))
    .limit(1)
    .with_for_update()
)
_ADD = insert(files)
_THESE: BindParameter[Any] = bindparam("files", expanding=True)
_HAS_REQUEST = select(request_files.c.file).where(request_files.c.file == files.c.id).exists()
_DROP = delete(files).where(files.c.id.in_(_THESE), ~_HAS_REQUEST).returning(files.c.place)
_STILL = select(files.c.place).where(files.c.place.in_(bindparam("places", expanding=True)))
_UNUSED = (
    select(files.c.id)
    .where(files.c.stored < bindparam("before"), ~_HAS_REQUEST)
    .order_by(files.c.stored)
    .limit(bindparam("most"))
)
_UNSHELVED = select(files.c.id).where(files.c.place.is_(None)).limit(1)
_UNSHELVED_COUNT = select(func.count()).where(files.c.place.is_(None))
_PLACES = (
    select(files.c.place)
    .where(files.c.place > bindparam("after"))
    .distinct()
    .order_by(files.c.place)
    .limit(bindparam("most"))
)
_ON = select(files.c.id, files.c.content).where(files.c.place == bindparam("place")).limit(1)
_MOVE = update(files).where(files.c.place == bindparam("old")).values(place=bindparam("new"))
_SHELVE = (
    update(files)
    .where(files.c.id == bindparam("row"), files.c.place.is_(None))
    .values(place=bindparam("new"), data=None)
)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class SqlFiles:
    database: Database
    shelf: Shelf
    ring: Ring

    async def put(self, name: str, kind: str, data: bytes, now: datetime) -> KeptFile:
        try:
            return await self._put(name, kind, data, now)
        except (ShelfFault, NoKey) as fault:
            raise NotKept(str(fault)) from fault

    async def _put(self, name: str, kind: str, data: bytes, now: datetime) -> KeptFile:
        kept = KeptFile(secrets.token_hex(32), name, kind, len(data))
        content = await asyncio.to_thread(_hash, data)
        row = {"id": kept.id, "name": name, "kind": kind, "size": len(data)}
        row |= {"content": content, "stored": now}
        if not await self._added(row):
            place = await self._shelved(content, data)
            async with self.database.single.connect() as connection:
                await connection.execute(_ADD, {**row, "place": place})
        return kept

    async def about(self, file: str) -> KeptFile | None:
        async with self.database.reader.connect() as connection:
            row = (await connection.execute(_KNOWN, {"file": file})).one_or_none()
        return KeptFile(*row) if row else None

    async def get(self, file: str) -> FileOnHand | None:
        async with self.database.reader.connect() as connection:
            row = (await connection.execute(_GET, {"file": file})).one_or_none()
        if row is None:
            return None
        data = row.data if row.place is None else await self._opened(row.place, row.content)
        return FileOnHand(KeptFile(row.id, row.name, row.kind, row.size), data)

    async def drop(self, files: Collection[str]) -> None:
        """What lies on the shelf goes after the commit: a crash between leaves what nobody can find or read."""
        if not files:
            return
        async with self.database.writer.begin() as connection:
            gone = await connection.execute(_DROP, {"files": list(files)})
            places = {row.place for row in gone if row.place}
            still = await connection.execute(_STILL, {"places": list(places)})
            places -= {row.place for row in still}
        for place in places:
            await self.shelf.delete(place)

    async def unused(self, before: datetime, most: int) -> Collection[str]:
        async with self.database.reader.connect() as connection:
            found = await connection.execute(_UNUSED, {"before": before, "most": most})
            return [row.id for row in found]

    async def renew(self) -> int:
        """Seal anew what another key than the first has sealed, and what lies in the database; how many."""
        renewed = 0
        while await self._shelve_one():
            renewed += 1
        after = ""
        while places := await self._places(after):
            for place in places:
                renewed += await self._renewed(place)
            after = places[-1]
        return renewed

    async def unshelved(self) -> int:
        """How many lie in the database still."""
        async with self.database.reader.connect() as connection:
            return int((await connection.execute(_UNSHELVED_COUNT)).scalar_one())

    async def _added(self, row: dict[str, object]) -> bool:
        """Beside another upload of the same content, if there is one."""
        async with self.database.writer.begin() as connection:
            found = await connection.execute(_PLACE, {"content": row["content"]})
            place = found.scalar_one_or_none()
            if place:
                await connection.execute(_ADD, {**row, "place": place})
            return bool(place)

    async def _shelved(self, content: str, data: bytes) -> str:
        place = f"{content[:2]}/{content}-{secrets.token_hex(4)}"
        sealed = await asyncio.to_thread(self.ring.seal, data, content)
        await self.shelf.put(place, sealed)
        return place

    async def _opened(self, place: str, content: str) -> bytes:
        try:
            sealed = await self.shelf.get(place)
        except ShelfFault as fault:
            raise NotReadable(str(fault)) from fault
        if sealed is None:
            raise NotReadable("nothing lies there")
        try:
            return await asyncio.to_thread(self.ring.open, sealed, content)
        except CannotOpen as error:
            raise NotReadable(str(error)) from None

    async def _shelve_one(self) -> bool:
        async with self.database.reader.connect() as connection:
            file = (await connection.execute(_UNSHELVED)).scalar_one_or_none()
            found = (await connection.execute(_GET, {"file": file})).one_or_none()
        if found is None:
            return False
        place = await self._shelved(found.content, found.data)
        async with self.database.single.connect() as connection:
            await connection.execute(_SHELVE, {"row": found.id, "new": place})
        return True

    async def _places(self, after: str) -> list[str]:
        async with self.database.reader.connect() as connection:
            found = await connection.execute(_PLACES, {"after": after, "most": _BATCH})
            return [row.place for row in found]

    async def _renewed(self, place: str) -> bool:
        """To another place; what was dropped meanwhile leaves that one empty again."""
        beginning = await self.shelf.beginning(place, HEADER_BYTES)
        if beginning is None or sealed_with(beginning) == self.ring.current:
            return False
        async with self.database.reader.connect() as connection:
            row = (await connection.execute(_ON, {"place": place})).one_or_none()
        if row is None:
            return False
        new = await self._shelved(row.content, await self._opened(place, row.content))
        async with self.database.writer.begin() as connection:
            moved = await connection.execute(_MOVE, {"old": place, "new": new})
            still = (await connection.execute(_STILL, {"places": [place]})).first()
        if not moved.rowcount:
            await self.shelf.delete(new)
        elif still is None:
            await self.shelf.delete(place)
        return True


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()

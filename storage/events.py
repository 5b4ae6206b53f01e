"""Which events are being handled already."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import JSON, bindparam, column, delete, select, true
from sqlalchemy.sql.dml import ReturningInsert

from storage.columns import Instant
from storage.engine import Database
from storage.keys import json_items
from storage.tables import events
from storage.upsert import upsert

_MOST = 500
_FORGET = delete(events).where(events.c.taken < bindparam("before"))


@dataclass(frozen=True, slots=True)
class _Taking:
    platform: str
    event: str
    now: datetime
    answer: asyncio.Future[bool]

    @property
    def key(self) -> tuple[str, str]:
        return self.platform, self.event


class SqlEvents:
    """Events that come while a commit is under way share the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Taking] = []
        self._committer: asyncio.Task[None] | None = None

    async def take(self, platform: str, event: str, now: datetime) -> bool:
        """True only once it is stored, and only for the first who asks."""
        answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Taking(platform, event, now, answer))
        if self._committer is None:
            self._committer = asyncio.create_task(self._commit_all())
        return await answer

    async def forget(self, before: datetime) -> int:
        async with self._database.single.connect() as connection:
            return int((await connection.execute(_FORGET, {"before": before})).rowcount)

    async def _commit_all(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
                await self._commit(batch)
        finally:
            self._committer = None

    async def _commit(self, batch: list[_Taking]) -> None:
        try:
            new = await self._insert(batch)
        except Exception as problem:  # whoever waits must hear of it, whatever it is
            for taking in batch:
                _fail(taking.answer, problem)
            return
        for taking in batch:
            _tell(taking.answer, new.pop(taking.key, False))

    async def _insert(self, batch: list[_Taking]) -> dict[tuple[str, str], bool]:
        """Which of them were not there yet."""
        asked = {
            "keys": [list(key) for key in dict.fromkeys(taking.key for taking in batch)],
            "now": max(taking.now for taking in batch),
        }
        async with self._database.single.connect() as connection:
            found = await connection.execute(_adding(self._database.kind), asked)
            return {(platform, event): True for platform, event in found}


@lru_cache(maxsize=2)
def _adding(kind: str) -> ReturningInsert[str, str]:
    """However many they are, it is the same statement."""
    keys = json_items(bindparam("keys", type_=JSON())).table_valued(column("value", JSON()))
    value = keys.c.value
    new = select(value[0].as_string(), value[1].as_string(), bindparam("now", type_=Instant()))
    return (
        upsert(kind, events)
        # SQLite takes ON CONFLICT for a condition of the query if there is none.
        .from_select(["platform", "event", "taken"], new.where(true()))
        .on_conflict_do_nothing(index_elements=list(events.primary_key))
        .returning(events.c.platform, events.c.event)
    )


def _tell(answer: asyncio.Future[bool], new: bool) -> None:
    if not answer.done():
        answer.set_result(new)


def _fail(answer: asyncio.Future[bool], problem: Exception) -> None:
    if not answer.done():
        answer.set_exception(problem)

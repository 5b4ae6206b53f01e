"""Installations, their tokens sealed: whoever reads the database cannot speak as the bot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, or_, select, update

from core.installations import Installation
from storage.engine import Database
from storage.installation_tables import installations
from storage.sealing import Ring, sealed_with
from storage.upsert import replacing

_I = installations.c
_KEYED: ColumnElement[bool] = or_(
    _I.team == bindparam("key"), and_(_I.enterprise == bindparam("key"), _I.team == "")
)
_ALL = select(installations).order_by(_I.enterprise, _I.team)
_AT = (
    select(installations)
    .where(_I.enterprise == bindparam("enterprise"), _I.team.in_(["", bindparam("team")]))
    .order_by(_I.team.desc())
    .limit(1)
)
_FORGET = delete(installations).where(_KEYED)
_FORGET_EARLIER = _FORGET.where(or_(_I.since.is_(None), _I.since <= bindparam("told")))
_RENEWING = (
    update(installations)
    .where(_KEYED, or_(_I.renewing.is_(None), _I.renewing < bindparam("now")))
    .values(renewing=bindparam("until"))
)


@dataclass(frozen=True, slots=True)
class SqlInstallations:
    """Each call is a transaction of its own. Raises ``CannotOpen`` where the key is missing, ``NoKey``."""

    database: Database
    ring: Ring

    async def at(self, enterprise: str, team: str) -> Installation | None:
        return await self._one(_AT, enterprise=enterprise, team=team)

    async def keyed(self, key: str) -> Installation | None:
        return await self._one(select(installations).where(_KEYED), key=key)

    async def all(self) -> Sequence[Installation]:
        async with self.database.reader.connect() as connection:
            return [self._opened(row) for row in await connection.execute(_ALL)]

    async def put(self, installation: Installation) -> None:
        secrets = json.dumps([installation.token, installation.refresh]).encode()
        row = {
            "enterprise": installation.enterprise,
            "team": installation.team,
            "app": installation.app,
            "bot_user": installation.bot_user,
            "sealed": self.ring.seal(secrets, _of(installation.enterprise, installation.team)),
            "expires": installation.expires,
            "renewing": None,
            "since": installation.since,
        }
        async with self.database.single.connect() as connection:
            await connection.execute(replacing(connection, installations), row)

    async def forget(self, key: str, told: datetime | None = None) -> bool:
        if told is None:
            return await self._changed(_FORGET, key=key)
        return await self._changed(_FORGET_EARLIER, key=key, told=told)

    async def renewing(self, key: str, now: datetime, until: datetime) -> bool:
        return await self._changed(_RENEWING, key=key, now=now, until=until)

    async def reseal(self) -> int:
        """Seal anew what another key than the first has sealed; how many."""
        async with self.database.reader.connect() as connection:
            rows = (await connection.execute(_ALL)).all()
        old = [row for row in rows if sealed_with(row.sealed) != self.ring.current]
        return sum([await self._resealed(row) for row in old])

    async def _resealed(self, row: Row[Any]) -> bool:
        """Unless it has been renewed meanwhile."""
        of = _of(row.enterprise, row.team)
        return await self._changed(
            update(installations)
            .where(_I.enterprise == row.enterprise, _I.team == row.team)
            .where(_I.sealed == row.sealed)
            .values(sealed=self.ring.seal(self.ring.open(row.sealed, of), of))
        )

    async def _one(self, statement: Any, **values: str) -> Installation | None:
        async with self.database.reader.connect() as connection:
            row = (await connection.execute(statement, values)).one_or_none()
        return self._opened(row) if row else None

    async def _changed(self, statement: Any, **values: object) -> bool:
        async with self.database.single.connect() as connection:
            return bool((await connection.execute(statement, values)).rowcount)

    def _opened(self, row: Row[Any]) -> Installation:
        token, refresh = json.loads(self.ring.open(row.sealed, _of(row.enterprise, row.team)))
        whose = row.enterprise, row.team, row.app, row.bot_user
        return Installation(*whose, token, refresh, row.expires, row.since)


def _of(enterprise: str, team: str) -> str:
    """A token sealed for one workspace opens in no other's place."""
    return f"installation {enterprise} {team}"

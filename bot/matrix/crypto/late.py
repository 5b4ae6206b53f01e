"""Messages whose key comes after them: waited for, asked for, and opened as soon as it is there."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import structlog

from bot.matrix.crypto.keyring import Keyring
from bot.matrix.events import Json
from bot.matrix.faults import Refused, Silent

log = structlog.get_logger()

# Keys mostly come a moment later. Whoever has been asked may have to wake up first.
_GRACE_SECONDS = 3.0
_LOOK_SECONDS = 5.0


class LateKeys:
    def __init__(self, keyring: Keyring, patience_seconds: float) -> None:
        self._keyring = keyring
        self._patience = patience_seconds
        self._came = asyncio.Event()

    async def upkeep(self) -> None:
        await self._keyring.upkeep()

    async def open(self, room: str, event: Json) -> Json | None:
        """Now or not."""
        return await self._tried(room, event)

    def keys_came(self) -> None:
        """Everybody who waits looks whether it is theirs."""
        self._came.set()
        self._came = asyncio.Event()

    async def opened(self, room: str, event: Json) -> Json | None:
        """The message; nothing when its key has not come in the end."""
        began, asked = time.monotonic(), False
        while (waited := time.monotonic() - began) < self._patience:
            came = self._came
            if opened := await self._tried(room, event):
                return opened
            if not asked and waited >= min(_GRACE_SECONDS, self._patience / 4):
                asked = await self._ask(room, event)
            look = min(_GRACE_SECONDS if not asked else _LOOK_SECONDS, self._patience / 4)
            with suppress(TimeoutError):
                async with asyncio.timeout(look):
                    await came.wait()
        return await self._tried(room, event)

    async def _tried(self, room: str, event: Json) -> Json | None:
        try:
            return await self._keyring.open(room, event)
        except (Refused, Silent) as fault:
            log.warning("matrix.late_key", problem=str(fault))
            return None

    async def _ask(self, room: str, event: Json) -> bool:
        try:
            await self._keyring.ask_for(room, event)
        except (Refused, Silent) as fault:
            log.warning("matrix.late_key", problem=str(fault))
            return False
        log.info("matrix.key_asked", room_id=room)
        return True

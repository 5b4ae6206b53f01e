"""The one modal a click or a command may open: the right to it is good for three seconds, and for once."""

from __future__ import annotations

import asyncio

from bot.channel import NotDelivered
from bot.slack.calls import Calls
from bot.slack.richtext import Json


class Window:
    """Opened by the first view shown in it; every later view takes the place of the one before."""

    def __init__(self, calls: Calls, trigger: str = "", view: str = "") -> None:
        self._calls = calls
        self._trigger = trigger
        self._view = view
        self._one_at_a_time = asyncio.Lock()

    @property
    def is_open(self) -> bool:
        """Or is just being opened."""
        return bool(self._view) or self._one_at_a_time.locked()

    async def show(self, view: Json) -> bool:
        """Whether it could be shown: the right may have run out, the person may have closed it."""
        try:
            await self._show(view)
        except NotDelivered:
            return False
        return True

    async def _show(self, view: Json) -> None:
        async with self._one_at_a_time:
            if self._view:
                await self._calls.write("views.update", {"view_id": self._view, "view": view})
                return
            answer = await self._calls.write(
                "views.open", {"trigger_id": self._trigger, "view": view}
            )
            self._view = str(answer["view"]["id"])

"""A refusal says who could: whatever lacks a right is told with the colleagues who have it."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

from chat.context import Context
from core.errors import UserError
from core.text import msg
from core.who_could import who_could

T = TypeVar("T")


async def saying_who_could(ctx: Context, doing: Awaitable[T]) -> T:
    try:
        return await doing
    except UserError as error:
        wanted, error.wanted = error.wanted, None
        if wanted and ctx.who:
            async with ctx.services.works.reading() as work:
                who = await who_could(work, ctx.who, wanted)
            error.message = msg("{said} {who}", said=error.message, who=who)
        raise

"""Nothing is to come from some hour of the day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from chat.wishes import Hour
from core.habits import Habits
from core.text import msg, words
from handlers._reminding import changed


@dataclass(frozen=True, slots=True)
class Late:
    hour: time


async def not_after(ctx: Context, late: Late) -> Reply:
    return await changed(ctx, Habits(not_after=late.hour))


COMMAND = Command(
    name="not after",
    words=words("not after | never after | nothing after | quiet after"),
    summary=msg("Hear nothing from me from some hour on"),
    form=Form(
        title=msg("Not after"),
        fields=(
            Hour("hour", msg("From which hour on should I be quiet?"), msg("For example 18:00.")),
        ),
        into=Late,
    ),
    run=not_after,
    chapter=Chapter.DATES,
)

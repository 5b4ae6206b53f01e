"""Nothing is to come before some hour of the day."""

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
class Early:
    hour: time


async def not_before(ctx: Context, early: Early) -> Reply:
    return await changed(ctx, Habits(not_before=early.hour))


COMMAND = Command(
    name="not before",
    words=words("not before | never before | nothing before | quiet before"),
    summary=msg("Hear nothing from me before some hour"),
    form=Form(
        title=msg("Not before"),
        fields=(
            Hour("hour", msg("Before which hour should I be quiet?"), msg("For example 8:30.")),
        ),
        into=Early,
    ),
    run=not_before,
    chapter=Chapter.DATES,
)

"""Say in one's own words how one wants to be reminded."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply
from chat.wishes import Wish
from core.habits import Habits
from core.text import msg, words
from handlers._reminding import changed


@dataclass(frozen=True, slots=True)
class Wished:
    wish: Habits | None = None


async def remind_me(ctx: Context, wished: Wished) -> Reply:
    return await changed(ctx, wished.wish)


COMMAND = Command(
    name="remind me",
    words=words("remind me | please remind me | set reminder | set a reminder"),
    summary=msg("Say when and how I am to remind you"),
    form=Form(
        title=msg("Remind me"),
        fields=(
            Wish(
                "wish",
                msg("How should I remind you?"),
                msg(
                    "For example: “5 and 2 days before”, “not before 8”, “only working days”, "
                    "“at 8:30”, “one by one”, “together” or “as usual”."
                ),
            ),
        ),
        into=Wished,
    ),
    run=remind_me,
    chapter=Chapter.DATES,
)

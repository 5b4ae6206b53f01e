"""Going on with a form: who may, and what is said where there is none."""

from __future__ import annotations

from chat.context import Context
from chat.dialogue import Talk
from chat.message import Reply, say
from core.text import msg


def may_resume(ctx: Context, talk: Talk) -> bool:
    """Who is not known has nothing to go on with but a form of their own."""
    return bool(ctx.who or talk.dialogue or talk.aside)


def nothing_open() -> Reply:
    """Forms that nobody goes on with are forgotten, by the time the operator has set."""
    return say(
        msg(
            "No form is open here. One that nobody goes on with for long is deleted; what was saved as a draft "
            "or sent stays: write `my requests`. "
            "Write `my tasks` to see what waits for you."
        )
    )

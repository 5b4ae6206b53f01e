"""Take back the last change of one's authority: its description, how it works, how it is reminded."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.authorities import Authority
from core.edits import Before, TeamHabits
from core.people import AuthorityId
from core.text import msg, words
from core.undoing import Undoing
from core.workflows import Workflow
from handlers._reminding import wishes_of
from handlers.approval_and_allocation import workflow_card
from handlers.authority import description


@dataclass(frozen=True, slots=True)
class Which:
    authority: str | None


async def undo(ctx: Context, which: Which) -> Reply:
    """Without a word, of one's own authority."""
    id = AuthorityId(which.authority) if which.authority else None
    edit = await Undoing(wishes_of(ctx.services)).undo(ctx.person, id)
    known = (await ctx.authorities(edit.authority))[edit.authority]
    said = msg("The last change is undone. This is how it is again:")
    return say(said, _as_before(ctx, known, edit.before), tone=Tone.GOOD)


def _as_before(ctx: Context, known: Authority, before: Before) -> Card:
    match before:
        case Workflow():
            return workflow_card(ctx, known, before)
        case TeamHabits():
            reminders = Button(msg("Team reminders"), "team reminders")
            return Card(title=msg("{name}", name=known.name), actions=(reminders,))
        case Authority():
            return description(ctx, before)


COMMAND = Command(
    name="undo",
    words=words("undo | undo change | undo the change | undo changes"),
    summary=msg("Undo the last change of your authority"),
    form=Form(
        title=msg("Undo"),
        fields=(Text("authority", msg("Which authority?"), required=False),),
        into=Which,
    ),
    run=undo,
    chapter=Chapter.TEAM,
)

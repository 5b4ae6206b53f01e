"""Tell a room nothing more."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, Tone, say
from core.team_rooms import TeamRooms
from core.text import msg, words
from handlers._nothing import Nothing


async def unlink_room(ctx: Context, _nothing: Nothing) -> Reply:
    rooms = TeamRooms(ctx.services.works, ctx.services.clock)
    await rooms.unlink(ctx.person, ctx.room)
    told = msg("This room is no longer told anything by itself.")
    return say(told, tone=Tone.GOOD, private=False)


COMMAND = Command(
    name="unlink room",
    words=words("unlink room | disconnect room | unlink this room"),
    summary=msg("Tell this room nothing more"),
    form=Form(title=msg("Give up a room"), fields=(), into=Nothing),
    run=unlink_room,
    chapter=Chapter.TEAM,
    practised=False,
)

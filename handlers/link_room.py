"""Say whose room this is: from then on it is told what concerns that authority."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Reply, Tone, say
from core.team_rooms import TeamRooms
from core.text import msg, words


@dataclass(frozen=True, slots=True)
class Said:
    authority: str | None = None


async def link_room(ctx: Context, said: Said) -> Reply:
    rooms = TeamRooms(ctx.services.works, ctx.services.clock)
    authority = await rooms.link(ctx.person, ctx.room, said.authority or "")
    told = msg(
        "This room now belongs to {authority}. I tell it of new requests and of dates, and never of persons.",
        authority=authority.name,
    )
    return say(told, tone=Tone.GOOD, private=False)


COMMAND = Command(
    name="link room",
    words=words("link room | link this room | connect room"),
    summary=msg("Make this room your team's"),
    form=Form(
        title=msg("Link a room"),
        fields=(Text("authority", msg("Which authority's room is it?"), required=False),),
        into=Said,
    ),
    run=link_room,
    chapter=Chapter.TEAM,
    practised=False,
)

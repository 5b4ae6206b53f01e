"""What is open, told in the team's room: as everybody there may know it."""

from __future__ import annotations

from dataclasses import replace

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Reply, say
from chat.room_cards import room_card
from chat.seen import PageNumber
from core.room_lists import listed_in
from core.text import msg, msgs, words
from handlers._pages import PAGE, more, page_number
from handlers.my_requests import Page


async def room_requests(ctx: Context, page: Page) -> Reply:
    number = page_number(page.page)
    listed = await listed_in(ctx.services.works, ctx.room, number, PAGE)
    count = msgs("One request is open.", "{n} requests are open.", listed.total)
    cards = [room_card(outline, ctx.services.content) for outline in listed.outlines]
    told = say(
        count if cards else msg("No request is open."),
        *cards,
        *more(listed.left, f"room requests {number + 1}"),
        private=False,
    )
    return replace(told, language=listed.room.language)


COMMAND = Command(
    name="room requests",
    words=words("room requests | requests of this room | team requests | what is open here"),
    summary=msg("Show a team's room which requests are open"),
    form=Form(
        title=msg("The team's requests"),
        fields=(PageNumber(),),
        into=Page,
    ),
    run=room_requests,
    effect=False,
    chapter=Chapter.TEAM,
)

"""What has happened to a request, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from chat.cards import title
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.desk import Desk
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Reply, say
from chat.seen import PageNumber
from chat.timeline import named, told
from core.requests import Reference
from core.text import msg, words
from core.timeline import timeline
from handlers._pages import more, page_number, page_of

_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class OnePage:
    reference: Reference
    page: str | None


async def steps(ctx: Context, one: OnePage) -> Reply:
    view, moments = await timeline(ctx.services.works, ctx.person, one.reference)
    number = page_number(one.page)
    shown, left = page_of(moments, number, _ON_A_PAGE)
    authorities = {view.asker, view.answerer, *named(shown)}
    desk = Desk(ctx.services.content, await ctx.authorities(*authorities))
    return say(
        Card(
            title=title(view.outline, desk.content),
            body=(msg("What has happened so far, the first step first:"),),
            facts=told(shown, desk),
            actions=(Button(msg("Show the request"), f"show {view.reference}"),),
        ),
        *more(left, f"timeline {view.reference} {number + 1}"),
    )


COMMAND = Command(
    name="timeline",
    words=words("timeline | history | what happened | what has happened"),
    summary=msg("See what has happened to a request"),
    form=Form(
        title=msg("Timeline"),
        fields=(
            ReferenceField(),
            PageNumber(),
        ),
        into=OnePage,
    ),
    run=steps,
    effect=False,
    chapter=Chapter.TASKS,
)

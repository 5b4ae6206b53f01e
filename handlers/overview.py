"""Everything at a glance: what waits for the reader, the next dates, and where to begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Part, Reply, say
from core.exchange import Listed
from core.requests import State
from core.standings import Line
from core.text import msg, words
from handlers._nothing import Nothing
from handlers.my_tasks import Page, my_tasks

_MOST_DATES = 5
# States in which somebody still has to keep the date.
_RUNNING = frozenset({State.ALLOCATING, State.AWAITING, State.ACCEPTED, State.REFERRED})


async def overview(ctx: Context, _nothing: Nothing) -> Reply:
    tasks = await my_tasks(ctx, Page(None))
    listed = await ctx.services.exchange.listed(ctx.person)
    return say(*tasks.parts, *_dates(ctx, listed), _begin())


def _dates(ctx: Context, listed: Iterable[Listed]) -> Iterator[Part]:
    """Of what the reader asks and of what they answer alike."""
    running = (line for alike in listed if _is_running(alike) for line in alike.lines)
    coming = nsmallest(_MOST_DATES, (line for line in running if line.due >= ctx.today))
    if coming:
        yield Card(
            title=msg("Next dates"),
            facts=tuple(map(_date, coming)),
            actions=(Button(msg("My requests"), "my requests"),),
        )


def _is_running(alike: Listed) -> bool:
    return alike.like.view.outline.state in _RUNNING


def _date(line: Line) -> Fact:
    return Fact(msg("{reference}", reference=line.reference), msg("{day}", day=line.due))


def _begin() -> Card:
    return Card(
        title=msg("What would you like to do?"),
        actions=(
            Button(msg("New request"), "new request"),
            Button(msg("Find an authority"), "find authority"),
            Button(msg("Settings"), "settings"),
            Button(msg("Help"), "help"),
        ),
    )


COMMAND = Command(
    name="overview",
    words=words("overview | start page | summary | dashboard | home page"),
    summary=msg("See everything at a glance"),
    form=Form(title=msg("Overview"), fields=(), into=Nothing),
    run=overview,
    effect=False,
    chapter=Chapter.TASKS,
)

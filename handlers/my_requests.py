"""Every open request of one's authority, also those on which others have the turn."""

from __future__ import annotations

from dataclasses import dataclass

from chat.cards import title
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.desk import Desk, state_fact
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from chat.seen import PageNumber
from core.exchange import Case
from core.requests import Side
from core.tasks import due
from core.text import msg, msgs, words
from handlers._desk import desk_for
from handlers._pages import more, page_number, page_of


@dataclass(frozen=True, slots=True)
class Page:
    page: str | None


async def my_requests(ctx: Context, page: Page) -> Reply:
    exchange = ctx.services.exchange
    listed = sorted(line for alike in await exchange.listed(ctx.person) for line in alike.lines)
    if not listed:
        return say(msg("No request is open."))
    number = page_number(page.page)
    lines, left = page_of(listed, number)
    shown = sorted(await exchange.cases(ctx.person, [line.reference for line in lines]), key=due)
    desk = await desk_for(ctx, *shown)
    parts = [_card(case, desk) for case in shown]
    count = msgs("One request is open.", "{n} requests are open.", len(listed))
    return say(count, *parts, *more(left, f"my requests {number + 1}"))


def _card(case: Case, desk: Desk) -> Card:
    view = case.view
    other = desk.name(view.answerer if view.side is Side.ASKER else view.asker)
    return Card(
        title=title(view.outline, desk.content),
        facts=(
            state_fact(view),
            Fact(msg("Other authority"), other),
            Fact(msg("Date"), msg("{day}", day=due(case))),
        ),
        actions=(Button(msg("Show"), f"show {view.reference}"),),
    )


COMMAND = Command(
    name="my requests",
    words=words(
        "my requests | requests | all requests | all my requests | all open requests | "
        "our requests | sent requests | what have i asked"
    ),
    summary=msg("See every open request of your authority"),
    form=Form(
        title=msg("My requests"),
        fields=(PageNumber(),),
        into=Page,
    ),
    run=my_requests,
    effect=False,
    chapter=Chapter.TASKS,
)

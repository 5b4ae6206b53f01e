"""What is planned for the speaker in the week to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.mailing import News
from chat.message import Button, Card, Fact, Reply, say
from chat.notices import said_to
from core.outbox import DIGEST, REQUEST, Delivery, Progress, Recipient
from core.placing import deadline
from core.reminders import is_useful
from core.requests import Request
from core.steps import Notice
from core.text import Listing, Message, msg, words
from core.views import sides_of
from core.work import Work
from handlers._nothing import Nothing

_WEEK = timedelta(weeks=1)
_COMING = frozenset({Progress.PLANNED, Progress.SENDING, Progress.UNSURE})


async def what_will_you_send_me(ctx: Context, _nothing: Nothing) -> Reply:
    now = ctx.services.clock.now()
    async with ctx.services.works.reading() as work:
        rows = await work.outbox.to(Recipient.to(ctx.person), now, now + _WEEK)
        coming = [(row, told) for row in rows if (told := await _told(ctx, work, row))]
    if not coming:
        title = msg("In the next seven days I have nothing to remind you of.")
        return say(Card(title=title, actions=_ACTIONS))
    return say(
        Card(
            title=msg("What I will send you in the next seven days"),
            body=(msg("Whatever is done before drops out, and what is new comes on top."),),
            facts=tuple(_facts(coming)),
            actions=_ACTIONS,
        )
    )


_ACTIONS = (
    Button(msg("How I remind you"), "my reminders"),
    Button(msg("Send me one to try"), "test reminder"),
)


def _facts(coming: Sequence[tuple[Delivery, Message]]) -> Iterator[Fact]:
    """One for each moment at which something comes."""
    for moment, rows in groupby(coming, key=lambda pair: pair[0].planned.due):
        told = tuple(said for _row, said in rows)
        yield Fact(msg("{moment}", moment=moment), msg("{told}", told=Listing(told)))


async def _told(ctx: Context, work: Work, row: Delivery) -> Message | None:
    """What it is about in a few words; nothing where it would not be said."""
    if row.progress not in _COMING or row.planned.about.name == DIGEST:
        return None
    if row.planned.about.name != REQUEST:
        news = News(row, ctx.person, ctx.services, work)
        card = await news.mailing.in_brief(news)
        return card.title if card else None
    name = row.planned.about.request
    request = await work.requests.by_id(name) if name is not None else None
    if request is None:
        return None
    kind = Notice(row.planned.kind)
    if not is_useful(kind, request) or said_to(kind, sides_of(request, ctx.person)) is None:
        return None
    return _short(kind, request)


def _short(kind: Notice, request: Request) -> Message:
    name, day = request.reference, deadline(request)
    match kind:
        case Notice.REPLY_DUE:
            return msg("{reference} (the answer is due {day})", reference=name, day=day)
        case Notice.OVERDUE:
            return msg("{reference} (overdue since {day})", reference=name, day=day)
        case Notice.ACCEPTANCE_DUE:
            return msg("{reference} (not accepted yet)", reference=name)
        case Notice.ANSWER_WAITING:
            return msg("{reference} (the answers wait to be read)", reference=name)
        case _:
            return msg("{reference} (waits for a decision)", reference=name)


COMMAND = Command(
    name="what will you send me",
    words=words("what will you send me | next reminders | upcoming reminders | what will i get"),
    summary=msg("See what I will remind you of this week"),
    form=Form(title=msg("The week to come"), fields=(), into=Nothing),
    run=what_will_you_send_me,
    effect=False,
    chapter=Chapter.DATES,
)

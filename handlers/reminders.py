"""What was said about a request to whom, when and where, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.cards import title
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.escalations import as_told, to_be_told
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Reply, say
from chat.seen import PageNumber
from core.escalation import RUNG
from core.outbox import Delivery, Progress, Recipient, Topic
from core.people import Person
from core.putting_off import who_is_on_it
from core.reminders import REMINDERS
from core.requests import Reference, Request, Side
from core.text import Message, Tongue, as_written, msg, words
from core.work import Work
from handlers._pages import more, page_number, page_of

_ON_A_PAGE = 15
_OVER = frozenset({Progress.SENT, Progress.FAILED, Progress.UNSURE})


@dataclass(frozen=True, slots=True)
class OnePage:
    reference: Reference
    page: str | None


async def reminders(ctx: Context, one: OnePage) -> Reply:
    """The first page has the latest; whoever wants the rest turns back to what was said before."""
    case = await ctx.services.exchange.show(ctx.person, one.reference)
    async with ctx.services.works.reading() as work:
        request = await work.requests.get(one.reference)
        assert request is not None, "it has just been shown"
        rows = await work.outbox.of(Topic.of(request.id))
        names = await _names(work, request, case.view.side)
        on_it = await who_is_on_it(work, request, ctx.services.clock.now())
    done = [row for row in rows if row.progress in _OVER]
    ahead = [row for row in rows if row.progress in (Progress.PLANNED, Progress.SENDING)]
    number = page_number(one.page)
    latest = sorted(done, key=lambda row: row.settled or row.planned.due, reverse=True)
    shown, left = page_of(latest, number, _ON_A_PAGE)
    told = (*_told(shown[::-1], names),)
    if number == 1:
        told = (*told, *_on_it(on_it, names), *_coming(ahead, names))
    return say(
        Card(
            title=title(case.view.outline, ctx.services.content),
            body=told,
            actions=(
                Button(msg("Why this date"), f"why {one.reference}"),
                Button(msg("Show everything"), f"show {one.reference}"),
            ),
        ),
        *more(left, f"reminders {one.reference} {number + 1}"),
    )


async def _names(work: Work, request: Request, side: Side) -> Mapping[str, Message]:
    """Only one's own people and rooms by name: the other authority's are its own affair."""
    authority = request.authority(side)
    if authority is None:
        return {}
    people = await work.people.of_authority(authority)
    rooms = await work.people.rooms(authority)
    named = {Recipient.to(person).key: as_written(person.name) for person in people}
    return named | {Recipient.to(room).key: as_written(room.name) for room in rooms}


def _told(rows: Sequence[Delivery], names: Mapping[str, Message]) -> Iterator[Message]:
    yield msg("**What was said so far**") if rows else msg("Nothing was said about it so far.")
    for row in rows:
        yield _outcome(row, as_told(*_reader(row, names)))


def _outcome(row: Delivery, reader: Message) -> Message:
    """What was sent before the moment was kept is told with the one it was due at."""
    moment, what = row.settled or row.planned.due, _what(row)
    if row.progress is Progress.FAILED:
        return msg(
            "{moment}: {what} to {reader}, not delivered.", moment=moment, what=what, reader=reader
        )
    if row.progress is Progress.UNSURE:
        return msg(
            "{moment}: {what} to {reader}, it is not certain that it arrived.",
            moment=moment,
            what=what,
            reader=reader,
        )
    place = as_written(row.address.platform.title() if row.address else "-")
    if not row.language:
        return msg(
            "{moment}: {what} to {reader}, sent ({place}).",
            moment=moment,
            what=what,
            reader=reader,
            place=place,
        )
    return msg(
        "{moment}: {what} to {reader}, sent ({place}, {language}).",
        moment=moment,
        what=what,
        reader=reader,
        place=place,
        language=Tongue(row.language),
    )


def _on_it(on_it: Mapping[Person, datetime], names: Mapping[str, Message]) -> Iterator[Message]:
    """Which of one's own colleagues is."""
    for person, until in on_it.items():
        if name := names.get(Recipient.to(person).key):
            yield msg(
                "{name} is on it. I leave the colleagues alone until {moment}.",
                name=name,
                moment=until,
            )


def _what(row: Delivery) -> Message:
    return msg("a reminder") if row.planned.kind in REMINDERS else msg("a notice")


def _coming(rows: Sequence[Delivery], names: Mapping[str, Message]) -> Iterator[Message]:
    yield msg("**What comes next**") if rows else msg("Nothing is planned.")
    told = [
        msg(
            "{moment}: {what} to {reader}",
            moment=row.planned.due,
            what=_what(row),
            reader=to_be_told(*_reader(row, names)),
        )
        for row in rows
    ]
    # How many of the other authority's people hear of it is its own affair.
    yield from [said for place, said in enumerate(told) if said not in told[:place]][:_ON_A_PAGE]


def _reader(row: Delivery, names: Mapping[str, Message]) -> tuple[str, Message]:
    """As what, and who."""
    planned = row.planned
    return planned.values.get(RUNG, ""), names.get(planned.recipient.key, _OTHER)


_OTHER = msg("the other authority")

COMMAND = Command(
    name="reminders",
    words=words("reminders | who was reminded | reminder history"),
    summary=msg("See who was told what about a request, and when"),
    form=Form(
        title=msg("Reminders of a request"), fields=(ReferenceField(), PageNumber()), into=OnePage
    ),
    run=reminders,
    effect=False,
    chapter=Chapter.DATES,
)

"""What else is kept about the speaker: where they are named, what they have begun, what was said to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from chat.context import Context
from chat.dialogue import Dialogue, Talk
from chat.message import Fact
from chat.paper import Line, Section
from core.outbox import Delivery, Progress
from core.own_data import OwnData
from core.text import Listing, msg, msgs
from core.traces import Traces

# More would be a book: the file for machines has all of it.
_MOST = 100


async def open_forms(ctx: Context, kept: OwnData) -> list[Dialogue]:
    """In all places; what stands in them is said of none."""
    documents = await ctx.services.talks.open_of(*kept.addresses)
    return [form for _key, document in documents for form in Talk.load(document).forms]


def more(ctx: Context, kept: OwnData, forms: Sequence[Dialogue]) -> Iterator[Section]:
    if named := tuple(_named(kept)):
        yield Section(msg("Where you are named"), named)
    if forms:
        yield Section(msg("Forms that you have not finished"), tuple(_forms(ctx, forms)))
    yield Section(msg("What I wrote to you"), tuple(_told(kept.traces.messages)))


def _named(kept: OwnData) -> Iterator[Line]:
    traces = kept.traces
    if traces.stands_in_for:
        names = Listing(tuple(traces.stands_in_for))
        yield Fact(msg("You are the deputy of"), msg("{names}", names=names))
    for name, until in traces.paused:
        yield Fact(msg("Reminders put off"), msg("{name}: until {at}", name=name, at=until))
    for register, at in traces.reported:
        yield Fact(msg("Register reported"), msg("{name}: {at}", name=register, at=at))
    for reference, at, _deed in traces.handled:
        yield Fact(
            msg("Personal data you opened, exported, blocked or erased"),
            msg("{name}: {at}", name=reference, at=at),
        )


def _forms(ctx: Context, forms: Sequence[Dialogue]) -> Iterator[Line]:
    names = {command.name: command.summary for command in ctx.services.commands}
    for form in forms:
        yield msg("Not finished: {command}", command=names.get(form.command, form.command))


def _told(messages: Sequence[Delivery]) -> Iterator[Line]:
    sent = [each for each in messages if each.progress is Progress.SENT]
    planned = sum(each.progress is Progress.PLANNED for each in messages)
    yield msgs("I wrote to you once.", "I wrote to you {n} times.", len(sent))
    yield msgs("One message is planned.", "{n} messages are planned.", planned)
    for each in sent[-_MOST:]:
        if each.settled and each.address:
            account = each.address.account
            yield Fact(msg("{at}", at=each.settled), msg("to {account}", account=account))


def kept_of(traces: Traces, forms: Iterable[Dialogue]) -> Mapping[str, object]:
    """For machines."""
    return {
        "stands_in_for": list(traces.stands_in_for),
        "reminders_put_off": [{"request": name, "until": at} for name, at in traces.paused],
        "registers_reported": [{"register": id, "at": at} for id, at in traces.reported],
        "personal_data_handled": [
            {"request": name, "at": at, "deed": deed} for name, at, deed in traces.handled
        ],
        "messages": [_message(each) for each in traces.messages],
        "unfinished_forms": [
            {"command": each.command, "begun": each.began, "answers": len(each.answers)}
            for each in forms
        ],
    }


def _message(told: Delivery) -> Mapping[str, object]:
    planned, place = told.planned, told.address
    return {
        "about": planned.about.name,
        "id": planned.about.key,
        "kind": planned.kind,
        "due": planned.due,
        "state": told.progress,
        "settled": told.settled,
        "language": told.language,
        "account": place.account if place else None,
    }

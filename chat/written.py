"""What the two authorities have written to each other inside a case, and how the answers were rated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from chat.message import Fact
from core.people import AuthorityId
from core.ratings import Effort, Rating, Timeliness
from core.requests import Action, Written
from core.text import Message, Tongue, msg
from core.views import RequestView


class Names(Protocol):
    def name(self, authority: AuthorityId) -> Message: ...


def written_facts(view: RequestView, names: Names) -> Iterator[Fact]:
    """In the order in which it was written."""
    return (written_fact(each, names) for each in view.written)


def written_fact(written: Written, names: Names) -> Fact:
    label = _LABELS[written.action](names.name(written.authority))
    said = msg(
        "{text} ({language}, {at})",
        text=written.text.text,
        language=Tongue(written.text.language),
        at=written.at,
    )
    return Fact(label, said)


_LABELS: Mapping[Action, Callable[[Message], Message]] = {
    Action.MESSAGE: lambda who: msg("Message from {who}", who=who),
    Action.ASK: lambda who: msg("Clarification asked for by {who}", who=who),
    Action.CLARIFY: lambda who: msg("Clarification by {who}", who=who),
}

REMARKS: Mapping[Action, Message] = {
    Action.RETURN: msg("Why it was returned"),
    Action.REFER: msg("Why it was referred"),
    Action.SEND_BACK: msg("The coordinator's advice"),
    Action.ADVISE: msg("The coordinator's advice"),
}


def remark_facts(view: RequestView) -> Iterator[Fact]:
    if view.remark:
        said = view.remark.text
        text = msg("{text} ({language})", text=said.text, language=Tongue(said.language))
        yield Fact(REMARKS[view.remark.action], text)


TIMELINESS: Mapping[Timeliness, Message] = {
    Timeliness.IN_TIME: msg("In good time"),
    Timeliness.LATE: msg("Too late"),
}

EFFORT: Mapping[Effort, Message] = {
    Effort.USEFUL: msg("Useful"),
    Effort.LACKING: msg("Not sufficient"),
}


def rating_facts(view: RequestView) -> Iterator[Fact]:
    rating = view.rating or Rating()
    if rating.timeliness:
        yield Fact(msg("When the answers came"), TIMELINESS[rating.timeliness])
    if rating.effort:
        yield Fact(msg("What the answers were like"), EFFORT[rating.effort])

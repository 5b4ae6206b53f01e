"""The steps of a request, told one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from chat.desk import Desk
from chat.message import Fact
from core.amendments import listed
from core.escalation import Rung
from core.people import AuthorityId
from core.requests import Action
from core.text import Message, Value, as_written, msg
from core.timeline import Moment

TOLD: Mapping[Action | Rung, Message] = {
    Action.CREATE: msg("{who} wrote a draft."),
    Action.SEND: msg("{who} sent the request. An answer was wanted by {day}."),
    Action.SUBMIT: msg("{who} submitted the draft for approval."),
    Action.APPROVE: msg("{who} approved and sent the request. An answer was wanted by {day}."),
    Action.RETURN: msg("{who} returned the draft to its author."),
    Action.TAKE_BACK: msg("{who} took the request back."),
    Action.ALLOCATE: msg("{who} allocated the request to a colleague."),
    Action.FORWARD: msg("{who} forwarded the request to another authority: {to}."),
    Action.SPLIT: msg("{who} gave some questions to another authority, as part {part}."),
    Action.JOIN: msg("A part came back."),
    Action.REFER: msg("{who} referred the request to the coordinator."),
    Action.SEND_BACK: msg("{who} sent the request back with advice."),
    Action.MODIFY: msg("{who} changed the request: {parts}."),
    Action.ACCEPT: msg("{who} accepted the request and promised an answer by {day}."),
    Action.PROPOSE: msg("{who} proposed {day} as the date."),
    Action.AGREE: msg("{who} agreed to {day}."),
    Action.INSIST: msg("{who} kept the date as it was."),
    Action.ANSWER: msg("{who} saved answers. Answered by then: {answers}."),
    Action.SEND_PART: msg("{who} sent a part of the answers. Answered by then: {answers}."),
    Action.REPLY: msg("{who} sent the answers."),
    Action.ASK: msg("{who} asked for clarification."),
    Action.CLARIFY: msg("{who} clarified the answers."),
    Action.ADVISE: msg("{who} advised the asking authority."),
    Action.MESSAGE: msg("{who} wrote a message."),
    Action.CLOSE: msg("{who} closed the request."),
    Action.RATE: msg("{who} rated the answers."),
    Action.REOPEN: msg("{who} opened the request again."),
    Action.WITHDRAW: msg("{who} withdrew the request."),
    Rung.DEPUTY: msg("{who} had not reacted: the deputy was told."),
    Rung.TEAM: msg("{who} had not reacted: all colleagues were told."),
    Rung.COORDINATOR: msg("{who} had not reacted: its coordinator was told."),
    Action.HAND_OVER: msg("{who} handed the request over to another colleague."),
}

_TO = "to"


def named(moments: Sequence[Moment]) -> Iterator[AuthorityId]:
    """The authorities that are named when these steps are told."""
    for each in moments:
        yield each.authority
        if _TO in each.details:
            yield AuthorityId(each.details[_TO])


def told(moments: Sequence[Moment], desk: Desk) -> tuple[Fact, ...]:
    return tuple(Fact(msg("{at}", at=each.at), _told(each, desk)) for each in moments)


def _told(moment: Moment, desk: Desk) -> Message:
    who = as_written(moment.name) if moment.name else desk.name(moment.authority)
    values = dict(_value(name, text, desk) for name, text in moment.details.items())
    happened = Message(TOLD[moment.action].singular, {"who": who, **values})
    if "part" in values and moment.action is not Action.SPLIT:
        return msg("Part {part}: {happened}", part=values["part"], happened=happened)
    return happened


def _value(name: str, text: str, desk: Desk) -> tuple[str, Value]:
    """Whichever day a step was about, the sentence calls it ``day``."""
    if name == _TO:
        return name, desk.name(AuthorityId(text))
    if name == "parts":
        return name, listed(text.split(","))
    try:
        return "day", date.fromisoformat(text)
    except ValueError:
        return name, text

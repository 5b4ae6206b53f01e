"""What every card of a request needs beside the case: the words for its states, the content, the names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.message import Fact
from core.authorities import Authority
from core.exchange import Case
from core.people import AuthorityId
from core.questions import Content
from core.requests import Side, State
from core.text import Country, Message, as_written, msg
from core.views import RequestView

STATES: Mapping[State, Message] = {
    State.DRAFT: msg("Draft, not sent yet"),
    State.SUBMITTED: msg("Submitted for approval"),
    State.ALLOCATING: msg("To be allocated"),
    State.AWAITING: msg("Waiting to be accepted"),
    State.REFERRED: msg("Referred to the coordinator"),
    State.ACCEPTED: msg("Accepted, being answered"),
    State.PARTLY: msg("Partly answered"),
    State.ANSWERED: msg("Answered"),
    State.CLARIFYING: msg("Clarification asked for"),
    State.CLARIFIED: msg("Clarification given"),
    State.DISPUTED: msg("Answers referred to the coordinator"),
    State.CLOSED: msg("Closed"),
    State.WITHDRAWN: msg("Withdrawn"),
}


def state_of(view: RequestView) -> Message:
    """The other side's allocation is its own affair, and nothing that who asks has to do."""
    asks = view.side is Side.ASKER and view.state is State.ALLOCATING
    return STATES[State.AWAITING if asks else view.state]


def state_fact(view: RequestView) -> Fact:
    return Fact(msg("State"), state_of(view))


@dataclass(frozen=True, slots=True)
class Desk:
    """What a card needs beside the case: the content, and the two authorities' names."""

    content: Content
    authorities: Mapping[AuthorityId, Authority]

    def name(self, authority: AuthorityId) -> Message:
        known = self.authorities.get(authority)
        if known is None:
            return as_written(authority)
        return msg("{name} ({country})", name=known.name, country=Country(known.country))


def named(case: Case) -> Sequence[AuthorityId]:
    """The authorities a card of this case names."""
    view = case.view
    first = {view.first_asker} if view.first_asker else set()
    parts = (part.answerer for part in case.parts)
    written = (each.authority for each in view.written)
    return sorted({view.asker, view.answerer, *first, *parts, *written})

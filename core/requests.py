"""Information requests: what one authority asks another, and what it was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from core.deadlines import Rule, Term
from core.people import AreaId, AuthorityId, PersonId
from core.ratings import Rating
from core.values import value

RequestId = NewType("RequestId", int)
QuestionId = NewType("QuestionId", str)
Reference = NewType("Reference", str)


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ALLOCATING = "to_be_allocated"
    AWAITING = "awaiting_acceptance"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    PARTLY = "partly_answered"
    ANSWERED = "answered"
    CLARIFYING = "clarification_asked"
    CLARIFIED = "clarification_given"
    DISPUTED = "reply_referred"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """``COORDINATOR`` once one of the two has asked it to help; ``FORMER`` has given the request to another."""

    ASKER = "asker"
    ANSWERER = "answerer"
    COORDINATOR = "coordinator"
    FORMER = "former"


class Action(StrEnum):
    """``JOIN``: a part has come back to its whole; nobody does that by hand."""

    CREATE = "create"
    SEND = "send"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    TAKE_BACK = "take_back"
    ALLOCATE = "allocate"
    FORWARD = "forward"
    SPLIT = "split"
    JOIN = "join"
    REFER = "refer"
    SEND_BACK = "send_back"
    MODIFY = "modify"
    ACCEPT = "accept"
    PROPOSE = "propose_date"
    AGREE = "agree"
    INSIST = "keep_date"
    ANSWER = "answer"
    SEND_PART = "send_part"
    REPLY = "reply"
    ASK = "ask_clarification"
    CLARIFY = "clarify"
    ADVISE = "advise"
    MESSAGE = "message"
    CLOSE = "close"
    RATE = "rate"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand_over"


@value(frozen=True, slots=True)
class FreeText:
    """A person's own words with the language they are in."""

    text: str
    language: str


@value(frozen=True, slots=True)
class Answer:
    """An answer in its canonical form: an option's id, an ISO day, or text with its language."""

    value: str
    by: PersonId
    at: datetime
    language: str = ""


@value(frozen=True, slots=True)
class Proposal:
    day: date
    by: PersonId
    at: datetime
    rule: Rule | None = None


@value(frozen=True, slots=True)
class Attachment:
    file: str
    name: str
    kind: str
    size: int
    by: PersonId


@value(frozen=True, slots=True)
class Change:
    """The last thing that happened to a request; what a late click is told."""

    action: Action
    by: PersonId
    side: Side
    at: datetime


@value(frozen=True, slots=True)
class Passing:
    """An authority gave the request to another; ``handler`` had it in hand there, if anybody had."""

    authority: AuthorityId
    handler: PersonId | None
    at: datetime


@value(frozen=True, slots=True)
class Remark:
    """The words that went with a step: why a draft came back, what coordinators were asked and what they say.

    ``side``: on which they were said.
    """

    action: Action
    text: FreeText
    by: PersonId
    at: datetime
    side: Side


@value(frozen=True, slots=True)
class Written:
    """What one authority has written to the other: a message, a question about the answers, its reply."""

    action: Action
    text: FreeText
    by: PersonId
    authority: AuthorityId
    at: datetime


class PartState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


@value(frozen=True, slots=True)
class Part:
    """Questions that another authority answers in a request of its own; ``number`` ends that one's reference."""

    number: int
    questions: tuple[QuestionId, ...]
    state: PartState = PartState.OPEN


@value(frozen=True, slots=True)
class Whole:
    """What a part is a part of, and who asked it in the first place."""

    request: RequestId
    asker: AuthorityId
    country: str


@value(frozen=True, slots=True)
class Request:
    """``since``: when it came into its state; ``told``: the answers sent before all of them are.

    ``coordinates``: whose coordinator it is that has been asked for help. ``edition`` counts the changes made
    after it was sent, ``changed`` names their parts.
    """

    id: RequestId
    reference: Reference
    version: int
    state: State
    area: AreaId
    question_set: str
    asker: AuthorityId
    answerer: AuthorityId
    asker_country: str
    answerer_country: str
    author: PersonId
    questions: tuple[QuestionId, ...]
    wished: date
    created: datetime
    last: Change
    subject: Mapping[str, str] = field(default_factory=dict)
    note: FreeText | None = None
    attachments: tuple[Attachment, ...] = ()
    answers: Mapping[QuestionId, Answer] = field(default_factory=dict)
    handler: PersonId | None = None
    proposal: Proposal | None = None
    term: Term | None = None
    agreed: date | None = None
    sent: datetime | None = None
    accepted: datetime | None = None
    answered: datetime | None = None
    closed: datetime | None = None
    blocked: datetime | None = None
    erased: datetime | None = None
    coordinator: AuthorityId | None = None
    passed: tuple[Passing, ...] = ()
    remark: Remark | None = None
    since: datetime | None = None
    told: Mapping[QuestionId, Answer] = field(default_factory=dict)
    written: tuple[Written, ...] = ()
    rating: Rating | None = None
    coordinates: Side = Side.ANSWERER
    edition: int = 1
    changed: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    whole: Whole | None = None

    def side_of(self, authority: AuthorityId) -> Side | None:
        return next((side for side in Side if authority in self.authorities(side)), None)

    def authorities(self, side: Side) -> tuple[AuthorityId, ...]:
        if side is Side.FORMER:
            return tuple(passing.authority for passing in reversed(self.passed))
        return (one,) if (one := self.authority(side)) else ()

    def authority(self, side: Side) -> AuthorityId | None:
        match side:
            case Side.ASKER:
                return self.asker
            case Side.ANSWERER:
                return self.answerer
            case Side.COORDINATOR:
                return self.coordinator
        return self.passed[-1].authority if self.passed else None

    def country(self, side: Side) -> str:
        party = self.coordinates if side is Side.COORDINATOR else side
        return self.asker_country if party is Side.ASKER else self.answerer_country

    @property
    def due(self) -> date:
        """The day by which the answer is owed: the agreed one, before that the wished one."""
        return self.agreed or self.wished

    @property
    def ends(self) -> Term:
        """How the date came about, and by which clock it ends: the answering authority's."""
        return self.term or Term.at(self.answerer_country)

    @property
    def away(self) -> frozenset[QuestionId]:
        """The questions that another authority is answering now."""
        return frozenset(
            q for part in self.parts if part.state is PartState.OPEN for q in part.questions
        )

    @property
    def divided(self) -> bool:
        return any(part.state is not PartState.TAKEN_BACK for part in self.parts)

    def responsible(self, side: Side) -> PersonId | None:
        """Who on this side has the case in hand, once somebody has."""
        match side:
            case Side.ASKER:
                return self.author
            case Side.ANSWERER:
                return self.handler
            case Side.FORMER if self.passed:
                return self.passed[-1].handler
        return None

    @property
    def arrived(self) -> datetime | None:
        """When it came to the authority that is to answer it now."""
        return self.passed[-1].at if self.passed else self.sent

    @property
    def stands_since(self) -> datetime:
        """Since when it is in its state."""
        return self.since or self.last.at

    @property
    def sent_answers(self) -> Mapping[QuestionId, Answer]:
        """What the asker has been told: all of it, or the part that was sent so far."""
        return self.answers if self.answered else self.told

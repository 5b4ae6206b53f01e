"""Information requests: what one authority asks another, and what it was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from core.deadlines import Rule, Term
from core.people import AreaId, AuthorityId, PersonId
from core.ratings import Rating

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
    CREATE = "create"
    SEND = "send"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    TAKE_BACK = "take_back"
    ALLOCATE = "allocate"
    FORWARD = "forward"
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


@dataclass(frozen=True, slots=True)
class FreeText:
    """A person's own words with the language they are in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in its canonical form: an option's id, an ISO day, or text with its language."""

    value: str
    by: PersonId
    at: datetime
    language: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    day: date
    by: PersonId
    at: datetime
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    file: str
    name: str
    kind: str
    size: int
    by: PersonId


@dataclass(frozen=True, slots=True)
class Change:
    """The last thing that happened to a request; what a late click is told."""

    action: Action
    by: PersonId
    side: Side
    at: datetime


@dataclass(frozen=True, slots=True)
class Passing:
    """An authority gave the request to another; ``handler`` had it in hand there, if anybody had."""

    authority: AuthorityId
    handler: PersonId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """The words that went with a step: why a draft came back, what coordinators were asked and what they say.

    ``side``: on which they were said.
    """

    action: Action
    text: FreeText
    by: PersonId
    at: datetime
    side: Side


@dataclass(frozen=True, slots=True)
class Written:
    """What one authority has written to the other: a message, a question about the answers, its reply."""

    action: Action
    text: FreeText
    by: PersonId
    authority: AuthorityId
    at: datetime


@dataclass(frozen=True, slots=True)
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

    def side_of(self, authority: AuthorityId) -> Side | None:
        return next((side for side in Side if authority in self.authorities(side)), None)

    def authorities(self, side: Side) -> tuple[AuthorityId, ...]:
        match side:
            case Side.ASKER:
                return (self.asker,)
            case Side.ANSWERER:
                return (self.answerer,)
            case Side.COORDINATOR:
                return (self.coordinator,) if self.coordinator else ()
            case Side.FORMER:
                return tuple(passing.authority for passing in reversed(self.passed))

    def authority(self, side: Side) -> AuthorityId | None:
        """Of those that have passed it on, the last."""
        return next(iter(self.authorities(side)), None)

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

    def responsible(self, side: Side) -> PersonId | None:
        """Who on this side has the case in hand, once somebody has."""
        match side:
            case Side.ASKER:
                return self.author
            case Side.ANSWERER:
                return self.handler
            case Side.FORMER if self.passed:
                return self.passed[-1].handler
            case _:
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


class Requests(Protocol):
    async def next_number(self, country: str, year: int) -> int:
        """The next number of a country's series in a year; a number is never given twice."""
        ...

    async def add(self, request: Request) -> Request:
        """Store a new request; it comes back with its id."""
        ...

    async def get(self, reference: Reference) -> Request | None: ...

    async def by_id(self, request: RequestId) -> Request | None: ...

    async def save(self, request: Request, seen: int) -> bool:
        """Store if the version is still ``seen``; ``False`` when somebody was faster."""
        ...

    async def last_asked(self, author: PersonId, most: int) -> Sequence[AuthorityId]:
        """The authorities this person asked last, the latest first."""
        ...

    async def in_hand(self, person: PersonId, authority: AuthorityId) -> Sequence[Request]:
        """The open requests that this person has in hand for the authority, whether it asks or answers."""
        ...

    async def open_after(self, last: RequestId, most: int) -> Sequence[Request]:
        """Those that are neither closed nor withdrawn, in the order of their ids."""
        ...

    async def many(self, references: Sequence[Reference]) -> Sequence[Request]:
        """Those that exist, in any order."""
        ...

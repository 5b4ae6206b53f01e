"""Information requests: what one authority asks another, and what it was told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from core.deadlines import Rule, Term
from core.people import AreaId, AuthorityId, PersonId

RequestId = NewType("RequestId", int)
QuestionId = NewType("QuestionId", str)
Reference = NewType("Reference", str)

_REFERENCE = re.compile(r"\b([A-Za-z]{2})[\s./-]*(20\d\d)[\s./-]*0*(\d{1,6})\b")


def reference(country: str, year: int, number: int) -> Reference:
    """The speakable name of a request: ``LV-2026-000042``."""
    return Reference(f"{country}-{year}-{number:06d}")


def read_reference(said: str) -> Reference | None:
    """Find a reference however it was typed: ``lv 2026 42``, ``LV-2026-000042``."""
    found = _REFERENCE.search(said)
    if not found:
        return None
    country, year, number = found.groups()
    return reference(country.upper(), int(year), int(number))


def take_reference(text: str) -> tuple[Reference, str] | None:
    """Split a reference off the front of a text: it, and the rest."""
    found = _REFERENCE.match(text)
    name = read_reference(text) if found else None
    return (name, text[found.end() :].strip()) if found and name else None


class State(StrEnum):
    DRAFT = "draft"
    AWAITING = "awaiting_acceptance"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    ASKER = "asker"
    ANSWERER = "answerer"

    @property
    def other(self) -> Side:
        return Side.ANSWERER if self is Side.ASKER else Side.ASKER


class Action(StrEnum):
    CREATE = "create"
    SEND = "send"
    ACCEPT = "accept"
    PROPOSE = "propose_date"
    AGREE = "agree"
    INSIST = "keep_date"
    ANSWER = "answer"
    REPLY = "reply"
    CLOSE = "close"
    WITHDRAW = "withdraw"


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
class Request:
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

    def side_of(self, authority: AuthorityId) -> Side | None:
        if authority == self.asker:
            return Side.ASKER
        return Side.ANSWERER if authority == self.answerer else None

    def authority(self, side: Side) -> AuthorityId:
        return self.asker if side is Side.ASKER else self.answerer

    def country(self, side: Side) -> str:
        return self.asker_country if side is Side.ASKER else self.answerer_country

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
        return self.author if side is Side.ASKER else self.handler


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

    async def many(self, references: Sequence[Reference]) -> Sequence[Request]:
        """Those that exist, in any order."""
        ...

"""What of a request can be changed before it is accepted, and how it is called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from core.deadlines import Rule
from core.requests import Attachment, FreeText, QuestionId
from core.text import Listing, Message, msg


class Part(StrEnum):
    """What of a request can be changed, and is told to have changed."""

    QUESTIONS = "questions"
    DATE = "date"
    SUBJECT = "subject"
    NOTE = "note"
    DOCUMENTS = "documents"


PARTS: Mapping[Part, Message] = {
    Part.QUESTIONS: msg("the questions"),
    Part.DATE: msg("the date"),
    Part.SUBJECT: msg("whom it is about"),
    Part.NOTE: msg("the message"),
    Part.DOCUMENTS: msg("the documents"),
}


@dataclass(frozen=True, slots=True)
class Amendment:
    """Only the ``parts`` named are changed; of the others nothing is read."""

    parts: frozenset[Part]
    questions: tuple[QuestionId, ...] = ()
    wished: date | None = None
    rule: Rule | None = None
    subject: Mapping[str, str] = field(default_factory=dict)
    note: FreeText | None = None
    attachments: tuple[Attachment, ...] = ()


def listed(parts: Collection[str]) -> Listing:
    return Listing(tuple(PARTS[part] for part in Part if part in parts))

"""A new request as its author has filled it in, and the draft that becomes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from core.authorities import Authority
from core.deadlines import Rule, Term
from core.people import AreaId, AuthorityId, Person
from core.references import reference
from core.requests import (
    Action,
    Attachment,
    Change,
    FreeText,
    QuestionId,
    Reference,
    Request,
    RequestId,
    Side,
    State,
)
from core.work import Work

Parties: TypeAlias = tuple[Authority, Authority]


@dataclass(frozen=True, slots=True)
class NewRequest:
    """What an asker has filled in; ``wished`` is the day by which an answer would help.

    ``rule``: the period that leads to this day, if it was asked for in this way.
    """

    area: AreaId
    question_set: str
    asker: AuthorityId
    answerer: AuthorityId
    questions: tuple[QuestionId, ...]
    wished: date
    rule: Rule | None = None
    subject: Mapping[str, str] = field(default_factory=dict)
    note: FreeText | None = None
    attachments: tuple[Attachment, ...] = ()


async def next_reference(work: Work, country: str, today: date) -> Reference:
    number = await work.requests.next_number(country, today.year)
    return reference(country, today.year, number)


def drafted(
    author: Person, new: NewRequest, parties: Parties, name: Reference, now: datetime
) -> Request:
    asker, answerer = parties
    return Request(
        id=RequestId(0),
        reference=name,
        version=1,
        state=State.DRAFT,
        area=new.area,
        question_set=new.question_set,
        asker=new.asker,
        answerer=new.answerer,
        asker_country=asker.country,
        answerer_country=answerer.country,
        author=author.id,
        questions=new.questions,
        wished=new.wished,
        created=now,
        last=Change(Action.CREATE, author.id, Side.ASKER, now),
        subject=new.subject,
        note=new.note,
        attachments=new.attachments,
        term=Term.at(answerer.place, new.rule),
    )

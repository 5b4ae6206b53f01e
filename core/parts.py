"""A request in parts: some of its questions go to another authority of the country that was asked.

The authority that splits stays responsible for the whole: it asks the part, agrees on the part's date and sends all
the answers. Each part is a request of its own; what happens to one of the two and concerns the other is said here,
as functions on values.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from core.acts import Act, Changed, DayNotPossible, checked_day
from core.authorities import Authority
from core.deadlines import Term
from core.errors import UserError
from core.people import Person
from core.references import part_reference
from core.requests import (
    Action,
    Change,
    Part,
    PartState,
    QuestionId,
    Reference,
    Request,
    RequestId,
    Side,
    State,
    Whole,
)
from core.text import Message, msg

_STATES = {
    State.ANSWERED: PartState.ANSWERED,
    State.CLARIFYING: PartState.ANSWERED,
    State.CLARIFIED: PartState.ANSWERED,
    State.CLOSED: PartState.ANSWERED,
    State.WITHDRAWN: PartState.TAKEN_BACK,
}


class NotToGive(UserError):
    """None of the questions, all of them, or one that needs nobody's answer any more."""

    field = "questions"


class GivenBefore(NotToGive):
    """A colleague was first."""

    def __init__(self, request: Request, colleague: Person | None) -> None:
        super().__init__(
            msg(
                "{name} gave questions of request **{reference}** to another authority on {at}. "
                "Please choose from those that are still with you.",
                name=colleague.name if colleague else "",
                reference=request.reference,
                at=request.last.at,
            )
        )


class WithAnother(UserError):
    def __init__(self, part: Reference) -> None:
        super().__init__(
            msg(
                "This question is with another authority, as part **{reference}**. "
                "Its answer comes from there.",
                reference=part,
            )
        )


def one_stays(name: Reference) -> Message:
    """What is said to whoever wants to give all of them away."""
    return msg(
        "At least one question has to stay with you. To give all of them to another authority, "
        "write `forward {reference}`.",
        reference=name,
    )


def split(act: Act) -> Changed:
    """The whole gets one part more. Raises ``UserError`` when these questions cannot be given away."""
    request, wanted = act.request, set(act.given.questions)
    chosen = tuple(question for question in request.questions if question in wanted)
    if not chosen or len(chosen) < len(wanted):
        raise NotToGive(msg("Please choose at least one of the questions that are still open."))
    if request.away.intersection(chosen) or any(q in request.answers for q in chosen):
        raise NotToGive(msg("Please choose only questions that are still open and with you."))
    if wanted.union(request.away).issuperset(request.questions):
        raise NotToGive(one_stays(request.reference))
    check_in_time(request.reference, request.due, checked_day(act.given.day, act.today))
    return {"parts": (*request.parts, Part(len(request.parts) + 1, chosen))}


def check_in_time(name: Reference, due: date, day: date) -> None:
    """A part is answered before the whole of this name: somebody has to put the answers together."""
    if day >= due:
        raise DayNotPossible(
            msg(
                "The whole is to be answered by {due}, so the part needs an earlier date. "
                "To move the date of the whole first, write `propose date {reference}`.",
                due=due,
                reference=name,
            )
        )


def part_of(whole: Request, act: Act, there: Authority) -> Request:
    """The last part of this whole, as the request that goes to the other authority.

    It takes along what its questions cannot be answered without; documents only where the splitter says so.
    """
    part, given = whole.parts[-1], act.given
    assert given.day is not None, "the day has been checked"
    return Request(
        id=RequestId(0),
        reference=part_reference(whole.reference, part.number),
        version=1,
        state=State.AWAITING,
        area=whole.area,
        question_set=whole.question_set,
        asker=whole.answerer,
        answerer=there.id,
        asker_country=whole.answerer_country,
        answerer_country=there.country,
        author=act.actor.id,
        questions=part.questions,
        wished=given.day,
        created=act.now,
        sent=act.now,
        last=Change(Action.SPLIT, act.actor.id, Side.ASKER, act.now),
        subject=whole.subject,
        note=given.text,
        attachments=whole.attachments if given.documents else (),
        term=Term.at(there.place),
        whole=Whole(whole.id, whole.asker, whole.asker_country),
    )


def joined(whole: Request, part: Request) -> Request | None:
    """The whole once its part has changed like this; ``None`` when that is nothing to it."""
    number = _number(part)
    before = whole.parts[number - 1]
    state = _STATES.get(part.state, PartState.OPEN)
    if state is before.state:
        return None
    parts = tuple(replace(p, state=state) if p.number == number else p for p in whole.parts)
    answers = part.answers if state is PartState.ANSWERED else {}
    last = Change(Action.JOIN, part.last.by, Side.ANSWERER, part.last.at)
    return replace(
        whole,
        parts=parts,
        answers={**whole.answers, **answers},
        version=whole.version + 1,
        last=last,
    )


def without_open_parts(whole: Request) -> Request:
    """As it is written down once it has ended, and its open parts with it."""
    parts = tuple(
        replace(part, state=PartState.TAKEN_BACK) if part.state is PartState.OPEN else part
        for part in whole.parts
    )
    return replace(whole, parts=parts)


def check_not_away(request: Request, questions: Collection[QuestionId]) -> None:
    for part in request.parts:
        if part.state is PartState.OPEN and not set(part.questions).isdisjoint(questions):
            raise WithAnother(part_reference(request.reference, part.number))


def _number(part: Request) -> int:
    return int(part.reference.rpartition("/")[2])

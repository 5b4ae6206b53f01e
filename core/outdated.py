"""A draft that has lain for a while: do its questions, and whom it asks, still hold?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from core.acts import Act
from core.errors import UserError
from core.people import AreaId, AuthorityId, Right
from core.questions import Content, QuestionSet, SubjectField
from core.requests import QuestionId, Reference, Request, State
from core.text import Listing, Message, msg
from core.work import Work

# What was looked over when it was written, moments ago, is not looked over again.
_JUST_WRITTEN = timedelta(minutes=15)


class Outdated(UserError):
    def __init__(self, why: Message, advice: Message) -> None:
        super().__init__(
            msg(
                "{why} Nothing has been sent, and all that was written is kept. {advice}",
                why=why,
                advice=advice,
            )
        )


async def check_draft(work: Work, content: Content, act: Act) -> None:
    """Raises ``Outdated`` where it would ask what is not asked any more, or nobody."""
    request = act.request
    if act.now - request.created < _JUST_WRITTEN:
        return
    chosen = content.sets.get(request.question_set)
    if not still_asked(chosen, request.questions):
        gone = msg("Some of its questions are no longer asked in this area.")
        raise Outdated(gone, _change(request))
    if lacking := missing_fields(chosen, request.subject):
        labels = Listing(tuple(field.label for field in lacking))
        now = msg("In this area it has to be said now: {fields}.", fields=labels)
        raise Outdated(now, _change(request))
    if not await receives(work, content, request.answerer, request.area):
        closed = msg("The other authority no longer takes requests in this area.")
        raise Outdated(closed, _ask_another(request))


def still_asked(chosen: QuestionSet, questions: Collection[QuestionId]) -> bool:
    return {known.id for known in chosen.questions if not known.retired}.issuperset(questions)


def missing_fields(chosen: QuestionSet, subject: Mapping[str, str]) -> Sequence[SubjectField]:
    """What has to be said of whom it is about, and is not."""
    return [f for f in chosen.subject_fields if f.required and not subject.get(f.id)]


async def receives(work: Work, content: Content, id: AuthorityId, area: AreaId) -> bool:
    """Whether a request in this area would reach somebody there."""
    authority = await work.authorities.get(id)
    if authority is None or authority.successor or not content.areas.concerns(area, authority):
        return False
    return bool(await work.people.with_right(Right.HANDLE, id, area))


def _change(request: Request) -> Message:
    name = request.reference
    if request.state is State.SUBMITTED:
        return _give_back(name)
    return msg("Write `modify {reference}` to change it.", reference=name)


def _ask_another(request: Request) -> Message:
    name = request.reference
    if request.state is State.SUBMITTED:
        return _give_back(name)
    return msg("Write `copy {reference}` to ask another authority the same.", reference=name)


def _give_back(name: Reference) -> Message:
    """Whoever approves a draft does not change it."""
    return msg("Write `return {reference}` to give it back to its author.", reference=name)

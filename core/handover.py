"""What has to be looked up before a request is handed to somebody else: is there anybody, and may they have it?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from core.acts import Act, Given
from core.amendments import Part
from core.authorities import Authority
from core.misplaced import (
    AlreadyTheirs,
    AreaNotThere,
    NoApprover,
    NobodyThereForIt,
    NoCoordinator,
    NoCoordinatorForAnswers,
    NotAHandler,
    OtherCountry,
    TheyAsk,
    UnknownThere,
)
from core.outdated import check_draft
from core.parts import GivenBefore, check_in_time
from core.people import AreaId, AuthorityId, Person, Right
from core.questions import Content, with_follow_ups
from core.refusals import NoQuestions, UnknownRequest
from core.requests import Action, QuestionId, Reference, Request, Side
from core.views import view_of
from core.work import Work, Works


@dataclass(frozen=True, slots=True)
class Handover:
    """An act on its way, with what is needed to check it."""

    work: Work
    content: Content
    act: Act


async def checked(work: Work, content: Content, action: Action, act: Act) -> Act:
    """The act with what it still needs. Raises ``UserError`` when nobody could go on from there."""
    check = _CHECKS.get(action)
    if check is None:
        return act
    return replace(act, given=await check(Handover(work, content, act)))


async def _approver_there(handover: Handover) -> Given:
    act = handover.act
    asker, area = act.request.asker, act.request.area
    approvers = await handover.work.people.with_right(Right.APPROVE, asker, area)
    if all(person.id in (act.actor.id, act.request.author) for person in approvers):
        raise NoApprover
    return await _draft_holds(handover)


async def _draft_holds(handover: Handover) -> Given:
    await check_draft(handover.work, handover.content, handover.act)
    return handover.act.given


async def _questions_of_the_area(handover: Handover) -> Given:
    act, amendment = handover.act, handover.act.given.amendment
    if amendment and Part.QUESTIONS in amendment.parts:
        check_questions(handover.content, act.request.question_set, amendment.questions)
    return act.given


def check_questions(content: Content, name: str, asked: Sequence[QuestionId]) -> None:
    """Raises ``NoQuestions``, also for a question set that is no more."""
    chosen = content.sets.find(name)
    if not asked or chosen is None or not {q.id for q in chosen.questions}.issuperset(asked):
        raise NoQuestions


async def _handler_there(handover: Handover) -> Given:
    act = handover.act
    person = await handover.work.people.get(act.given.person) if act.given.person else None
    request = act.request
    if person is None or not person.may(Right.HANDLE, request.answerer, request.area):
        raise NotAHandler
    return act.given


async def _another_authority(handover: Handover) -> Given:
    act = handover.act
    request = act.request
    bounds = bounds_of(request)
    await acceptable(handover.work, handover.content, bounds, act.given.to)
    return act.given


async def _part_there(handover: Handover) -> Given:
    """Follow-ups go with the questions they follow."""
    given = await _another_authority(handover)
    request = handover.act.request
    chosen = handover.content.sets.find(request.question_set)
    if chosen is None or not given.questions:
        return given
    taken = with_follow_ups(chosen, given.questions)
    if request.last.action is Action.SPLIT and request.away.intersection(taken):
        raise GivenBefore(request, await handover.work.people.get(request.last.by))
    return replace(given, questions=tuple(q for q in taken if q in request.questions))


async def _within_the_whole(handover: Handover) -> Given:
    """Whoever splits has promised the whole by its date."""
    part, given = handover.act.request, handover.act.given
    if part.whole is None or part.proposal is None:
        return given
    whole = await handover.work.requests.by_id(part.whole.request)
    if whole:
        check_in_time(whole.reference, whole.due, part.proposal.day)
    return given


async def _coordinator_there(handover: Handover) -> Given:
    """The one that was chosen, else the nearest."""
    work, act = handover.work, handover.act
    linked = await coordinators(work, act.request, act.side)
    if not linked:
        raise NoCoordinator if act.side is Side.ANSWERER else NoCoordinatorForAnswers
    to = act.given.to or next(iter(linked))
    if to not in linked:
        raise UnknownThere
    return replace(act.given, to=to, whose=linked[to])


async def coordinators(work: Work, request: Request, side: Side) -> Mapping[AuthorityId, Side]:
    """Those to whom this side may refer, where somebody takes referrals, and whose they are; one's own first.

    An authority that answers turns to its own. One that cannot get a sufficient answer may also turn to the other's.
    """
    sides = (Side.ASKER, Side.ANSWERER) if side is Side.ASKER else (Side.ANSWERER,)
    known = await work.authorities.many([request.asker, request.answerer])
    found: dict[AuthorityId, Side] = {}
    for each in sides:
        party = known.get(request.asker if each is Side.ASKER else request.answerer)
        linked = party.coordinator(request.area) if party else None
        if linked and await work.people.with_right(Right.REFER, linked, request.area):
            found.setdefault(linked, each)
    return found


async def who_can_help(
    works: Works, actor: Person, name: Reference
) -> Sequence[tuple[Authority, Side]]:
    """The coordinators to whom the actor may refer it. Raises ``UnknownRequest``."""
    async with works.reading() as work:
        request = await work.requests.get(name)
        view = view_of(request, actor) if request else None
        if request is None or view is None:
            raise UnknownRequest(name)
        there = await coordinators(work, request, view.side)
        known = await work.authorities.many(list(there))
    return [(known[id], whose) for id, whose in there.items() if id in known]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within which a request may be passed on: from whom, in which country and area, and not to who asks."""

    answerer: AuthorityId
    country: str
    area: AreaId
    asker: AuthorityId


def bounds_of(request: Request) -> Bounds:
    return Bounds(request.answerer, request.answerer_country, request.area, request.asker)


async def acceptable(
    work: Work, content: Content, bounds: Bounds, to: AuthorityId | None
) -> Authority:
    """An authority this request may be given to. Raises ``UserError`` with the reason when it may not."""
    known = await work.authorities.many([to]) if to else {}
    if to is None or to not in known:
        raise UnknownThere
    authority = known[to]
    if authority.successor:
        raise UnknownThere
    if to == bounds.answerer:
        raise AlreadyTheirs
    if to == bounds.asker:
        raise TheyAsk
    if authority.country != bounds.country:
        raise OtherCountry(bounds.country)
    if not content.areas.concerns(bounds.area, authority):
        raise AreaNotThere
    if not await work.people.with_right(Right.HANDLE, to, bounds.area):
        raise NobodyThereForIt(authority)
    return authority


_CHECKS: Mapping[Action, Callable[[Handover], Awaitable[Given]]] = {
    Action.SEND: _draft_holds,
    Action.SUBMIT: _approver_there,
    Action.APPROVE: _draft_holds,
    Action.MODIFY: _questions_of_the_area,
    Action.ALLOCATE: _handler_there,
    Action.FORWARD: _another_authority,
    Action.SPLIT: _part_there,
    Action.AGREE: _within_the_whole,
    Action.REFER: _coordinator_there,
}

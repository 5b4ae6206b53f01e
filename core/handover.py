"""What has to be looked up before a request is handed to somebody else: is there anybody, and may they have it?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from core.acts import Act, Given
from core.authorities import Authority
from core.misplaced import (
    AlreadyTheirs,
    AreaNotThere,
    NoApprover,
    NobodyThereForIt,
    NoCoordinator,
    NotAHandler,
    OtherCountry,
    UnknownThere,
)
from core.people import AreaId, AuthorityId, Right
from core.questions import Content
from core.requests import Action
from core.work import Work


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
    return act.given


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
    bounds = Bounds(request.answerer, request.answerer_country, request.area)
    await acceptable(handover.work, handover.content, bounds, act.given.to)
    return act.given


async def _coordinator_there(handover: Handover) -> Given:
    work, act = handover.work, handover.act
    known = await work.authorities.many([act.request.answerer])
    linked = known[act.request.answerer].coordinator(act.request.area)
    if linked is None or not await work.people.with_right(Right.REFER, linked, act.request.area):
        raise NoCoordinator
    return replace(act.given, to=linked)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within which a request may be passed on: from whom, in which country and area."""

    answerer: AuthorityId
    country: str
    area: AreaId


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
    if authority.country != bounds.country:
        raise OtherCountry(bounds.country)
    if not content.areas.concerns(bounds.area, authority):
        raise AreaNotThere
    if not await work.people.with_right(Right.HANDLE, to, bounds.area):
        raise NobodyThereForIt(authority)
    return authority


_CHECKS: Mapping[Action, Callable[[Handover], Awaitable[Given]]] = {
    Action.SUBMIT: _approver_there,
    Action.ALLOCATE: _handler_there,
    Action.FORWARD: _another_authority,
    Action.REFER: _coordinator_there,
}

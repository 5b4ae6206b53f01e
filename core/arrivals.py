"""What authorities have set, where the life cycle's table asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeAlias

from core.lifecycle import rows
from core.people import AuthorityId, Right
from core.requests import Action, Request
from core.steps import Step
from core.work import Work
from core.workflows import Workflow

Known: TypeAlias = Mapping[AuthorityId, Workflow]

NOTHING: Known = {}


async def workflows_for(work: Work, request: Request, action: Action) -> Known:
    """Of the parties, where the table asks for it before this action."""
    parties = {request.asker, request.answerer}
    return await _with(work, parties, NOTHING) if rows(request.state, action).depends else NOTHING


async def workflows_of(work: Work, requests: Sequence[Request], known: Known = NOTHING) -> Known:
    """Looked up only where the table asks for it; ``known``: what has been looked up in this unit of work."""
    asked = [r for r in requests if rows(r.state).depends]
    return await _with(work, {id for r in asked for id in (r.asker, r.answerer)}, known)


async def arrived(work: Work, step: Step, request: Request, known: Known = NOTHING) -> Request:
    """What arrives where requests are allocated waits for that first, if there is anybody to do it."""
    if step.first is None:
        return request
    known = await _with(work, {request.answerer}, known)
    if not known[request.answerer].allocates(request.area):
        return request
    if not await work.people.with_right(Right.ALLOCATE, request.answerer, request.area):
        return request
    return replace(request, state=step.first)


async def _with(work: Work, authorities: Set[AuthorityId], known: Known) -> Known:
    missing = authorities - known.keys()
    return {**known, **await work.workflows.of(sorted(missing))} if missing else known

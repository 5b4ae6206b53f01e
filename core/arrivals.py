"""What authorities have set, where the life cycle's table asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from core.lifecycle import DEPENDENT
from core.people import AuthorityId, Right
from core.requests import Request
from core.steps import Step
from core.work import Work
from core.workflows import Workflow

Known: TypeAlias = Mapping[AuthorityId, Workflow]


async def workflows_of(work: Work, requests: Sequence[Request]) -> Known:
    """Looked up only where the table asks for it."""
    wanted = [r for r in requests if r.state in DEPENDENT]
    if not wanted:
        return {}
    ids = {id for request in wanted for id in (request.asker, request.answerer)}
    return await work.workflows.of(sorted(ids))


async def arrived(work: Work, step: Step, request: Request) -> Request:
    """What arrives where requests are allocated waits for that first, if there is anybody to do it."""
    if step.first is None:
        return request
    known = await work.workflows.of([request.answerer])
    if not known[request.answerer].allocates(request.area):
        return request
    if not await work.people.with_right(Right.ALLOCATE, request.answerer, request.area):
        return request
    return replace(request, state=step.first)

"""What the audit trail says of an act: dates, counts and whom it went to, nothing of what a request says."""

from __future__ import annotations

from collections.abc import Mapping

from core.amending import differing
from core.audit import Entry
from core.references import part_reference
from core.requests import Action, Request
from core.steps import Step


def entry_of_draft(request: Request) -> Entry:
    last = request.last
    details = _details(request, last.action)
    return Entry(
        request.id, last.at, last.by, request.asker, last.action, None, request.state, details
    )


def entry_of_step(before: Request, after: Request, step: Step) -> Entry:
    """The authority is the one that acted, even if the request has left it by that."""
    authority = before.authority(step.side)
    assert authority is not None, "somebody there has acted"
    return Entry(
        request=after.id,
        at=after.last.at,
        by=after.last.by,
        authority=authority,
        action=step.action,
        before=before.state,
        after=after.state,
        details=_of_change(before, after)
        if step.action is Action.MODIFY
        else _details(after, step.action),
    )


def _of_change(before: Request, after: Request) -> Mapping[str, str]:
    return {"parts": ",".join(differing(before, after))}


def _details(request: Request, action: Action) -> Mapping[str, str]:
    """The date that was set or suggested, the number of answers; nothing of what they say."""
    match action:
        case Action.ALLOCATE if request.handler:
            return {"handler": request.handler}
        case Action.FORWARD | Action.REFER | Action.SPLIT:
            return _where(request, action)
        case Action.CREATE | Action.SEND | Action.SUBMIT | Action.APPROVE:
            return {"wished": request.wished.isoformat()}
        case Action.PROPOSE if request.proposal:
            return {"proposed": request.proposal.day.isoformat()}
        case Action.ACCEPT | Action.AGREE if request.agreed:
            return {"agreed": request.agreed.isoformat()}
        case Action.ANSWER | Action.SEND_PART:
            return {"answers": str(len(request.answers))}
        case _:
            return {}


def _where(request: Request, action: Action) -> Mapping[str, str]:
    """Whom it went to; of a split, as what."""
    if action is Action.SPLIT:
        return {"part": part_reference(request.reference, len(request.parts))}
    to = request.answerer if action is Action.FORWARD else request.coordinator
    return {"to": to} if to else {}

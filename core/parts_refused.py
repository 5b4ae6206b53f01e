"""What cannot be done because a request is a part, or has parts."""

from __future__ import annotations

from core.references import whole_reference
from core.requests import Action, Request, State
from core.text import Message, msg

ANSWERING = frozenset({State.ACCEPTED, State.PARTLY})

_ONLY_WHOLE = frozenset(
    {Action.SPLIT, Action.WITHDRAW, Action.CLOSE, Action.REOPEN, Action.RATE, Action.MODIFY}
)


def because_of_parts(request: Request, action: Action) -> Message | None:
    """What a part cannot do by itself, and what cannot be done with a request that has parts."""
    if request.whole and action in _ONLY_WHOLE:
        return _only_the_whole(request, action)
    if action is Action.REPLY and request.state in ANSWERING and request.away:
        return msg(
            "A part of request **{reference}** is still with another authority, so the answers "
            "cannot be sent yet.",
            reference=request.reference,
        )
    if action is Action.FORWARD and request.divided:
        return msg(
            "A part of request **{reference}** was given to another authority, so the rest stays "
            "with yours. A part that is not accepted yet can be taken back.",
            reference=request.reference,
        )
    return None


def _only_the_whole(part: Request, action: Action) -> Message:
    if action is Action.SPLIT:
        return msg(
            "**{reference}** is itself a part of a request and is not split again. "
            "It can be forwarded as it is.",
            reference=part.reference,
        )
    return msg(
        "**{reference}** is a part. It ends together with the whole request, {whole}.",
        reference=part.reference,
        whole=whole_reference(part.reference),
    )

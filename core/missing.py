"""What an action would need of a request, where it is not the state alone that forbids it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.parts_refused import ANSWERING
from core.requests import Action, Request, State
from core.text import Message, msg


def what_is_missing(request: Request, action: Action) -> Message | None:
    """Nothing where it is something else that forbids it."""
    template = next((why for why, missing in _WHYS if missing(request, action)), None)
    return Message(template.singular, {"reference": request.reference}) if template else None


_ONCE_ANSWERED = frozenset({Action.ASK, Action.CLOSE, Action.RATE, Action.REFER, Action.REOPEN})

_WHYS: Sequence[tuple[Message, Callable[[Request, Action], bool]]] = (
    (
        msg(
            "Nobody touched draft **{reference}** for so long that it was withdrawn, and what it said was "
            "deleted. To begin anew, write `new request`."
        ),
        lambda request, _action: request.sent is None and request.erased is not None,
    ),
    (
        msg("No other date is proposed for request **{reference}**."),
        lambda request, action: (
            action in (Action.AGREE, Action.INSIST) and request.proposal is None
        ),
    ),
    (
        msg(
            "You wrote or submitted request **{reference}** yourself, so a colleague has to decide."
        ),
        lambda request, action: (
            action in (Action.APPROVE, Action.RETURN) and request.state is State.SUBMITTED
        ),
    ),
    (
        msg("Nothing new is answered in request **{reference}** that could be sent."),
        lambda request, action: action is Action.SEND_PART and request.state in ANSWERING,
    ),
    (
        msg("Not all answers to request **{reference}** have been sent yet."),
        lambda request, action: action in _ONCE_ANSWERED and request.state in ANSWERING,
    ),
    (
        msg(
            "Request **{reference}** was closed more than 30 days ago, so it cannot be opened again. "
            "To ask once more, write `copy {reference}`."
        ),
        lambda request, action: action is Action.REOPEN and request.state is State.CLOSED,
    ),
    (
        msg(
            "The answers to request **{reference}** are rated already, or it is too late for that."
        ),
        lambda request, action: action is Action.RATE and request.state is State.CLOSED,
    ),
)

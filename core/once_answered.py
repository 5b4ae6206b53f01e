"""What becomes of a request once it is answered: clarified, closed, rated, opened again; and messages inside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.acts import Act, Changed
from core.passing_on import with_words, words_of
from core.ratings import Rating
from core.requests import Action, Written


def _writing(action: Action) -> Callable[[Act], Changed]:
    """Words to the other authority, with documents if there are any."""

    def written(act: Act) -> Changed:
        request = act.request
        authority = request.authority(act.side)
        assert authority is not None, "somebody there writes"
        said = Written(action, words_of(act), act.actor.id, authority, act.now)
        return {
            "written": (*request.written, said),
            "attachments": (*request.attachments, *act.given.attachments),
        }

    return written


def _clarify(act: Act) -> Changed:
    """The advice with which a coordinator sent it back has been followed."""
    return {**_writing(Action.CLARIFY)(act), "remark": None}


def _close(act: Act) -> Changed:
    rating = act.given.rating or act.request.rating
    return {"closed": act.now, "proposal": None, "rating": rating}


def _rate(act: Act) -> Changed:
    return {"rating": act.given.rating or Rating()}


def _reopen(_act: Act) -> Changed:
    """As if it had never been closed: it is kept, and will be rated, from the next closing on."""
    return {"closed": None, "rating": None}


ONCE_ANSWERED: Mapping[Action, Callable[[Act], Changed]] = {
    Action.MESSAGE: _writing(Action.MESSAGE),
    Action.ASK: _writing(Action.ASK),
    Action.CLARIFY: _clarify,
    Action.ADVISE: with_words(Action.ADVISE),
    Action.CLOSE: _close,
    Action.RATE: _rate,
    Action.REOPEN: _reopen,
}

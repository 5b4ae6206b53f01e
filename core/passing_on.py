"""What becomes of a request that goes through other hands: returned, allocated, forwarded, referred."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.acts import Act, Changed
from core.misplaced import NoWords
from core.requests import Action, FreeText, Passing, Remark


def with_words(action: Action) -> Callable[[Act], Changed]:
    """A step that has to say why."""

    def said(act: Act) -> Changed:
        return {"remark": Remark(action, words_of(act), act.actor.id, act.now, act.side)}

    return said


def words_of(act: Act) -> FreeText:
    if act.given.text is None or not act.given.text.text.strip():
        raise NoWords
    return act.given.text


def _refer(act: Act) -> Changed:
    assert act.given.to is not None, "the coordinator has been looked up"
    said = with_words(Action.REFER)(act)
    return {**said, "coordinator": act.given.to, "coordinates": act.given.whose}


def _unchanged(_act: Act) -> Changed:
    return {}


def _allocate(act: Act) -> Changed:
    return {"handler": act.given.person}


def _forward(act: Act) -> Changed:
    """It begins anew over there; answers written so far go along, what was promised does not."""
    request = act.request
    assert act.given.to is not None, "where it goes has been looked up"
    passing = Passing(request.answerer, request.handler, act.now)
    return {
        "answerer": act.given.to,
        "passed": (*request.passed, passing),
        "handler": None,
        "proposal": None,
        "agreed": None,
        "accepted": None,
        "remark": None,
    }


HANDED_OVER: Mapping[Action, Callable[[Act], Changed]] = {
    Action.RETURN: with_words(Action.RETURN),
    Action.TAKE_BACK: _unchanged,
    Action.ALLOCATE: _allocate,
    Action.FORWARD: _forward,
    Action.REFER: _refer,
    Action.SEND_BACK: with_words(Action.SEND_BACK),
}

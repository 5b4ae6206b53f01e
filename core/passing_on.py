"""What becomes of a request that goes through other hands: returned, allocated, forwarded, referred."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from core.acts import Act
from core.misplaced import NoWords
from core.requests import Action, FreeText, Passing, Remark, Request


def with_words(action: Action) -> Callable[[Act], Request]:
    """A step that has to say why."""

    def said(act: Act) -> Request:
        remark = Remark(action, words_of(act), act.actor.id, act.now, act.side)
        return replace(act.request, remark=remark)

    return said


def words_of(act: Act) -> FreeText:
    if act.given.text is None or not act.given.text.text.strip():
        raise NoWords
    return act.given.text


def _refer(act: Act) -> Request:
    assert act.given.to is not None, "the coordinator has been looked up"
    return replace(
        with_words(Action.REFER)(act), coordinator=act.given.to, coordinates=act.given.whose
    )


def _unchanged(act: Act) -> Request:
    return act.request


def _allocate(act: Act) -> Request:
    return replace(act.request, handler=act.given.person)


def _forward(act: Act) -> Request:
    """It begins anew over there; answers written so far go along, what was promised does not."""
    request = act.request
    assert act.given.to is not None, "where it goes has been looked up"
    passing = Passing(request.answerer, request.handler, act.now)
    return replace(
        request,
        answerer=act.given.to,
        passed=(*request.passed, passing),
        handler=None,
        proposal=None,
        agreed=None,
        accepted=None,
        remark=None,
    )


HANDED_OVER: Mapping[Action, Callable[[Act], Request]] = {
    Action.RETURN: with_words(Action.RETURN),
    Action.TAKE_BACK: _unchanged,
    Action.ALLOCATE: _allocate,
    Action.FORWARD: _forward,
    Action.REFER: _refer,
    Action.SEND_BACK: with_words(Action.SEND_BACK),
}

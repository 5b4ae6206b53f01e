"""What each action changes of a request: functions from value to value, no rights, no I/O."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from core.acts import Act, Changed, DayNotPossible, checked_day
from core.amending import amend, check_seen
from core.deadlines import Term
from core.errors import UserError
from core.misplaced import TooLateToApprove
from core.once_answered import ONCE_ANSWERED
from core.parts import check_not_away, split
from core.passing_on import HANDED_OVER
from core.requests import Action, Answer, Change, Proposal, Request, Side
from core.steps import Step
from core.text import Message, msg


def _submit(act: Act) -> Changed:
    wished = checked_day(act.given.day or act.request.wished, act.today)
    return {"wished": wished, "term": _term(act) if act.given.day else act.request.term}


def _send(act: Act) -> Changed:
    return {**_submit(act), "sent": act.now}


def _approve(act: Act) -> Changed:
    if act.given.day is None and act.request.wished <= act.today:
        raise TooLateToApprove
    return {**_send(act), "remark": None}


def _accept(act: Act) -> Changed:
    check_seen(act)
    wished = act.request.wished
    day = act.given.day or wished
    if act.given.day is None and wished <= act.today:
        raise UserError(_no_longer_possible(act.request))
    if day > wished and not _is_period_asked_for(act):
        raise DayNotPossible(_later_than_wished(act.request, day))
    return {
        "agreed": checked_day(day, act.today),
        "accepted": act.now,
        "handler": act.actor.id,
        "proposal": None,
        "term": _term(act) if act.given.day else act.request.term,
    }


def _is_period_asked_for(act: Act) -> bool:
    """The asker counts from acceptance: how late that ends is not the answerer's wish."""
    asked, given = act.request.ends.rule, act.given.rule
    return asked is not None and given is not None and replace(given, event=asked.event) == asked


def _term(act: Act) -> Term:
    """Where the new date ends, and the period that led to it."""
    return replace(act.request.ends, rule=act.given.rule)


def _later_than_wished(request: Request, day: date) -> Message:
    return msg(
        "{day} is later than the date asked for, {wished}. "
        "To suggest it, write `propose date {reference} {typed}`.",
        day=day,
        wished=request.wished,
        reference=request.reference,
        typed=day.isoformat(),
    )


def _no_longer_possible(request: Request) -> Message:
    """Nobody is asked for a day here: none that can still be promised could be accepted."""
    return msg(
        "An answer was wanted by {wished}, and that is not in the future any more. "
        "To suggest another date, write `propose date {reference}`.",
        wished=request.wished,
        reference=request.reference,
    )


def _propose(act: Act) -> Changed:
    day = checked_day(act.given.day, act.today)
    if day == (act.request.agreed or act.request.wished):
        raise DayNotPossible(msg("{day} is already the date. There is nothing to change.", day=day))
    return {"proposal": Proposal(day, act.actor.id, act.now, act.given.rule)}


def _agree(act: Act) -> Changed:
    """Agreeing to a date proposed before acceptance accepts the request for whoever proposed it."""
    request = act.request
    assert request.proposal is not None, "the table lets nobody agree to nothing"
    proposed = request.proposal
    if act.given.day and act.given.day != proposed.day:
        raise DayNotPossible(
            msg("The date proposed now is {day}. Please look at it again.", day=proposed.day)
        )
    if proposed.day <= act.today:
        raise UserError(_proposed_too_long_ago(request, proposed.day))
    return {
        "agreed": proposed.day,
        "accepted": request.accepted or act.now,
        "handler": request.handler or proposed.by,
        "proposal": None,
        "term": replace(request.ends, rule=proposed.rule),
    }


def _proposed_too_long_ago(request: Request, day: date) -> Message:
    return msg(
        "The proposed date, {day}, is not in the future any more. "
        "To leave the date as it was, write `keep date {reference}`.",
        day=day,
        reference=request.reference,
    )


def _insist(_act: Act) -> Changed:
    return {"proposal": None}


def _answer(act: Act) -> Changed:
    given = {
        question: Answer(value, act.actor.id, act.now, act.actor.language)
        for question, value in act.given.answers.items()
    }
    if not given:
        raise UserError(msg("No question was answered, so nothing has changed."))
    if not given.keys() <= set(act.request.questions):
        raise UserError(
            msg(
                "This question is not part of request **{reference}**.",
                reference=act.request.reference,
            )
        )
    check_not_away(act.request, given)
    return {"answers": {**act.request.answers, **given}}


def _send_part(act: Act) -> Changed:
    return {"told": act.request.answers}


def _reply(act: Act) -> Changed:
    return {"answered": act.now, "told": {}, "proposal": None}


def _end(act: Act) -> Changed:
    return {"closed": act.now, "proposal": None}


CHANGES: Mapping[Action, Callable[[Act], Changed]] = {
    Action.SEND: _send,
    Action.SUBMIT: _submit,
    Action.APPROVE: _approve,
    **HANDED_OVER,
    Action.MODIFY: amend,
    Action.ACCEPT: _accept,
    Action.PROPOSE: _propose,
    Action.AGREE: _agree,
    Action.INSIST: _insist,
    Action.SPLIT: split,
    Action.ANSWER: _answer,
    Action.SEND_PART: _send_part,
    Action.REPLY: _reply,
    **ONCE_ANSWERED,
    Action.WITHDRAW: _end,
}


def taken(step: Step, act: Act) -> Request:
    """The request after this step: the action's own change, the next state, one version on."""
    here = act if act.side is step.side else replace(act, side=step.side)
    changed = CHANGES[step.action](here)
    last = Change(step.action, act.actor.id, _side_after(step), act.now)
    stays = step.leads_to is step.state and step.action is not Action.FORWARD
    since = act.request.stands_since if stays else act.now
    return replace(
        act.request,
        **changed,
        state=step.leads_to,
        version=act.request.version + 1,
        last=last,
        since=since,
    )


def _side_after(step: Step) -> Side:
    """On which side the actor is once it is done: who gives a request away is no longer its answerer."""
    gone = step.action is Action.FORWARD and step.side is Side.ANSWERER
    return Side.FORMER if gone else step.side

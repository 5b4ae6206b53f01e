"""Why the exchange said no, each in a sentence that says what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.authorities import Authority
from core.errors import UserError
from core.lifecycle import LIFE_CYCLE, may_ever
from core.missing import what_is_missing
from core.others_alone import only_others
from core.parts_refused import ANSWERING, because_of_parts
from core.people import Person, Right
from core.requests import Action, Reference, Request, Side
from core.steps import Step
from core.text import Listing, Message, Value, msg, msgs
from core.views import sides_of
from core.wanted import Wanted

ACTIONS: Mapping[Action, Message] = {
    Action.CREATE: msg("write a draft"),
    Action.SEND: msg("send"),
    Action.SUBMIT: msg("submit for approval"),
    Action.APPROVE: msg("approve"),
    Action.RETURN: msg("return to its author"),
    Action.TAKE_BACK: msg("take back"),
    Action.ALLOCATE: msg("allocate to a colleague"),
    Action.FORWARD: msg("forward to another authority"),
    Action.SPLIT: msg("give some questions to another authority"),
    Action.JOIN: msg("bring a part back"),
    Action.REFER: msg("refer to the coordinator"),
    Action.SEND_BACK: msg("send back to the authority"),
    Action.MODIFY: msg("change"),
    Action.ACCEPT: msg("accept"),
    Action.PROPOSE: msg("propose another date"),
    Action.AGREE: msg("agree to the proposed date"),
    Action.INSIST: msg("keep the date"),
    Action.ANSWER: msg("answer questions"),
    Action.SEND_PART: msg("send a part of the answers"),
    Action.REPLY: msg("send the answers"),
    Action.ASK: msg("ask for clarification"),
    Action.CLARIFY: msg("clarify"),
    Action.ADVISE: msg("advise the asking authority"),
    Action.MESSAGE: msg("write to the other authority"),
    Action.CLOSE: msg("close"),
    Action.RATE: msg("rate the answers"),
    Action.REOPEN: msg("open again"),
    Action.WITHDRAW: msg("withdraw"),
    Action.HAND_OVER: msg("hand over to a colleague"),
}

_DONE: Mapping[Action, Message] = {
    Action.CREATE: msg("Request **{reference}** was written as a draft on {at}."),
    Action.SEND: msg("Request **{reference}** was already sent on {at}."),
    Action.SUBMIT: msg("Request **{reference}** was submitted for approval on {at}."),
    Action.APPROVE: msg("Request **{reference}** was already approved and sent on {at}."),
    Action.RETURN: msg("Request **{reference}** was returned to its author on {at}."),
    Action.TAKE_BACK: msg("Request **{reference}** was taken back on {at}."),
    Action.ALLOCATE: msg("Request **{reference}** was allocated on {at}."),
    Action.FORWARD: msg("Request **{reference}** was forwarded to another authority on {at}."),
    Action.SPLIT: msg(
        "Questions of request **{reference}** were given to another authority on {at}."
    ),
    Action.JOIN: msg("A part of request **{reference}** came back on {at}."),
    Action.REFER: msg("Request **{reference}** was referred to the coordinator on {at}."),
    Action.SEND_BACK: msg("The coordinator sent request **{reference}** back on {at}."),
    Action.MODIFY: msg("Request **{reference}** was changed on {at}."),
    Action.ACCEPT: msg("Request **{reference}** was already accepted on {at}."),
    Action.PROPOSE: msg("A new date was already proposed for request **{reference}** on {at}."),
    Action.AGREE: msg("The date of request **{reference}** was already agreed on {at}."),
    Action.INSIST: msg("The date of request **{reference}** was kept on {at}."),
    Action.ANSWER: msg("Questions of request **{reference}** were answered on {at}."),
    Action.REPLY: msg("The answers to request **{reference}** were already sent on {at}."),
    Action.SEND_PART: msg(
        "A part of the answers to request **{reference}** was already sent on {at}."
    ),
    Action.ASK: msg("A clarification of request **{reference}** was asked for on {at}."),
    Action.CLARIFY: msg("Request **{reference}** was already clarified on {at}."),
    Action.ADVISE: msg("The coordinator gave advice on request **{reference}** on {at}."),
    Action.MESSAGE: msg("A message about request **{reference}** was written on {at}."),
    Action.CLOSE: msg("Request **{reference}** was already closed on {at}."),
    Action.RATE: msg("The answers to request **{reference}** were rated on {at}."),
    Action.REOPEN: msg("Request **{reference}** was opened again on {at}."),
    Action.WITHDRAW: msg("Request **{reference}** was already withdrawn on {at}."),
    Action.HAND_OVER: msg("Request **{reference}** was handed over to a colleague on {at}."),
}


class UnknownRequest(UserError):
    """Not there, or not for this reader: the two must look alike."""

    def __init__(self, name: Reference) -> None:
        super().__init__(
            msg(
                "I do not know a request {reference} that you may see. "
                "Write `my tasks` to see yours.",
                reference=name,
            )
        )


class NotYourRight(UserError):
    def __init__(self, wanted: Wanted | None = None) -> None:
        super().__init__(msg("You do not have the right to do this."))
        self.wanted = wanted or Wanted({Right.HANDLE})


class NoQuestions(UserError):
    """Nothing is asked, or something that nobody is asked in this area."""

    field = "questions"

    def __init__(self) -> None:
        super().__init__(
            msg("Please choose at least one of the questions that can be asked in this area.")
        )


class OwnCountry(UserError):
    field = "answerer"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This authority is in your own country. Requests go to another country's authority."
            )
        )


class AuthorityUnknown(UserError):
    field = "answerer"

    def __init__(self) -> None:
        super().__init__(
            msg("This authority is no longer in the directory. Please choose another.")
        )


class AreaNotTheirs(UserError):
    field = "answerer"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This authority does not deal with this area. Please choose another area or authority."
            )
        )


class NobodyThere(UserError):
    """Better said before than found out after weeks."""

    field = "answerer"

    def __init__(self, authority: Authority) -> None:
        super().__init__(
            msg(
                "Nobody at **{name}** uses this assistant yet, so your request would reach nobody. "
                "Please choose another authority, or ask your coordinator to have somebody registered there.",
                name=authority.name,
            )
        )


class TooManyAtOnce(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg("Several people are changing this request right now. Please try again in a moment.")
        )


class NotPossibleNow(UserError):
    """The life cycle does not allow it: says what has happened and what is possible instead."""

    def __init__(
        self,
        request: Request,
        actor: Person,
        action: Action,
        situation: Situation,
    ) -> None:
        super().__init__(_explained(request, actor, action, situation))
        self.reference = request.reference
        if self.message.singular == NotYourRight().message.singular:
            self.wanted = _wanted(request, actor, action)


@dataclass(frozen=True, slots=True)
class Situation:
    """What may be done instead; ``colleague`` did the last thing, if it was one of the reader's own."""

    steps: tuple[Step, ...]
    open_questions: int
    colleague: Person | None = None


def _explained(request: Request, actor: Person, action: Action, situation: Situation) -> Message:
    if not may_ever(request, actor, action):
        return _not_for_you(request, actor, action)
    if action is Action.REPLY and request.state in ANSWERING and situation.open_questions:
        return msgs(
            "One question of request **{reference}** is still open. Write `answer {reference}` to answer it.",
            "{n} questions of request **{reference}** are still open. Write `answer {reference}` to answer them.",
            situation.open_questions,
            reference=request.reference,
        )
    why = because_of_parts(request, action) or what_is_missing(request, action)
    why = why or _last(request, situation.colleague)
    return _with_possible(why, situation.steps)


def _last(request: Request, colleague: Person | None) -> Message:
    """What happened last, and by whom if it was a colleague of the reader."""
    values: dict[str, Value] = {"reference": request.reference, "at": request.last.at}
    happened = Message(_DONE[request.last.action].singular, values)
    if colleague is None:
        return happened
    return msg("{happened} It was done by {name}.", happened=happened, name=colleague.name)


def _with_possible(happened: Message, steps: tuple[Step, ...]) -> Message:
    if not steps:
        return msg("{happened} There is nothing you can do with it now.", happened=happened)
    now = Listing(tuple(ACTIONS[step.action] for step in steps))
    return msg("{happened} What you can do now: {actions}.", happened=happened, actions=now)


def _not_for_you(request: Request, actor: Person, action: Action) -> Message:
    sides = _sides(action)
    own = not sides.isdisjoint(sides_of(request, actor))
    if own or not _takes_part(request, actor):
        return NotYourRight().message
    return only_others(request, sides)


def _wanted(request: Request, actor: Person, action: Action) -> Wanted:
    """What it takes on the sides that are the actor's; of the others nobody is named."""
    sides = _sides(action).intersection(sides_of(request, actor))
    rights = {step.right for step in LIFE_CYCLE if step.action is action}
    where = [authority for side in sides if (authority := request.authority(side))]
    return Wanted(rights, request.area, where)


def _sides(action: Action) -> frozenset[Side]:
    return frozenset(step.side for step in LIFE_CYCLE if step.action is action)


def _takes_part(request: Request, actor: Person) -> bool:
    """Whether the actor may do anything at all on one of the sides."""
    return any(
        actor.may(step.right, request.authority(step.side), request.area) for step in LIFE_CYCLE
    )

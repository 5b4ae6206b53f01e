"""What is said unasked about a request: one sentence for each notice and side, and the case under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from chat.cards import brief_card, button, case_card, offered, title
from chat.desk import Desk
from chat.message import Button, Card, Fact, Reply, say
from chat.part_notices import OF_PARTS
from chat.room_cards import room_card
from chat.written import written_fact
from core.exchange import Case
from core.reminders import REMINDERS
from core.requests import Side
from core.steps import Notice
from core.text import Message, Value, msg
from core.views import Outline

# What is new to the reader is shown at once; a reminder says no more than it must.
_IN_FULL = frozenset({Notice.RECEIVED, Notice.DATE_AGREED, Notice.ANSWERED, Notice.SENT_BACK}) | {
    Notice.PART_ANSWERED,
    Notice.DISPUTED,
    Notice.ADVISED,
    Notice.REOPENED,
    Notice.MODIFIED,
    Notice.APPROVAL_WANTED,
    Notice.RETURNED,
    Notice.ALLOCATED,
    Notice.REFERRED,
}

Sentences = Mapping[tuple[Notice, Side], Message]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why something is said now; ``lateness`` is what it says when it comes late.

    ``lead``: why it is said to this reader, where others were to hear it. ``ahead``: the day is still to come.
    """

    kind: Notice
    side: Side
    values: Mapping[str, str]
    lateness: tuple[Message, ...] = ()
    lead: tuple[Message, ...] = ()
    ahead: bool = True


# With the words that are new, and without all that the reader knows.
_IN_WORDS = frozenset({Notice.MESSAGE, Notice.CLARIFICATION_WANTED, Notice.CLARIFIED})


def private_notice(occasion: Occasion, case: Case, desk: Desk) -> Reply:
    card = (case_card if occasion.kind in _IN_FULL else brief_card)(case, desk)
    if occasion.kind in _IN_WORDS:
        card = replace(card, facts=(*_words(occasion, case, desk), *card.facts))
    later = (later_card(case.view.outline, occasion),) if occasion.kind in REMINDERS else ()
    return say(*_sentences(occasion, case.view.outline), card, *later)


def _words(occasion: Occasion, case: Case, desk: Desk) -> Iterator[Fact]:
    """What was written just then, if the reader still may see it."""
    place = int(occasion.values.get("written", 0))
    for written in case.view.written[place - 1 : place] if place else ():
        yield written_fact(written, desk)


def private_line(occasions: Sequence[Occasion], case: Case, desk: Desk) -> Card:
    """The same as one of several."""
    outline = case.view.outline
    words = [
        fact for each in occasions if each.kind in _IN_WORDS for fact in _words(each, case, desk)
    ]
    steps = (button(step, case.view) for step in case.steps if offered(step, case))
    return Card(
        title=title(outline, desk.content),
        body=_all_sentences(occasions, outline),
        facts=tuple(words),
        actions=(
            *islice(steps, 1),
            Button(msg("Show everything"), f"show {outline.reference}"),
            Button(msg("I am on it"), f"on it {outline.reference}"),
            Button(msg("Remind me tomorrow"), f"snooze {outline.reference} tomorrow"),
        ),
    )


def later_card(outline: Outline, occasion: Occasion) -> Card:
    """What to do with a reminder that comes at a bad moment."""
    name = outline.reference
    day = Button(msg("On the day itself"), f"snooze {name} day")
    return Card(
        title=msg("Not now?"),
        actions=(
            Button(msg("I am on it"), f"on it {name}"),
            Button(msg("In an hour"), f"snooze {name} hour"),
            Button(msg("Tomorrow"), f"snooze {name} tomorrow"),
            Button(msg("On Monday"), f"snooze {name} monday"),
            *((day,) if occasion.ahead else ()),
        ),
    )


def room_line(occasions: Sequence[Occasion], outline: Outline, desk: Desk) -> Card:
    card = room_card(outline, desk.content, *_all_sentences(occasions, outline))
    if not any(each.kind in REMINDERS for each in occasions):
        return card
    taken = Button(msg("I am on it"), f"on it {outline.reference}")
    return replace(card, actions=(*card.actions, taken))


def room_notice(occasion: Occasion, outline: Outline, desk: Desk) -> Reply:
    return say(room_line([occasion], outline, desk), private=False)


def _all_sentences(occasions: Sequence[Occasion], outline: Outline) -> tuple[Message, ...]:
    """Of all that has happened; nothing twice."""
    said: list[Message] = []
    for sentence in (sentence for each in occasions for sentence in _sentences(each, outline)):
        if sentence not in said:
            said.append(sentence)
    return tuple(said)


def said_to(kind: Notice, sides: Sequence[Side]) -> Side | None:
    """As whom a reader is told this; nobody is told what is not for their side any more."""
    return next((side for side in sides if (kind, side) in SENTENCES), None)


def _sentences(occasion: Occasion, outline: Outline) -> list[Message]:
    due = outline.agreed or outline.wished
    key = occasion.kind, occasion.side
    template = (outline.whole and OF_PARTS.get(key)) or SENTENCES[key]
    proposed = occasion.values.get("day")
    values: dict[str, Value] = {
        "reference": outline.reference,
        "whole": outline.whole or outline.reference,
        "due": due,
        "day": date.fromisoformat(proposed) if proposed else due,
    }
    return [*occasion.lead, Message(template.singular, values), *occasion.lateness]


SENTENCES: Sentences = {
    (Notice.APPROVAL_WANTED, Side.ASKER): msg(
        "**Draft {reference} waits for your approval.** It is sent once you have approved it."
    ),
    (Notice.APPROVED, Side.ASKER): msg("**Your request {reference} is approved and sent.**"),
    (Notice.RETURNED, Side.ASKER): msg(
        "**Your draft {reference} has come back to you.** Please read why, and mend it or withdraw it."
    ),
    (Notice.ALLOCATED, Side.ANSWERER): msg(
        "**Request {reference} is allocated to you.** An answer is wanted by {due}."
    ),
    (Notice.FORWARDED, Side.ASKER): msg(
        "**Your request {reference} is with another authority of the same country now.** "
        "Its reference stays the same."
    ),
    (Notice.FORWARDED, Side.FORMER): msg(
        "**The coordinator has given request {reference} to another authority.** "
        "There is nothing more to do."
    ),
    (Notice.SPLIT, Side.ASKER): msg(
        "**The answering authority has given some questions of {reference} to another authority of its "
        "country.** All the answers come to you together, under this reference."
    ),
    (Notice.REFERRED, Side.COORDINATOR): msg(
        "**An authority you coordinate refers request {reference} to you.** Please read why."
    ),
    (Notice.REFERRED, Side.ASKER): msg(
        "**The answering authority has asked its coordinator for help with {reference}.** "
        "You need not do anything."
    ),
    (Notice.SENT_BACK, Side.ANSWERER): msg(
        "**The coordinator has sent request {reference} back to you.** Please read the advice, and go on."
    ),
    (Notice.SENT_BACK, Side.ASKER): msg(
        "**Request {reference} is with the answering authority again.** It has heard the coordinator."
    ),
    (Notice.TAKEN_BACK, Side.ASKER): msg(
        "**The answering authority goes on with request {reference} by itself.**"
    ),
    (Notice.TAKEN_BACK, Side.ANSWERER): msg(
        "**The asking authority no longer asks the coordinator for help with {reference}.** "
        "You need not do anything."
    ),
    (Notice.TAKEN_BACK, Side.COORDINATOR): msg(
        "**The authority has taken request {reference} back.** There is nothing more to do."
    ),
    (Notice.WITHDRAWN, Side.COORDINATOR): msg(
        "**Request {reference} is withdrawn.** There is nothing more to do."
    ),
    (Notice.APPROVAL_DUE, Side.ASKER): msg(
        "**Draft {reference} still waits for your approval.** Please approve it, or return it with a reason."
    ),
    (Notice.ALLOCATION_DUE, Side.ANSWERER): msg(
        "**Request {reference} still waits to be allocated.** Please choose a colleague."
    ),
    (Notice.REFERRAL_DUE, Side.COORDINATOR): msg(
        "**Request {reference} still waits for your advice.** "
        "Please send it back with a word, or forward it."
    ),
    (Notice.RECEIVED, Side.ANSWERER): msg(
        "**A new request has come: {reference}.** An answer is wanted by {due}."
    ),
    (Notice.ACCEPTED, Side.ASKER): msg(
        "**Your request {reference} is accepted.** The answer is to come by {due}."
    ),
    (Notice.DATE_PROPOSED, Side.ASKER): msg(
        "**Another date is proposed for {reference}: {day}.** Please decide."
    ),
    (Notice.DATE_AGREED, Side.ANSWERER): msg(
        "**The date you proposed for {reference} is agreed.** Please answer by {due}."
    ),
    (Notice.DATE_KEPT, Side.ANSWERER): msg(
        "**The date of {reference} stays {due}.** The other authority did not agree to the one you proposed."
    ),
    (Notice.ANSWERED, Side.ASKER): msg("**Your request {reference} is answered.**"),
    (Notice.PART_ANSWERED, Side.ASKER): msg(
        "**A part of the answers to your request {reference} is here.** The rest is to come by {due}."
    ),
    (Notice.CLARIFICATION_WANTED, Side.ANSWERER): msg(
        "**The asking authority asks you to clarify your answers to {reference}.**"
    ),
    (Notice.CLARIFIED, Side.ASKER): msg("**The answers to {reference} are clarified.**"),
    (Notice.DISPUTED, Side.COORDINATOR): msg(
        "**The answers to request {reference} are not sufficient for the authority that asked.** "
        "It asks you for help. Please read why."
    ),
    (Notice.DISPUTED, Side.ANSWERER): msg(
        "**The authority that asked needs more than you answered to {reference}.** "
        "It has asked a coordinator for help. You need not do anything now."
    ),
    (Notice.ADVISED, Side.ASKER): msg(
        "**The coordinator has answered you about {reference}.** Please read the advice."
    ),
    (Notice.ADVISED, Side.ANSWERER): msg(
        "**The coordinator has advised the asking authority about {reference}.** "
        "You need not do anything."
    ),
    (Notice.MESSAGE, Side.ASKER): msg(
        "**The authority you asked has written to you about {reference}.**"
    ),
    (Notice.MESSAGE, Side.ANSWERER): msg(
        "**The asking authority has written to you about {reference}.**"
    ),
    (Notice.REOPENED, Side.ANSWERER): msg(
        "**Request {reference} is open again.** The asking authority will write if it needs anything."
    ),
    (Notice.MODIFIED, Side.ANSWERER): msg(
        "**The asking authority has changed request {reference}.** Please look at it again before you accept it."
    ),
    (Notice.CLARIFICATION_DUE, Side.ANSWERER): msg(
        "**The asking authority still waits for your clarification of {reference}.** Please clarify."
    ),
    (Notice.DISPUTE_DUE, Side.COORDINATOR): msg(
        "**Request {reference} still waits for your help.** "
        "Please send it back with a word, or advise the authority that asks."
    ),
    (Notice.CLOSED, Side.ANSWERER): msg(
        "**Request {reference} is closed.** Thank you for the answers."
    ),
    (Notice.WITHDRAWN, Side.ANSWERER): msg(
        "**Request {reference} is withdrawn.** There is nothing more to do."
    ),
    (Notice.ACCEPTANCE_DUE, Side.ANSWERER): msg(
        "**Request {reference} still waits to be accepted.** "
        "Please accept it or propose another date within seven days of its arrival."
    ),
    (Notice.ACCEPTANCE_DUE, Side.ASKER): msg(
        "**Your request {reference} is not accepted yet.** "
        "I keep reminding the other authority. You can also withdraw it and ask another one."
    ),
    (Notice.DATE_WAITING, Side.ASKER): msg(
        "**The date proposed for {reference} still waits for your decision.** Please agree, or keep the date."
    ),
    (Notice.REPLY_DUE, Side.ANSWERER): msg("**The answer to {reference} is due by {due}.**"),
    (Notice.OVERDUE, Side.ANSWERER): msg(
        "**The answer to {reference} is overdue: it was due by {due}.** "
        "Please answer, or propose another date."
    ),
    (Notice.OVERDUE, Side.ASKER): msg(
        "**The answer to your request {reference} is overdue: it was due by {due}.** "
        "The other authority has been reminded."
    ),
    (Notice.ANSWER_WAITING, Side.ASKER): msg(
        "**The answers to {reference} are waiting for you.** Please read them and close the request."
    ),
}

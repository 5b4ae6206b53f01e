"""A request as its readers see it: made from what ``view_of`` lets through, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chat.desk import Desk, state_fact
from chat.message import Button, Card, Fact
from chat.parts import asked_elsewhere, may_split, part_buttons, part_facts, parties
from chat.turns import turn as turn
from chat.written import rating_facts, remark_facts, written_facts
from core.amendments import listed
from core.exchange import Case
from core.lifecycle import FINAL
from core.questions import AnswerKind, Content, FieldKind, Question, QuestionSet, asked_questions
from core.requests import Action, Answer, Side, State
from core.steps import Step
from core.text import Message, Tongue, as_written, msg, msgs
from core.views import Outline, RequestView


def case_card(case: Case, desk: Desk) -> Card:
    """Everything this reader may see now, and what they can do with it."""
    view = case.view
    return Card(
        title=title(view.outline, desk.content),
        body=(turn(case),),
        facts=tuple(_facts(case, desk)),
        actions=(
            *(button(step, view) for step in case.steps if offered(step, case)),
            *_documents(view),
            *part_buttons(case),
            *_history(view),
        ),
        footer=_withheld(view),
    )


def _withheld(view: RequestView) -> Message | None:
    if view.details:
        return None
    if view.erased:
        return msg("Its personal data were deleted: {day}", day=view.erased.date())
    if view.blocked:
        return msg(
            "Its personal data are blocked. A coordinator can open them for a stated reason: "
            "`open blocked {reference}`",
            reference=view.reference,
        )
    if view.side is Side.ANSWERER:
        return msg("Whom it is about is shown once the request is accepted.")
    return msg("Whom it is about is shown only to the authorities that ask and answer.")


def title(outline: Outline, content: Content) -> Message:
    area = content.areas.label(outline.area)
    return msg("{reference}: {area}", reference=outline.reference, area=area)


def brief_card(case: Case, desk: Desk) -> Card:
    """Where the case stands and what to do next, without what it says."""
    view = case.view
    return Card(
        title=title(view.outline, desk.content),
        body=(turn(case),),
        facts=(
            state_fact(view),
            date_fact(view.outline),
            *_progress(case, desk),
        ),
        actions=(
            *(button(step, view) for step in case.steps if offered(step, case)),
            Button(msg("Show everything"), f"show {view.reference}"),
        ),
    )


def _progress(case: Case, desk: Desk) -> Iterator[Fact]:
    """How far the answers are, while they are being made; what another authority answers is still open."""
    if case.view.state not in (State.ACCEPTED, State.PARTLY):
        return
    done = case.view.answered_count
    asked = done + len(case.open_questions) + asked_elsewhere(case.view, desk)
    if asked:
        yield Fact(
            msg("Progress"),
            msgs(
                "{done} of one question answered",
                "{done} of {n} questions answered",
                asked,
                done=done,
            ),
        )


def offered(step: Step, case: Case) -> bool:
    """What is not offered although it is possible: answering again what is answered, giving away the last."""
    match step.action:
        case Action.ANSWER:
            return bool(case.open_questions)
        case Action.SPLIT:
            return may_split(case)
        case _:
            return True


def button(step: Step, view: RequestView) -> Button:
    name = view.reference
    match step.action:
        case Action.AGREE if view.proposal:
            day = view.proposal.day
            return Button(msg("Agree to {day}", day=day), f"agree {name} {day.isoformat()}")
        case Action.INSIST:
            kept = view.outline.agreed or view.outline.wished
            return Button(msg("Keep {day}", day=kept), f"keep date {name}")
        case Action.ACCEPT:
            seen = f" #{view.edition}" if view.edition > 1 else ""
            return Button(msg("Accept for {day}", day=view.outline.wished), f"accept {name}{seen}")
        case _:
            label, command = _BUTTONS[step.action]
            return Button(label, f"{command} {name}")


_BUTTONS: Mapping[Action, tuple[Message, str]] = {
    Action.SEND: (msg("Send"), "send"),
    Action.MODIFY: (msg("Change it"), "modify"),
    Action.SUBMIT: (msg("Submit for approval"), "send"),
    Action.APPROVE: (msg("Approve and send"), "approve"),
    Action.RETURN: (msg("Return with a reason"), "return"),
    Action.TAKE_BACK: (msg("Take back"), "take back"),
    Action.ALLOCATE: (msg("Allocate"), "allocate"),
    Action.FORWARD: (msg("Forward"), "forward"),
    Action.SPLIT: (msg("Split"), "split"),
    Action.REFER: (msg("Refer to the coordinator"), "refer"),
    Action.SEND_BACK: (msg("Send back with advice"), "send back"),
    Action.PROPOSE: (msg("Propose another date"), "propose date"),
    Action.AGREE: (msg("Agree"), "agree"),
    Action.ANSWER: (msg("Answer the questions"), "answer"),
    Action.SEND_PART: (msg("Send what is answered"), "send part"),
    Action.REPLY: (msg("Send the answers"), "send"),
    Action.ASK: (msg("Ask for clarification"), "ask clarification"),
    Action.CLARIFY: (msg("Clarify"), "clarify"),
    Action.ADVISE: (msg("Advise the asker"), "advise"),
    Action.MESSAGE: (msg("Write a message"), "message"),
    Action.RATE: (msg("Rate the answers"), "rate"),
    Action.REOPEN: (msg("Open again"), "reopen"),
    Action.CLOSE: (msg("Close"), "close"),
    Action.WITHDRAW: (msg("Withdraw"), "withdraw"),
}


def _facts(case: Case, desk: Desk) -> Iterator[Fact]:
    view = case.view
    yield state_fact(view)
    yield from parties(view, desk)
    yield date_fact(view.outline)
    yield from _progress(case, desk)
    if view.changed:
        yield Fact(msg("Changed since it was sent"), msg("{parts}", parts=listed(view.changed)))
    yield from part_facts(case, desk)
    chosen = desk.content.sets.find(view.question_set)
    if chosen:
        yield from subject_facts(view, chosen)
    if view.note:
        yield Fact(
            msg("Message"),
            msg("{text} ({language})", text=view.note.text, language=Tongue(view.note.language)),
        )
    yield from remark_facts(view)
    yield from written_facts(view, desk)
    for attachment in view.attachments:
        yield Fact(msg("Attached"), as_written(attachment.name))
    if chosen:
        yield from _questions(view, chosen)
    yield from rating_facts(view)


def _documents(view: RequestView) -> Iterator[Button]:
    for number, attached in enumerate(view.attachments, 1):
        yield Button(msg("Get {name}", name=attached.name), f"file {view.reference} {number}")


def _history(view: RequestView) -> Iterator[Button]:
    if view.side is Side.ASKER and view.state in FINAL:
        yield Button(msg("Ask the same again"), f"copy {view.reference}")
    if view.state is not State.DRAFT:
        yield Button(msg("What has happened"), f"timeline {view.reference}")


def date_fact(outline: Outline) -> Fact:
    if outline.agreed:
        return Fact(msg("Agreed date"), msg("{day}", day=outline.agreed))
    return Fact(msg("Answer wanted by"), msg("{day}", day=outline.wished))


def subject_facts(view: RequestView, chosen: QuestionSet) -> Iterator[Fact]:
    for field in chosen.subject_fields:
        given = view.subject.get(field.id)
        if given:
            option = next((o.label for o in field.options if o.id == given), None)
            day = _day(given) if field.kind is FieldKind.DATE else None
            yield Fact(field.label, option or day or as_written(given))


def _questions(view: RequestView, chosen: QuestionSet) -> Iterator[Fact]:
    values = {question: answer.value for question, answer in view.answers.items()}
    yield from question_facts(asked_questions(chosen, view.questions, values), view)


def question_facts(questions: Iterable[Question], view: RequestView) -> Iterator[Fact]:
    """Each question with its answer; what was not sent yet asks nobody, and says nothing of answers."""
    for number, question in enumerate(questions, 1):
        if view.state in _NOT_SENT:
            yield Fact(msg("Question {n}", n=number), question.text)
        else:
            yield Fact(question.text, _answer_seen(question, view))


_NOT_SENT = frozenset({State.DRAFT, State.SUBMITTED})


def _answer_seen(question: Question, view: RequestView) -> Message:
    """The answer, or why this reader has none: others may have written it, and not sent it yet."""
    answer = view.answers.get(question.id)
    return answer_text(question, answer) if answer else _UNSEEN[view.side]


_UNSEEN: Mapping[Side, Message] = {
    Side.ASKER: msg("answer not sent yet"),
    Side.ANSWERER: msg("not answered yet"),
    Side.COORDINATOR: msg("shown to the two authorities only"),
    Side.FORMER: msg("shown to the two authorities only"),
}


def answer_text(question: Question, answer: Answer) -> Message:
    """An answer in the reader's language; a free text in its own, with the language named."""
    if option := question.option(answer.value):
        return option.label
    if question.kind is AnswerKind.DATE and (day := _day(answer.value)):
        return day
    return msg("{text} ({language})", text=answer.value, language=Tongue(answer.language))


def _day(stored: str) -> Message | None:
    """``None`` for what was no day when it was stored: the content has changed since."""
    try:
        return msg("{day}", day=date.fromisoformat(stored))
    except ValueError:
        return None

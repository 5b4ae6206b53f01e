"""A request in parts as its readers see it: where each part stands on the whole, where it belongs on the part."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from chat.desk import STATES, Desk
from chat.message import Button, Fact
from core.exchange import Case
from core.questions import asked_questions
from core.requests import PartState, QuestionId, Side, State
from core.text import Message, msg, msgs
from core.views import PartView, RequestView


def parties(view: RequestView, desk: Desk) -> Iterator[Fact]:
    """Who asks and who answers; of a part also who asked in the first place."""
    if view.first_asker:
        yield Fact(msg("Part of a request by"), desk.name(view.first_asker))
        yield Fact(msg("Given on by"), desk.name(view.asker))
    else:
        yield Fact(msg("Asking authority"), desk.name(view.asker))
    yield Fact(msg("Answering authority"), desk.name(view.answerer))


def part_facts(case: Case, desk: Desk) -> Iterator[Fact]:
    for part in case.parts:
        yield Fact(
            msg("Part {reference}", reference=part.reference),
            msg(
                "{authority}: {state}. {count} {date}",
                authority=desk.name(part.answerer),
                count=msgs(
                    "One question.", "{n} questions.", _asked(case.view, part.questions, desk)
                ),
                state=STATES[part.state],
                date=_dated(part),
            ),
        )


def asked_elsewhere(view: RequestView, desk: Desk) -> int:
    """How many of the questions another authority is answering now, as far as is known yet."""
    return _asked(view, away(view), desk)


def _asked(view: RequestView, questions: Collection[QuestionId], desk: Desk) -> int:
    """A follow-up counts once an answer has opened it."""
    chosen = desk.content.sets.find(view.question_set)
    if chosen is None:
        return len(questions)
    answers = {question: answer.value for question, answer in view.answers.items()}
    return len(asked_questions(chosen, questions, answers))


def _dated(part: PartView) -> Message:
    if part.state in (State.AWAITING, State.ALLOCATING, State.REFERRED, State.ACCEPTED):
        return msg("The answers are to come by {day}", day=part.due)
    return msg("Nothing is open there.")


def part_buttons(case: Case) -> Iterator[Button]:
    """From the whole to the parts which one asks oneself, and from a part to its whole."""
    view = case.view
    if view.side is Side.ANSWERER:
        for part in case.parts:
            yield Button(
                msg("Show {reference}", reference=part.reference), f"show {part.reference}"
            )
    if view.outline.whole and view.side is Side.ASKER:
        yield Button(msg("Show the whole request"), f"show {view.outline.whole}")


def away(view: RequestView) -> frozenset[QuestionId]:
    """The questions that another authority is answering now."""
    open_parts = (part for part in view.parts if part.state is PartState.OPEN)
    return frozenset(question for part in open_parts for question in part.questions)


def may_split(case: Case) -> bool:
    """Something is left to give, and something to keep."""
    kept = set(case.view.questions) - away(case.view)
    return bool(case.open_questions) and len(kept) > 1


_TURNS: Mapping[tuple[State, Side], Message] = {
    (State.ALLOCATING, Side.ASKER): msg(
        "The other authority now decides whether to accept it. Until then you can take it back."
    ),
    (State.AWAITING, Side.ASKER): msg(
        "The other authority now decides whether to accept it. Until then you can take it back."
    ),
    (State.ANSWERED, Side.ASKER): msg(
        "Its answers are in the whole request now. The part is closed together with it."
    ),
    (State.ANSWERED, Side.ANSWERER): msg(
        "You have answered. The authority that gave you this part sends the answers on."
    ),
}


def part_turn(view: RequestView) -> Message | None:
    """Whose turn it is where that differs for a part."""
    return _TURNS.get((view.state, view.side)) if view.outline.whole else None

"""A case on paper: what its reader may see of it now, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.cards import question_facts, subject_facts, title
from chat.desk import Desk, state_fact
from chat.message import Fact
from chat.paper import Paper, Section
from chat.parts import part_facts, parties
from chat.written import rating_facts, remark_facts, written_facts
from core.exchange import Case
from core.people import Person
from core.questions import QuestionSet, asked_questions
from core.text import Message, Tongue, as_written, msg
from core.views import RequestView


@dataclass(frozen=True, slots=True)
class Made:
    """For whom a paper is made, and when."""

    reader: Person
    at: datetime

    @property
    def foot(self) -> Message:
        return msg(
            "Made on {moment} for {name}. It holds personal data: keep it as the law demands.",
            moment=self.at,
            name=self.reader.name,
        )


def report(view: RequestView, desk: Desk, made: Made, more: Sequence[Section] = ()) -> Paper:
    """``more``: what else is to be said of the case, at its end."""
    sections = (*case_sections(view, desk), *more)
    return Paper(title(view.outline, desk.content), sections, made.foot)


def parts_section(case: Case, desk: Desk) -> tuple[Section, ...]:
    lines = tuple(part_facts(case, desk))
    return (Section(msg("Parts with other authorities"), lines),) if lines else ()


def case_sections(view: RequestView, desk: Desk) -> Iterator[Section]:
    chosen = desk.content.sets.find(view.question_set)
    yield Section(msg("The request"), tuple(_course(view, desk, chosen)))
    if chosen:
        yield from _subject(view, chosen)
        yield from _answers(view, chosen)
    if remark := tuple(remark_facts(view)):
        yield Section(msg("What was said about it"), remark)
    if written := tuple(written_facts(view, desk)):
        yield Section(msg("What the authorities wrote to each other"), written)
    if rating := tuple(rating_facts(view)):
        yield Section(msg("How the answers were rated"), rating)
    if view.attachments:
        names = tuple(as_written(attached.name) for attached in view.attachments)
        yield Section(msg("Documents"), names)


def _course(view: RequestView, desk: Desk, chosen: QuestionSet | None) -> Iterator[Fact]:
    outline = view.outline
    yield state_fact(view)
    yield from parties(view, desk)
    if chosen:
        yield Fact(msg("Legal basis"), chosen.legal_basis)
    yield Fact(msg("Answer wanted by"), msg("{day}", day=outline.wished))
    if outline.proposed:
        yield Fact(msg("Proposed date"), msg("{day}", day=outline.proposed))
    if outline.agreed:
        yield Fact(msg("Agreed date"), msg("{day}", day=outline.agreed))


def _subject(view: RequestView, chosen: QuestionSet) -> Iterator[Section]:
    lines = tuple(subject_facts(view, chosen))
    if view.note:
        note = view.note
        said = msg("{text} ({language})", text=note.text, language=Tongue(note.language))
        lines = (*lines, Fact(msg("Message"), said))
    if lines:
        yield Section(chosen.subject_title, lines)


def _answers(view: RequestView, chosen: QuestionSet) -> Iterator[Section]:
    given = {question: answer.value for question, answer in view.answers.items()}
    asked = {q.id for q in asked_questions(chosen, view.questions, given)}
    for group in chosen.groups:
        lines = tuple(question_facts((q for q in group.questions if q.id in asked), view))
        if lines:
            yield Section(group.title, lines)

"""What people have written themselves, in their own language, and how a machine would say it in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from chat.written import REMARKS
from core.questions import AnswerKind, Content, FieldKind, QuestionSet
from core.requests import Action, Side
from core.text import Message, msg
from core.views import RequestView

# The provider is to find out for itself.
UNKNOWN = ""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A text as it was written; ``personal`` unless its question forbids to speak of people."""

    label: Message
    text: str
    language: str
    personal: bool


class Translator(Protocol):
    """A provider may take its time, and may fail: the originals are shown all the same."""

    @property
    def may_see_personal(self) -> bool:
        """Whether the operator lets it read what may be about people."""
        ...

    async def translate(
        self, texts: Sequence[str], source: str, target: str
    ) -> Sequence[str] | None:
        """One for each text, in their order; ``None`` when there is no translation now."""
        ...


def foreign(view: RequestView, content: Content, language: str) -> Sequence[Passage]:
    """What this reader may see and did not get in their own language."""
    chosen = content.sets.find(view.question_set)
    passages = (
        *_subject(view, chosen),
        *_note(view),
        *_answers(view, chosen),
        *_written(view),
    )
    return [passage for passage in passages if passage.language != language]


def _note(view: RequestView) -> Iterator[Passage]:
    if view.note:
        yield Passage(msg("Message"), view.note.text, view.note.language, personal=True)


def _written(view: RequestView) -> Iterator[Passage]:
    if view.remark:
        said = view.remark.text
        yield Passage(REMARKS[view.remark.action], said.text, said.language, personal=True)
    for each in view.written:
        yield Passage(_WRITTEN[each.action], each.text.text, each.text.language, personal=True)


_WRITTEN: Mapping[Action, Message] = {
    Action.MESSAGE: msg("Message"),
    Action.ASK: msg("Clarification asked for"),
    Action.CLARIFY: msg("Clarification"),
}


def _subject(view: RequestView, chosen: QuestionSet | None) -> Iterator[Passage]:
    """The asker's own words. What is called personal is a name or a number, and has no translation."""
    if chosen is None or view.side is Side.ASKER:
        return
    for field in chosen.subject_fields:
        text = view.subject.get(field.id)
        if text and field.kind is FieldKind.TEXT and not field.personal:
            yield Passage(field.label, text, UNKNOWN, personal=False)


def _answers(view: RequestView, chosen: QuestionSet | None) -> Iterator[Passage]:
    for question in chosen.questions if chosen else ():
        answer = view.answers.get(question.id)
        if answer and question.kind is AnswerKind.TEXT:
            yield Passage(question.text, answer.value, answer.language, personal=True)

"""Questions and subject fields of the content, as fields of a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from textwrap import shorten

from chat.cards import answer_text
from chat.fields import NOTHING, Choice, Choices, Day, Field, Option, Text
from core.questions import AnswerKind, FieldKind, Question, QuestionSet, SubjectField
from core.requests import Answer
from core.text import Message, msg

_SHOWN = 80


def question_field(
    question: Question,
    *,
    longest: int,
    given: Answer | None = None,
    told: Message | None = None,
) -> Field:
    """An answer may be left open: it can be given another time. One that was ``given`` before stays.

    ``told`` comes before everything else that helps.
    """
    why = msg("The other authority asked this; nothing goes out before you send all your answers.")
    field = replace(_question_field(question, longest, given), why=why)
    if told is None:
        return field
    hint = told if field.hint is None else msg("{told} {hint}", told=told, hint=field.hint)
    return replace(field, hint=hint)


def _question_field(question: Question, longest: int, given: Answer | None) -> Choice | Day | Text:
    name, hint, blank = f"answers.{question.id}", question.hint, NOTHING
    if given is not None:
        before = answer_text(question, replace(given, value=shorten(given.value, _SHOWN)))
        hint = _hinted(question.hint, before)
        blank = msg("{answer} (as before)", answer=before)
    if question.options:
        options = tuple(Option(o.id, o.label) for o in question.options)
        return Choice(name, question.text, options, hint, required=False, blank=blank)
    if question.kind is AnswerKind.DATE:
        hint = hint or msg("For example 30.11.2026.")
        return Day(name, question.text, hint, required=False, blank=blank)
    return Text(
        name,
        question.text,
        hint,
        required=False,
        multiline=True,
        max_length=longest,
        blank=blank,
    )


def _hinted(hint: Message | None, before: Message) -> Message:
    kept = msg("The answer until now: {answer}. Leave this out to keep it.", answer=before)
    return kept if hint is None else msg("{hint} {kept}", hint=hint, kept=kept)


def offered_questions(chosen: QuestionSet) -> Choices:
    options = tuple(Option(question.id, question.text) for question in chosen.offered)
    why = msg("The other authority answers exactly these: choose only what you need.")
    return Choices("questions", msg("Which questions do you want to ask?"), options, why=why)


def subject_field(field: SubjectField) -> Field:
    name, needed = f"subject.{field.id}", field.required
    why = msg("It says whom or what it is about. They read it only once they have accepted.")
    match field.kind:
        case FieldKind.CHOICE:
            options = tuple(Option(o.id, o.label) for o in field.options)
            return Choice(name, field.label, options, field.hint, needed, why=why)
        case FieldKind.DATE:
            return Day(name, field.label, field.hint, needed, why=why)
        case FieldKind.TEXT:
            return Text(name, field.label, field.hint, needed, why=why)


def stored(value: str | date) -> str:
    """A form's value as it is kept."""
    return value.isoformat() if isinstance(value, date) else value

"""Questions and subject fields of the content, as fields of a form."""

from __future__ import annotations

from chat.fields import Choice, Day, Field, Option, Text
from core.questions import AnswerKind, FieldKind, Question, SubjectField
from core.text import msg


def question_field(question: Question, *, longest: int) -> Field:
    """An answer may be left open: it can be given another time."""
    name = f"answers.{question.id}"
    if question.options:
        options = tuple(Option(o.id, o.label) for o in question.options)
        return Choice(name, question.text, options, question.hint, required=False)
    if question.kind is AnswerKind.DATE:
        hint = question.hint or msg("For example 30.11.2026.")
        return Day(name, question.text, hint, required=False)
    return Text(
        name, question.text, question.hint, required=False, multiline=True, max_length=longest
    )


def subject_field(field: SubjectField) -> Field:
    name = f"subject.{field.id}"
    match field.kind:
        case FieldKind.CHOICE:
            options = tuple(Option(o.id, o.label) for o in field.options)
            return Choice(name, field.label, options, field.hint, required=field.required)
        case FieldKind.DATE:
            return Day(name, field.label, field.hint, required=field.required)
        case FieldKind.TEXT:
            return Text(name, field.label, field.hint, required=field.required)

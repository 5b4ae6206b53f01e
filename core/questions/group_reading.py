"""The groups of a question set: their questions, options and conditions."""

from __future__ import annotations

from core.questions.entries import Entry
from core.questions.problems import meant
from core.questions.sets import (
    FIXED_OPTIONS,
    AnswerKind,
    Condition,
    Group,
    Option,
    Question,
)
from core.questions.wording import LABEL, SENTENCE
from core.requests import QuestionId

# More than ten cannot be shown as a list to pick from on one of our platforms.
_FEWEST_OPTIONS, _MOST_OPTIONS = 2, 10


def read_groups(top: Entry) -> tuple[Group, ...]:
    earlier: dict[QuestionId, Question] = {}
    return tuple(_group(entry, earlier) for entry in top.entries("groups"))


def _group(entry: Entry, earlier: dict[QuestionId, Question]) -> Group:
    entry.only("title", "questions")
    questions = []
    for place in entry.entries("questions"):
        question = _question(place)
        _check_condition(place, question.condition, earlier)
        if question.id in earlier:
            place.wrong(twice(question.id), "id")
        earlier[question.id] = question
        questions.append(question)
    return Group(entry.text("title", LABEL), tuple(questions))


def _question(entry: Entry) -> Question:
    entry.only("id", "text", "hint", "answer", "options", "asked_when", "retired", "registers")
    kind = entry.one_of("answer", AnswerKind)
    text = entry.text("text", LABEL)
    if text.singular and not text.singular.endswith("?"):
        entry.wrong("A question ends with a question mark.", "text")
    return Question(
        id=QuestionId(entry.name()),
        text=text,
        kind=kind,
        options=read_options(entry, kind is AnswerKind.CHOICE) or FIXED_OPTIONS.get(kind, ()),
        condition=_condition(entry),
        hint=entry.optional_text("hint", SENTENCE),
        retired=entry.flag("retired"),
        registers=frozenset(entry.words("registers")) if "registers" in entry else frozenset(),
    )


def read_options(entry: Entry, wanted: bool) -> tuple[Option, ...]:
    if not wanted:
        if "options" in entry:
            entry.wrong("Only a choice has options.", "options")
        return ()
    options = entry.entry("options")
    if options is None:
        return ()
    if not _FEWEST_OPTIONS <= len(options.tree) <= _MOST_OPTIONS:
        options.wrong(f"A choice has {_FEWEST_OPTIONS} to {_MOST_OPTIONS} options.")
    for name in options.tree:
        options.check_name(name, name)
    return tuple(Option(name, options.text(name, LABEL)) for name in options.tree)


def _condition(entry: Entry) -> Condition | None:
    condition = entry.entry("asked_when") if "asked_when" in entry else None
    if condition is None:
        return None
    condition.only("question", "answer")
    return Condition(QuestionId(condition.word("question")), frozenset(condition.words("answer")))


def _check_condition(
    place: Entry, condition: Condition | None, earlier: dict[QuestionId, Question]
) -> None:
    entry = place.entry("asked_when") if condition else None
    if condition is None or entry is None or not condition.question:
        return
    leading = earlier.get(condition.question)
    if leading is None:
        sentence = f"No question above this one has the id `{condition.question}`."
        entry.wrong(sentence + meant(condition.question, earlier), "question")
        return
    known = [option.id for option in leading.options]
    for answer in sorted(condition.answers.difference(known)):
        if known:
            sentence = f"`{leading.id}` is answered with {', '.join(known)}, never with `{answer}`."
        else:
            sentence = f"`{leading.id}` has no answers to pick from, so nothing can depend on it."
        entry.wrong(sentence, "answer")


def twice(name: str) -> str:
    return f"The id `{name}` is used twice."

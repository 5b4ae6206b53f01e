"""Surveys that are ready to be sent, from the content folder to values, with everything that is wrong said at once."""

from __future__ import annotations

from core.questions.entries import Entry, Tree
from core.questions.group_reading import read_options
from core.questions.problems import ContentProblem
from core.questions.reading import top_of
from core.questions.wording import LABEL, SENTENCE
from core.surveys import MOST_OPTIONS, MOST_QUESTIONS, Kind, SurveyQuestion, Template


def read_survey(file: str, tree: Tree, problems: list[ContentProblem]) -> Template | None:
    """The survey of one file; worth nothing when problems were added, ``None`` when none is there."""
    top = top_of(file, tree, problems)
    if top is None:
        return None
    top.only("id", "title", "questions")
    entries = top.entries("questions")
    if len(entries) > MOST_QUESTIONS:
        top.wrong(f"A survey asks at most {MOST_QUESTIONS} questions.", "questions")
    return Template(top.name(), top.text("title", LABEL), tuple(map(_question, entries)))


def _question(entry: Entry) -> SurveyQuestion:
    entry.only("text", "answer", "options")
    kind = entry.one_of("answer", Kind)
    given = read_options(entry, kind is Kind.CHOICE)
    if len(given) > MOST_OPTIONS:
        entry.wrong(f"A choice of a survey has at most {MOST_OPTIONS} options.", "options")
    options = tuple(option.label for option in given)
    return SurveyQuestion(entry.text("text", SENTENCE), kind, options)

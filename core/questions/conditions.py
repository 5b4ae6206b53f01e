"""Which of a request's questions are asked now: follow-ups wait for the answer they depend on."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from core.questions.sets import Condition, Question, QuestionSet
from core.requests import QuestionId


def with_follow_ups(
    question_set: QuestionSet, picked: Collection[QuestionId]
) -> tuple[QuestionId, ...]:
    """What a request stores: the picked questions and all that may follow them, in order."""
    chosen: dict[QuestionId, None] = {}
    for question in question_set.questions:
        follows = question.condition is not None and question.condition.question in chosen
        if question.id in picked or (follows and not question.retired):
            chosen[question.id] = None
    return tuple(chosen)


def asked_questions(
    question_set: QuestionSet, chosen: Collection[QuestionId], answers: Mapping[QuestionId, str]
) -> tuple[Question, ...]:
    """The chosen questions that are asked, given the answers so far; answered ones included.

    A follow-up whose leading question was not chosen depends on nothing and is asked at once.
    """
    asked: dict[QuestionId, Question] = {}
    chosen = frozenset(chosen)
    for question in question_set.questions:
        follows = question.condition
        if question.id in chosen and (follows is None or _reached(follows, chosen, asked, answers)):
            asked[question.id] = question
    return tuple(asked.values())


def open_questions(
    question_set: QuestionSet, chosen: Collection[QuestionId], answers: Mapping[QuestionId, str]
) -> tuple[QuestionId, ...]:
    """The chosen questions that still want an answer; more may open with the next answer."""
    asked = asked_questions(question_set, chosen, answers)
    return tuple([question.id for question in asked if not answers.get(question.id)])


def _reached(
    follows: Condition,
    chosen: Collection[QuestionId],
    asked: Mapping[QuestionId, Question],
    answers: Mapping[QuestionId, str],
) -> bool:
    if follows.question not in chosen:
        return True
    return follows.question in asked and answers.get(follows.question) in follows.answers

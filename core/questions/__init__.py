"""Question sets and areas: the values, which questions are asked now, and how content is read."""

from __future__ import annotations

from core.questions.checks import check_registers, check_together
from core.questions.conditions import asked_questions, open_questions, with_follow_ups
from core.questions.entries import Tree
from core.questions.learning_reading import read_answers, read_materials, read_news
from core.questions.problems import ContentProblem
from core.questions.professions import Profession, within
from core.questions.reading import read_areas, read_professions, read_question_set
from core.questions.sets import (
    FIXED_OPTIONS,
    SUBJECT,
    AnswerKind,
    Area,
    Areas,
    Condition,
    Content,
    FieldKind,
    Group,
    Option,
    Period,
    PeriodUnit,
    Question,
    QuestionSet,
    QuestionSets,
    SubjectField,
    UnknownQuestionSet,
)
from core.questions.survey_reading import read_survey
from core.questions.theatre_reading import check_theatre, read_lesson, read_theatre

__all__ = [
    "FIXED_OPTIONS",
    "SUBJECT",
    "AnswerKind",
    "Area",
    "Areas",
    "Condition",
    "Content",
    "ContentProblem",
    "FieldKind",
    "Group",
    "Option",
    "Period",
    "PeriodUnit",
    "Profession",
    "Question",
    "QuestionSet",
    "QuestionSets",
    "SubjectField",
    "Tree",
    "UnknownQuestionSet",
    "asked_questions",
    "check_registers",
    "check_theatre",
    "check_together",
    "open_questions",
    "read_answers",
    "read_areas",
    "read_lesson",
    "read_materials",
    "read_news",
    "read_professions",
    "read_question_set",
    "read_survey",
    "read_theatre",
    "with_follow_ups",
    "within",
]

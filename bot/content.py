"""The content folder: areas, professions and question sets, read once at start and checked as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, TypeVar

from bot.documents import Document, read_document
from core.learning import Learning
from core.questions import (
    Areas,
    Content,
    ContentProblem,
    QuestionSet,
    QuestionSets,
    Tree,
    check_registers,
    check_theatre,
    check_together,
    read_answers,
    read_areas,
    read_lesson,
    read_materials,
    read_news,
    read_professions,
    read_question_set,
    read_survey,
    read_theatre,
)
from core.surveys import Template
from core.theatre import Theatre

AREAS = "areas.yaml"
PROFESSIONS = "professions.yaml"
QUESTIONS = "questions"
ANSWERS = "answers.yaml"
MATERIALS = "materials.yaml"
NEWS = "news.yaml"
THEATRE = "practice/theatre.yaml"
LESSONS = "practice/lessons"
SURVEYS = "surveys"

T = TypeVar("T")
Read: TypeAlias = Callable[[str, Tree, list[ContentProblem]], tuple[T, ...]]


class InvalidContent(Exception):
    """The content cannot be used; ``problems`` is everything that is wrong with it."""

    def __init__(self, problems: tuple[ContentProblem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def load(folder: Path) -> Content:
    """Raises ``InvalidContent``."""
    content, problems = _read(folder)
    if problems:
        raise InvalidContent(problems)
    return content


def lint(folder: Path) -> tuple[ContentProblem, ...]:
    """Everything that is wrong with the content, in the order of files and lines."""
    return _read(folder)[1]


def _read(folder: Path) -> tuple[Content, tuple[ContentProblem, ...]]:
    extra = [name for name in (PROFESSIONS, ANSWERS, MATERIALS, NEWS) if (folder / name).exists()]
    surveys = [f"{SURVEYS}/{path.name}" for path in sorted((folder / SURVEYS).glob("*.yaml"))]
    names = [f"{QUESTIONS}/{path.name}" for path in sorted((folder / QUESTIONS).glob("*.yaml"))]
    acts = _practice(folder)
    documents = {
        name: read_document(folder / name, name)
        for name in (AREAS, *extra, *names, *acts, *surveys)
    }
    problems: list[ContentProblem] = []
    areas = _listed(documents, AREAS, read_areas, problems)
    professions = _listed(documents, PROFESSIONS, read_professions, problems)
    answers = _listed(documents, ANSWERS, read_answers, problems)
    materials = _listed(documents, MATERIALS, read_materials, problems)
    news = _listed(documents, NEWS, read_news, problems)
    sets = {name: found for name in names if (found := _set(name, documents[name], problems))}
    theatre = _theatre(documents, acts, problems)
    templates = _surveys(documents, surveys, problems)
    problems.extend(check_together(AREAS, areas, sets))
    problems.extend(check_registers(sets, professions))
    placed = [problem for document in documents.values() for problem in document.problems]
    placed.extend(replace(p, line=documents[p.file].line(p.path)) for p in problems)
    ordered = sorted(placed, key=lambda problem: (problem.file, problem.line))
    learning = Learning(answers, materials, news)
    questions = QuestionSets(tuple(sets.values()))
    content = Content(Areas(areas), questions, professions, learning, theatre, templates)
    return content, tuple(ordered)


def _practice(folder: Path) -> list[str]:
    """The lessons stand in the order of their files' names."""
    if not (folder / THEATRE).exists():
        return []
    lessons = sorted((folder / LESSONS).glob("*.yaml"))
    return [THEATRE, *(f"{LESSONS}/{path.name}" for path in lessons)]


def _theatre(
    documents: Mapping[str, Document], names: list[str], problems: list[ContentProblem]
) -> Theatre:
    readable = [name for name in names if not _unreadable(documents[name])]
    if THEATRE not in readable:
        return Theatre()
    theatre = read_theatre(THEATRE, documents[THEATRE].tree, problems)
    files = [name for name in readable if name != THEATRE]
    lessons = [read_lesson(name, documents[name].tree, problems) for name in files]
    whole = replace(theatre, lessons=tuple(lesson for lesson in lessons if lesson))
    for asked in check_theatre(whole):
        problems.append(ContentProblem(THEATRE, "inquiries", f"There is no inquiry `{asked}`."))
    return whole


def _surveys(
    documents: Mapping[str, Document], names: list[str], problems: list[ContentProblem]
) -> tuple[Template, ...]:
    found = dict[str, Template]()
    for name in names:
        document = documents[name]
        read = None if _unreadable(document) else read_survey(name, document.tree, problems)
        if read and read.id in found:
            problems.append(ContentProblem(name, "id", f"There is a survey `{read.id}` already."))
        if read:
            found.setdefault(read.id, read)
    return tuple(found.values())


def _listed(
    documents: Mapping[str, Document], name: str, read: Read[T], problems: list[ContentProblem]
) -> tuple[T, ...]:
    document = documents.get(name)
    return () if document is None or _unreadable(document) else read(name, document.tree, problems)


def _set(name: str, document: Document, problems: list[ContentProblem]) -> QuestionSet | None:
    return None if _unreadable(document) else read_question_set(name, document.tree, problems)


def _unreadable(document: Document) -> bool:
    return bool(document.problems) and not document.tree

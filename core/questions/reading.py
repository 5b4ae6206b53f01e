"""From a parsed content file to values, with everything that is wrong said at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from core.people import AreaId
from core.questions.entries import Entry, Tree
from core.questions.group_reading import read_groups, read_options, twice
from core.questions.problems import ContentProblem
from core.questions.professions import Profession
from core.questions.sets import (
    Area,
    FieldKind,
    Period,
    PeriodUnit,
    QuestionSet,
    SubjectField,
)
from core.questions.wording import KEYWORDS, LABEL, SENTENCE
from core.text import Message, words

_LONGEST_PERIOD = 180


def read_areas(file: str, tree: Tree, problems: list[ContentProblem]) -> tuple[Area, ...]:
    """The areas of ``areas.yaml``; worth nothing when problems were added."""
    return listed(file, tree, problems, "areas", _area)


def read_professions(
    file: str, tree: Tree, problems: list[ContentProblem]
) -> tuple[Profession, ...]:
    """The professions of ``professions.yaml``; worth nothing when problems were added."""
    return listed(file, tree, problems, "professions", _profession)


class Identified(Protocol):
    @property
    def id(self) -> str: ...


Known = TypeVar("Known", bound=Identified)


def listed(
    file: str, tree: Tree, problems: list[ContentProblem], key: str, read: Callable[[Entry], Known]
) -> tuple[Known, ...]:
    """A file that is one list, each of whose entries has an id of its own."""
    top = top_of(file, tree, problems)
    if top is None:
        return ()
    top.only(key)
    entries = top.entries(key)
    found = tuple(read(entry) for entry in entries)
    _unique([(entry, each.id) for entry, each in zip(entries, found, strict=True)])
    return found


def _profession(entry: Entry) -> Profession:
    entry.only("id", "label", "keywords")
    return Profession(
        id=entry.name(),
        label=entry.text("label", LABEL),
        keywords=keywords(entry),
    )


def read_question_set(file: str, tree: Tree, problems: list[ContentProblem]) -> QuestionSet | None:
    """The set of one file; worth nothing when problems were added, ``None`` when none is there."""
    top = top_of(file, tree, problems)
    if top is None:
        return None
    top.only("id", "area", "title", "legal_basis", "reply_period", "subject", "groups")
    subject_title, subject_fields = _subject(top)
    return QuestionSet(
        id=top.name(),
        area=AreaId(top.name("area")),
        title=top.text("title", LABEL),
        legal_basis=top.text("legal_basis", SENTENCE),
        period=_period(top),
        subject_title=subject_title,
        subject_fields=subject_fields,
        groups=read_groups(top),
    )


def top_of(file: str, tree: Tree, problems: list[ContentProblem]) -> Entry | None:
    if isinstance(tree, dict):
        return Entry(tree, file, "", problems)
    problems.append(ContentProblem(file, "", "The file is empty or begins with something unknown."))
    return None


def _area(entry: Entry) -> Area:
    entry.only("id", "label", "description", "keywords", "everybody")
    return Area(
        id=AreaId(entry.name()),
        label=entry.text("label", LABEL),
        description=entry.text("description", LABEL),
        keywords=keywords(entry),
        everybody=entry.flag("everybody"),
    )


def keywords(entry: Entry) -> Message:
    text = entry.text("keywords", KEYWORDS).singular
    if text and not all(word.strip() for word in text.split("|")):
        entry.wrong("Write a word on each side of every |.", "keywords")
    return words(text)


def _period(top: Entry) -> Period:
    entry = top.entry("reply_period")
    if entry is None:
        return Period(1, PeriodUnit.CALENDAR)
    entry.only("days", "unit")
    return Period(entry.number("days", _LONGEST_PERIOD), entry.one_of("unit", PeriodUnit))


def _subject(top: Entry) -> tuple[Message, tuple[SubjectField, ...]]:
    entry = top.entry("subject")
    if entry is None:
        return Message(""), ()
    entry.only("title", "fields")
    entries = entry.entries("fields")
    fields = tuple(_field(field) for field in entries)
    _unique([(place, field.id) for place, field in zip(entries, fields, strict=True)])
    return entry.text("title", LABEL), fields


def _field(entry: Entry) -> SubjectField:
    entry.only("id", "label", "hint", "kind", "personal", "required", "options")
    kind = entry.one_of("kind", FieldKind)
    if "personal" not in entry:
        entry.wrong("Say whether this is personal data: `personal: yes` or `personal: no`.")
    return SubjectField(
        id=entry.name(),
        label=entry.text("label", LABEL),
        kind=kind,
        personal=entry.flag("personal", default=True),
        required=entry.flag("required"),
        options=read_options(entry, kind is FieldKind.CHOICE),
        hint=entry.optional_text("hint", SENTENCE),
    )


def _unique(named: list[tuple[Entry, str]]) -> None:
    seen: set[str] = set()
    for entry, name in named:
        if name and name in seen:
            entry.wrong(twice(name), "id")
        seen.add(name)

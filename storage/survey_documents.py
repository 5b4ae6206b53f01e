"""What a survey asks of whom, as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.people import AreaId, Role
from core.surveys import Audience, Kind, Survey, SurveyQuestion, Wording
from core.text import Message, Named

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    title: Wording
    questions: tuple[SurveyQuestion, ...]
    audience: Audience


def document_of(survey: Survey) -> Document:
    return {
        "title": _out(survey.title),
        "questions": [_question_out(each) for each in survey.questions],
        "areas": sorted(survey.audience.areas),
        "roles": sorted(survey.audience.roles),
    }


def survey_in(document: Document) -> Kept:
    areas, roles = map(AreaId, document["areas"]), map(Role, document["roles"])
    return Kept(
        _in(document["title"]),
        tuple(map(_question_in, document["questions"])),
        Audience(frozenset(areas), frozenset(roles)),
    )


def _question_out(question: SurveyQuestion) -> Document:
    return {
        "text": _out(question.text),
        "kind": question.kind.value,
        "options": [_out(option) for option in question.options],
    }


def _question_in(document: Document) -> SurveyQuestion:
    options = tuple(map(_in, document["options"]))
    return SurveyQuestion(_in(document["text"]), Kind(document["kind"]), options)


def _out(wording: Wording) -> str | dict[str, str]:
    """A text of the content folder as it stands there, to be looked up in the catalogues."""
    return wording.singular if isinstance(wording, Message) else dict(wording.names)


def _in(stored: str | Mapping[str, str]) -> Wording:
    return Message(stored) if isinstance(stored, str) else Named(stored)

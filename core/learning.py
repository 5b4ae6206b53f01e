"""What officials ask most, with its answer, and what there is to learn from; read from the content folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.text import Message


class Chapter(StrEnum):
    """What a command, or something to learn, is about: what `help` is parted into. The order is that of the work."""

    TASKS = "tasks"
    ASKING = "asking"
    ANSWERING = "answering"
    DATES = "dates"
    DIRECTORY = "directory"
    TEAM = "team"
    ONESELF = "settings"
    HELP = "learning"


class Medium(StrEnum):
    PAGE = "page"
    GUIDE = "guide"
    VIDEO = "video"
    PRESENTATION = "presentation"
    COURSE = "course"


@dataclass(frozen=True, slots=True)
class Explained:
    """``title`` is the question; ``offers`` are names of commands that lead on."""

    id: str
    subject: Chapter
    title: Message
    says: Message
    keywords: Message
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """``language``: empty where the address leads each reader to their own. ``link``: app.yaml has the address."""

    id: str
    title: Message
    subject: Chapter
    medium: Medium
    minutes: int
    language: str = ""
    address: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Novelty:
    """Something that came on a ``day``; its ``id`` names the fragment in ``changes/``."""

    id: str
    day: date
    says: Message


@dataclass(frozen=True, slots=True)
class Learning:
    answers: tuple[Explained, ...] = ()
    materials: tuple[Material, ...] = ()
    news: tuple[Novelty, ...] = ()

    def answer(self, id: str) -> Explained | None:
        return next((each for each in self.answers if each.id == id), None)

    def about(self, subject: Chapter) -> Sequence[Explained]:
        return [each for each in self.answers if each.subject is subject]

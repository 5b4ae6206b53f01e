"""A form as one sheet, for platforms that show forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chat.dialogue import Check
from chat.fields import Answers, Field
from core.text import Message


@dataclass(frozen=True, slots=True)
class Page:
    """Questions a platform can show on one sheet; ``check`` instead when all are answered."""

    title: Message
    fields: tuple[Field, ...]
    answers: Answers
    check: Check | None
    more: bool
    head: Message | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """What does not hold, by the question's name; everything else is kept."""

    problems: Mapping[str, Message] = field(default_factory=dict)

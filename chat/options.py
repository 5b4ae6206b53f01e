"""What can be chosen in a question, and which of it is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.courtesy import is_said
from chat.ear import Hearing, number_in
from core.errors import UserError
from core.text import Message, as_written, msgs

# Not the end of an option's name, as in `level-1-2`.
_RANGE = re.compile(r"(?<![\w-])(\d{1,3})\s*[-–]\s*(\d{1,3})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Option:
    """With ``ends``, choosing it ends the form at once: nothing more is asked, and it is the ending.

    ``also``: other words for it that people type.
    """

    value: str
    label: Message
    hint: Message | None = None
    ends: bool = False
    also: Message | None = None

    def is_meant(self, said: str, hearing: Hearing) -> bool:
        other = self.also is not None and hearing.same(said, self.also)
        return other or is_said(self.value, self.label, said, hearing)


def option_meant(options: Sequence[Option], said: str, hearing: Hearing) -> Option:
    found = found_among(options, said, hearing)
    if found is not None:
        return found
    raise UserError(
        msgs(
            "I cannot find `{said}` among the answers. Please write 1.",
            "I cannot find `{said}` among the answers. Please write a number from 1 to {n}.",
            len(options),
            said=said.strip()[:40],
        )
    )


def found_among(options: Sequence[Option], said: str, hearing: Hearing) -> Option | None:
    """The option meant by its number, its value or its words."""
    number = number_in(said, len(options))
    if number is not None:
        return options[number - 1]
    text = said.strip()
    return next((o for o in options if o.is_meant(text, hearing)), None)


def label_of(options: Sequence[Option], value: str) -> Message:
    return next((o.label for o in options if o.value == value), as_written(value))


def with_ranges(said: str) -> str:
    """`2-4` written out."""
    return _RANGE.sub(_spread, said)


def _spread(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    return ",".join(str(n) for n in range(first, min(last, first + 100) + 1))

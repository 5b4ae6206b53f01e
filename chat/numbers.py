"""Questions for a number."""

from __future__ import annotations

from dataclasses import dataclass

from chat.ear import Hearing
from chat.fields import Text
from core.errors import UserError
from core.text import Message, msg

_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Number(Text):
    """A whole number between two others, these included."""

    least: int = 1
    most: int = 1_000_000

    @property
    def good(self) -> Message:
        return msg("A whole number from {least} to {most}.", least=self.least, most=self.most)

    def hear(self, said: str, hearing: Hearing) -> str:
        text = said.strip()
        if not text.isdecimal() or len(text) > _LONGEST or not self.least <= int(text) <= self.most:
            raise UserError(
                msg(
                    "`{said}` is not possible here. Please write a number from {least} to {most}.",
                    said=text[:40],
                    least=self.least,
                    most=self.most,
                )
            )
        return str(int(text))

    def value(self, answer: str) -> int:  # type: ignore[override]
        return int(answer)

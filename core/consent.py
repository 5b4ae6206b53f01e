"""What people agree to before they work with the assistant, version by version, and who has agreed to which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.people import FIRST_TERMS, Person, PersonId
from core.text import Message, Named, msg


@dataclass(frozen=True, slots=True)
class Terms:
    """``own``: an operator's own text by language; without one there is ours."""

    version: int = FIRST_TERMS
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> Message:
        return msg("{text}", text=Named(self.own)) if self.own else _OURS

    def bind(self, person: Person) -> bool:
        """Whether they may go on: they have agreed to this version."""
        return person.agreed >= self.version


_OURS = msg(
    "I keep your name, your accounts, your authority and rights, your settings, and what you do with requests "
    "and when: authorities exchange information through me and must be able to prove it. Your colleagues and "
    "your coordinator see your name and your rights. `my data` shows you everything; `erase my data` erases it, "
    "as far as the law allows."
)


@dataclass(frozen=True, slots=True)
class Consent:
    """``text`` is what was agreed to, in the words and the language it was read in."""

    version: int
    at: datetime
    language: str
    text: str


class Consents(Protocol):
    async def add(self, person: PersonId, consent: Consent) -> None:
        """Keep it; whoever agrees again to the same version has agreed once, the first time."""
        ...

    async def of(self, person: PersonId) -> Sequence[Consent]:
        """By version, the oldest first."""
        ...

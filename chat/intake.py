"""What a file that somebody sends is taken for: the answer to an open question, or the beginning of a command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from chat.command import Command
from chat.fields import File
from chat.page import Page
from core.attachments import KINDS, Kind, has_ending_of


@dataclass(frozen=True, slots=True)
class Intake:
    """``command``: what is begun by it, where nothing has asked for a file."""

    kinds: tuple[Kind, ...] = KINDS
    command: str = ""

    def takes(self, name: str) -> bool:
        """What was not asked for is taken only where its name says that it is meant."""
        return not self.command or has_ending_of(name, self.kinds)


@dataclass(frozen=True, slots=True)
class Handed:
    """Files that were taken in, by their ids."""

    intake: Intake = field(default=Intake())
    files: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is said by handing them in; nothing without any."""
        return (
            " ".join(filter(None, (self.intake.command, ",".join(self.files))))
            if self.files
            else ""
        )

    def with_another(self, file: str) -> Handed:
        return replace(self, files=(*self.files, file))


NOTHING_HANDED = Handed()


def asked_for(page: Page) -> Intake | None:
    first = page.fields[0] if page.fields else None
    return Intake(first.kinds) if isinstance(first, File) else None


def begun_by_a_file(commands: Iterable[Command[Any]]) -> Intake | None:
    """The command that asks for a file first of all, and cannot do without."""
    for command in commands:
        first = command.form.fields[0] if command.form.fields else None
        if isinstance(first, File) and first.required:
            return Intake(first.kinds, command.name)
    return None

"""Where a form belongs: what a modal carries with it. No name, no answer, and no right to anything."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from hashlib import sha256

from chat.dialogue import MARK, Dialogue

_COMMAND = 4
PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Spot:
    """``origin`` is the message whose button opened the form, as ``ts block``.

    ``state`` is the mark of the form, and of the answers that stood behind it when it was shown. ``world`` is
    ``PRACTICE`` for one that was opened there.
    """

    channel: str = ""
    thread: str = ""
    origin: str = ""
    state: str = ""
    world: str = ""

    def dump(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Spot:
        try:
            found = json.loads(text or "{}")
            return cls(**{name: str(found[name]) for name in cls.__slots__ if name in found})
        except (ValueError, KeyError, TypeError):
            return cls()

    @property
    def form(self) -> str:
        """The mark of the form itself; empty where there is none."""
        return self.state[_COMMAND : _COMMAND + 2 * MARK]

    def forgotten(self, commands: Collection[str]) -> Dialogue | None:
        """The form, if nothing was answered in it yet: nowhere else need anything be kept of it."""
        named = (name for name in commands if _command_mark(name) == self.state[:_COMMAND])
        for fresh in (Dialogue(name, mark=self.form) for name in named):
            if mark(fresh) == self.state:
                return fresh
        return None


def mark(dialogue: Dialogue | None) -> str:
    """The same for the same answers to the same form."""
    if dialogue is None:
        return ""
    kept = json.dumps([dialogue.command, dict(dialogue.answers)], sort_keys=True)
    answers = sha256(kept.encode()).hexdigest()[:12]
    return f"{_command_mark(dialogue.command)}{dialogue.mark}{answers}"


def _command_mark(command: str) -> str:
    return sha256(command.encode()).hexdigest()[:_COMMAND]

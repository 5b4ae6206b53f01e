"""Where a form belongs: what a modal carries with it. No name, no answer, and no right to anything."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

from chat.dialogue import Dialogue


@dataclass(frozen=True, slots=True)
class Spot:
    """``origin`` is the message whose button opened the form, as ``ts block``.

    ``state`` is the mark of the answers that stood behind the form when it was shown.
    """

    channel: str = ""
    thread: str = ""
    origin: str = ""
    state: str = ""

    def dump(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Spot:
        try:
            found = json.loads(text or "{}")
            return cls(**{name: str(found[name]) for name in cls.__slots__})
        except (ValueError, KeyError, TypeError):
            return cls()


def mark(dialogue: Dialogue | None) -> str:
    """The same for the same answers to the same form."""
    if dialogue is None:
        return ""
    kept = json.dumps([dialogue.command, dict(dialogue.answers)], sort_keys=True)
    return f"{form_mark(dialogue.command)}{sha256(kept.encode()).hexdigest()[:12]}"


def form_mark(command: str) -> str:
    return sha256(command.encode()).hexdigest()[:4]

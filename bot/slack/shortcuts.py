"""Commands that Slack offers in its own menus: everywhere, and on each message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortcut:
    """``note``: the question that the words of the message answer, as far as one may change them."""

    id: str
    run: str
    name: str
    note: str = ""

    @property
    def kind(self) -> str:
        return "message" if self.note else "global"


# In English: Slack shows them as they stand in the manifest, whatever the reader's language is.
SHORTCUTS = (
    Shortcut("new_request", "new request", "New request"),
    Shortcut("ask_another_authority", "new request", "Ask another authority", note="note"),
)
BY_ID: Mapping[str, Shortcut] = {shortcut.id: shortcut for shortcut in SHORTCUTS}

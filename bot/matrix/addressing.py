"""Whether a message in a room is for the bot, and what of it is meant for the bot's ears."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bot.matrix.read import Said

# What somebody wants who calls the bot and says no more.
_ONLY_CALLED = "help"


@dataclass(frozen=True, slots=True)
class Words:
    """``explicit``: the character that begins a command stood before them."""

    text: str
    explicit: bool = False


@dataclass(frozen=True)
class Me:
    """The bot, as people address it."""

    user: str
    display_name: str
    prefix: str

    def hear(self, said: Said, *, private: bool) -> Words | None:
        """What is for the bot; nothing when people speak with each other.

        In private everything is; in a room what begins with the prefix, or mentions the bot.
        """
        spoken = said.words.strip()
        mentioned = self.user in said.mentions or self.user in spoken
        if mentioned:
            spoken = self._named.sub("", spoken).strip()
        explicit = spoken.startswith(self.prefix) and spoken != self.prefix
        if not (private or explicit or mentioned):
            return None
        text = spoken.removeprefix(self.prefix).strip() if explicit else spoken
        return Words(text or _ONLY_CALLED, explicit)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """The bot's name before or after the words, as clients write a mention."""
        whole = self.user.removeprefix("@")
        names = [whole, self.display_name.removeprefix("@"), whole.partition(":")[0]]
        called = f"@?(?:{'|'.join(re.escape(name) for name in names if name)})"
        return re.compile(rf"\A{called}(?:\s*[:,]|(?=\s)|\Z)|\s{called}\Z", re.IGNORECASE)

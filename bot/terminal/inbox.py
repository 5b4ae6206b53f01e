"""What the terminal has shown, and what still waits to be looked at: one inbox for each person and each room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.i18n import Voice
from bot.lines import Kind, Line
from core.people import Address

PLATFORM = "terminal"


def address(reader: str) -> Address:
    """A person, or a team's room, by their id."""
    return Address(PLATFORM, "", reader)


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reader gets to see; ``unasked`` when it is no answer to what they have just written.

    ``anew``: a card of theirs once more, as it stands now. Other places change it without a word.
    """

    reader: str
    lines: tuple[Line, ...]
    at: datetime
    voice: Voice
    unasked: bool = False
    anew: bool = False


class Inboxes:
    """Messages by reader, in the order of their coming."""

    def __init__(self) -> None:
        self._messages: defaultdict[str, list[Shown]] = defaultdict(list)
        self._read: defaultdict[str, int] = defaultdict(int)
        self._fresh: list[Shown] = []
        self._seen: dict[tuple[str, str], frozenset[str]] = {}
        self._once_more: list[Shown] = []

    def put(self, shown: Shown) -> None:
        self._messages[shown.reader].append(shown)
        self._fresh.append(shown)
        self.answered(shown)

    def answered(self, shown: Shown) -> None:
        """What somebody has been shown of each thing last."""
        said = frozenset(line.text for line in shown.lines)
        for line in shown.lines:
            if line.kind is Kind.TITLE:
                self._seen[shown.reader, line.text] = said

    def put_once_more(self, shown: Shown) -> None:
        """After all that comes with it: whoever is told by a message need not be shown it again."""
        self._once_more.append(shown)

    def _has_just_seen(self, reader: str, lines: Iterable[Line]) -> bool:
        """Whether all of this was in what they were shown last of the same thing."""
        texts = [line.text for line in lines]
        return set(texts) <= self._seen.get((reader, next(iter(texts), "")), frozenset())

    def waits(self, shown: Shown) -> bool:
        """Whether its reader has not looked at it yet."""
        unread = self._messages[shown.reader][self._read[shown.reader] :]
        return any(message is shown for message in unread)

    def revise(self, before: Shown, now: Shown) -> None:
        """It stands where the other stood; nothing new has come."""
        for messages in (self._messages[before.reader], self._fresh):
            for place, shown in enumerate(messages):
                if shown is before:
                    messages[place] = now
        self.answered(now)

    def fresh(self) -> list[Shown]:
        """What has come since this was last asked, by instant and reader; each reader's own order stays."""
        once_more, self._once_more = self._once_more, []
        for shown in once_more:
            if not self._has_just_seen(shown.reader, shown.lines):
                self.put(shown)
        fresh, self._fresh = self._fresh, []
        return sorted(fresh, key=lambda shown: (shown.at, shown.reader))

    def unread(self, reader: str) -> int:
        return len(self._messages[reader]) - self._read[reader]

    def waiting(self) -> dict[str, int]:
        """How much each reader has not looked at yet."""
        return {reader: self.unread(reader) for reader in self._messages if self.unread(reader)}

    def open(self, reader: str) -> list[Shown]:
        """What this reader has not looked at yet; now they have."""
        first = self._read[reader]
        self.mark_read((reader,))
        return self._messages[reader][first:]

    def all_of(self, reader: str) -> list[Shown]:
        return list(self._messages[reader])

    def mark_read(self, readers: Iterable[str]) -> None:
        for reader in readers:
            self._read[reader] = len(self._messages[reader])

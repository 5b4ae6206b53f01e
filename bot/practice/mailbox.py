"""Where all messages of a practice end: the learner's are shown with the next answer, nobody else reads theirs."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channel import Letter
from chat.message import Reply

PLATFORM = "practice"


@dataclass
class Mailbox:
    """No way leads from here to a platform."""

    learner: str
    platform: str = PLATFORM
    _letters: list[Reply] = field(default_factory=list)

    async def deliver(self, letter: Letter) -> str:
        if letter.private and letter.to.account == self.learner:
            self._letters.append(letter.reply)
        return letter.id

    async def reconcile(self, letter: Letter) -> str | None:
        return letter.id

    async def revise(self, letter: Letter, receipt: str) -> None:
        """What was shown is shown: there is nothing to change."""

    def take(self) -> list[Reply]:
        taken, self._letters = self._letters, []
        return taken

"""One way to talk to the bot; three ways to carry the words.

A scenario is written against ``Chat`` and runs on the terminal, on Matrix and on Slack. Each face has its own
driver beside this file; a driver plays what a person really does there (types, clicks, fills in a modal).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from chat.fields import Choice, Field
from chat.form import ENDING
from tests.support.world import World


def all_asked(command: str, given: Mapping[str, str], asked: Collection[str], shown: str) -> None:
    """An answer that nothing has asked for is a mistake of the test, or of the form."""
    unasked = sorted(set(given) - set(asked) - {ENDING})
    assert not unasked, (
        f"`{command}` did not ask for {', '.join(unasked)}, only for {', '.join(asked) or 'nothing'}. "
        f"Shown was:\n{shown}"
    )


def may_end(field: Field | None) -> bool:
    """Whether one of its answers ends the form, so that nothing more is asked."""
    return isinstance(field, Choice) and any(option.ends for option in field.options)


class Chat(Protocol):
    @property
    def world(self) -> World: ...

    async def say(self, person: str, text: str) -> str:
        """``person`` (an id of the demo's people) types this to the bot; everything they are shown in answer."""
        ...

    async def press(self, person: str, run: str) -> str:
        """Choose the offered action whose command is ``run``, the way this face offers it.

        Fails if no such action stands in what the person was shown last.
        """
        ...

    async def fill(self, person: str, command: str, **answers: str) -> str:
        """Start ``command`` and answer its form: a field's name (``__`` for the dot in ``subject__name``)
        to what a person would type or choose. A search takes words and chooses the first hit.

        ``ending`` is chosen on the sheet of answers to be checked. What is shown at the end.
        Fails if an answer was not asked for, unless the form stopped at one that does not hold or ends it.
        """
        ...

    async def send(self, person: str, file: str) -> str:
        """Send a file unasked: a table or a calendar as it stands, or a name for a small document."""
        ...

    async def inbox(self, person: str) -> list[str]:
        """What the bot has written to this person unasked since the last look, oldest first."""
        ...

    async def standing(self, person: str) -> str:
        """Everything the bot has written to this person unasked, as it stands there now."""
        ...

    async def room(self, room: str) -> list[str]:
        """What stands newly in a team's room since the last look, oldest first."""
        ...

    async def say_in_room(self, person: str, room: str, text: str) -> str:
        """Address the bot in a team's room; what the person is shown in private because of it."""
        ...

    async def settle(self) -> None:
        """Wait until everything due by the (test) clock has been delivered."""
        ...

    async def restart(self) -> None:
        """Stop the bot and start it anew on the same database."""
        ...

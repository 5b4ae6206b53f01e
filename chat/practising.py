"""A learner's practice, as the conversation and the commands see it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from chat.message import Reply
from core.errors import UserError
from core.lessons import Lesson
from core.practices import Practice
from core.text import msg

if TYPE_CHECKING:
    from chat.context import Context


class OnlyInPractice(UserError):
    def __init__(self) -> None:
        super().__init__(msg("That is only there in practice. Write `practice` to go there."))


class Practising(Protocol):
    """What happens there happens nowhere else."""

    @property
    def outer(self) -> Context:
        """The same person in the same place, in the real assistant."""
        ...

    async def follow(self, reply: Reply) -> Reply:
        """The reply with what comes of it: what the simulated others do, and what the lesson still wants."""
        ...

    async def begin(self, lesson: Lesson) -> None: ...

    async def next_day(self) -> date:
        """The learner's own clock goes on to the next working day."""
        ...

    async def start_over(self) -> None:
        """Everything as it was in the beginning; finished lessons stay finished."""
        ...


class Worlds(Protocol):
    """Where people practise, each apart from all others."""

    async def inside(self, ctx: Context, practice: Practice) -> Context:
        """The same person in the same place, practising."""
        ...

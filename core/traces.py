"""Where else somebody is named, beside what they did: read for themselves alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.outbox import Delivery
from core.people import PersonId
from core.records import Deed
from core.requests import Reference


@dataclass(frozen=True, slots=True)
class Traces:
    """``stands_in_for``: the names of those whose deputy they are. ``paused``: reminders put off, and until when.

    ``reported``: registers whose address they said does not work. ``handled``: what they did to the personal data of
    a person concerned. ``messages``: what was said to them, or is to be.
    """

    stands_in_for: Sequence[str]
    paused: Sequence[tuple[Reference, datetime]]
    reported: Sequence[tuple[str, datetime]]
    handled: Sequence[tuple[Reference, datetime, Deed]]
    messages: Sequence[Delivery]


class AllTraces(Protocol):
    async def of(self, person: PersonId) -> Traces: ...

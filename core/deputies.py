"""Who stands in for somebody who is away: the deputy, or the deputy's deputy, and so on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping

from core.people import Person, PersonId


def stand_in(
    absent: Person, known: Mapping[PersonId, Person], fit: Callable[[Person], bool]
) -> Person | None:
    """The nearest deputy who is ``fit`` (there, and with the right); nobody is asked twice.

    ``known``: everybody the chain may lead to.
    """
    asked, waiting = {absent.id}, deque(absent.deputies)
    while waiting:
        name = waiting.popleft()
        deputy = known.get(name)
        if name in asked or deputy is None:
            continue
        asked.add(name)
        if deputy.active and fit(deputy):
            return deputy
        waiting.extend(deputy.deputies)
    return None

"""Where open requests stand, read from columns: what they say stays where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.lifecycle import FINAL
from core.people import AreaId, AuthorityId, PersonId
from core.requests import Reference, State
from core.standings import Line, Standing
from storage.tables import requests

_C = requests.c
_OF: BindParameter[Any] = bindparam("authorities", expanding=True)
_IS_OPEN = _C.state.in_([state.value for state in State if state not in FINAL])
_WITH_COORDINATORS = (State.REFERRED.value, State.DISPUTED.value)
_DUE = func.coalesce(_C.agreed, _C.wished)
_STANDS = (
    _C.state,
    _C.area,
    _C.asker,
    _C.answerer,
    _C.author,
    _C.last_by,
    _C.proposed.is_not(None),
    _C.sent.is_not(None),
    _C.accepted.is_not(None),
    _C.whole.is_not(None),
    _C.coordinator,
)
# Those that stand alike and are due on one day are one row: of thousands of requests a few hundred are left.
_OPEN_OF = (
    select(_DUE, func.aggregate_strings(_C.reference, " "), *_STANDS)
    .where(
        or_(
            and_(_C.asker.in_(_OF), _IS_OPEN),
            and_(_C.answerer.in_(_OF), _IS_OPEN),
            and_(_C.coordinator.in_(_OF), _C.state.in_(_WITH_COORDINATORS)),
        )
    )
    .group_by(_DUE, *_STANDS)
)


@dataclass(frozen=True, slots=True)
class SqlStandings:
    connection: AsyncConnection

    async def open_of(self, authorities: Sequence[AuthorityId]) -> Mapping[Standing, list[Line]]:
        found = await self.connection.execute(_OPEN_OF, {"authorities": list(authorities)})
        alike: dict[tuple[Any, ...], list[Line]] = {}
        for row in found.all():
            day, names, *stands = row
            lines = alike.setdefault(tuple(stands), [])
            lines += [Line(day, Reference(name)) for name in names.split()]
        return {_standing(*stands): lines for stands, lines in alike.items()}


def _standing(*stands: Any) -> Standing:
    """From the columns after the first two, in their order."""
    state, area, asker, answerer, author, last_by, *facts, coordinator = stands
    proposed, sent, accepted, part = map(bool, facts)
    return Standing(
        state=State(state),
        area=AreaId(area),
        asker=AuthorityId(asker),
        answerer=AuthorityId(answerer),
        author=PersonId(author),
        last_by=PersonId(last_by),
        proposed=proposed,
        sent=sent,
        accepted=accepted,
        part=part,
        coordinator=AuthorityId(coordinator) if coordinator else None,
    )

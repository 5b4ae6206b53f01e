"""How answers were rated, counted by the database: nobody reads the requests for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import AuthorityId
from core.ratings import Effort, Rated, Rating, Timeliness
from storage.columns import Instant
from storage.tables import requests

_R = requests.c
_RATING = _R.document["rating"]
_TIMELY, _EFFORT = _RATING["timeliness"].as_string(), _RATING["effort"].as_string()
_GIVEN = (
    select(_R.answerer, _TIMELY, _EFFORT, func.count())
    .where(
        _R.answerer_country == bindparam("country"),
        _R.closed > bindparam("since", type_=Instant),
        _R.closed <= bindparam("until", type_=Instant),
    )
    .group_by(_R.answerer, _TIMELY, _EFFORT)
)


@dataclass(frozen=True, slots=True)
class SqlRatings:
    connection: AsyncConnection

    async def given(self, country: str, since: datetime, until: datetime) -> Sequence[Rated]:
        asked = {"country": country, "since": since, "until": until}
        return [
            Rated(AuthorityId(answerer), Rating(_timely(timely), _effort(effort)), times)
            for answerer, timely, effort, times in await self.connection.execute(_GIVEN, asked)
            if timely or effort
        ]


def _timely(stored: str | None) -> Timeliness | None:
    return Timeliness(stored) if stored else None


def _effort(stored: str | None) -> Effort | None:
    return Effort(stored) if stored else None

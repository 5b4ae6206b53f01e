"""Ratings are counted by the database, the same on both."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.ratings import Effort, Rated, Rating, Timeliness
from core.requests import Reference, State
from core.work import Works
from tests.storage.examples import NOW, draft

_GOOD = Rating(Timeliness.IN_TIME, Effort.USEFUL)
_HALF = Rating(Timeliness.LATE)


async def test_what_was_closed_in_a_span_is_counted_by_who_answered(works: Works) -> None:
    given = (_GOOD, _GOOD, _HALF, Rating(), None)
    request = replace(draft(), state=State.CLOSED, closed=NOW)
    early = replace(request, reference=Reference("LV-2026-000090"), rating=_GOOD)
    async with works.writing() as work:
        for number, rating in enumerate(given, 1):
            name = Reference(f"LV-2026-00000{number}")
            await work.requests.add(replace(request, reference=name, rating=rating))
        await work.requests.add(replace(early, closed=NOW - timedelta(days=100)))
        await work.commit()
    day = timedelta(days=1)
    async with works.reading() as work:
        country = request.answerer_country
        found = await work.ratings.given(country, NOW - day, NOW)
        assert await work.ratings.given("XX", NOW - day, NOW) == []
    wanted = {Rated(request.answerer, _GOOD, 2), Rated(request.answerer, _HALF, 1)}
    assert set(found) == wanted

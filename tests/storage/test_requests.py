from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from core.requests import Change, Reference, Request, State
from core.standings import Line, Standing
from core.work import Works
from tests.storage.examples import LISBON, NOW, RIGA, ana, draft, rich


async def stored(works: Works, request: Request) -> Request:
    async with works.writing() as work:
        added = await work.requests.add(request)
        await work.commit()
    return added


@pytest.mark.parametrize("request_", [draft(), rich()], ids=["draft", "rich"])
async def test_a_request_comes_back_as_it_was_stored(works: Works, request_: Request) -> None:
    added = await stored(works, request_)
    assert added == replace(request_, id=added.id)
    async with works.reading() as work:
        assert await work.requests.get(request_.reference) == added
        assert await work.requests.by_id(added.id) == added


async def test_a_moment_of_another_zone_comes_back_as_the_same_instant_in_utc(
    works: Works,
) -> None:
    summer = timezone(timedelta(hours=3))
    there = datetime(2026, 7, 1, 9, 0, 0, 1, tzinfo=summer)
    added = await stored(works, replace(draft(), created=there, sent=there))
    async with works.reading() as work:
        found = await work.requests.get(added.reference)
    assert found is not None
    assert found.created == found.sent == there
    assert found.created.tzinfo is UTC
    assert found.sent is not None
    assert found.sent.tzinfo is UTC


async def test_the_hour_that_a_clock_shows_twice_is_two_hours(works: Works) -> None:
    first = datetime(2026, 10, 25, 3, 30, tzinfo=ZoneInfo("Europe/Riga"))
    second = first.replace(fold=1)
    added = await stored(works, replace(draft(), created=first, sent=first, accepted=second))
    other = replace(draft(), reference=Reference("LV-2026-000002"), created=second)
    later = await stored(works, other)
    async with works.reading() as work:
        found = await work.requests.get(added.reference)
        after = await work.requests.get(later.reference)
    assert found is not None
    assert after is not None
    assert found.sent is not None
    hour = timedelta(hours=1)
    assert found.accepted == found.sent + hour
    assert after.created == found.created + hour


async def test_a_moment_without_a_zone_is_refused(works: Works) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="time zone"):
        await stored(works, replace(draft(), sent=naive))


async def test_an_unknown_reference_is_nobody_s_request(works: Works) -> None:
    async with works.reading() as work:
        assert await work.requests.get(draft().reference) is None


async def test_saving_moves_the_version_on(works: Works) -> None:
    added = await stored(works, draft())
    changed = replace(rich(), id=added.id, version=2)
    async with works.writing() as work:
        assert await work.requests.save(changed, seen=1)
        await work.commit()
    async with works.reading() as work:
        assert await work.requests.get(added.reference) == changed


async def test_who_saves_second_is_told_and_changes_nothing(works: Works) -> None:
    added = await stored(works, draft())
    first = replace(added, state=State.AWAITING, version=2)
    second = replace(added, state=State.WITHDRAWN, version=2)
    async with works.writing() as work:
        assert await work.requests.save(first, seen=1)
        await work.commit()
    async with works.writing() as work:
        assert not await work.requests.save(second, seen=1)
        await work.commit()
    async with works.reading() as work:
        assert await work.requests.by_id(added.id) == first


async def test_of_many_who_save_at_once_one_wins(works: Works) -> None:
    added = await stored(works, draft())

    async def save() -> bool:
        async with works.writing() as work:
            seen = await work.requests.by_id(added.id)
            assert seen is not None
            done = await work.requests.save(replace(seen, version=2), seen=1)
            await work.commit()
            return done

    outcomes = await asyncio.gather(*(save() for _ in range(8)))
    assert sorted(outcomes) == [False] * 7 + [True]


async def test_open_requests_are_those_of_either_side_still_under_way(works: Works) -> None:
    later = Change(rich().last.action, ana().id, rich().last.side, NOW)
    states = list(State)
    for number, state in enumerate(states, 1):
        await stored(works, replace(draft(number), state=state, last=later))
    turned = replace(draft(len(states) + 1), asker=LISBON.id, answerer=RIGA.id)
    await stored(works, turned)
    async with works.reading() as work:
        of_riga = by_name(await work.standings.open_of([RIGA.id]))
        of_both = by_name(await work.standings.open_of([RIGA.id, LISBON.id]))
        of_nobody = await work.standings.open_of([])
    under_way = [state for state in State if state not in (State.CLOSED, State.WITHDRAWN)]
    assert [standing.state for _line, standing in of_riga] == [*under_way, State.DRAFT]
    assert of_both == of_riga
    assert of_nobody == {}


def by_name(found: Mapping[Standing, list[Line]]) -> list[tuple[Line, Standing]]:
    lines = [(line, standing) for standing, lines in found.items() for line in lines]
    return sorted(lines, key=lambda each: each[0].reference)


@pytest.mark.parametrize("request_", [draft(), rich()], ids=["draft", "rich"])
async def test_where_a_request_stands_is_known_without_what_it_says(
    works: Works, request_: Request
) -> None:
    open_ = replace(request_, state=State.DRAFT)
    added = await stored(works, open_)
    changed = replace(added, agreed=None, version=2)
    for held in (added, changed):
        async with works.writing() as work:
            assert held is added or await work.requests.save(held, seen=1)
            await work.commit()
        async with works.reading() as work:
            [(stands, [line])] = (await work.standings.open_of([RIGA.id])).items()
        assert (line.reference, line.due) == (held.reference, held.agreed or held.wished)
        assert (stands.author, stands.last_by) == (held.author, held.last.by)
        facts = (held.proposal is not None, held.sent is not None, held.accepted is not None)
        assert (stands.proposed, stands.sent, stands.accepted) == facts


async def test_requests_are_had_by_their_names(works: Works) -> None:
    one, two = await stored(works, draft(1)), await stored(works, rich(2))
    async with works.reading() as work:
        unknown = draft(3).reference
        found = await work.requests.many([one.reference, two.reference, unknown])
        assert sorted(found, key=lambda each: each.id) == [one, two]
        assert await work.requests.many([]) == []


async def test_numbers_run_on_by_country_and_year(works: Works) -> None:
    async with works.writing() as work:
        numbers = [await work.requests.next_number("LV", 2026) for _ in range(3)]
        assert numbers == [1, 2, 3]
        assert await work.requests.next_number("PT", 2026) == 1
        assert await work.requests.next_number("LV", 2027) == 1
        await work.commit()
    async with works.writing() as work:
        assert await work.requests.next_number("LV", 2026) == 4


async def test_no_number_is_given_twice_to_twenty_who_ask_at_once(works: Works) -> None:
    async def create() -> str:
        async with works.writing() as work:
            number = await work.requests.next_number("LV", 2026)
            added = await work.requests.add(draft(number))
            await work.commit()
            return added.reference

    references = await asyncio.gather(*(create() for _ in range(20)))
    assert sorted(references) == [draft(number).reference for number in range(1, 21)]


async def test_the_authorities_one_asked_last_come_first(works: Works) -> None:
    early = replace(draft(1), answerer=RIGA.id, created=NOW - timedelta(days=2))
    for request in (draft(2), early, replace(draft(3), created=NOW - timedelta(days=3))):
        await stored(works, request)
    async with works.reading() as work:
        assert await work.requests.last_asked(draft().author, 5) == [LISBON.id, RIGA.id]
        assert await work.requests.last_asked(draft().author, 1) == [LISBON.id]
        assert await work.requests.last_asked(ana().id, 5) == []

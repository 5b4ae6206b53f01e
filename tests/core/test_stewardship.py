"""What administrators hear of their authority from time to time, and of whom a platform says that they are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from core.departures import GONE, Departures
from core.outbox import Planned, Topic
from core.people import AuthorityId, Role
from core.stewardship import STEWARDSHIP, Matter, is_unseen, unseen
from tests.support.casework import Casework, roles

PTAC = AuthorityId("lv-ptac")


async def planned(casework: Casework, topic: Topic) -> list[Planned]:
    async with casework.world.assistant.services.works.reading() as work:
        return [row.planned for row in await work.outbox.of(topic)]


async def round_on(casework: Casework, day: str) -> list[Planned]:
    casework.world.clock.moment = datetime.fromisoformat(f"{day}T01:30+00:00")
    await casework.world.assistant.stewards.round()
    return await planned(casework, Topic(STEWARDSHIP, PTAC))


async def test_that_one_person_is_alone_is_told_once_a_month_on_a_working_day(
    casework: Casework,
) -> None:
    liga = roles(casework.world.person("liga"), Role.ADMINISTRATOR)
    await casework.put(liga)
    [row] = await round_on(casework, "2026-02-02")
    assert (row.kind, row.recipient.person, row.local) == (Matter.ALONE, "liga", date(2026, 2, 2))
    assert row.due == datetime.fromisoformat("2026-02-02T09:00+02:00")
    assert len(await round_on(casework, "2026-02-03")) == 1
    assert len(await round_on(casework, "2026-02-20")) == 1
    await casework.put(roles(liga, Role.ADMINISTRATOR, Role.HANDLER))
    assert len(await round_on(casework, "2026-04-01")) == 1


async def test_where_nobody_keeps_the_data_the_coordinators_hear_of_it(casework: Casework) -> None:
    rows = await round_on(casework, "2026-02-02")
    assert {str(row.recipient.person) for row in rows} == {"ilze", "juris"}


async def test_twice_a_year_all_of_it_is_to_be_reviewed(casework: Casework) -> None:
    await casework.put(roles(casework.world.person("liga"), Role.ADMINISTRATOR, Role.HANDLER))
    assert [row.kind for row in await round_on(casework, "2026-03-02")] == [Matter.REVIEW]
    assert [row.kind for row in await round_on(casework, "2026-05-04")] == [Matter.REVIEW]
    assert len(await round_on(casework, "2026-09-01")) == 2


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, False), (date(2026, 3, 1), True), (date(2026, 4, 1), False), (date(2026, 9, 1), False)],
)
def test_unseen_is_who_has_not_written_for_six_whole_months(
    last: date | None, expected: bool
) -> None:
    assert is_unseen(last, date(2026, 10, 5)) is expected


async def test_a_closed_account_is_told_to_those_who_decide_and_only_once_a_day(
    casework: Casework,
) -> None:
    services = casework.world.assistant.services
    departures = Departures(services.works, services.clock, services.exchange.changed)
    for _time in range(2):
        await departures.closed(casework.world.address("anna"))
    rows = await planned(casework, Topic("departure", "anna"))
    assert {str(row.recipient.person) for row in rows} == {"ilze", "juris"}
    assert {row.kind for row in rows} == {GONE}
    await departures.closed(replace(casework.world.address("anna"), account="nobody"))


async def test_what_somebody_has_just_looked_at_is_not_to_be_reviewed(casework: Casework) -> None:
    await casework.put(roles(casework.world.person("liga"), Role.ADMINISTRATOR, Role.HANDLER))
    works = casework.world.assistant.services.works
    async with works.writing() as work:
        authority = await work.authorities.get(PTAC)
        assert authority is not None
        await work.authorities.put([replace(authority, updated=date(2026, 1, 10))])
        await work.commit()
    assert await round_on(casework, "2026-03-02") == []
    assert [row.kind for row in await round_on(casework, "2026-09-01")] == [Matter.REVIEW]


async def test_who_was_never_heard_of_is_counted_from_when_they_were_first_come_across(
    casework: Casework,
) -> None:
    await round_on(casework, "2026-02-20")
    async with casework.world.assistant.services.works.reading() as work:
        team = await work.people.of_authority(PTAC)
        assert await unseen(work, team, datetime.fromisoformat("2026-08-31T12:00+00:00")) == []
        found = await unseen(work, team, datetime.fromisoformat("2026-09-01T12:00+00:00"))
    assert found == list(team)


async def test_what_was_not_planned_in_time_is_told_at_the_next_hour_and_not_at_night(
    casework: Casework,
) -> None:
    await casework.put(roles(casework.world.person("liga"), Role.ADMINISTRATOR))
    [row] = await round_on(casework, "2026-02-04")
    assert row.due == datetime.fromisoformat("2026-02-04T09:00+02:00")
    assert len(await round_on(casework, "2026-02-05")) == 1

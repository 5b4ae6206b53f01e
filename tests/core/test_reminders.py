"""Reminders: on the day that is meant, at nine by the reader's own clock, on days people work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Calendar, at_hour
from core.habits import Custom, Habits
from core.outbox import Planned
from core.people import Person
from core.placing import Readers, Schedule
from core.reminders import REMINDERS, Planner, is_useful
from core.requests import Proposal, Request, State
from core.steps import Notice
from tests.core.cases import ANNA, JOAO, NOW, request
from tests.core.places import COUNTRIES, ZONES

PLANNER = Planner(Schedule(), Calendar())
READERS = Readers([ANNA], [JOAO])
WISHED = date(2026, 3, 20)
TWO_WEEKS = timedelta(weeks=2)

zones = st.sampled_from(ZONES)
countries = st.sampled_from(COUNTRIES)
days = st.dates(date(2024, 1, 1), date(2033, 12, 31))


def living(person: Person, zone: str) -> Person:
    return replace(person, time_zone=zone)


def planned(case: Request, readers: Readers = READERS, now: datetime = NOW) -> Sequence[Planned]:
    return PLANNER.plan(case, readers, now)


def days_of(rows: Sequence[Planned], kind: Notice, reader: Person) -> list[date]:
    return [
        row.local for row in rows if row.kind is kind and row.recipient.key == f"person:{reader.id}"
    ]


def clock_changes(zone: str, year: int) -> list[date]:
    """The days of this year whose noon is not 24 hours after the noon before."""
    noons = [
        (day := date(year, 1, 1) + timedelta(days=n), at_hour(day, time(12), zone))
        for n in range(366)
    ]
    day_long = timedelta(days=1)
    return [day for (_, before), (day, noon) in pairwise(noons) if noon - before != day_long]


@pytest.mark.parametrize("zone", ZONES)
def test_p6_nine_is_nine_around_every_clock_change_of_ten_years(zone: str) -> None:
    changes = [day for year in range(2024, 2034) for day in clock_changes(zone, year)]
    assert len(changes) in (0, 20)
    for change in changes or [date(2026, 3, 29), date(2026, 10, 25)]:
        for offset in range(-8, 2):
            agreed = change - timedelta(days=offset)
            case = request(State.ACCEPTED, agreed=agreed)
            rows = planned(case, Readers([living(ANNA, zone)], [living(JOAO, zone)]))
            for row in rows:
                there = row.due.astimezone(ZoneInfo(zone))
                assert (there.date(), there.time()) == (row.local, time(9))


@given(agreed=days, here=zones, there=zones)
def test_an_answer_is_reminded_of_seven_three_and_one_day_before_and_on_its_day(
    agreed: date, here: str, there: str
) -> None:
    """Whatever the clocks say, it is the agreed day everywhere."""
    joao = living(JOAO, there)
    rows = planned(request(State.ACCEPTED, agreed=agreed), Readers([living(ANNA, here)], [joao]))
    wanted = {agreed} | {worked(agreed - timedelta(days=n)) for n in (7, 3, 1)}
    assert days_of(rows, Notice.REPLY_DUE, joao) == sorted(wanted)
    assert days_of(rows, Notice.REPLY_DUE, ANNA) == []


def worked(day: date, country: str = "PT") -> date:
    """That day, or the last on which people work before it."""
    return PLANNER.calendar.working_until(day, country)


@given(agreed=days)
def test_who_wants_it_is_reminded_on_free_days_too(agreed: date) -> None:
    customs = {"person:joao": Custom(Habits(working_days=False))}
    rows = planned(request(State.ACCEPTED, agreed=agreed), replace(READERS, customs=customs))
    wanted = [agreed - timedelta(days=n) for n in (7, 3, 1, 0)]
    assert days_of(rows, Notice.REPLY_DUE, JOAO) == wanted


@given(sent=st.builds(at_hour, days, st.times(), st.just("UTC")), zone=zones)
def test_acceptance_is_reminded_of_five_and_seven_days_after_the_readers_own_day_of_arrival(
    sent: datetime, zone: str
) -> None:
    joao = living(JOAO, zone)
    arrived = sent.astimezone(ZoneInfo(zone)).date()
    rows = planned(request(State.AWAITING, sent=sent), Readers([ANNA], [joao]))
    meant = {arrived + timedelta(days=5), arrived + timedelta(days=7)}
    told = [
        before if (before := worked(day)) > arrived else PLANNER.calendar.working_from(day, "PT")
        for day in meant
    ]
    assert set(told) <= set(days_of(rows, Notice.ACCEPTANCE_DUE, joao)[:2])
    assert {row.kind for row in rows} == {Notice.ACCEPTANCE_DUE}


def test_a_request_that_nobody_accepts_is_not_forgotten_on_either_side() -> None:
    case = request(State.AWAITING)
    rows = planned(case, now=NOW + timedelta(weeks=20))
    for reader in (ANNA, JOAO):
        said = days_of(rows, Notice.ACCEPTANCE_DUE, reader)
        assert len([day for day in said if day > case.wished]) >= 17


def test_who_has_proposed_a_date_is_not_asked_to_propose_one() -> None:
    """The other side has the turn."""
    proposal = Proposal(date(2026, 3, 27), JOAO.id, NOW)
    case = request(State.AWAITING, proposal=proposal)
    rows = planned(case)
    assert days_of(rows, Notice.DATE_WAITING, ANNA)
    assert {row.recipient.person for row in rows} == {ANNA.id}
    assert not is_useful(Notice.ACCEPTANCE_DUE, case)


@given(agreed=days, asker=countries, answerer=countries)
def test_overdue_is_said_first_on_the_next_working_day_of_each_ones_own_country(
    agreed: date, asker: str, answerer: str
) -> None:
    case = request(State.ACCEPTED, agreed=agreed, asker_country=asker, answerer_country=answerer)
    now = at_hour(agreed, time(12), "Europe/Riga")
    rows = planned(case, now=now)
    for reader, country in ((ANNA, asker), (JOAO, answerer)):
        said = days_of(rows, Notice.OVERDUE, reader)
        assert said[0] == PLANNER.calendar.working_from(agreed + timedelta(days=1), country)


@given(agreed=days, country=countries, weeks=st.integers(0, 60))
def test_overdue_is_said_once_a_week_and_never_on_a_free_day(
    agreed: date, country: str, weeks: int
) -> None:
    case = request(State.ACCEPTED, agreed=agreed, answerer_country=country)
    now = at_hour(agreed, time(12), "Europe/Riga") + timedelta(weeks=weeks)
    said = days_of(planned(case, now=now), Notice.OVERDUE, JOAO)
    assert all(PLANNER.calendar.is_working(day, country) for day in said)
    # At most six free days follow each other, in Hungary at Christmas 2024.
    assert all(3 <= (later - sooner).days <= 13 for sooner, later in pairwise(said))
    # There is always one to come, which plans the next ones when it is sent.
    assert said[-1] > now.date()
    assert said[-1] <= max(said[0], now.date()) + TWO_WEEKS + timedelta(days=7)


def test_a_weekly_reminder_that_would_fall_on_easter_monday_comes_the_day_after() -> None:
    case = request(State.ACCEPTED, agreed=date(2026, 3, 22), answerer_country="LV")
    now = at_hour(date(2026, 3, 24), time(12), "Europe/Riga")
    said = days_of(planned(case, now=now), Notice.OVERDUE, JOAO)
    assert said == [date(2026, 3, 23), date(2026, 3, 30), date(2026, 4, 7)]


def test_a_weekly_reminder_that_holidays_push_onto_the_next_one_takes_its_place() -> None:
    """Hungary's 24 to 27 December 2024 are free: Tuesday's reminder comes on Monday the 30th, the next on 7 January."""
    case = request(State.ACCEPTED, agreed=date(2024, 12, 16), answerer_country="HU")
    now = at_hour(date(2024, 12, 27), time(12), "Europe/Riga")
    said = days_of(planned(case, now=now), Notice.OVERDUE, JOAO)
    assert said == [date(2024, 12, 17), date(2024, 12, 30), date(2025, 1, 7)]


@given(answered=days, country=countries)
def test_answers_left_unread_are_said_after_three_working_days_and_then_weekly(
    answered: date, country: str
) -> None:
    moment = at_hour(answered, time(12), ANNA.time_zone)
    case = request(State.ANSWERED, answered=moment, since=moment, asker_country=country)
    rows = planned(case, now=moment)
    said = days_of(rows, Notice.ANSWER_WAITING, ANNA)
    assert said[0] == PLANNER.calendar.after_working_days(answered, 3, country)
    assert all(PLANNER.calendar.is_working(day, country) for day in said)
    assert {row.kind for row in rows} == {Notice.ANSWER_WAITING}
    assert days_of(rows, Notice.ANSWER_WAITING, JOAO) == []


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.WITHDRAWN])
def test_nothing_is_reminded_of_before_sending_and_after_the_end(state: State) -> None:
    assert planned(request(state)) == ()


@given(
    state=st.sampled_from([State.AWAITING, State.ACCEPTED, State.ANSWERED]),
    agreed=days,
    later=st.timedeltas(timedelta(0), timedelta(weeks=20)),
)
def test_planning_again_gives_the_same_reminders_and_only_more_of_them(
    state: State, agreed: date, later: timedelta
) -> None:
    case = request(state, agreed=agreed)
    now = at_hour(agreed, time(12), "Europe/Riga")
    first, again, after = (planned(case, now=moment) for moment in (now, now, now + later))
    assert first == again
    assert {row.key for row in first} <= {row.key for row in after}
    assert len({row.key for row in after}) == len(after)


@pytest.mark.parametrize("state", list(State))
def test_every_reminder_that_is_planned_is_of_use_in_that_state(state: State) -> None:
    for row in planned(request(state)):
        assert row.kind in REMINDERS
        assert is_useful(Notice(row.kind), request(state))


def test_no_reminder_is_of_use_once_a_request_is_over() -> None:
    for kind in REMINDERS:
        assert not is_useful(kind, request(State.CLOSED))
        assert not is_useful(kind, request(State.WITHDRAWN))


def test_before_a_date_is_agreed_the_day_asked_for_counts() -> None:
    case = request(State.ACCEPTED, agreed=None)
    assert days_of(planned(case), Notice.REPLY_DUE, JOAO)[-1] == WISHED


def test_an_operator_may_choose_other_days_and_another_hour() -> None:
    early = Schedule(time(7, 30), (2,), (1,), 5)
    rows = Planner(early, Calendar()).plan(request(State.ACCEPTED), READERS, NOW)
    due = [row for row in rows if row.kind is Notice.REPLY_DUE]
    assert [row.local for row in due] == [date(2026, 3, 19)]
    lisbon = due[0].due.astimezone(ZoneInfo("Europe/Lisbon"))
    assert lisbon.time() == time(7, 30)


def test_each_side_counts_its_own_countrys_days() -> None:
    """Orthodox Easter Monday 2026 is worked in Riga and not in Athens."""
    case = request(
        State.ACCEPTED, agreed=date(2026, 4, 12), asker_country="LV", answerer_country="GR"
    )
    rows = planned(case, now=at_hour(date(2026, 4, 12), time(12), "Europe/Riga"))
    assert days_of(rows, Notice.OVERDUE, ANNA)[0] == date(2026, 4, 13)
    assert days_of(rows, Notice.OVERDUE, JOAO)[0] == date(2026, 4, 14)

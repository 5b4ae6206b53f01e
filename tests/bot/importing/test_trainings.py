"""Trainings from CSV and from a calendar: all of a file or nothing, and every reason why with its line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.importing import Import, Outcome, TrainingImport, Usual
from core.outbox import Topic
from core.people import ALL_AREAS, AuthorityId, Membership, Person, PersonId, Role
from core.placing import Schedule
from core.training_desk import TrainingDesk
from core.trainings import Enrolment, Training
from storage.work import SqlWorks
from tests.support.world import MovableClock

Write = Callable[..., Path]
BringIn = Callable[..., Awaitable[Outcome]]
Told = Callable[[Import[Any]], Awaitable[list[str]]]

HEADER = "id,title_lv,title_en,starts,minutes,place,seats,languages,countries,roles"
ROW = "basics,IMI pamati,IMI basics,2026-04-02 10:00,90,https://meet.example.lv/imi,12,lv|en,LV,handler"
ILZE = Person(
    PersonId("ilze"),
    "Ilze Bērziņa",
    "lv",
    "Europe/Riga",
    (Membership(AuthorityId("lv-ptac"), ALL_AREAS, frozenset({Role.COORDINATOR})),),
)
ENTRY = (
    "BEGIN:VEVENT",
    "UID:5@calendar.example.lv",
    "DTSTAMP:20260101T000000Z",
    "SUMMARY;LANGUAGE=lv:IMI pamati",
    "DTSTART;TZID=Europe/Riga:20260402T100000",
    "DTEND;TZID=Europe/Riga:20260402T113000",
    "LOCATION:Brīvības iela 55\\, Rīga",
    "X-IMI-SEATS:12",
    "END:VEVENT",
)


@pytest.fixture
async def clock(works: SqlWorks) -> MovableClock:
    async with works.writing() as work:
        await work.people.put(ILZE)
        await work.commit()
    return MovableClock()


def file_of(path: Path, clock: MovableClock, **usual: Any) -> TrainingImport:
    return TrainingImport(path, ILZE.id, TrainingDesk(clock, Schedule()), Usual(**usual))


def calendar(*entries: str) -> tuple[str, ...]:
    return ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y", *entries, "END:VCALENDAR")


async def kept(works: SqlWorks, clock: MovableClock) -> list[Training]:
    async with works.reading() as work:
        return list(await work.trainings.coming(clock.now()))


async def test_every_column_of_a_training_is_kept(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock
) -> None:
    assert (await bring(file_of(write(HEADER, ROW), clock))).written
    [training] = await kept(works, clock)
    assert training.uid == "basics@imi-assistant"
    assert training.titles.names == {"lv": "IMI pamati", "en": "IMI basics"}
    assert training.starts == datetime(2026, 4, 2, 7, tzinfo=UTC), "by the clock of Riga"
    assert (training.minutes, training.seats, training.by) == (90, 12, ILZE.id)
    assert (training.languages, training.countries) == (("lv", "en"), frozenset({"LV"}))
    assert training.roles == {Role.HANDLER}


async def test_a_calendar_is_read_like_a_table(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock
) -> None:
    done = await bring(file_of(write(*calendar(*ENTRY), name="dates.ics"), clock))
    assert done.written, done.problems
    [training] = await kept(works, clock)
    assert training.uid == "5@calendar.example.lv"
    assert training.titles.names == {"lv": "IMI pamati"}
    assert training.starts == datetime(2026, 4, 2, 7, tzinfo=UTC)
    assert (training.minutes, training.seats) == (90, 12)
    assert training.place == "Brīvības iela 55, Rīga"


@pytest.mark.parametrize(
    "said", ["2.4.2026 10:00", "02/04/2026 10:00", "02.04.2026. 10.00", "2-4-2026, 10:00"]
)
async def test_a_day_may_stand_as_spreadsheets_of_europe_write_it(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock, said: str
) -> None:
    row = ROW.replace("2026-04-02 10:00", f'"{said}"')
    assert (await bring(file_of(write(HEADER, row), clock))).written
    [training] = await kept(works, clock)
    assert training.starts == datetime(2026, 4, 2, 7, tzinfo=UTC)


async def test_titles_of_a_calendar_may_be_in_several_languages_or_in_one_that_nobody_has(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock
) -> None:
    first = [*ENTRY[:-1], "SUMMARY;LANGUAGE=pt-PT:O essencial", ENTRY[-1]]
    second = [
        line.replace("UID:5", "UID:6").replace("LANGUAGE=lv", "LANGUAGE=tlh") for line in ENTRY
    ]
    assert (await bring(file_of(write(*calendar(*first, *second)), clock))).written
    titles = [training.titles.names for training in await kept(works, clock)]
    assert titles == [{"lv": "IMI pamati", "pt": "O essencial"}, {"lv": "IMI pamati"}]


async def test_a_calendar_calls_off_without_saying_how_many_seats_there_were(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock
) -> None:
    await bring(file_of(write(*calendar(*ENTRY)), clock))
    seatless = [line for line in ENTRY if not line.startswith("X-IMI-SEATS")]
    cancelled = write(*calendar("METHOD:CANCEL", *seatless), name="cancelled.ics")
    assert (await bring(file_of(cancelled, clock))).written
    assert await kept(works, clock) == []


async def test_a_dry_run_changes_nothing(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock
) -> None:
    done = await bring(file_of(write(HEADER, ROW), clock), dry_run=True)
    assert (done.entries, done.written, done.count) == (1, False, 0)
    assert await kept(works, clock) == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (ROW.replace("2026-04-02", "2026-02-02"), "starts: `2026-02-02 10:00` is in the past"),
        (ROW.replace(",12,", ",0,"), "seats: `0` is not a number from 1 to 10,000"),
        (ROW.replace(",90,", ",soon,"), "minutes: `soon` is not a number from 1 to 4,320"),
        (ROW.replace(" 10:00", ""), "starts: `2026-04-02` has no time, such as 2026-03-02 10:00"),
        (ROW.replace("https", "http"), "place: `http://meet.example.lv/imi` is not a web address"),
        (ROW.replace(",LV,", ",XX,"), "countries: `XX` is not the code of an EU or EEA country"),
        (ROW.replace("handler", "boss"), "roles: `boss` is not a role."),
        (ROW.replace("IMI pamati,IMI basics", ","), "title: is empty"),
        (ROW.replace(",12,", ",,"), "seats: is empty"),
        (ROW.replace("2026-04-02", "0001-01-01"), "starts: `0001-01-01 10:00` is in the past"),
        (ROW.replace("2026-04-02", "9999-12-31"), "starts: `9999-12-31 10:00` is too far ahead"),
        (ROW.replace("2026-04-02", "04/13/2026"), "starts: `04/13/2026 10:00` is not a day and a"),
        (ROW.replace("2026-04-02 10:00", "2.4.2026"), "starts: `2.4.2026` has no time"),
    ],
)
async def test_a_broken_row_is_told_with_its_line_and_nothing_is_imported(
    write: Write, told: Told, clock: MovableClock, row: str, wrong: str
) -> None:
    good = ROW.replace("basics", "second", 1)
    [problem] = await told(file_of(write(HEADER, good, row), clock))
    assert problem.startswith(f"file.csv line 3, {wrong}")


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (
            ("DTSTART;TZID=Europe/Riga:20260402T100000", "DTSTART;VALUE=DATE:20260402"),
            "without a time",
        ),
        (("X-IMI-SEATS:12", "RRULE:FREQ=DAILY"), "is repeated"),
        (("X-IMI-SEATS:12", "X-IMI-SEATS:0"), "seats: `0` is not a number"),
        (("DTEND;TZID=Europe/Riga:20260402T113000", "X-A:1"), "has no DTEND and no DURATION"),
        (("DTSTART;TZID=Europe/Riga:20260402T100000", "DTSTART:tomorrow"), "DTSTART"),
        (("UID:5@calendar.example.lv", "X-A:1"), "id: is empty"),
        (
            ("DTSTART;TZID=Europe/Riga:20260402T100000", "DTSTART;TZID=Mars:20260402T100000"),
            "has a DTSTART in a time zone that is not known",
        ),
        (
            ("DTSTART;TZID=Europe/Riga:20260402T100000", "DTSTART:00010101T000000"),
            "has a DTSTART that cannot be read",
        ),
        (
            ("DTSTART;TZID=Europe/Riga:20260402T100000", "DTSTART:1\r\nDTSTART:2"),
            "has a DTSTART that cannot be read",
        ),
    ],
)
async def test_a_broken_entry_is_told_with_the_line_on_which_it_begins(
    write: Write, told: Told, clock: MovableClock, change: tuple[str, str], wrong: str
) -> None:
    broken = [change[1] if line == change[0] else line for line in ENTRY]
    good = [line.replace("UID:5", "UID:6") for line in ENTRY]
    path = write(*calendar(*good, *broken), name="dates.ics")
    [problem] = await told(file_of(path, clock))
    assert problem.startswith("dates.ics line 13")
    assert wrong in problem


async def test_imported_again_what_has_moved_is_told_and_the_rest_is_not(
    write: Write, bring: BringIn, works: SqlWorks, clock: MovableClock
) -> None:
    await bring(file_of(write(HEADER, ROW), clock))
    [training] = await kept(works, clock)
    async with works.writing() as work:
        await work.trainings.enrol(Enrolment(training.id, ILZE.id, clock.now(), True))
        await work.commit()
    await bring(file_of(write(HEADER, ROW), clock))
    assert await told_kinds(works, training) == []
    clock.forward(minutes=1)
    await bring(file_of(write(HEADER, ROW.replace("04-02", "04-03")), clock))
    assert "moved" in await told_kinds(works, training)
    [after] = await kept(works, clock)
    assert after.starts == training.starts + timedelta(days=1)
    assert after.sequence > training.sequence
    called_off = f"{ROW},yes".replace("04-02", "04-03")
    await bring(file_of(write(f"{HEADER},called_off", called_off), clock))
    assert await kept(works, clock) == []
    assert "called_off" in await told_kinds(works, training)


async def told_kinds(works: SqlWorks, training: Training) -> list[str]:
    async with works.reading() as work:
        rows = await work.outbox.of(Topic("training", str(training.id)))
    return [row.planned.kind for row in rows]


async def test_only_a_coordinator_runs_what_is_imported(
    write: Write, told: Told, clock: MovableClock
) -> None:
    kind = TrainingImport(write(HEADER, ROW), PersonId("nobody"), TrainingDesk(clock, Schedule()))
    assert await told(kind) == ["--by: `nobody` is not the id of a coordinator"]

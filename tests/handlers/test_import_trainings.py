"""A coordinator sends a table or a calendar: what is in it is shown, and added once that was agreed to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chat.attaching import keep
from core.attachments import DATES, FileRefused
from tests.support.chats import Chat
from tests.support.papers import a_pdf
from tests.support.talking import Heard, Talking
from tests.support.world import World

HEADER = "id,title,title_en,starts,minutes,place,seats,languages,countries"
GOOD = "pamati,IMI pamati,IMI basics,2026-03-12 10:00,90,https://meet.example.lv/imi,12,lv|en,LV|PT"
LATER = "turpinajums,IMI turpinājums,IMI further,2026-03-19 10:00,60,Rīga,1,lv|en,"
PAST = "sen,IMI sen,IMI long ago,2026-02-12 10:00,90,Rīga,12,lv,"
SEATLESS = "bez,IMI bez vietām,IMI no seats,2026-03-20 10:00,90,Rīga,0,lv,"
CALENDAR = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//x//y",
    "BEGIN:VEVENT",
    "UID:5@calendar.example.lv",
    "DTSTAMP:20260101T000000Z",
    "SUMMARY:IMI pamati",
    "DTSTART;TZID=Europe/Riga:20260312T100000",
    "DTEND;TZID=Europe/Riga:20260312T113000",
    "LOCATION:Brīvības iela 55\\, Rīga",
    "END:VEVENT",
    "END:VCALENDAR",
)


def bare(shown: str) -> str:
    """Without what a face puts around that which is typed."""
    return shown.replace("`", "").replace('"', "")


def table(*rows: str) -> str:
    return "\n".join((HEADER, *rows, ""))


def calendar(*changed: tuple[str, str]) -> str:
    text = "\r\n".join((*CALENDAR, ""))
    for before, after in changed:
        text = text.replace(before, after)
    return text


async def handed_over(world: World, who: str, text: str, name: str = "dates.csv") -> Heard:
    """As a face does where somebody sends a file."""
    file = await keep(world.assistant.services, name, text.encode(), DATES)
    return await Talking(world, who).press(f"import trainings {file}")


async def agreed(world: World, who: str, text: str, name: str = "dates.csv") -> Heard:
    shown = await handed_over(world, who, text, name)
    [add] = [run for run in shown.runs if "#" in run]
    return await Talking(world, who).press(add)


async def test_a_file_that_is_sent_is_shown_and_added_once_that_is_agreed_to(chat: Chat) -> None:
    shown = await chat.send("ilze", table(GOOD, PAST, LATER, SEATLESS))
    assert "Var pievienot 2 mācības" in shown
    assert "IMI pamati" in shown
    assert "12.03.2026. 10:00" in shown
    assert "2 rindas nevar nolasīt" in shown
    assert "3. rinda, starts: 2026-02-12 10:00 ir pagātnē" in bare(shown)
    assert "5. rinda, seats: 0 nav skaitlis no 1 līdz 10" in bare(shown)
    assert "nav ieplānotas" in await chat.say("anna", "nākamās mācības")
    [file] = await chat.world.assistant.services.files.unused(datetime.max.replace(tzinfo=UTC), 9)
    assert "Pievienotas: 2" in await chat.press("ilze", f"import trainings {file} #0")
    seen = await chat.say("anna", "nākamās mācības")
    assert "IMI pamati" in seen
    assert "IMI turpinājums" in seen


async def test_the_command_asks_for_the_file_and_for_what_it_does_not_say(chat: Chat) -> None:
    shown = await chat.fill("ilze", "import trainings", file=calendar(), seats="15")
    assert "Var pievienot 1 mācības" in shown
    assert "15 vietas" in shown


async def test_help_says_that_it_takes_one_file_and_may_ask_nothing_more(world: World) -> None:
    ilze = Talking(world, "ilze")
    await ilze.say("import trainings")
    heard = (await ilze.say("help")).text
    assert "Viens fails." in heard
    assert "no jūsu atbildes" in heard


async def test_a_file_that_is_sent_again_plans_nothing_twice_and_changes_what_has_changed(
    world: World,
) -> None:
    await agreed(world, "ilze", table(GOOD, LATER))
    moved = GOOD.replace("03-12 10:00", "03-13 11:00")
    said = (await agreed(world, "ilze", table(moved, LATER))).text
    assert "Mainītas: 1" in said
    assert "Jau ir tā ieplānotas: 1" in said
    assert "Pievienotas" not in said


async def test_where_nothing_can_be_added_nothing_is_offered(world: World) -> None:
    shown = await handed_over(world, "ilze", table(PAST))
    assert "No šī faila neko nevar pievienot" in shown.text
    assert not [run for run in shown.runs if "#" in run]


async def test_a_file_whose_columns_are_missing_is_told_so(world: World) -> None:
    shown = await handed_over(world, "ilze", "name,when\nIMI,tomorrow\n")
    assert "Pirmajā rindā vajadzīgas arī kolonnas" in shown.text


@pytest.mark.parametrize("encoding", ["cp1257", "cp1252"])
async def test_what_could_not_be_read_as_it_was_written_is_not_offered(
    world: World, encoding: str
) -> None:
    other = "otras,Formação,x,2026-03-13 10:00,90,Riga,12,pt,"
    text = table("pirmas,IMI,IMI,2026-03-12 10:00,90,Riga,12,lv,", other)
    if encoding == "cp1257":
        text = text.replace("Formação", "Mācības")
    file = await keep(world.assistant.services, "dates.csv", text.encode(encoding), DATES)
    shown = (await Talking(world, "ilze").press(f"import trainings {file}")).text
    assert "Var pievienot 1 mācības" in shown
    assert "3. rinda: nav rakstīts UTF-8" in shown
    assert "�" not in shown


async def test_a_row_over_several_lines_is_not_offered_where_one_of_them_is_broken(
    world: World,
) -> None:
    text = table(
        'pirmas,"IMI\nm\xe2c","x",2026-03-12 10:00,90,Riga,12,lv,',
        LATER.replace("ī", "i").replace("ā", "a"),
    )
    file = await keep(world.assistant.services, "dates.csv", text.encode("latin-1"), DATES)
    shown = (await Talking(world, "ilze").press(f"import trainings {file}")).text
    assert "Var pievienot 1 mācības" in shown
    assert "IMI turpinajums" in shown


async def test_an_entry_of_a_calendar_in_another_encoding_is_not_offered(world: World) -> None:
    other = calendar(("IMI pamati", "Mācības")).encode("cp1257")
    file = await keep(world.assistant.services, "dates.ics", other, DATES)
    shown = (await Talking(world, "ilze").press(f"import trainings {file}")).text
    assert "No šī faila neko nevar pievienot" in shown


async def test_columns_that_are_not_known_are_named(world: World) -> None:
    shown = await handed_over(world, "ilze", table(GOOD).replace("title_en", "titel_en"))
    assert "Var pievienot 1 mācības" in shown.text
    assert "titel_en" in shown.text


async def test_who_is_no_coordinator_learns_who_could(world: World) -> None:
    shown = await handed_over(world, "anna", table(GOOD))
    assert "To drīkst tikai koordinatori" in shown.text


async def test_each_reads_in_their_own_language_what_is_wrong(world: World) -> None:
    wrong = calendar(("DTEND;TZID=Europe/Riga:20260312T113000", "X-A:1"))
    assert "has no DTEND" not in (await handed_over(world, "ilze", wrong, "dates.ics")).text


@pytest.mark.parametrize("name", ["dates.xlsx", "dates.pdf", "dates.exe"])
async def test_what_is_no_list_is_refused(world: World, name: str) -> None:
    with pytest.raises(FileRefused):
        await keep(world.assistant.services, name, a_pdf("dates"), DATES)
    with pytest.raises(FileRefused):
        await keep(world.assistant.services, "dates.csv", table(GOOD).encode())


async def test_a_table_from_a_spreadsheet_may_be_parted_by_semicolons(world: World) -> None:
    shown = await handed_over(world, "ilze", "﻿" + table(GOOD).replace(",", ";"))
    assert "Var pievienot 1 mācības" in shown.text

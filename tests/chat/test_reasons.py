"""Why a date is the date it is, as it is read in Riga and in Lisbon."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import read_parts
from bot.config import Config
from chat.reasons import Reasons
from core.calendar import Calendar
from core.deadlines import Rule, Since, Term, Unit, reckon
from core.people import AreaId
from core.places import COUNTRIES
from core.requests import Reference, State
from core.text import Named
from core.views import Outline

ZONES = {"lv": "Europe/Riga", "pt": "Europe/Lisbon"}
CALENDAR = Calendar({"PT": frozenset({date(2026, 4, 24)})})


def told(language: str, place: str, rule: Rule, event: date) -> str:
    counted = replace(rule, event=event)
    found = reckon(counted, event, CALENDAR, place)
    outline = Outline(
        reference=Reference("LV-2026-000042"),
        state=State.ACCEPTED,
        area=AreaId("services"),
        asker_country="LV",
        answerer_country=place[:2],
        wished=found.last,
        agreed=found.last,
        proposed=None,
        term=Term.at(place, counted),
    )
    zone = ZONES[language]
    voice = read_parts(Config()).languages.voice(language, zone)
    return "\n".join(voice.text(said) for said in Reasons(CALENDAR, outline, zone).told())


def test_working_days_with_good_friday_and_a_day_of_the_operators_own() -> None:
    said = told("lv", "PT", Rule(25, Unit.WORKING_DAYS, Since.ACCEPTED), date(2026, 4, 2))
    assert "25 darba dienas" in said
    assert "Lielā piektdiena (piektd., 03.04.2026.)" in said
    assert "iestāde ir slēgta (piektd., 24.04.2026.)" in said
    assert "Lisabona" in said
    assert "Pēc jūsu pulksteņa" in said


def test_a_month_that_ends_at_orthodox_easter_names_the_monday_too() -> None:
    said = told("pt", "GR", Rule(1, Unit.MONTHS), date(2026, 3, 12))
    assert "seria domingo, 12/04/2026, que não é dia útil" in said
    assert "Segunda-feira de Páscoa (segunda, 13/04/2026)" in said
    assert "terça, 14/04/2026" in said


def test_where_the_list_calls_both_days_easter_monday_is_monday_all_the_same() -> None:
    said = told("pt", "BG", Rule(5, Unit.WORKING_DAYS, Since.DAY), date(2026, 4, 8))
    assert "Segunda-feira de Páscoa (segunda, 13/04/2026)" in said


def test_a_region_has_its_own_days() -> None:
    said = told("lv", "ES-CT", Rule(3, Unit.WORKING_DAYS), date(2026, 9, 9))
    assert "Katalonijas nacionālā diena" in said
    assert "Katal" not in told("lv", "ES", Rule(3, Unit.WORKING_DAYS), date(2026, 9, 9))


@pytest.mark.parametrize(
    "place", [*COUNTRIES, "DE-BY", "DE-SN", "DE-TH", "DE-HH", "ES-CT", "ES-AN", "ES-VC", "PT-20"]
)
def test_every_public_holiday_has_a_name_in_the_readers_language(place: str) -> None:
    days = (date(2026, 1, 1) + timedelta(days=number) for number in range(3 * 365))
    names = [CALENDAR.holiday(day, place) for day in days if not CALENDAR.is_working(day, place)]
    unnamed = {str(name.names["en"]) for name in names if isinstance(name, Named)}
    assert not unnamed - {""}

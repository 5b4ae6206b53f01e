from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chat.message import Card, Link, Reply
from tests.support.shelves import DOCTORS, GUIDES, furnish
from tests.support.talking import Talking
from tests.support.world import World


@pytest.fixture
async def anna(world: World) -> Talking:
    await furnish(world)
    return Talking(world, "anna")


def cards(turn: object) -> list[Card]:
    assert isinstance(turn, Reply)
    return [part for part in turn.parts if isinstance(part, Card)]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("portugāle ārsti", DOCTORS.url),
        ("doctrs portugal", DOCTORS.url),
        ("Pesquisa de medicos", DOCTORS.url),
        ("portugāle tūristu gids", GUIDES.url),
        ("guia turístico portugal", GUIDES.url),
        ("PT tourist guides", GUIDES.url),
    ],
)
async def test_a_register_is_found_by_country_profession_or_name(
    anna: Talking, said: str, found: str
) -> None:
    heard = await anna.say(f"find register {said}")
    [first, *_others] = cards(heard.turn)
    assert [link.url for link in first.actions if isinstance(link, Link)] == [found]


async def test_a_country_alone_lists_its_registers(anna: Talking) -> None:
    heard = await anna.say("find register portugal")
    assert len(cards(heard.turn)) == 3


async def test_a_card_says_what_is_in_it_and_what_it_costs_in_the_readers_language(
    anna: Talking,
) -> None:
    heard = await anna.say("meklēt reģistru arquivo de visitas")
    for shown in ("Arquivo de visitas", "Portugāle", "Tūristu gidi", "Par maksu"):
        assert shown in heard.text
    doctors = (await anna.say("find register pesquisa de médicos")).text
    for shown in ("Search for Doctors", "Pesquisa de médicos", "Ārsti un Zobārsti", "portugāļu"):
        assert shown in doctors
    assert "Bez maksas" in doctors


async def test_who_keeps_it_and_when_it_was_checked_is_said(anna: Talking) -> None:
    shown = (await anna.say("find register registo nacional de guias")).text
    assert "Portuguese Tourism Board" in shown
    assert "03.11.2025" in shown
    assert "ilgāk" not in shown


async def test_an_entry_that_nobody_checked_for_a_year_is_marked(
    world: World, anna: Talking
) -> None:
    await furnish(world, replace(GUIDES, checked=date(2025, 3, 1)))
    shown = (await anna.say("find register registo nacional de guias")).text
    assert "ilgāk nekā gadu" in shown


@pytest.mark.parametrize(
    "said", ["qwxzv", "🦆qwxzv🦆", "'; DROP TABLE registers; --", "(a+)+$" * 300]
)
async def test_nothing_is_found_rather_than_anything(anna: Talking, said: str) -> None:
    heard = await anna.say(f"find register {said}")
    assert "neatradu" in heard.text
    assert not any(card.title.values.get("name") == GUIDES.names for card in cards(heard.turn))


async def test_a_register_of_another_country_is_only_the_nearest(anna: Talking) -> None:
    heard = await anna.say("find register spānija ārsti")
    assert "neatradu" in heard.text
    assert len(cards(heard.turn)) <= 2


async def test_the_word_register_alone_still_says_who_one_is(anna: Talking) -> None:
    assert "Anna Kalniņa" in (await anna.say("register")).text


@pytest.mark.usefixtures("anna")
async def test_a_stranger_finds_nothing(world: World) -> None:
    said = await Talking(world, "nobody").say("find register portugal doctors")
    assert DOCTORS.url not in said.text

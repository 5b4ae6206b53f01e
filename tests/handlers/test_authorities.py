"""Finding authorities, reading about them and about one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.people import Role
from tests.chat.hostile import HOSTILE
from tests.support.casework import Casework, roles
from tests.support.talking import Talking
from tests.support.world import AUTHORITIES


@pytest.mark.parametrize(
    "said",
    ["turismo de portugal", "Portuguese Tourism Board", "tursmo portugal", "TURISMO DE PORTUGAL"],
)
async def test_an_authority_is_found_and_says_by_which_name(anna: Talking, said: str) -> None:
    heard = await anna.say(f"find authority {said}")
    assert heard.runs[:2] == ("authority pt-turismo", "new request pt-turismo")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("lisabona", "Atrasts pēc: pilsētas"),
        ("lisboa portugal", "Atrasts pēc: valsts un pilsētas"),
        ("turismo lisboa", "Atrasts pēc: Turismo de Portugal (portugāļu)"),
    ],
)
async def test_where_a_place_led_to_it_no_name_is_said_to_have_matched(
    anna: Talking, said: str, why: str
) -> None:
    assert why in (await anna.say(f"find authority {said}")).text


async def test_what_it_is_also_called_leaves_out_what_stands_above(
    casework: Casework, anna: Talking
) -> None:
    for reader in (anna, Talking(casework.world, "joao"), Talking(casework.world, "sean")):
        shown = (await reader.say("authority pt-turismo")).text
        assert shown.count("Turismo de Portugal") == 1
        assert shown.count("Portuguese Tourism Board") == 1


async def test_ones_own_country_is_found_but_cannot_be_asked(anna: Talking) -> None:
    heard = await anna.say("find authority Patērētāju tiesību aizsardzības centrs")
    assert "authority lv-ptac" in heard.runs
    assert "new request lv-ptac" not in heard.runs
    assert "new request lv-ptac" not in (await anna.say("authority lv-ptac")).runs


async def test_the_least_bad_of_ones_own_country_cannot_be_asked_either(anna: Talking) -> None:
    heard = await anna.say("find authority centrs daugavpils")
    assert "authority lv-ptac" in heard.runs
    assert "new request lv-ptac" not in heard.runs


async def test_who_may_not_ask_is_offered_no_asking(casework: Casework) -> None:
    await casework.put(roles(casework.world.person("anna"), Role.VIEWER))
    anna = Talking(casework.world, "anna")
    for said in ("find authority turismo", "authority pt-turismo"):
        heard = await anna.say(said)
        assert not [run for run in heard.runs if run.startswith("new request")]


async def test_nothing_that_fits_is_said_with_what_to_try(anna: Talking) -> None:
    heard = await anna.say("find authority qqqq wwww")
    assert "qqqq wwww" in heard.text


@pytest.mark.parametrize("said", [text for text in HOSTILE if text.strip()], ids=repr)
async def test_any_words_can_be_searched_for(anna: Talking, said: str) -> None:
    heard = await anna.say(f"find authority {said[:2_500]}", explicit=True)
    assert heard.text.strip()


@pytest.mark.parametrize("id", ["xx-none", "**bold**", "x' OR 1=1", "lv-ptac lv-ptac"])
async def test_an_authority_nobody_knows_is_said_to_be_unknown(anna: Talking, id: str) -> None:
    heard = await anna.say(f"authority {id}")
    assert heard.problem
    assert id[:40] in heard.problem


async def test_a_description_has_names_areas_and_place(anna: Talking) -> None:
    text = (await anna.say("authority pt-turismo")).text
    for expected in ("Portuguese Tourism Board", "Turismo de Portugal", "Lisabona", "Pakalpojumi"):
        assert expected in text


async def test_a_description_names_nobody_who_works_there(anna: Talking) -> None:
    text = (await anna.say("authority pt-turismo")).text
    assert not [name for name in ("João", "Ferreira", "Marta") if name in text]


async def test_my_authority_shows_who_works_there_and_says_that_one_alone_is_a_risk(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    alone = await anna.say("my authority")
    assert "Līga Ozola" in alone.text
    assert "Marta Sousa" in (await joao.say("my authority")).text
    warned = [part for part in alone.reply.parts if getattr(part, "body", ())]
    assert warned, "only Anna handles requests in Riga"
    await casework.put(roles(casework.world.person("liga"), Role.HANDLER))
    both = await anna.say("my authority")
    assert not [part for part in both.reply.parts if getattr(part, "body", ())]


async def test_my_authority_names_ones_deputy(anna: Talking, joao: Talking) -> None:
    assert "Līga Ozola" in (await anna.say("my authority")).text.splitlines()[-1]
    assert "Marta" not in (await joao.say("my authority")).text.splitlines()[-1]


async def test_who_has_left_is_no_colleague_any_more(casework: Casework, joao: Talking) -> None:
    await casework.put(replace(casework.world.person("marta"), active=False))
    assert "Marta" not in (await joao.say("my authority")).text


async def test_who_belongs_nowhere_is_told_whom_to_ask(casework: Casework) -> None:
    await casework.put(replace(casework.world.person("joao"), memberships=()))
    heard = await Talking(casework.world, "joao").say("my authority")
    assert heard.text
    assert "Turismo" not in heard.text


async def test_only_a_colleague_can_be_deputy(joao: Talking) -> None:
    for said in ("anna", "tiago", "joao", "Anna Kalniņa", "nobody"):
        heard = await joao.press(f"deputy {said}")
        assert "Anna" not in heard.text.replace(said, "")
        await joao.say("cancel")
    await joao.press("deputy marta")
    person = (await joao.context()).person
    assert person.deputies == ("marta",)


async def test_names_are_shown_in_the_readers_language(joao: Talking) -> None:
    """Of a name in Latvian and in English a Portuguese reader sees the English one."""
    [latvian] = [a for a in AUTHORITIES if a.id == "lv-ptac"]
    assert len(latvian.names) == 2
    text = (await joao.say("authority lv-ptac")).text
    assert text.splitlines()[0] == "Consumer Rights Protection Centre"

"""Long lists of hits, five at a time: by the number, by the button, or by the word "more"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.lines import turn_lines
from chat.dialogue import Ask
from core.authorities import AuthorityName
from core.people import AuthorityId, PersonId
from tests.support.talking import Heard, Talking
from tests.support.world import AUTHORITIES, World


@pytest.fixture
async def many(world: World) -> list[str]:
    """Thirteen chambers of commerce in Portugal."""
    [model] = [each for each in AUTHORITIES if each.id == "pt-turismo"]
    ids = [f"pt-camara-{number:02}" for number in range(13)]
    towns = (
        "Aveiro",
        "Beja",
        "Braga",
        "Coimbra",
        "Evora",
        "Faro",
        "Guarda",
        "Leiria",
        "Portalegre",
    )
    chambers = [
        replace(
            model,
            id=AuthorityId(id),
            names=(AuthorityName(f"Gremio dos Moleiros {town}", "pt", "primary"),),
        )
        for id, town in zip(ids, (*towns, "Santarem", "Setubal", "Viseu", "Sines"), strict=True)
    ]
    async with world.assistant.services.works.writing() as work:
        await work.authorities.put(chambers)
        await work.commit()
    return ids


def found(heard: Heard) -> list[str]:
    runs = heard.reply.buttons()
    return [button.run.split()[1] for button in runs if button.run.startswith("authority ")]


@pytest.mark.parametrize("word", ["vēl", "rādīt vēl", "more"])
async def test_hits_come_five_at_a_time_till_all_are_shown(
    many: list[str], anna: Talking, word: str
) -> None:
    pages = [await anna.say("find authority gremio dos moleiros"), await anna.say(word)]
    pages.append(await anna.say(word))
    shown = [found(page) for page in pages]
    assert [len(page) for page in shown] == [5, 5, 3]
    assert sorted(id for page in shown for id in page) == many
    assert not [run for run in pages[-1].runs if run.startswith("more")]


@pytest.mark.usefixtures("many")
async def test_more_is_a_button_with_a_number_too(anna: Talking) -> None:
    first = await anna.say("find authority gremio dos moleiros")
    assert first.runs[-1] == "more authorities 2 gremio dos moleiros"
    second = await anna.say(str(len(first.runs)))
    assert len(found(second)) == 5
    assert not set(found(first)) & set(found(second))


@pytest.mark.usefixtures("many")
async def test_a_longer_search_than_a_button_holds_has_no_more(anna: Talking) -> None:
    heard = await anna.say("find authority " + "gremio dos moleiros " * 60)
    assert not [run for run in heard.runs if run.startswith("more")]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("said", ["gremio dos moleiros", "2 gremio dos moleiros"])
async def test_more_may_be_typed_in_full(anna: Talking, said: str) -> None:
    first = await anna.say("find authority gremio dos moleiros")
    more = await anna.say(f"more authorities {said}")
    assert len(found(more)) == 5
    assert not set(found(first)) & set(found(more))


async def test_a_forms_search_shows_five_and_more_by_number_or_word(
    world: World, many: list[str], anna: Talking
) -> None:
    first = await anna.say("favourite gremio dos moleiros")
    assert choices(first)[-1] == "Rādīt vēl"
    assert len(choices(first)) == 6
    second = await anna.say("6")
    third = await anna.say("vēl")
    pages = [options(each) for each in (first, second, third)]
    assert [len(page) for page in pages] == [5, 5, 3]
    assert sorted(id for page in pages for id in page) == many
    assert "Rādīt vēl" not in choices(third)
    await anna.say("2")
    async with world.assistant.services.works.reading() as work:
        assert pages[2][1] in await work.people.favourites(PersonId("anna"))


async def test_other_words_search_again_from_the_first(many: list[str], anna: Talking) -> None:
    await anna.say("new request", "gremio dos moleiros", "more")
    again = await anna.say("gremio dos moleiros viseu")
    assert options(again)[0] == many[11]


async def test_without_more_hits_the_word_is_searched_for(anna: Talking) -> None:
    heard = await anna.say("new request", "turismo de portugal", "qqqwwweee", "2")
    assert "Rādīt vēl" not in choices(heard)


def choices(heard: Heard) -> list[str]:
    return [
        line.text.partition(". ")[2] for line in turn_lines(heard.turn, heard.voice) if line.number
    ]


def options(heard: Heard) -> list[str]:
    assert isinstance(heard.turn, Ask)
    return [option.value for option in heard.turn.options]

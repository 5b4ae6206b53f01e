"""What coordinators add stands in `learn`, in the reader's language first, and can be removed again."""

from __future__ import annotations

import pytest

from chat.message import Link
from core.upkeep import Deed
from handlers._own_paper import DEEDS
from tests.support.casework import Casework
from tests.support.talking import Heard, Talking
from tests.support.world import World

GUIDE = {
    "title": "Kā saskaņot termiņu",
    "address": "https://macibas.example.lv/termins",
    "language": "lv",
    "kind": "video",
    "minutes": "7",
    "topic": "dates",
}


async def added(world: World, who: str = "ilze", **changed: str) -> Heard:
    talking = Talking(world, who)
    given = {**GUIDE, **changed}
    await talking.press("add material")
    await talking.fill(**given)
    return await talking.fill(**given, ending="add")


def links(heard: Heard) -> list[str]:
    cards = [part for part in heard.reply.parts if hasattr(part, "actions")]
    return [a.url for card in cards for a in card.actions if isinstance(a, Link)]


async def test_what_a_coordinator_adds_is_found_with_learn(world: World) -> None:
    assert "tagad visi to atrod" in (await added(world)).text
    anna = await Talking(world, "anna").press("learn dates")
    assert GUIDE["address"] in links(anna)
    assert "video" in anna.text
    assert "7" in anna.text


async def test_one_in_another_language_says_so_and_comes_after_ones_own(world: World) -> None:
    await added(world)
    await added(world, title="Como acordar o prazo", address="https://pt.example.pt", language="pt")
    joao = await Talking(world, "joao").press("learn dates")
    assert links(joao).index("https://pt.example.pt") < links(joao).index(GUIDE["address"])
    assert "em letão" in joao.text or "letão" in joao.text


@pytest.mark.parametrize("said", ["saskaņot termiņu", "saskanot terminu", "saskaņt termiņu"])
async def test_it_is_found_by_words_of_its_title_with_typing_errors(
    world: World, said: str
) -> None:
    await added(world, topic="team")
    assert GUIDE["address"] in links(await Talking(world, "anna").say(f"uzzināt {said}"))


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("address", "http://macibas.example.lv", "nesākas ar https://"),
        ("address", "file:///etc/passwd", "file:///etc/passwd"),
        ("minutes", "0", "0 šeit nav iespējams"),
    ],
)
async def test_what_is_wrong_is_asked_again(world: World, field: str, said: str, told: str) -> None:
    ilze = Talking(world, "ilze")
    await ilze.press("add material")
    for name, text in GUIDE.items():
        heard = await ilze.say(said if name == field else text)
        if name == field:
            break
    assert told in heard.problem
    assert heard.asked == field


async def test_the_same_address_is_not_added_twice(world: World) -> None:
    await added(world)
    assert "jau ir materiālu vidū" in (await added(world)).text


async def test_only_coordinators_add_and_remove(casework: Casework) -> None:
    world = casework.world
    assert "Só os coordenadores" in (await Talking(world, "joao").press("add material")).text
    await added(world)
    await Talking(world, "joao").press("remove material 1")
    assert GUIDE["address"] in links(await Talking(world, "anna").press("learn dates"))
    gone = await Talking(world, "juris").press("remove material 1")
    assert "vairs nav atrodams" in gone.text
    assert GUIDE["address"] not in links(await Talking(world, "anna").press("learn dates"))
    async with world.assistant.services.works.reading() as work:
        done = await work.upkeeps.of_subject("material 1")
    assert [(each.by, each.deed) for each in done] == [
        ("ilze", Deed.MATERIAL_ADDED),
        ("juris", Deed.MATERIAL_REMOVED),
    ]


def test_everything_that_somebody_changes_has_words_in_their_own_data() -> None:
    assert set(DEEDS) == set(Deed)

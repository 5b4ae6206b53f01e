"""Which registers are shown before a request is sent, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.fields import Choice
from tests.support.shelves import DOCTORS, GUIDES, IRISH, PAID, furnish, spared
from tests.support.talking import Heard, Talking
from tests.support.world import World

START = ("new request", "turismo de portugal", "1")
QUALIFICATIONS = (*START, "1", "2", "Rui Gonçalves")
SERVICES = (*START, "2", "1", "Rui Gonçalves")


@pytest.fixture
async def anna(world: World) -> Talking:
    await furnish(world)
    return Talking(world, "anna")


def addresses(heard: Heard) -> list[str]:
    field = heard.ask.field
    return [link.url for link in field.links] if isinstance(field, Choice) else []


@pytest.mark.parametrize(
    "guide", ["tūristu gids", "tourist guides", "guia turístico", "turistu gds"]
)
async def test_registers_about_the_profession_are_shown_with_their_address(
    anna: Talking, guide: str
) -> None:
    heard = await anna.say(*QUALIFICATIONS, guide, "skip", "skip", "skip")
    assert heard.asked == "look"
    assert addresses(heard) == [GUIDES.url]
    assert GUIDES.url in heard.text


async def test_another_profession_shows_another_register(anna: Talking) -> None:
    heard = await anna.say(*QUALIFICATIONS, "ārsts", "skip", "skip", "skip")
    assert addresses(heard) == [DOCTORS.url]


async def test_only_registers_of_the_area_are_shown(anna: Talking) -> None:
    heard = await anna.say(*SERVICES, "ārsts", "skip", "skip")
    assert heard.asked == "note"
    await anna.say("cancel")
    heard = await anna.say(*SERVICES, "tūristu gids", "skip", "skip")
    assert addresses(heard) == [GUIDES.url]


@pytest.mark.parametrize("profession", ["zirgkopis", "🦆", "x" * 300])
async def test_nothing_is_asked_where_no_register_fits(anna: Talking, profession: str) -> None:
    heard = await anna.say(*QUALIFICATIONS, profession, "skip", "skip", "skip")
    assert heard.asked == "note"


async def test_nothing_is_asked_where_all_registers_cost_something(world: World) -> None:
    await furnish(world, PAID, IRISH)
    anna = Talking(world, "anna")
    heard = await anna.say(*QUALIFICATIONS, "tūristu gids", "skip", "skip", "skip")
    assert heard.asked == "note"


async def test_at_most_three_registers_are_shown(world: World) -> None:
    await furnish(
        world, *(replace(GUIDES, id=f"g{n}", url=f"https://{n}.example.pt") for n in range(6))
    )
    heard = await Talking(world, "anna").say(*QUALIFICATIONS, "gids", "skip", "skip", "skip")
    assert len(addresses(heard)) == 3


async def test_what_was_found_there_ends_the_form_and_is_counted_once(
    world: World, anna: Talking
) -> None:
    heard = await anna.say(*QUALIFICATIONS, "tūristu gids", "skip", "skip", "skip", "1")
    assert "nosūtīts" in heard.text
    assert await spared(world, world.person("anna")) == 1
    assert (await anna.talk()).dialogue is None
    await anna.say("1", "1")
    assert await spared(world, world.person("anna")) == 1
    assert await spared(world, world.person("joao")) == 0


async def test_the_answer_can_be_changed_at_the_end(world: World, anna: Talking) -> None:
    rest = ("skip", "skip", "skip", "2", "skip", "skip", "23.03.2026")
    check = (await anna.say(*QUALIFICATIONS, "tūristu gids", *rest)).check
    place = [item.field.name for item in check.items].index("look") + len(check.endings) + 1
    assert (await anna.say(str(place))).asked == "look"
    await anna.say("1")
    assert await spared(world, world.person("anna")) == 1


async def test_somebody_may_look_later_and_go_on(anna: Talking) -> None:
    await anna.say(*QUALIFICATIONS, "tūristu gids", "skip", "skip", "skip", "later")
    assert (await anna.say("continue")).asked == "look"
    assert (await anna.say("2")).asked == "note"


async def test_nothing_is_asked_when_no_register_answers_any_of_the_questions(
    anna: Talking,
) -> None:
    """Whether a certificate is genuine stands in no register."""
    genuine = (*START, "1", "5", "Rui Gonçalves", "tūristu gids")
    heard = await anna.say(*genuine, "skip", "skip", "skip")
    assert heard.asked == "note"


async def test_what_a_register_may_answer_is_said(anna: Talking) -> None:
    both = (*START, "1", "2, 5", "Rui Gonçalves", "tūristu gids")
    heard = await anna.say(*both, "skip", "skip", "skip")
    assert heard.asked == "look"
    field = heard.ask.field
    assert field.hint is not None
    told = heard.voice.text(field.hint)
    assert "tiesīb" in told
    assert "diploms" not in told


async def test_a_firm_is_looked_up_in_the_register_of_companies(world: World) -> None:
    companies = replace(GUIDES, id="pt-firms", url="https://firmas.example.pt", subject="companies")
    await furnish(world, companies)
    anna = Talking(world, "anna")
    heard = await anna.say(*SERVICES, "frizieris", "skip", "skip")
    assert addresses(heard) == [companies.url]
    await anna.say("cancel")
    entitled = (*START, "2", "2", "Rui Gonçalves", "frizieris", "skip", "skip")
    assert (await anna.say(*entitled)).asked == "note"

"""Who speaks, and in which language they are answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.front import Front
from chat.context import Place
from chat.message import Reply, Tone, say
from core.errors import UserError
from core.people import Address
from core.text import msg
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import MovableClock, a_world, sqlite_url

HERE = Place("terminal", "room")


@pytest.fixture
async def casework(tmp_path: Path) -> AsyncIterator[Casework]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield Casework(world)
    await world.assistant.close()


@pytest.fixture
def front(casework: Casework) -> Front:
    return casework.world.assistant.front


async def test_a_known_person_is_answered_in_their_own_language(
    casework: Casework, front: Front
) -> None:
    ctx = await front.context(casework.world.address("joao"), HERE, locale="de-DE")
    assert ctx.who == casework.world.person("joao")
    assert (ctx.language, ctx.time_zone) == ("pt", "Europe/Lisbon")
    assert front.voice(ctx).language == "pt"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("pt-PT", "pt"),
        ("pt_BR", "pt"),
        ("LV", "lv"),
        ("lv-LV.UTF-8", "lv"),
        ("de-DE", "en"),
        ("", "en"),
        ("-", "en"),
        ("**", "en"),
    ],
)
async def test_a_stranger_is_answered_in_the_platforms_guess_if_it_is_spoken(
    front: Front, locale: str, language: str
) -> None:
    ctx = await front.context(Address("terminal", "", "nobody"), HERE, locale)
    assert ctx.who is None
    assert ctx.language == language


@pytest.mark.parametrize(("said", "language"), [("help", "pt"), ("good morning", "en")])
async def test_a_single_english_word_tells_less_than_the_platform_does(
    front: Front, said: str, language: str
) -> None:
    ctx = await front.context(Address("terminal", "", "nobody"), HERE, "pt-PT")
    turn = await front.conversation.hear(ctx, said)
    assert front.voice(ctx, turn).language == language


async def test_the_same_account_of_another_workspace_or_platform_is_somebody_else(
    front: Front,
) -> None:
    for address in (Address("terminal", "T2", "joao"), Address("slack", "", "joao")):
        assert (await front.context(address, HERE)).who is None


async def test_who_has_left_is_a_stranger_from_that_moment(
    casework: Casework, front: Front
) -> None:
    address = casework.world.address("joao")
    assert (await front.context(address, HERE)).who is not None
    await casework.put(replace(casework.world.person("joao"), active=False))
    ctx = await front.context(address, HERE)
    assert ctx.who is None
    with pytest.raises(UserError):
        _person = ctx.person


async def test_rights_are_those_of_this_moment(casework: Casework, front: Front) -> None:
    address = casework.world.address("joao")
    await front.context(address, HERE)
    await casework.put(replace(casework.world.person("joao"), memberships=()))
    assert (await front.context(address, HERE)).person.memberships == ()


async def test_who_has_just_chosen_a_language_is_answered_in_it(
    casework: Casework, front: Front
) -> None:
    ctx = await front.context(casework.world.address("joao"), HERE)
    chosen = Reply((msg("Yes"),), Tone.GOOD, language="lv")
    assert front.voice(ctx, chosen).text(msg("Yes")) == "Jā"
    assert front.voice(ctx, say(msg("Yes"))).language == "pt"


@pytest.mark.parametrize(("numbered", "talks"), [(True, 2), (False, 4)])
async def test_threads_are_places_of_their_own_but_where_numbers_go_on_over_all_of_them(
    casework: Casework, front: Front, numbered: bool, talks: int
) -> None:
    address, here = casework.world.address("joao"), replace(HERE, numbered=numbered)
    threads = [here, replace(here, thread="1"), replace(here, thread="2")]
    places = [*threads, Place("terminal", "x", numbered=numbered)]
    assert len({(await front.context(address, place)).key for place in places}) == talks


async def test_in_a_team_room_each_thread_is_a_place_of_its_own(
    casework: Casework, front: Front
) -> None:
    address, room = casework.world.address("joao"), replace(HERE, private=False)
    places = [room, replace(room, thread="1")]
    assert len({(await front.context(address, place)).key for place in places}) == 2


async def test_whoever_writes_while_nothing_can_be_written_down_is_shown_what_there_is(
    casework: Casework,
) -> None:
    """As on a full disk. That somebody wrote today is noted with their next word."""
    joao, database = Talking(casework.world, "joao"), casework.world.assistant.database
    name = await casework.asked()
    async with database.writer.begin() as connection:
        full = "BEFORE INSERT ON sightings BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        await connection.execute(text(f"CREATE TRIGGER nothing_is_kept {full}"))
    assert str(name) in (await joao.say("my tasks")).text
    async with database.writer.begin() as connection:
        await connection.execute(text("DROP TRIGGER nothing_is_kept"))
    await joao.say("my tasks")
    async with casework.world.assistant.services.works.reading() as work:
        person = casework.world.person("joao").id
        assert await work.people.last_wrote(person) == casework.world.clock.now().date()

"""Nothing of practice reaches anything real, and nothing real reaches practice: looked at where it would arrive."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from bot.channel import Letter
from bot.lines import reply_lines
from core.people import PersonId
from core.requests import Action, Reference
from tests.support.casework import Casework
from tests.support.scene import FIRST, OWN, answered, asked_in_practice, done
from tests.support.talking import Talking
from tests.support.world import AUTHORITIES, PEOPLE, World

_LEARNING = {"practices", "practice_lessons"}


class Post:
    """A platform that keeps what it is given."""

    platform = "terminal"

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def deliver(self, letter: Letter) -> str:
        self.letters.append(letter)
        return letter.id

    async def reconcile(self, letter: Letter) -> str | None:
        return letter.id

    async def revise(self, letter: Letter, receipt: str) -> None:
        self.letters.append(letter)


def stored(file: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(file) as database:
        found = database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        names = [name for (name,) in found if name not in _LEARNING]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def _shown(letter: Letter) -> str:
    """What stands first."""
    return reply_lines(letter.reply, letter.voice, None)[0].text


def worlds(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.glob("practice-*.sqlite3"))


async def test_nothing_of_practice_reaches_a_real_person_or_the_real_database(
    world: World, anna: Talking, tmp_path: Path
) -> None:
    post = Post()
    world.assistant.mailman.channels[post.platform] = post
    await world.settle()
    post.letters.clear()
    before = stored(tmp_path / "imi.sqlite3")
    await anna.say("lesson 5")
    await asked_in_practice(anna)
    for _day in range(3):
        await anna.say("next day")
    await done(anna, f"ask clarification {OWN}", text="Kurš dokuments?")
    await anna.say("next day")
    await done(anna, f"refer {OWN}", text="Nav skaidrs.")
    await anna.say("lesson 2")
    await anna.press(f"accept {FIRST}")
    await answered(anna, FIRST)
    await anna.say("start over", "1")
    await world.settle()
    assert post.letters == []
    assert stored(tmp_path / "imi.sqlite3") == before


async def test_nothing_real_is_in_the_database_of_a_practice(
    world: World, anna: Talking, tmp_path: Path
) -> None:
    real = await Casework(world).accepted()
    await anna.say("lesson 1")
    await asked_in_practice(anna)
    await anna.say("next day")
    [file] = worlds(tmp_path)
    told = str(stored(file))
    services = world.assistant.services
    async with services.works.reading() as work:
        request = await work.requests.get(real)
        known = await work.authorities.many([authority.id for authority in AUTHORITIES])
    assert request is not None
    names = [name.text for each in known.values() for name in each.names]
    for secret in (*(p.name for p in PEOPLE), *names, *known, f"'{real}'", "Rui Gonçalves"):
        assert secret not in told, secret


async def test_a_practice_has_no_way_to_a_platform(anna: Talking) -> None:
    inner = (await anna.context()).practice
    assert inner is not None
    assistant = inner.world.assistant  # type: ignore[attr-defined]
    assert list(assistant.mailman.channels) == ["practice"]
    assert assistant.services.translator is None
    assert assistant.services.settings.public_address == ""
    assert assistant.worlds is None


async def test_a_real_message_comes_to_who_practises_and_says_that_it_is_real(
    world: World, anna: Talking
) -> None:
    await anna.say("lesson 1")
    post = Post()
    world.assistant.mailman.channels[post.platform] = post
    await world.settle()
    post.letters.clear()
    casework = Casework(world)
    real = await casework.asked()
    await world.settle()
    await casework.act("joao", real, Action.ACCEPT)
    await world.settle()
    letter = next(each for each in post.letters if each.to.account == "anna")
    assert "Īsts" in _shown(letter)
    others = [each for each in post.letters if each.to.account == "joao"]
    assert others
    assert all("Real" not in _shown(each) for each in others)


async def test_a_real_reference_is_refused_in_practice_and_the_reverse(
    world: World, anna: Talking
) -> None:
    real = await Casework(world).asked()
    await anna.say("lesson 2")
    assert "ir īsts pieprasījums" in (await anna.say(f"show {real}")).text
    assert "ir īsts pieprasījums" in (await anna.say(f"withdraw {real}")).text
    await anna.say("leave practice")
    assert "vingrinājuma pieprasījums" in (await anna.say(f"accept {FIRST}")).text
    assert "vingrinājuma pieprasījums" in (await anna.say(FIRST)).text
    async with world.assistant.services.works.reading() as work:
        assert await work.requests.get(Reference(FIRST)) is None


async def test_a_team_s_room_is_never_practised_in(world: World, anna: Talking) -> None:
    room = Talking(world, "anna", room="riga-team", private=False)
    heard = await room.say("room requests")
    assert "Īsts" in heard.text
    assert "VINGRINĀJUMS" not in heard.text
    assert "VINGRINĀJUMS" in (await anna.say("my tasks")).text


async def test_every_message_and_every_question_says_that_it_is_practice(anna: Talking) -> None:
    for said in ("help", "no such thing", "new request", "cancel", "link account", "my tasks"):
        assert (await anna.say(said)).text.startswith("VINGRINĀJUMS"), said


async def test_one_leaves_from_the_middle_of_a_form_and_no_number_means_anything_else(
    anna: Talking,
) -> None:
    """The numbers that were offered in practice are not chosen among what is real."""
    await anna.say("lesson 2")
    await anna.say("new request")
    left = await anna.say("leave practice")
    assert not left.text.startswith("VINGRINĀJUMS")
    assert left.runs == ("my tasks", "practice")
    assert "VINGRINĀJUMS" not in (await anna.say("1")).text
    back = await anna.say("practice")
    assert back.text.startswith("VINGRINĀJUMS")
    assert (await anna.say("1")).text.startswith("VINGRINĀJUMS")


async def test_practice_ends_by_itself_and_is_thrown_away(
    world: World, anna: Talking, tmp_path: Path
) -> None:
    post = Post()
    world.assistant.mailman.channels[post.platform] = post
    assert len(worlds(tmp_path)) == 1
    await anna.say("lesson 1")
    world.clock.forward(days=15)
    await world.settle()
    ended = [each for each in post.letters if each.to.account == "anna"]
    assert "vingrinājums ir beidzies" in _shown(ended[-1])
    assert "VINGRINĀJUMS" not in (await anna.say("my tasks")).text
    assert world.assistant.worlds is not None
    assert (await world.assistant.worlds.round()).worlds == 1
    assert worlds(tmp_path) == []
    assert "koordinatoram" in (await anna.say("practice")).text


async def test_a_practice_that_lasts_is_kept_by_night(
    world: World, anna: Talking, tmp_path: Path
) -> None:
    await anna.say("lesson 1")
    assert world.assistant.worlds is not None
    assert (await world.assistant.worlds.round()).worlds == 0
    assert len(worlds(tmp_path)) == 1


async def test_start_over_begins_anew_and_forgets_no_lesson(world: World, anna: Talking) -> None:
    await anna.say("lesson 2")
    await anna.press(f"accept {FIRST}")
    await answered(anna, FIRST)
    await anna.say("next day")
    await anna.say("next day")
    heard = await anna.say("start over", "1")
    assert "02.03.2026" in heard.text
    assert FIRST not in (await anna.say("my requests")).text
    assert f"accept {FIRST}" in (await anna.say("lesson 2")).runs
    async with world.assistant.services.works.reading() as work:
        assert await work.practices.finished(PersonId("anna")) == {"answering": date(2026, 3, 2)}


async def test_what_is_only_there_in_practice_says_so_before_it_asks_anything(world: World) -> None:
    real = Talking(world, "anna")
    for said in ("start over", "next day", "lesson 2", "lesson"):
        assert "tikai vingrinājumā" in (await real.say(said)).text, said


async def test_a_practice_goes_on_after_a_restart(world: World, anna: Talking) -> None:
    await anna.say("lesson 2")
    await anna.say("next day")
    assert world.assistant.worlds is not None
    await world.assistant.worlds.close()
    heard = await anna.say("my tasks")
    assert "03.03.2026" in heard.text
    assert FIRST in heard.text


async def test_two_who_practise_meet_nowhere(world: World, anna: Talking) -> None:
    other = Talking(world, "liga")
    await other.say("practice")
    await Talking(world, "juris").say("grant practice liga 2026-03-16")
    await other.say("practice")
    await anna.say("lesson 2")
    await anna.say("next day")
    assert FIRST not in (await other.say("my tasks")).text
    assert "02.03.2026" in (await other.say("my tasks")).text


async def test_a_missed_date_can_be_lived_through(anna: Talking) -> None:
    """Reminders come at their hour, and then the request is overdue."""
    await anna.say("lesson 3")
    await anna.press(f"accept {FIRST}")
    said = [(await anna.say("next day")).text for _day in range(4)]
    assert "kavējas" in said[-1]

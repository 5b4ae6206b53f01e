"""One person on two sides: a code asked for here, said there; and what happens when one is lost."""

from __future__ import annotations

import re

import pytest

from tests.support.casework import Casework
from tests.support.talking import Heard, Talking

OTHER = "joao.on.the.other.side"


def code(heard: Heard) -> str:
    found = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){2}", heard.text)
    assert found, heard.text
    return found.group()


@pytest.fixture
def there(casework: Casework) -> Talking:
    return Talking(casework.world, OTHER)


async def test_who_says_the_code_elsewhere_is_the_same_person(
    joao: Talking, there: Talking
) -> None:
    said = code(await joao.say("link account"))
    heard = await there.say(f"link account {said.lower()}")
    assert heard.problem == ""
    ctx = await there.context()
    assert ctx.person == (await joao.context()).person
    assert ctx.language == "pt"


async def test_a_code_works_once(casework: Casework, joao: Talking, there: Talking) -> None:
    said = code(await joao.say("link account"))
    await there.say(f"link account {said}")
    third = Talking(casework.world, "somebody.else")
    assert (await third.say(f"link account {said}")).problem
    assert (await third.context()).who is None


async def test_a_code_is_stale_after_ten_minutes(
    casework: Casework, joao: Talking, there: Talking
) -> None:
    said = code(await joao.say("link account"))
    casework.world.clock.forward(minutes=10)
    assert (await there.say(f"link account {said}")).problem
    assert (await there.context()).who is None


async def test_only_the_latest_code_holds(joao: Talking, there: Talking) -> None:
    first = code(await joao.say("link account"))
    await joao.say("link account")
    assert (await there.say(f"link account {first}")).problem


async def test_a_code_cannot_be_guessed_for_long(joao: Talking, there: Talking) -> None:
    said = code(await joao.say("link account"))
    wrong = said[:5] + ("AAAA-AAAA" if said[5:] != "AAAA-AAAA" else "BBBB-BBBB")
    refusals = {(await there.say(f"link account {wrong}")).problem for _guess in range(5)}
    refusals.add((await there.say("link account ZZZZ-ZZZZ-ZZZZ")).problem)
    assert len(refusals) == 1, "what is wrong with a code is told to nobody"
    assert (await there.say(f"link account {said}")).problem
    assert (await there.context()).who is None


async def test_the_secret_is_not_kept(casework: Casework, joao: Talking) -> None:
    said = code(await joao.say("link account")).replace("-", "")
    async with casework.world.assistant.services.works.writing() as work:
        kept = await work.link_codes.take(said[:4])
    assert kept is not None
    assert said[4:] not in repr(kept)


async def test_an_account_of_somebody_else_is_not_taken_over(joao: Talking, anna: Talking) -> None:
    said = code(await joao.say("link account"))
    assert (await anna.say(f"link account {said}")).problem
    assert (await anna.context()).person.id == "anna"


async def test_the_loss_of_an_account_does_not_lose_the_person(
    joao: Talking, there: Talking
) -> None:
    said = code(await joao.say("link account"))
    await there.say(f"link account {said}")
    await there.say("unlink account 1")
    assert (await joao.context()).who is None
    assert (await there.context()).person.id == "joao"
    assert (await there.say("unlink account 1")).problem, "the last one stays"
    assert (await there.context()).person.id == "joao"


async def test_one_is_written_to_first_where_one_wants(
    casework: Casework, joao: Talking, there: Talking
) -> None:
    said = code(await joao.say("link account"))
    await there.say(f"link account {said}")
    await joao.say("reach me 2")
    async with casework.world.assistant.services.works.reading() as work:
        first, second = await work.people.addresses((await joao.context()).person.id)
    assert (first.account, second.account) == (OTHER, "joao")


async def test_a_time_zone_is_found_by_its_capital(joao: Talking) -> None:
    await joao.say("time zone", "riga", "1")
    assert (await joao.context()).time_zone == "Europe/Riga"
    assert "Europe/Riga" in (await joao.say("settings")).text

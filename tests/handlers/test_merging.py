"""Two entries of one authority become one: who may, what goes over, and what is left of the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.authorities import AuthorityName
from core.people import AuthorityId, Role
from core.upkeep import Deed
from tests.support.casework import Casework
from tests.support.talking import Talking
from tests.support.world import AUTHORITIES, official

PTAC, TWIN = AuthorityId("lv-ptac"), AuthorityId("lv-twin")


@pytest.fixture
async def ilze(casework: Casework) -> Talking:
    """A coordinator of Latvia, where one authority stands twice; Rita works at its double."""
    names = (
        AuthorityName("PATĒRĒTĀJU TIESĪBU AIZSARDZĪBAS CENTRS", "lv", "primary"),
        AuthorityName("Tarbijakaitse Läti", "et", "alias"),
    )
    double = replace(AUTHORITIES[0], id=TWIN, names=names, city="", coordinators={})
    async with casework.world.assistant.services.works.writing() as work:
        await work.authorities.put([double])
        await work.commit()
    await casework.put(official("rita", "Rita Kalēja", TWIN))
    return Talking(casework.world, "ilze")


async def test_a_coordinator_is_shown_a_double_and_makes_the_two_one(
    casework: Casework, ilze: Talking
) -> None:
    name = await casework.asked(asker=PTAC)
    shown = await ilze.say("double authorities")
    assert shown.runs == (f"merge authorities {PTAC} {TWIN}",)
    asked = await ilze.press(shown.runs[0])
    assert asked.asked == "sure"
    done = await ilze.say("1")
    assert "Tarbijakaitse Läti" in done.text
    assert (await casework.request(name)).asker == PTAC
    finder = casework.world.assistant.services.finder
    assert [f.authority.id for f in await finder.find("tarbijakaitse läti", limit=1)] == [PTAC]
    assert not (await ilze.say("double authorities")).runs
    async with casework.world.assistant.services.works.reading() as work:
        assert [each.deed for each in await work.upkeeps.of_subject(TWIN)] == [
            Deed.AUTHORITY_MERGED
        ]
        assert [each.parts for each in await work.upkeeps.of_subject(PTAC)] == [(TWIN,)]


async def test_what_goes_over_is_told_before(casework: Casework, ilze: Talking) -> None:
    await casework.asked(asker=PTAC)
    asked = await ilze.say(f"merge authorities {TWIN} {PTAC}")
    for count in ("1 pieprasījums", "2 kolēģi", "1 grupa"):
        assert count in asked.text


@pytest.mark.parametrize("answer", ["2", "3"])
async def test_nothing_happens_when_they_are_two_authorities_or_nobody_knows(
    casework: Casework, ilze: Talking, answer: str
) -> None:
    await ilze.say(f"merge authorities {PTAC} {TWIN}", answer)
    async with casework.world.assistant.services.works.reading() as work:
        twin = await work.authorities.get(TWIN)
    assert twin is not None
    assert twin.successor is None


async def test_two_that_were_told_apart_are_not_offered_as_one_again(
    casework: Casework, ilze: Talking
) -> None:
    shown = await ilze.say("double authorities")
    await ilze.press(shown.runs[0])
    assert "divas iestādes" in (await ilze.say("2")).text
    assert not (await ilze.say("double authorities")).runs
    third = replace(AUTHORITIES[0], id=AuthorityId("lv-third"), coordinators={})
    async with casework.world.assistant.services.works.writing() as work:
        await work.authorities.put([third])
        await work.commit()
    assert "merge authorities lv-ptac lv-third" in (await ilze.say("double authorities")).runs


async def test_one_who_does_not_know_is_offered_them_again(ilze: Talking) -> None:
    await ilze.say(f"merge authorities {PTAC} {TWIN}", "3")
    assert (await ilze.say("double authorities")).runs


async def test_who_lost_the_right_meanwhile_cannot_tell_them_apart(
    casework: Casework, ilze: Talking
) -> None:
    await ilze.say(f"merge authorities {PTAC} {TWIN}")
    await casework.put(official("ilze", "Ilze Bērziņa", "lv-em", Role.VIEWER))
    assert (await ilze.say("2")).problem


async def test_colleagues_are_at_the_one_that_stays_and_old_buttons_lead_there(
    casework: Casework, ilze: Talking
) -> None:
    await ilze.say(f"merge authorities {PTAC} {TWIN}", "1")
    rita = Talking(casework.world, "rita")
    assert "Anna Kalniņa" in (await rita.say("my authority")).text
    joao = Talking(casework.world, "joao")
    assert f"new request {PTAC}" in (await joao.say(f"authority {TWIN}")).runs
    assert (await joao.say(f"new request {TWIN}")).asked != "answerer"


@pytest.mark.usefixtures("ilze")
@pytest.mark.parametrize("who", ["anna", "joao", "rita"])
async def test_others_may_not(casework: Casework, who: str) -> None:
    heard = await Talking(casework.world, who).say(f"merge authorities {PTAC} {TWIN}")
    assert heard.problem
    assert not (await Talking(casework.world, who).say("double authorities")).runs


@pytest.mark.usefixtures("ilze")
async def test_who_keeps_the_data_of_both_may(casework: Casework) -> None:
    keeper = official("zane", "Zane Zariņa", PTAC, Role.ADMINISTRATOR)
    [member] = keeper.memberships
    both = (member, replace(member, authority=TWIN))
    await casework.put(replace(keeper, memberships=both))
    heard = await Talking(casework.world, "zane").say(f"merge authorities {PTAC} {TWIN}")
    assert heard.asked == "sure"


@pytest.mark.parametrize("other", ["lv-em", "pt-turismo", "lv-ptac"])
async def test_what_cannot_be_the_same_is_not_merged(ilze: Talking, other: str) -> None:
    """Its coordinator, one of another country, and itself."""
    assert (await ilze.say(f"merge authorities {PTAC} {other}")).problem


async def test_a_right_that_was_lost_meanwhile_counts_no_more(
    casework: Casework, ilze: Talking
) -> None:
    await ilze.say(f"merge authorities {PTAC} {TWIN}")
    await casework.put(official("ilze", "Ilze Bērziņa", "lv-em", Role.VIEWER))
    assert (await ilze.say("1")).problem


async def test_another_import_does_not_bring_it_back(casework: Casework, ilze: Talking) -> None:
    await ilze.say(f"merge authorities {PTAC} {TWIN}", "1")
    finder = casework.world.assistant.services.finder
    found = await finder.find("Patērētāju tiesību aizsardzības centrs")
    assert TWIN not in [each.authority.id for each in found]

"""Twice a year everything is looked at, in one press; whoever has been silent for long is named."""

from __future__ import annotations

from datetime import date

from core.people import AuthorityId, PersonId, Role
from core.upkeep import Deed
from tests.support.casework import Casework, roles
from tests.support.chats import Chat
from tests.support.faces import Stage
from tests.support.talking import Talking
from tests.support.terminal_chat import TerminalChat


async def test_all_is_right_in_one_press_and_noted(casework: Casework, anna: Talking) -> None:
    await casework.put(roles(casework.world.person("anna"), Role.ADMINISTRATOR))
    heard = await anna.say("review")
    assert "Līga Ozola" in heard.text
    assert "all still right lv-ptac" in heard.runs
    done = await anna.press("all still right lv-ptac")
    assert done.problem == ""
    async with casework.world.assistant.services.works.reading() as work:
        deeds = [each.deed for each in await work.upkeeps.of_subject("lv-ptac")]
        known = await work.authorities.get(AuthorityId("lv-ptac"))
    assert Deed.REVIEWED in deeds
    assert known is not None
    assert known.updated == casework.world.clock.now().date()


async def test_somebody_else_cannot_say_that_all_is_right(joao: Talking) -> None:
    assert (await joao.say("all still right lv-ptac")).problem
    assert (await joao.say("review lv-ptac")).problem


async def test_who_has_written_lately_is_not_among_the_silent(
    casework: Casework, anna: Talking
) -> None:
    await casework.put(roles(casework.world.person("anna"), Role.ADMINISTRATOR))
    async with casework.world.assistant.services.works.writing() as work:
        await work.people.seen(PersonId("liga"), date(2025, 6, 1))
        await work.commit()
    text = (await anna.say("colleagues")).text
    silent = next(line for line in text.splitlines() if "Sešus mēnešus" in line)
    assert "Līga" in silent
    assert "Anna" not in silent


async def test_the_administrator_is_asked_twice_a_year(terminal: Chat, stage: Stage) -> None:
    assert isinstance(terminal, TerminalChat)
    await terminal.fill("ilze", "change rights liga", areas="1,2", roles="administrator")
    await terminal.inbox("liga")
    stage.clock.moment = stage.at("2026-09-01", "Europe/Riga")
    await terminal.world.assistant.stewards.round()
    stage.clock.moment = stage.at("2026-09-02", "Europe/Riga")
    await terminal.settle()
    told = await terminal.inbox("liga")
    assert any("Vai tas viss joprojām ir pareizi?" in each for each in told)
    assert "Līga Ozola" in await terminal.press("liga", "review lv-ptac")
    assert "Patērētāju" in await terminal.press("liga", "all still right lv-ptac")

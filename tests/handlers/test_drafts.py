"""Drafts: how long they are kept is said when they are saved, and one that is gone explains itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_a_draft_that_nobody_touched_is_gone_and_says_so_to_a_late_click(
    casework: Casework,
) -> None:
    name, anna = await casework.drafted(), Talking(casework.world, "anna")
    casework.world.clock.moment = datetime(2026, 10, 1, 8, tzinfo=UTC)
    assert (await casework.world.assistant.custodian.round()).drafts == 1
    for command in (f"send {name}", f"modify {name}"):
        said = (await anna.say(command)).text
        assert "tik ilgi neviens nepieskārās" in said
        assert "jauns pieprasījums" in said
        assert "Rui" not in said


@pytest.mark.parametrize("who", ["anna", "joao"])
async def test_a_form_that_nobody_went_on_with_is_gone_and_says_so_in_the_readers_language(
    casework: Casework, who: str
) -> None:
    talking = Talking(casework.world, who)
    await talking.say("new request")
    await talking.say("later")
    casework.world.clock.forward(days=29)
    await casework.world.assistant.custodian.round()
    assert (await talking.say("continue")).asked
    casework.world.clock.forward(days=31)
    assert (await casework.world.assistant.custodian.round()).forms == 1
    gone = {"anna": "Šeit neviena veidlapa nav atvērta", "joao": "Não há aqui nenhum formulário"}
    assert gone[who] in (await talking.say("continue")).text
    assert gone[who] in (await talking.press("continue")).text


async def test_a_sheet_that_was_left_open_longer_than_its_form_is_kept_says_so(
    casework: Casework,
) -> None:
    anna = Talking(casework.world, "anna")
    await anna.say("new request")
    casework.world.clock.forward(days=31)
    await casework.world.assistant.custodian.round()
    said = (await anna.fill(authority="pt-turismo")).text
    assert "neviena veidlapa nav atvērta" in said
    assert "mani uzdevumi" in said

"""Drafts: how long they are kept is said when they are saved, and one that is gone explains itself."""

from __future__ import annotations

from datetime import UTC, datetime

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

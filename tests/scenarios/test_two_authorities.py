"""Somebody works for two authorities, on every face: each of what they do is for one of them, what waits is of both."""

from __future__ import annotations

import re

from tests.scenarios.test_exchange import GUIDE
from tests.support.chats import Chat

ACCOUNT = re.compile(r"(?:Slack|Matrix|Terminal): (\S+)")
FROM_LISBON = {
    **{"answerer": "ekonomikas ministrija", "area": "1", "questions": "1", "day": "2026-03-23"},
    **{
        "subject.full-name": "Jānis Ozols",
        "subject.profession": "guia turístico",
        "ending": "send",
    },
}


async def joins_the_ministry(chat: Chat) -> None:
    """Anna, who works at the Consumer Rights Protection Centre already."""
    found = ACCOUNT.search(await chat.say("anna", "settings"))
    assert found
    given = {"authority": "ekonomikas", "address": found[1].rstrip(".,`*"), "name": "Anna Kalniņa"}
    await chat.fill("ilze", "invite colleague", **given, areas="1,2", roles="handler")
    await chat.settle()
    await chat.inbox("anna")
    await chat.press("anna", "register yes")
    await chat.settle()


async def test_who_works_for_two_authorities_says_for_which_one_asks_and_sees_the_tasks_of_both(
    chat: Chat,
) -> None:
    await joins_the_ministry(chat)
    both = await chat.say("anna", "my authority")
    assert "Patērētāju tiesību aizsardzības centrs" in both
    assert "Ekonomikas ministrija" in both

    asked = await chat.fill("anna", "new request", **GUIDE, asker="lv-em")
    assert "LV-2026-000001" in asked
    assert "Ekonomikas ministrija" in await chat.say("anna", "show LV-2026-000001")
    await chat.fill("anna", "new request", **GUIDE, asker="lv-ptac")
    assert "Patērētāju" in await chat.say("anna", "show LV-2026-000002")

    await chat.fill("joao", "new request", **FROM_LISBON)
    elsewhere = {**FROM_LISBON, "answerer": "patērētāju tiesību"}
    await chat.fill("joao", "new request", **elsewhere)
    await chat.settle()
    tasks = await chat.say("anna", "my tasks")
    assert "PT-2026-000001" in tasks, "asked of the one"
    assert "PT-2026-000002" in tasks, "asked of the other"

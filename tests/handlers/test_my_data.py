"""What is kept about oneself, as files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chat.message import Document
from core.habits import Owner
from tests.storage.test_forgetting import SHOWN
from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_one_gets_what_is_kept_about_oneself_to_read_and_to_take_along(
    joao: Talking,
) -> None:
    heard = await joao.say("my data")
    assert heard.reply.private
    paper, data = (part for part in heard.reply.parts if isinstance(part, Document))
    assert paper.data.startswith(b"%PDF")
    kept = json.loads(data.data)
    assert (kept["id"], kept["name"]) == ("joao", "João Ferreira")
    assert kept["memberships"][0]["authority"] == "pt-turismo"
    assert kept["accounts"] == [{"platform": "terminal", "workspace": "", "account": "joao"}]
    assert "João Ferreira" in heard.text
    for other in ("Marta", "Anna"):
        assert other not in heard.text + data.data.decode()


async def test_it_has_rights_habits_absences_acts_and_changes(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.asked()
    await anna.say("remind me at 8:30")
    await anna.say("away until 2026-03-12")
    await anna.say("favourite pt-turismo")
    heard = await anna.say("my data")
    data = next(p for p in heard.reply.parts if isinstance(p, Document) and "json" in p.name)
    kept = json.loads(data.data)
    assert kept["reminders"]["hour"] == "08:30:00"
    assert kept["away"] == [["2026-03-02", "2026-03-12"]]
    assert kept["favourites"] == ["pt-turismo"]
    assert kept["last_seen"] == "2026-03-02"
    assert [(each["request"], each["action"]) for each in kept["acts"]] == [
        (name, "create"),
        (name, "send"),
    ]
    assert "Rui Gonçalves" not in data.data.decode()


async def test_it_has_whose_deputy_one_is_what_was_said_and_what_is_unfinished(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    name = await casework.asked()
    await Talking(casework.world, "liga").say("deputy anna")
    await anna.say("favourite")
    await joao.say(f"snooze {name} 1")
    kept = await _own(anna)
    assert kept["stands_in_for"] == ["Līga Ozola"]
    assert [form["command"] for form in kept["unfinished_forms"]] == ["favourite"]
    told = await _own(joao)
    assert told["reminders_put_off"][0]["request"] == name
    assert {each["about"] for each in told["messages"]} >= {"request"}


async def _own(talking: Talking) -> dict[str, Any]:
    heard = await talking.say("my data")
    [data] = [p for p in heard.reply.parts if isinstance(p, Document) and "json" in p.name]
    kept: dict[str, Any] = json.loads(data.data)
    return kept


async def test_no_table_that_names_somebody_is_left_out(anna: Talking) -> None:
    kept = await _own(anna)
    assert {name for name in SHOWN.values() if name} <= set(kept)


@pytest.mark.parametrize("said", [("erase my data", "1"), ("erase my data erase",)])
async def test_being_forgotten_takes_habits_calendar_and_unfinished_forms_too(
    casework: Casework, anna: Talking, said: tuple[str, ...]
) -> None:
    await anna.say("remind me at 8:30")
    await anna.say("new request", "turismo", "1")
    await anna.say("later")
    await anna.say(*said)
    services = casework.world.assistant.services
    async with services.works.reading() as work:
        assert await work.habits.of([Owner("person:anna")]) == {}
    left = await services.talks.open_of(casework.world.address("anna"))
    assert not [document for _key, document in left if "turismo" in document]

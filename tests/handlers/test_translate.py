"""Machine translation, by a server on this machine that speaks LibreTranslate's interface."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.app import assemble
from bot.settings import Translation
from core.acts import Given
from core.requests import Action, FreeText, QuestionId, Reference
from tests.support.casework import SECRETS, Casework
from tests.support.talking import Talking

PROBLEM = QuestionId("certificate-problem")


@dataclass
class Machine:
    """Says every text backwards; ``fault`` is how it fails."""

    asked: list[dict[str, object]] = field(default_factory=list)
    fault: str = ""
    url: str = ""
    silence: asyncio.Event = field(default_factory=asyncio.Event)

    async def translate(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.asked.append(body)
        match self.fault:
            case "busy":
                return web.json_response({"error": "Too many requests"}, status=429)
            case "silent":
                await self.silence.wait()
            case "garbled":
                return web.Response(text="<html>")
            case "short":
                return web.json_response({"translatedText": []})
        texts = [str(text)[::-1] for text in body["q"]]
        return web.json_response({"translatedText": texts})


@pytest.fixture
async def machine() -> AsyncIterator[Machine]:
    machine, app = Machine(), web.Application()
    app.router.add_post("/translate", machine.translate)
    async with TestServer(app) as server:
        machine.url = str(server.make_url("/"))
        yield machine
        machine.silence.set()


async def switch_on(casework: Casework, machine: Machine, **more: object) -> None:
    world = casework.world
    given = Translation.model_validate({"url": machine.url, "timeout_seconds": 0.5, **more})
    config = world.assistant.config.model_copy(update={"translation": given})
    await world.assistant.close()
    world.assistant = assemble(config, world.clock)


async def answered(casework: Casework) -> Reference:
    chosen = ("certificate-genuine", "certificate-problem")
    name = await casework.accepted(questions=tuple(map(QuestionId, chosen)), attachments=())
    answers = {QuestionId("certificate-genuine"): "no", PROBLEM: "O número não existe."}
    await casework.act("joao", name, Action.ANSWER, Given(answers=answers))
    await casework.act("joao", name, Action.REPLY)
    return name


async def test_it_is_off_unless_an_operator_switches_it_on(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    assert (await joao.say(f"translate {name}")).problem
    assert f"translate {name}" not in (await joao.say(f"show {name}")).runs


async def test_what_may_be_about_people_is_given_to_no_machine(
    casework: Casework, joao: Talking, anna: Talking, machine: Machine
) -> None:
    await switch_on(casework, machine)
    name = await answered(casework)
    said = (await joao.say(f"translate {name}")).text
    assert "sdig" in said
    assert "gids" in said
    assert SECRETS[1] in said
    assert [body["q"] for body in machine.asked] == [["gids"]]
    assert machine.asked[0]["target"] == "pt"
    machine.asked.clear()
    assert "O número não existe." in (await anna.say(f"translate {name}")).text
    assert machine.asked == []


async def test_where_the_operator_allows_it_all_is_translated_and_marked(
    casework: Casework, joao: Talking, anna: Talking, machine: Machine
) -> None:
    await switch_on(casework, machine, personal_data=True, api_key="hush")
    name = await answered(casework)
    assert f"translate {name}" in (await anna.say(f"show {name}")).runs
    said = (await anna.say(f"translate {name}")).text
    assert "O número não existe." in said
    assert ".etsixe oãn oremún O" in said
    assert "portugāļu" in said
    assert "Mašīntulkojums" in said
    [body] = machine.asked
    assert (body["source"], body["target"], body["api_key"]) == ("pt", "lv", "hush")
    assert SECRETS[1][::-1] in (await joao.say(f"translate {name}")).text


async def test_messages_clarifications_and_reasons_are_translated_too(
    casework: Casework, anna: Talking, joao: Talking, machine: Machine
) -> None:
    await switch_on(casework, machine, personal_data=True)
    name = await answered(casework)
    for who, action, text, language in (
        ("joao", Action.MESSAGE, "Segue por correio.", "pt"),
        ("anna", Action.ASK, "Kāpēc tā?", "lv"),
        ("joao", Action.CLARIFY, "Foi anulado.", "pt"),
    ):
        await casework.act(who, name, action, Given(text=FreeText(text, language)))
    latvian = (await anna.say(f"translate {name}")).text
    for text in ("Segue por correio.", "Foi anulado."):
        assert text in latvian
        assert text[::-1] in latvian
    assert "Kāpēc tā?"[::-1] not in latvian
    assert "Kāpēc tā?"[::-1] in (await joao.say(f"translate {name}")).text


@pytest.mark.parametrize("fault", ["busy", "silent", "garbled", "short"])
async def test_a_machine_that_fails_leaves_the_original(
    casework: Casework, anna: Talking, machine: Machine, fault: str
) -> None:
    await switch_on(casework, machine, personal_data=True)
    name = await answered(casework)
    machine.fault = fault
    heard = await anna.say(f"translate {name}")
    assert not heard.problem
    assert "O número não existe." in heard.text
    assert "Mašīntulkojums" not in heard.text


async def test_a_machine_that_is_gone_leaves_the_original(
    casework: Casework, anna: Talking, machine: Machine
) -> None:
    machine.url = "http://127.0.0.1:9"
    await switch_on(casework, machine, personal_data=True)
    name = await answered(casework)
    assert "O número não existe." in (await anna.say(f"translate {name}")).text


async def test_before_acceptance_nothing_is_there_to_be_translated(
    casework: Casework, joao: Talking, machine: Machine
) -> None:
    await switch_on(casework, machine, personal_data=True)
    name = await casework.asked()
    await joao.say(f"translate {name}")
    assert machine.asked == []

"""A request in other hands: approved or returned, allocated, referred and sent back, on every face."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.app import assemble
from bot.config import Config
from bot.settings import Database
from core.authorities import Authority
from core.people import AuthorityId, Person, Role
from tests.scenarios.test_clarification import ANSWERED
from tests.scenarios.test_exchange import GUIDE, REQUEST, accept, ask
from tests.support.chats import Chat
from tests.support.faces import Stage
from tests.support.world import AREAS, AUTHORITIES, official, sqlite_url

LIGA = official("liga", "Līga Ozola", "lv-ptac", Role.HANDLER, Role.APPROVER, Role.ADMINISTRATOR)
MARTA = official(
    "marta", "Marta Sousa", "pt-turismo", Role.HANDLER, Role.ALLOCATOR, Role.ADMINISTRATOR
)
ILZE = official("ilze", "Ilze Bērziņa", "lv-em", Role.REFERRAL_HANDLER)
TIAGO = official("tiago", "Tiago Lopes", "pt-act", Role.REFERRAL_HANDLER)


async def register(stage: Stage, folder: Path, *people: Person) -> None:
    """From now on these have other roles, and Lisbon has a coordinator as well."""
    assistant = assemble(Config(database=Database(url=sqlite_url(folder))), stage.clock)
    async with assistant.services.works.writing() as work:
        await work.authorities.put([_coordinated(each) for each in AUTHORITIES])
        for person in people:
            await work.people.put(person)
        await work.commit()
    await assistant.close()


def _coordinated(known: Authority) -> Authority:
    if known.id != "pt-turismo":
        return known
    return replace(known, coordinators=dict.fromkeys(AREAS, AuthorityId("pt-act")))


async def test_a_colleague_returns_a_draft_with_a_reason_and_approves_it_once_it_is_mended(
    chat: Chat, stage: Stage, tmp_path: Path
) -> None:
    await register(stage, tmp_path, LIGA)
    given = {"authority": "1", "what": "approval", "areas": "1,2,3,4", "ending": "set"}
    assert "visās jomās" in await chat.fill("liga", "approval and allocation", **given)
    await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    assert REQUEST in (await chat.inbox("liga"))[-1]
    assert await chat.inbox("joao") == []

    await chat.say("liga", f"return {REQUEST} Pajautājiet par termiņu.")
    await chat.settle()
    assert "Pajautājiet par termiņu." in (await chat.inbox("anna"))[-1]
    mended = {"parts": "date", "day": "2026-03-24", "ending": "change"}
    assert "24" in await chat.fill("anna", f"modify {REQUEST}", **mended)
    await chat.say("anna", f"send {REQUEST}")
    await chat.say("liga", f"approve {REQUEST}")
    await chat.settle()
    assert REQUEST in (await chat.inbox("anna"))[-1]
    [received] = await chat.inbox("joao")
    assert "24" in received
    assert "Līga" not in received
    assert "Rui" not in received
    assert "rascunho" not in await chat.say("joao", f"timeline {REQUEST}")


async def test_what_arrives_is_allocated_before_it_is_accepted(
    chat: Chat, stage: Stage, tmp_path: Path
) -> None:
    await register(stage, tmp_path, MARTA)
    given = {"authority": "1", "what": "allocation", "areas": "1,2,3,4", "ending": "set"}
    assert "em todas as áreas" in await chat.fill("marta", "approval and allocation", **given)
    await ask(chat)
    assert REQUEST in (await chat.inbox("marta"))[-1]
    assert "Por atribuir" in await chat.say("marta", f"show {REQUEST}")
    assert "Gaida pieņemšanu" in await chat.say("anna", f"show {REQUEST}")
    refused = await chat.say("joao", f"accept {REQUEST}")
    assert "Rui" not in refused
    await chat.fill("marta", f"allocate {REQUEST}", colleague="joão")
    await chat.settle()
    assert REQUEST in (await chat.inbox("joao"))[-1]
    assert "Rui Gonçalves" in await chat.say("joao", f"accept {REQUEST}")


async def test_a_request_is_referred_to_the_coordinator_and_sent_back_with_advice(
    chat: Chat, stage: Stage, tmp_path: Path
) -> None:
    await register(stage, tmp_path, TIAGO)
    await accept(chat)
    await chat.inbox("anna")
    await chat.say("joao", f"refer {REQUEST} Que registo é o certo?")
    await chat.settle()
    [asked] = await chat.inbox("tiago")
    assert "Que registo é o certo?" in asked
    assert "Rui" not in asked
    assert "registo" not in (await chat.inbox("anna"))[-1]
    await chat.say("tiago", f"send back {REQUEST} O nacional.")
    await chat.settle()
    assert "O nacional." in (await chat.inbox("joao"))[-1]


async def test_answers_that_are_not_sufficient_are_referred_and_sent_back_to_be_clarified(
    chat: Chat, stage: Stage, tmp_path: Path
) -> None:
    await register(stage, tmp_path, TIAGO, ILZE)
    await accept(chat)
    await chat.fill("joao", f"answer {REQUEST}", **ANSWERED)
    await chat.settle()
    await chat.fill("anna", f"refer {REQUEST}", text="Vai to nezina neviens?", to="pt-act")
    await chat.settle()
    assert "Vai to nezina neviens?" in (await chat.inbox("tiago"))[-1]
    assert await chat.inbox("ilze") == []
    assert "nezina" not in (await chat.inbox("joao"))[-1]
    await chat.say("tiago", f"send back {REQUEST} Perguntem em Faro.")
    await chat.settle()
    assert "Perguntem em Faro." in (await chat.inbox("joao"))[-1]
    await chat.say("joao", f"clarify {REQUEST} Sim, desde 2019.")
    await chat.settle()
    assert "Sim, desde 2019." in (await chat.inbox("anna"))[-1]

    await chat.fill("anna", f"refer {REQUEST}", text="Un kurš to izdeva?", to="lv-em")
    await chat.settle()
    assert "Un kurš to izdeva?" in (await chat.inbox("ilze"))[-1]
    await chat.say("ilze", f"advise {REQUEST} Ar to pietiek.")
    await chat.settle()
    assert "Ar to pietiek." in (await chat.inbox("anna"))[-1]
    assert "pietiek" not in (await chat.inbox("joao"))[-1]
    assert REQUEST in await chat.say("anna", f"close {REQUEST}")

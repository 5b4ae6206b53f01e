"""What coordinators and administrators do with personal data, as they would type it."""

from __future__ import annotations

from datetime import UTC, datetime

from core.people import Role
from core.requests import Action, Reference
from tests.handlers.test_report import document, text_of
from tests.support.casework import SECRETS, Casework
from tests.support.talking import Talking
from tests.support.world import official

VERA = official("vera", "Vēra Sargs", "lv-ptac", Role.COORDINATOR, Role.ADMINISTRATOR)
LATER = datetime(2026, 10, 1, 8, tzinfo=UTC)


async def vera_with_a_closed_case(casework: Casework) -> tuple[Talking, Reference]:
    await casework.put(VERA)
    name = await casework.answered(attachments=())
    await casework.act("anna", name, Action.CLOSE)
    return Talking(casework.world, "vera"), name


async def block(casework: Casework) -> None:
    casework.world.clock.moment = LATER
    assert (await casework.world.assistant.custodian.round()).blocked == 1


async def test_blocked_data_are_opened_for_a_reason_only(casework: Casework, anna: Talking) -> None:
    vera, name = await vera_with_a_closed_case(casework)
    await block(casework)
    shown = (await anna.say(f"show {name}")).text
    assert SECRETS[0] not in shown
    assert "bloķēti" in shown
    refused = await anna.say(f"open blocked {name}")
    assert "koordinators" in refused.problem
    asked = await vera.say(f"open blocked {name}")
    assert asked.asked == "ground"
    opened = await vera.say("1")
    assert SECRETS[0] in opened.text
    assert "Personas dati ir bloķēti" not in opened.text
    assert SECRETS[0] not in (await anna.say(f"report {name}")).text
    assert (await vera.say(f"open blocked {name}", "curiosity")).problem


async def test_what_is_not_blocked_need_not_be_opened(casework: Casework) -> None:
    vera, name = await vera_with_a_closed_case(casework)
    assert f"rādīt {name}" in (await vera.say(f"open blocked {name}")).problem
    assert (await vera.say("open blocked LV-2026-000099")).problem


async def test_a_persons_data_are_handed_out_as_a_pdf(casework: Casework) -> None:
    vera, name = await vera_with_a_closed_case(casework)
    found = await vera.say("personal data rui goncalves")
    assert found.asked == "requests"
    assert str(name) in found.text
    heard = await vera.say("all", "1")
    said = text_of(document(heard).data)
    for part in (str(name), SECRETS[0], SECRETS[1], "Nav zināms"):
        assert part in said


async def test_a_persons_data_are_deleted_and_what_stays_is_explained(casework: Casework) -> None:
    vera, name = await vera_with_a_closed_case(casework)
    heard = await vera.say("personal data rui", "1", "2")
    assert str(name) in heard.text
    assert "datumi" in heard.text
    assert "Rui" not in repr(await casework.request(name))
    assert (await vera.say("personal data rui")).problem
    assert "dzēsti" in (await Talking(casework.world, "anna").say(f"show {name}")).text


async def test_an_open_request_is_not_erased_and_the_form_stays(casework: Casework) -> None:
    await casework.put(VERA)
    name = await casework.accepted(attachments=())
    vera = Talking(casework.world, "vera")
    heard = await vera.say("personal data rui", "1", "2")
    assert str(name) in heard.problem
    assert "Rui" in repr(await casework.request(name))


async def test_who_may_not_answer_for_the_authority_is_told(anna: Talking) -> None:
    assert (await anna.say("personal data rui")).problem
    assert (await anna.say("personal data")).problem, "no name is asked for in vain"

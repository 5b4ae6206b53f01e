"""Accept, propose, agree, keep, close, withdraw, send, show: one good way, and the ways it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from chat.dialogue import Check
from core.acts import Given
from core.people import Role
from core.requests import Action, Reference, State
from tests.support.casework import ANSWERS, SECRETS, WISHED, Casework, roles
from tests.support.talking import Heard, Talking

LATER = date(2026, 3, 28)


@dataclass(frozen=True)
class Way:
    """A command in its right moment: who says it, what it makes of the request."""

    command: str
    who: str
    moment: str
    leads_to: State


WAYS = (
    Way("send {}", "anna", "drafted", State.AWAITING),
    Way("withdraw {}", "anna", "drafted", State.WITHDRAWN),
    Way("accept {}", "joao", "asked", State.ACCEPTED),
    Way("accept {} 2026-03-20", "joao", "asked", State.ACCEPTED),
    Way("propose date {} 27.03.2026", "joao", "asked", State.AWAITING),
    Way("agree {}", "anna", "proposed", State.ACCEPTED),
    Way("agree {} 2026-03-28", "anna", "proposed", State.ACCEPTED),
    Way("keep date {}", "anna", "proposed", State.AWAITING),
    Way("withdraw {}", "anna", "accepted", State.WITHDRAWN),
    Way("propose date {} +22", "joao", "accepted", State.ACCEPTED),
    Way("send {}", "joao", "all_answered", State.ANSWERED),
    Way("close {}", "anna", "answered", State.CLOSED),
)
each_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.moment}-{way.command}")


async def moment(casework: Casework, name: str) -> Reference:
    if name == "proposed":
        reference = await casework.asked()
        await casework.act("joao", reference, Action.PROPOSE, Given(day=LATER))
        return reference
    if name == "all_answered":
        reference = await casework.accepted()
        await casework.act("joao", reference, Action.ANSWER, Given(answers=ANSWERS))
        return reference
    made: Reference = await getattr(casework, name)()
    return made


async def said(talking: Talking, text: str) -> Heard:
    """To the end: what asks to be sure is told so."""
    heard = await talking.say(text)
    return await talking.say("1") if isinstance(heard.turn, Check) else heard


@each_way
async def test_in_its_moment_it_is_done_and_shown(casework: Casework, way: Way) -> None:
    name = await moment(casework, way.moment)
    heard = await said(Talking(casework.world, way.who), way.command.format(name))
    assert not heard.problem
    assert name in heard.text
    assert (await casework.request(name)).state is way.leads_to


@each_way
async def test_said_twice_it_says_what_has_happened(casework: Casework, way: Way) -> None:
    name = await moment(casework, way.moment)
    talking = Talking(casework.world, way.who)
    await said(talking, way.command.format(name))
    stored = await casework.request(name)
    heard = await talking.say(way.command.format(name))
    if heard.problem:
        assert name in heard.problem or "2026" in heard.problem
    assert await casework.request(name) == stored or way.command.startswith("propose")


@each_way
async def test_who_may_only_read_is_told_so(casework: Casework, way: Way) -> None:
    name = await moment(casework, way.moment)
    stored = await casework.request(name)
    await casework.put(roles(casework.world.person(way.who), Role.VIEWER))
    heard = await said(Talking(casework.world, way.who), way.command.format(name))
    assert heard.problem or not heard.text.startswith(name)
    assert await casework.request(name) == stored


@each_way
async def test_the_other_side_cannot_do_it(casework: Casework, way: Way) -> None:
    name = await moment(casework, way.moment)
    stored = await casework.request(name)
    other = Talking(casework.world, "joao" if way.who == "anna" else "anna")
    await said(other, way.command.format(name))
    assert await casework.request(name) == stored


@each_way
async def test_a_request_nobody_knows_is_not_known(casework: Casework, way: Way) -> None:
    heard = await said(Talking(casework.world, way.who), way.command.format("LV-2026-000099"))
    assert "LV-2026-000099" in heard.text


async def test_accepting_shows_the_person_it_is_about(casework: Casework, joao: Talking) -> None:
    name = await casework.asked()
    assert SECRETS[0] not in (await joao.say(f"show {name}")).text
    assert SECRETS[0] in (await joao.say(f"accept {name}")).text


async def test_agreeing_does_not_show_the_answerer_to_the_asker(
    casework: Casework, anna: Talking
) -> None:
    name = await moment(casework, "proposed")
    assert "João" not in (await anna.say(f"agree {name}")).text


@pytest.mark.parametrize(
    "day", ["31.02.2026", "2026-01-05", "today", "whenever", "2028-01-01", "29.03.2026", "0"]
)
async def test_a_day_that_cannot_be_is_asked_for_again_and_nothing_happens(
    casework: Casework, joao: Talking, day: str
) -> None:
    name = await casework.asked()
    heard = await joao.say(f"accept {name} {day}")
    assert heard.asked == "day"
    assert heard.problem
    assert (await casework.request(name)).state is State.AWAITING
    await joao.say("2026-03-20")
    assert (await casework.request(name)).agreed == date(2026, 3, 20)


async def test_a_date_agreed_to_that_has_since_changed_is_not_agreed(
    casework: Casework, anna: Talking
) -> None:
    """The button of the first proposal, pressed after the second."""
    name = await moment(casework, "proposed")
    await casework.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 30)))
    heard = await anna.press(f"agree {name} 2026-03-28")
    assert "30" in heard.problem
    assert (await casework.request(name)).agreed is None


async def test_withdrawing_asks_to_be_sure(casework: Casework, anna: Talking) -> None:
    name = await casework.asked()
    assert [e.value for e in (await anna.say(f"withdraw {name}")).check.endings] == ["withdraw"]
    assert (await casework.request(name)).state is State.AWAITING
    await anna.say("cancel")
    assert (await casework.request(name)).state is State.AWAITING


async def test_sending_with_an_open_question_says_how_many(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"send {name}")
    assert "2" in heard.problem
    assert (await casework.request(name)).state is State.ACCEPTED


async def test_a_draft_whose_day_has_passed_can_be_sent_with_another(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.drafted()
    casework.world.clock.forward(days=30)
    heard = await anna.say(f"send {name}")
    assert heard.problem
    assert heard.asked == "day"
    await anna.say("+14")
    stored = await casework.request(name)
    assert stored.state is State.AWAITING
    assert stored.wished > WISHED


async def test_a_reference_alone_shows_the_request(casework: Casework, anna: Talking) -> None:
    name = await casework.asked()
    for said_ in (name, name.lower(), "lv 2026 1", f"show {name}", f"parādīt {name}"):
        assert name in (await anna.say(said_)).text


@pytest.mark.parametrize("reference", ["XX-2026-000001", "LV-2026-000000", "PT-2026-000001"])
async def test_an_unknown_reference_is_told_plainly(anna: Talking, reference: str) -> None:
    heard = await anna.say(f"show {reference}")
    assert reference in heard.problem


async def test_a_command_without_its_reference_asks_for_it(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    assert (await joao.say("accept")).asked == "reference"
    assert (await joao.say(name)).asked == "day"
    await joao.say("skip")
    assert (await casework.request(name)).state is State.ACCEPTED

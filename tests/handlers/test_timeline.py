"""What has happened, as each reader may know it."""

from __future__ import annotations

from core.acts import Given
from core.requests import Action
from tests.support.casework import SECRETS, WISHED, Casework
from tests.support.talking import Talking


async def test_every_step_is_told_in_order_with_its_day(casework: Casework, anna: Talking) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    text = (await anna.say(f"timeline {name}")).text
    steps = ("uzrakstīja melnrakstu", "nosūtīja pieprasījumu", "pieņēma", "saglabāja", "slēdza")
    places = [text.index(step) for step in steps]
    assert places == sorted(places)
    assert "23.03.2026" in text


async def test_steps_of_one_instant_stand_in_the_order_they_happened(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    """Those of the parts among those of the whole."""
    name, part = await casework.split()
    await casework.act("tiago", part, Action.ACCEPT)
    await casework.act("anna", name, Action.WITHDRAW)
    for reader, last in ((anna, "atsauca"), (joao, "retirou")):
        steps = (await reader.say(f"timeline {name}")).text.splitlines()
        of_part = next(place for place, step in enumerate(steps) if f"{name}/1:" in step)
        withdrawn = next(place for place, step in enumerate(steps) if last in step)
        assert of_part < withdrawn


async def test_only_colleagues_are_named(casework: Casework, anna: Talking, joao: Talking) -> None:
    name = await casework.accepted()
    seen_in_riga = (await anna.say(f"timeline {name}")).text
    seen_in_lisbon = (await joao.say(f"timeline {name}")).text
    assert "Anna Kalniņa" in seen_in_riga
    assert "João" not in seen_in_riga
    assert "Portuguese Tourism Board" in seen_in_riga
    assert "João Ferreira" in seen_in_lisbon
    assert "Anna" not in seen_in_lisbon


async def test_what_happened_before_sending_stays_with_the_asker(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    name = await casework.asked()
    assert "melnrakstu" in (await anna.say(f"timeline {name}")).text
    assert "rascunho" not in (await joao.say(f"timeline {name}")).text


async def test_hours_are_the_readers(casework: Casework, anna: Talking, joao: Talking) -> None:
    """Eight o'clock in UTC is ten in Riga and eight in Lisbon."""
    name = await casework.asked()
    assert "10:00" in (await anna.say(f"timeline {name}")).text
    assert "08:00" in (await joao.say(f"timeline {name}")).text


async def test_nothing_personal_is_in_it(casework: Casework, joao: Talking) -> None:
    name = await casework.answered()
    text = (await joao.say(f"timeline {name}")).text
    assert not [secret for secret in SECRETS if secret in text]


async def test_another_authority_learns_nothing(casework: Casework) -> None:
    name = await casework.asked()
    heard = await Talking(casework.world, "tiago").say(f"timeline {name}")
    assert heard.problem
    assert "Turismo" not in heard.text


async def test_a_long_story_comes_in_pages(casework: Casework, anna: Talking) -> None:
    name = await casework.asked()
    for number in range(12):
        day = WISHED.replace(day=24 + number % 2)
        await casework.act("joao", name, Action.PROPOSE, Given(day=day))
        await casework.act("anna", name, Action.INSIST)
    first = await anna.say(f"timeline {name}")
    assert f"timeline {name} 2" in first.runs
    assert "uzrakstīja" not in (await anna.press(f"timeline {name} 2")).text


async def test_whom_a_request_was_passed_to_is_told_by_name(
    casework: Casework, anna: Talking, joao: Talking
) -> None:
    """Of several authorities that had it, the first and the second are in the card no more."""
    name = await casework.accepted()
    await joao.say(f"forward {name}", "condições do trabalho", "1")
    await Talking(casework.world, "tiago").say(f"forward {name}", "turismo", "1")
    told = (await anna.say(f"timeline {name}")).text
    assert "pārsūtīja pieprasījumu citai iestādei: Authority for Working Conditions" in told
    assert "pārsūtīja pieprasījumu citai iestādei: Portuguese Tourism Board" in told
    own = (await joao.say(f"timeline {name}")).text
    assert "para outra autoridade: Autoridade para as Condições do Trabalho" in own

"""Answering: all at once, half now and half later, follow-ups, and changing what was said."""

from __future__ import annotations

import pytest

from core.acts import Given
from core.requests import Action, State
from tests.support.casework import ANSWERS, ENTITLED, INSURED, SINCE, Casework
from tests.support.talking import Talking


async def values(casework: Casework, name: str) -> dict[str, str]:
    stored = (await casework.request(type(name)(name))).answers  # type: ignore[arg-type]
    return {question: answer.value for question, answer in stored.items()}


async def test_all_questions_are_answered_and_sent(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"answer {name}", "yes", "1.3.2020", "no", "1")
    assert not heard.problem
    stored = await casework.request(name)
    assert stored.state is State.ANSWERED
    assert await values(casework, name) == {ENTITLED: "yes", SINCE: "2020-03-01", INSURED: "no"}


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("enviar", True),
        ("enviar as respostas", True),
        ("guardá-las e enviar mais tarde", False),
        ("guardar", False),
        ("guardá-las", False),
    ],
)
async def test_what_is_done_at_the_end_is_said_in_a_word(
    casework: Casework, joao: Talking, said: str, sent: bool
) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"answer {name}", "yes", "1.3.2020", "no", said)
    assert not heard.problem
    assert (await casework.request(name)).state is (State.ANSWERED if sent else State.ACCEPTED)
    assert len(await values(casework, name)) == 3


@pytest.mark.parametrize("wanted", ["close", "clarification", "refer", "reopen"])
async def test_what_is_saved_is_not_called_answered(
    casework: Casework, anna: Talking, joao: Talking, wanted: str
) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}", "unknown", "skip", "2")
    heard = await anna.say(f"{wanted} {name}")
    assert "Visas atbildes" in heard.text
    assert "vēl nav nosūtītas" in heard.text


async def test_half_is_saved_and_the_other_half_asked_later(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"answer {name}", "unknown", "skip", "1")
    assert not heard.problem
    assert (await casework.request(name)).state is State.ACCEPTED
    assert await values(casework, name) == {ENTITLED: "unknown"}
    assert (await joao.say(f"answer {name}")).asked == f"answers.{INSURED}"
    await joao.say("yes", "1")
    assert (await casework.request(name)).state is State.ANSWERED


async def test_saved_answers_are_not_sent(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}", "unknown", "yes", "2")
    assert (await casework.request(name)).state is State.ACCEPTED
    assert len(await values(casework, name)) == 2
    assert (await joao.say(f"send {name}")).reply.parts
    assert (await casework.request(name)).state is State.ANSWERED


async def test_nothing_answered_changes_nothing_and_loses_nothing(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    heard = await joao.say(f"answer {name}", "skip", "skip", "1")
    assert heard.check.problem is not None
    assert (await casework.request(name)).version == 3


async def test_when_all_is_answered_all_can_be_changed(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    heard = await joao.say(f"answer {name}")
    assert heard.asked == f"answers.{ENTITLED}"
    await joao.say("no", "skip", "2")
    assert await values(casework, name) == {ENTITLED: "no", INSURED: "no"}


async def test_what_was_answered_before_is_shown_where_it_is_changed(
    casework: Casework, joao: Talking
) -> None:
    """Else nobody could tell whether leaving a question out loses its answer."""
    name = await casework.accepted()
    await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    voice = casework.world.voice("joao")
    heard = await joao.say(f"answer {name}")
    hint = heard.ask.field.hint
    assert hint is not None
    assert "Não se sabe" in voice.text(hint) or "Desconhecido" in voice.text(hint)


async def test_a_changed_answer_opens_its_follow_up_before_anything_is_sent(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    heard = await joao.say(f"answer {name}", "yes")
    assert heard.asked == f"answers.{SINCE}"
    heard = await joao.say("skip", "skip", "1")
    assert (await casework.request(name)).state is State.ACCEPTED
    assert await values(casework, name) == {ENTITLED: "yes", INSURED: "no"}


@pytest.mark.parametrize("who", ["anna", "liga"])
async def test_the_asking_side_is_told_at_once_that_it_does_not_answer(
    casework: Casework, who: str
) -> None:
    name = await casework.accepted()
    assert (await Talking(casework.world, who).say(f"answer {name}")).problem


@pytest.mark.parametrize("before", ["asked", "answered"])
async def test_out_of_its_time_it_says_what_is_possible_and_asks_nothing(
    casework: Casework, joao: Talking, before: str
) -> None:
    name = await getattr(casework, before)()
    heard = await joao.say(f"answer {name}")
    assert name in heard.problem


async def test_a_colleagues_answers_are_not_asked_again(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}")
    await casework.act("marta", name, Action.ANSWER, Given(answers={ENTITLED: "no"}))
    heard = await joao.say("help")
    assert heard.asked == f"answers.{INSURED}"


async def test_what_was_typed_stays_though_a_colleague_has_answered_it_meanwhile(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}", "no")
    await casework.act("marta", name, Action.ANSWER, Given(answers={ENTITLED: "unknown"}))
    check = (await joao.say("yes")).check
    assert f"answers.{ENTITLED}" in [item.field.name for item in check.items]
    await joao.say("1")
    assert await values(casework, name) == {ENTITLED: "no", INSURED: "yes"}


async def test_a_free_text_is_kept_in_the_language_of_who_wrote_it(
    casework: Casework, joao: Talking, anna: Talking
) -> None:
    services = casework.world.assistant.services.content.sets.get("services")
    wanted = tuple(q.id for q in services.questions if q.id.startswith("certificate"))
    name = await casework.accepted(questions=wanted)
    await joao.say(f"answer {name}", "no", "O número **não** existe.", "1")
    shown = (await anna.say(f"show {name}")).text
    assert "O número **não** existe. (portugāļu)" in shown


async def test_a_text_that_is_too_long_is_refused_and_the_rest_is_kept(
    casework: Casework, joao: Talking
) -> None:
    services = casework.world.assistant.services.content.sets.get("services")
    wanted = tuple(q.id for q in services.questions if q.id.startswith("certificate"))
    name = await casework.accepted(questions=wanted)
    heard = await joao.say(f"answer {name}", "no", "a" * 50_000)
    assert "50" in heard.problem
    await joao.say("Não.", "1")
    assert (await values(casework, name))["certificate-genuine"] == "no"

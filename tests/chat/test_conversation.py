"""A person and the bot in one place: what words, numbers and buttons mean there, whatever happens between."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.app import assemble
from chat.dialogue import Ask
from chat.message import Button, Card, Reply, Tone, say
from core.files import FileOnHand, KeptFile
from core.requests import Action
from core.text import Message, msg
from tests.chat.hostile import HOSTILE
from tests.support.casework import Casework
from tests.support.talking import Talking

REQUEST = ("turismo de portugal", "1", "services", "entitled, insured", "Rui", "gids")
REST = ("skip", "skip", "skip", "skip", "2026-03-23")
OFFER = say(Card(msg("News"), actions=(Button(msg("Show"), "show LV-2026-000001"),)))


@pytest.fixture
def anna(casework: Casework) -> Talking:
    return Talking(casework.world, "anna")


@pytest.fixture
def joao(casework: Casework) -> Talking:
    return Talking(casework.world, "joao")


async def answers_of(talking: Talking) -> dict[str, str]:
    dialogue = (await talking.talk()).dialogue
    return dict(dialogue.answers) if dialogue else {}


async def restart(casework: Casework) -> None:
    old = casework.world.assistant
    await old.close()
    casework.world.assistant = assemble(old.config, casework.world.clock)


async def test_a_whole_command_in_the_middle_puts_the_form_aside(anna: Talking) -> None:
    asked = await anna.say("new request", *REQUEST)
    assert (await anna.say("my tasks")).reply.parts
    assert (await anna.talk()).dialogue is None
    assert (await anna.say("continue")).asked == asked.asked
    assert (await answers_of(anna))["subject.name"] == "Rui"


async def test_my_tasks_shows_the_form_that_waits(anna: Talking) -> None:
    await anna.say("new request", *REQUEST, "later")
    assert "continue" in (await anna.say("my tasks")).runs


async def test_of_two_forms_put_aside_the_later_one_comes_back_first(
    casework: Casework, joao: Talking
) -> None:
    first, second = await casework.accepted(), await casework.accepted()
    await joao.say(f"answer {first}", "no", "later", f"answer {second}", "yes", "later")
    await joao.say("continue")
    assert (await answers_of(joao))["reference"] == second
    await joao.say("cancel", "continue")
    assert (await answers_of(joao))["reference"] == first
    await joao.say("cancel")
    assert (await joao.talk()).is_empty


async def test_a_form_begun_for_a_request_is_gone_on_with_when_it_is_asked_for_again(
    casework: Casework, joao: Talking
) -> None:
    """Nobody answers the same question twice, and no empty form stands before the one with the answers."""
    name, other = await casework.accepted(), await casework.accepted()
    asked = await joao.say(f"answer {name}", "no")
    assert (await joao.say(f"answer {name}")).asked == asked.asked
    await joao.say("my tasks")
    assert (await joao.say(f"answer {other}")).asked != asked.asked
    assert (await joao.press(f"answer {name}")).asked == asked.asked
    assert (await answers_of(joao))["answers.entitled"] == "no"
    assert len((await joao.talk()).forms) == 2


async def test_turning_back_to_a_form_takes_the_place_of_no_other(
    casework: Casework, joao: Talking
) -> None:
    names = [await casework.accepted() for _ in range(6)]
    for name in names:
        await joao.say(f"answer {name}", "no")
    for name in (names[-1], names[1], names[1]):
        await joao.say(f"answer {name}")
    waiting = {form.answers["reference"] for form in (await joao.talk()).forms}
    assert waiting == set(names)


async def test_who_turns_to_something_else_is_told_that_the_answers_are_kept(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    kept = "As respostas dadas até aqui estão guardadas"
    await joao.say(f"answer {name}", "no")
    assert kept in (await joao.say(f"send {name}")).text
    assert kept not in (await joao.say(f"show {name}")).text, "once is enough"
    await joao.say(f"withdraw {name}", f"answer {name}", "later")
    assert kept not in (await joao.say(f"show {name}")).text, "it was said when it was put aside"


async def test_where_a_form_can_be_gone_on_with_anyway_it_is_not_said_twice(anna: Talking) -> None:
    heard = await anna.say("new request", *REQUEST, "my tasks")
    assert "continue" in heard.runs
    assert "Līdzšinējās atbildes" not in heard.text


async def test_a_form_of_which_only_the_request_is_known_is_left_without_a_word(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.accepted()
    assert "guardadas" not in (await joao.say(f"answer {name}", f"show {name}")).text


async def test_a_form_without_an_answer_is_not_worth_keeping(anna: Talking) -> None:
    await anna.say("new request", "my tasks")
    assert (await anna.talk()).aside == ()


async def test_a_form_survives_a_restart_with_its_hits(casework: Casework, anna: Talking) -> None:
    before = await anna.say("new request", "lisboa")
    await restart(casework)
    wanted = before.ask.options[1].value
    await anna.say("2")
    assert await answers_of(anna) == {"answerer": wanted}


async def test_numbers_still_mean_what_they_meant_after_a_restart(
    casework: Casework, anna: Talking
) -> None:
    heard = await anna.say("my tasks")
    await restart(casework)
    assert isinstance((await anna.say("1")).turn, Ask), heard.runs


@pytest.mark.parametrize("command", ["gone", "", "my tasks"])
async def test_a_form_whose_command_has_vanished_is_forgotten(
    casework: Casework, anna: Talking, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    """As after an upgrade: the document is there, the command is not, or asks nothing any more."""
    old = {"command": command, "answers": {"x": "1"}, "asking": "x", "hits": ["a"]}
    await _store(casework, anna, {"dialogue": old, "aside": [old, old], "choices": []})
    assert (await anna.say("1")).text
    assert (await anna.say("my tasks")).reply.parts
    assert (await anna.say("continue")).text
    assert (await anna.press("continue")).text
    assert not caplog.records, "nothing has failed"


async def test_a_question_that_has_vanished_is_not_asked(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    answers = {"reference": name, "answers.vanished": "x", "answers.entitled": "no"}
    old = {"command": "answer", "answers": answers, "asking": "answers.vanished", "hits": []}
    await _store(casework, joao, {"dialogue": old, "aside": [], "choices": []})
    check = (await joao.say("no")).check
    assert "answers.vanished" not in [item.field.name for item in check.items]
    await joao.say("1")
    assert (await casework.request(name)).answered is not None


async def test_what_is_shown_is_what_a_number_chooses(casework: Casework, anna: Talking) -> None:
    """A hit that has gone meanwhile moves the numbers."""
    hits = ["vanished", "pt-turismo"]
    old = {"command": "new request", "answers": {}, "asking": "answerer", "hits": hits}
    await _store(casework, anna, {"dialogue": old, "aside": [], "choices": []})
    assert [option.value for option in (await anna.say("help")).ask.options] == ["pt-turismo"]
    await anna.say("1")
    assert await answers_of(anna) == {"answerer": "pt-turismo"}


@pytest.mark.parametrize("word", ["cancel", "continue", "back", "skip", "later", "keep", "atcelt"])
async def test_words_for_forms_say_so_when_no_form_is_open(anna: Talking, word: str) -> None:
    [said] = (await anna.say(word)).reply.parts
    assert isinstance(said, Message)
    assert said.singular.startswith("No form is open here.")
    assert (await anna.press("continue")).reply.parts == (said,)


async def test_a_number_presses_the_button_it_stands_before(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.asked()
    heard = await joao.say(f"show {name}")
    number = heard.runs.index(f"propose date {name}") + 1
    assert (await joao.say(str(number))).asked == "day"


@pytest.mark.parametrize("said", ["0", "99", "9" * 5_000, "-1", "1.5", "٩", "²"])
async def test_a_number_nobody_offered_is_not_understood(anna: Talking, said: str) -> None:
    await anna.say("my tasks")
    assert (await anna.say(said)).runs == ("my tasks", "new request", "help")


async def test_what_is_no_command_may_be_the_name_of_an_authority(anna: Talking) -> None:
    heard = await anna.say("turismo  lisboa")
    assert heard.runs[0] == "find authority turismo lisboa"
    assert "Turismo de Portugal" in (await anna.say("1")).text


async def test_an_offer_goes_on_counting_and_both_stay_valid(anna: Talking) -> None:
    before = await anna.say("my tasks")
    ctx = await anna.context()
    first = await anna.conversation.offer(ctx, OFFER)
    assert first == len(before.runs) + 1
    assert await anna.conversation.offer(ctx, OFFER) == first + 1
    talk = await anna.talk()
    assert talk.choices == (*before.runs, *(OFFER.buttons()[0].run,) * 2)
    assert (await anna.say("1")).turn == (await anna.press(before.runs[0])).turn


async def test_an_offer_never_takes_the_numbers_of_an_open_question(anna: Talking) -> None:
    await anna.say("new request", "lisboa")
    assert await anna.conversation.offer(await anna.context(), OFFER) is None
    await anna.say("1")
    assert "answerer" in await answers_of(anna)


async def test_what_comes_at_once_loses_nothing(anna: Talking) -> None:
    """A message and a notice in the same moment: the form stays open, whichever was first."""
    for _time in range(10):
        ctx = await anna.context()
        await asyncio.gather(
            anna.conversation.offer(ctx, OFFER),
            anna.conversation.hear(ctx, "new request"),
            anna.conversation.offer(ctx, OFFER),
        )
        dialogue = (await anna.talk()).dialogue
        assert dialogue is not None
        assert dialogue.command == "new request"
        await anna.say("cancel")


async def test_who_is_sent_away_while_waiting_leaves_no_trace(anna: Talking) -> None:
    ctx = await anna.context()
    waiting = [asyncio.create_task(anna.conversation.hear(ctx, "new request")) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[-1].cancel()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(done[-1], asyncio.CancelledError)
    assert isinstance(done[0], Ask)
    assert (await anna.say("cancel")).reply.parts


async def test_two_clicks_on_send_are_one_request(casework: Casework, anna: Talking) -> None:
    await anna.say("new request", *REQUEST, *REST)
    ctx = await anna.context()
    await asyncio.gather(
        anna.conversation.fill(ctx, {"ending": "send"}),
        anna.conversation.fill(ctx, {"ending": "send"}),
    )
    [alike] = await casework.exchange.listed(casework.world.person("anna"))
    assert len(alike.lines) == 1


async def test_answers_typed_at_once_are_all_kept(casework: Casework, joao: Talking) -> None:
    name = await casework.accepted()
    await joao.say(f"answer {name}")
    ctx = await joao.context()
    await asyncio.gather(
        joao.conversation.fill(ctx, {"answers.entitled": "no"}),
        joao.conversation.fill(ctx, {"answers.insured": "yes"}),
    )
    assert {"answers.entitled", "answers.insured"} <= (await answers_of(joao)).keys()


async def test_each_place_has_its_own_form(casework: Casework, anna: Talking) -> None:
    elsewhere = Talking(casework.world, "anna", room="team", private=False)
    await anna.say("new request")
    assert (await elsewhere.say("1")).runs
    assert (await elsewhere.talk()).dialogue is None
    assert (await anna.talk()).dialogue is not None


async def test_a_stale_button_says_what_has_happened(casework: Casework, joao: Talking) -> None:
    name = await casework.asked()
    await casework.act("anna", name, Action.WITHDRAW)
    heard = await joao.press(f"accept {name}")
    assert name in heard.problem
    assert "Anna" not in heard.text


@pytest.mark.parametrize("run", ["", "nonsense", "acept LV-2026-000001", *HOSTILE[:12]])
async def test_a_button_that_is_no_command_does_nothing(anna: Talking, run: str) -> None:
    """Buttons are exact: nothing is guessed from them."""
    assert (await anna.press(run)).runs == ("my tasks", "new request", "help")


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
async def test_p13_nothing_that_can_be_typed_breaks_the_conversation(
    casework: Casework, anna: Talking, said: str
) -> None:
    name = await casework.asked()
    begun = time.monotonic()
    for before in ([], ["new request"], ["new request", *REQUEST], [f"withdraw {name}"], ["later"]):
        if before:
            await anna.say(*before)
        heard = await anna.say(said)
        assert heard.text.strip()
        assert "Manā pusē radās kļūda" not in heard.text
    await anna.say(f"find authority {said}")
    await anna.say(f"accept {said}", explicit=True)
    assert time.monotonic() - begun < 10
    stored = (await casework.request(name)).state
    assert stored == "awaiting_acceptance"


async def test_what_fails_unexpectedly_loses_nothing_that_was_typed(
    casework: Casework, anna: Talking, caplog: pytest.LogCaptureFixture
) -> None:
    await anna.say("new request", *REQUEST, *REST)
    ctx = await anna.context()
    stored = await ctx.services.files.put("a.pdf", "application/pdf", b"%PDF", datetime.now(UTC))
    await anna.conversation.fill(ctx, {"attachments": stored.id})
    broken = replace(ctx, services=replace(ctx.services, files=_BrokenDisk()))
    failed = await anna.conversation.fill(broken, {"ending": "send"})
    assert isinstance(failed, Reply)
    assert failed.tone is Tone.PROBLEM
    assert "the disk is gone" in caplog.text
    assert "Rui" not in caplog.text
    assert (await anna.say("1")).reply.parts
    [alike] = await casework.exchange.listed(casework.world.person("anna"))
    assert len(alike.lines) == 1


class _BrokenDisk:
    """A file store that has gone."""

    async def put(self, name: str, kind: str, data: bytes, now: datetime) -> KeptFile:
        raise OSError("the disk is gone")

    async def about(self, file: str) -> KeptFile | None:
        raise OSError("the disk is gone")

    async def get(self, file: str) -> FileOnHand | None:
        raise OSError("the disk is gone")

    async def drop(self, files: Collection[str]) -> None:
        raise OSError("the disk is gone")

    async def unused(self, before: datetime, most: int) -> Collection[str]:
        raise OSError("the disk is gone")


async def _store(casework: Casework, talking: Talking, document: object) -> None:
    key = (await talking.context()).key
    now = datetime(2026, 3, 2, tzinfo=UTC)
    await casework.world.assistant.services.talks.write(key, json.dumps(document), now)

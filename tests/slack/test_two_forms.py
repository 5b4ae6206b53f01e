"""One person with several forms open at once, as on a desk and a phone: each goes on as itself, nothing is lost."""

from __future__ import annotations

from tests.slack.test_forms import GUIDE, inputs, opened, send, top
from tests.support.slack import Person, View
from tests.support.slack_chat import SlackChat, SlackWorld

ONE, TWO = "LV-2026-000001", "LV-2026-000002"


async def beside(stage: SlackWorld, person: Person, command: str) -> View:
    """Opened while another form is open elsewhere."""
    stage.workspace.stack(person.id).clear()
    return await opened(stage, person, command)


async def back_to(stage: SlackWorld, person: Person, view: View) -> None:
    stage.workspace.stack(person.id)[:] = [view]


async def two_requests(chat: SlackChat) -> None:
    for _ in range(2):
        await chat.fill("anna", "new request", **GUIDE)


async def test_an_answer_goes_to_the_request_whose_form_it_was_typed_in(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await two_requests(chat)
    first = await opened(stage, joao, f"propose date {ONE}")
    second = await beside(stage, joao, f"propose date {TWO}")
    await back_to(stage, joao, first)
    await joao.fill(first, {"day": "2026-03-25"})
    await send(stage, joao)
    await back_to(stage, joao, second)
    await joao.fill(second, {"day": "2026-03-26"})
    await send(stage, joao)
    assert "25/03/2026" in await chat.say("joao", f"show {ONE}")
    assert "26/03/2026" in await chat.say("joao", f"show {TWO}")
    assert stage.slack.complaints == []


async def test_a_form_that_had_no_answer_yet_is_not_lost_when_another_is_opened(
    stage: SlackWorld, sean: Person
) -> None:
    first = await opened(stage, sean, "new request")
    await beside(stage, sean, "language")
    await back_to(stage, sean, first)
    hits = await stage.hits(sean, first, "answerer", "turismo")
    await sean.fill(first, {"answerer": hits[0]["value"]})
    await send(stage, sean)
    assert inputs(top(sean)) == ["area"]
    assert stage.slack.complaints == []


async def test_two_new_requests_side_by_side_keep_their_own_answers(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    first = await opened(stage, sean, "new request")
    hits = await stage.hits(sean, first, "answerer", "turismo")
    await sean.fill(first, {"answerer": hits[0]["value"]})
    await send(stage, sean)
    first = top(sean)
    second = await beside(stage, sean, "new request")
    hits = await stage.hits(sean, second, "answerer", "patērētāju")
    await sean.fill(second, {"answerer": hits[0]["value"]})
    await back_to(stage, sean, first)
    await chat.answer(sean, first, first.blocks[-1], "1")
    await send(stage, sean)
    assert "questions" in inputs(top(sean))
    await back_to(stage, sean, second)
    await send(stage, sean)
    assert inputs(top(sean)) == ["area"]
    await sean.close(top(sean))
    await stage.calm()
    assert "2 things wait for you." in await chat.say("sean", "my tasks")
    assert stage.slack.complaints == []


async def test_what_is_wrong_in_the_older_form_stands_at_its_own_question(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await two_requests(chat)
    first = await opened(stage, joao, f"propose date {ONE}")
    await beside(stage, joao, f"propose date {TWO}")
    await back_to(stage, joao, first)
    await joao.fill(first, {"day": "2026-01-05"})
    await send(stage, joao)
    assert "day" in first.errors
    await joao.fill(first, {"day": "2026-03-25"})
    await send(stage, joao)
    assert "25/03/2026" in await chat.say("joao", f"show {ONE}")
    assert "25/03/2026" not in await chat.say("joao", f"show {TWO}")


async def test_what_was_sent_once_is_not_sent_again_by_the_same_form(
    stage: SlackWorld, sean: Person
) -> None:
    view = await opened(stage, sean, "language")
    await sean.fill(view, {"language": "lv"})
    await send(stage, sean)
    assert sean.modal is None
    await sean.dm("language English")
    await back_to(stage, sean, view)
    await send(stage, sean)
    assert "This form is no longer open" in top(sean).words

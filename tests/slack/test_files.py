"""Files: taken in from forms and messages, handed over to those who may have them."""

from __future__ import annotations

import pytest

from bot.slack.addresses import Home
from bot.slack.calls import open_session
from bot.slack.opening import Opening
from tests.slack.test_forms import GUIDE, REQUEST, opened, send, to_the_check, top
from tests.support.slack import Person, View
from tests.support.slack_chat import SlackChat, SlackWorld

PAPER = b"%PDF-1.7 the licence"


async def with_a_file(
    stage: SlackWorld, chat: SlackChat, person: Person, name: str, data: bytes
) -> View:
    """Up to the page of a new request that takes documents, with one put in and everything else answered."""
    view = await opened(stage, person, "new request")
    while "attachments" not in [block["block_id"] for block in view.blocks]:
        await fill(chat, person, view)
        await send(stage, person)
        view = top(person)
    await fill(chat, person, view)
    await person.fill(view, {"attachments": [person.file(name, data)]})
    await send(stage, person)
    return top(person)


async def fill(chat: SlackChat, person: Person, view: View) -> None:
    for block in view.blocks:
        if block["type"] == "input" and (answer := GUIDE.get(block["block_id"])):
            await chat.answer(person, view, block, answer)


async def test_a_document_travels_from_one_authority_to_the_other(
    stage: SlackWorld, chat: SlackChat, anna: Person, joao: Person
) -> None:
    view = await with_a_file(stage, chat, anna, "licence.pdf", PAPER)
    await anna.submit(view)
    await chat.settle()
    await chat.inbox("joao")
    await chat.press("joao", f"accept {REQUEST}")
    await chat.say("joao", f"file {REQUEST} 1")
    [file] = joao.messages()[-1].raw["files"]
    assert file["name"] == "licence.pdf"
    assert stage.workspace.contents[file["id"]] == PAPER
    assert stage.slack.complaints == []


async def test_a_document_asked_for_in_a_room_is_handed_over_in_private(
    stage: SlackWorld, chat: SlackChat, anna: Person, joao: Person
) -> None:
    view = await with_a_file(stage, chat, anna, "licence.pdf", PAPER)
    await anna.submit(view)
    await chat.settle()
    await chat.say("joao", f"accept {REQUEST}")
    room = stage.rooms["lisboa-team"]
    before = len(room.messages)
    await chat.say_in_room("joao", "lisboa-team", f"file {REQUEST} 1")
    assert joao.messages()[-1].raw["files"]
    assert len(room.messages) == before + 1
    assert stage.slack.complaints == []


async def test_a_file_that_is_too_large_is_refused_at_its_question(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    limit = stage.world.assistant.config.limits.attachment_bytes
    view = await with_a_file(stage, chat, sean, "huge.pdf", b"x" * (limit + 1))
    said = " ".join([*view.errors.values(), view.words])
    assert "“huge.pdf” is too large: up to 20 MB are allowed" in said
    assert stage.slack.complaints == []


async def test_a_file_that_lies_is_refused_at_its_question_and_the_rest_is_kept(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    view = await with_a_file(stage, chat, sean, "licence.png", PAPER)
    assert [*view.errors] == ["attachments"]
    said = view.errors["attachments"]
    assert "“licence.png” is not what its name says: what is in it is PDF" in said
    await sean.fill(top(sean), {"attachments": [sean.file("licence.pdf", PAPER)]})
    await send(stage, sean)
    assert "licence.pdf" in top(sean).words
    assert stage.slack.complaints == []


async def test_an_empty_file_with_a_long_name_is_still_known_by_it(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    view = await with_a_file(stage, chat, anna, f"Diploms {'un vēl ' * 30}.pdf", b"")
    said = view.errors["attachments"]
    assert "“Diploms un vēl" in said
    assert ".pdf” ir tukšs" in said
    assert len(said) < 200


async def test_a_file_that_is_larger_than_it_says_is_refused(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    limit = stage.world.assistant.config.limits.attachment_bytes
    view = await opened(stage, sean, "new request")
    while "attachments" not in [block["block_id"] for block in view.blocks]:
        await fill(chat, sean, view)
        await send(stage, sean)
        view = top(sean)
    await fill(chat, sean, view)
    small = {**sean.file("huge.pdf", b"x" * (limit + 1)), "size": 10}
    await sean.fill(view, {"attachments": [small]})
    await send(stage, sean)
    assert "could not get the file" in " ".join([*top(sean).errors.values(), top(sean).words])


async def test_a_file_in_a_message_answers_the_question_for_one(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    view = await to_the_check(stage, chat, sean)
    await sean.click(view, "change:attachments")
    await stage.calm()
    await sean.share(sean.dm_channel, "licence.pdf", PAPER)
    await stage.calm()
    assert "licence.pdf" in sean.messages()[-1].words
    assert stage.slack.complaints == []


async def test_a_file_that_nobody_asked_for_does_no_harm(stage: SlackWorld, sean: Person) -> None:
    await sean.share(sean.dm_channel, "cat.png", b"cat", "my tasks")
    await stage.calm()
    assert "Nothing waits for you" in sean.messages()[-1].words


@pytest.mark.parametrize(
    "url",
    ["https://files.evil.eu/a", "http://127.0.0.1:1/a", "{base}/files-pri/T0000000001-F0404/x.pdf"],
)
async def test_no_file_is_fetched_from_elsewhere_and_no_login_page_is_one(
    stage: SlackWorld, url: str
) -> None:
    async with open_session() as session:
        clock, home = stage.world.clock, Home.of(stage.slack.base_url)
        calls = Opening(stage.settings(), session, home, clock).calls(stage.workspace.bot_token)
        assert await calls.download(url.format(base=stage.slack.world.base_url), 1000) is None

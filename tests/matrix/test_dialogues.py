"""Conversations in a direct room, on a real homeserver."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.scenarios.test_exchange import GUIDE, REQUEST
from tests.support.matrix_chat import MatrixChat
from tests.support.matrix_people import Seen


async def answers(chat: MatrixChat, person: str, text: str, **more: Any) -> list[Seen]:
    official = await chat.matrix.official(person)
    return await official.answers(await official.write(await chat.direct(person), text, **more))


async def up_to_the_files(chat: MatrixChat) -> None:
    """Anna is asked for the files of a new request."""
    given = {name: text for name, text in GUIDE.items() if name not in ("attachments", "day")}
    await chat.say("anna", "new request")
    while (field := await chat.asked("anna")) and field.name != "attachments":
        await chat.answer("anna", field, given)
    assert field is not None


async def attach(chat: MatrixChat, name: str, data: bytes) -> str:
    anna = await chat.matrix.official("anna")
    event = await anna.attach(await chat.direct("anna"), name, "application/pdf", data)
    return "\n".join(seen.body for seen in await anna.answers(event))


async def test_a_form_is_filled_in_by_numbers(chat: MatrixChat) -> None:
    await chat.say("anna", "!jauns pieprasījums")
    hits = await chat.say("anna", "turismo de portugal")
    assert "1. Portuguese Tourism Board" in hits
    areas = await chat.say("anna", "1")
    assert "2. " in areas
    assert await chat.asked("anna") is not None
    await chat.say("anna", "atcelt")
    assert await chat.asked("anna") is None


async def test_an_answer_is_a_notice_with_markup_and_mentions_nobody(chat: MatrixChat) -> None:
    [seen] = await answers(chat, "anna", "help")
    assert seen.content["msgtype"] == "m.notice"
    assert seen.content["m.mentions"] == {}
    assert seen.content["format"] == "org.matrix.custom.html"
    assert "<ol" in seen.content["formatted_body"]


async def test_a_thread_is_a_conversation_of_its_own(chat: MatrixChat) -> None:
    [root] = await answers(chat, "anna", "help")
    thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": root.event}}
    [asked] = await answers(chat, "anna", "find authority", **thread)
    assert asked.thread == root.event
    assert "Turismo" not in await chat.say("anna", "help")
    [found] = await answers(chat, "anna", "turismo portugal", **thread)
    assert found.thread == root.event
    assert "Turismo de Portugal" in found.body
    [plain] = await answers(chat, "anna", "help")
    assert plain.thread == ""


async def test_the_prefix_leaves_an_open_form(chat: MatrixChat) -> None:
    await chat.say("anna", "find authority")
    assert await chat.asked("anna") is not None
    await chat.say("anna", "!my tasks")
    assert await chat.asked("anna") is None


async def test_an_edit_of_the_last_answer_takes_its_place(chat: MatrixChat) -> None:
    await chat.say("anna", "new request")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    wrong = await anna.write(room, "turismo de portugal")
    assert "Portuguese Tourism Board" in (await anna.answers(wrong))[0].body
    edit = await anna.edit(room, wrong, "ccpc dublin")
    assert "Competition" in (await anna.answers(edit))[0].body
    again = await anna.edit(room, wrong, "condições do trabalho")
    assert "Authority for Working Conditions" in (await anna.answers(again))[0].body


async def test_an_answer_already_passed_is_taken_back_by_its_edit(chat: MatrixChat) -> None:
    await chat.say("anna", "new request")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    await chat.say("anna", "lisboa")
    first = await anna.write(room, "1")
    await anna.answers(first)
    before = (await answered(chat, "anna"))["answerer"]
    await anna.answers(await anna.edit(room, first, "2"))
    after = (await answered(chat, "anna"))["answerer"]
    assert {before, after} == {"pt-turismo", "pt-act"}


async def answered(chat: MatrixChat, person: str) -> Mapping[str, str]:
    """What stands in the open form."""
    ctx = await chat.context(person)
    page = await chat.matrix.world.assistant.front.conversation.page(ctx)
    assert page is not None
    return page.answers


async def test_an_edit_of_an_older_message_changes_nothing(chat: MatrixChat) -> None:
    await chat.say("anna", "find authority")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    older = await anna.write(room, "help")
    await anna.answers(older)
    await chat.say("anna", "my tasks")
    told = await anna.answers(await anna.edit(room, older, "find authority lisbon"))
    assert "Turismo" not in told[0].body


async def test_what_was_carried_out_is_not_changed_by_a_number(chat: MatrixChat) -> None:
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    done = await anna.write(room, "help")
    helped = await anna.answers(done)
    told = await anna.answers(await anna.edit(room, done, "1"))
    assert told[0].body not in helped[0].body
    assert len(told[0].body) < 300


async def test_files_sent_one_after_another_are_all_kept(chat: MatrixChat) -> None:
    await up_to_the_files(chat)
    await attach(chat, "apliecība.pdf", b"%PDF-1.7 one")
    await attach(chat, "diploms.pdf", b"%PDF-1.7 two")
    field = await chat.asked("anna")
    assert field is not None
    await chat.say("anna", GUIDE["day"])
    await chat.say("anna", "1")
    await chat.settle()
    await chat.inbox("joao")
    accepted = await chat.say("joao", f"accept {REQUEST}")
    assert "apliecība.pdf" in accepted
    assert "diploms.pdf" in accepted


async def test_a_file_goes_from_one_official_to_the_other(chat: MatrixChat) -> None:
    await up_to_the_files(chat)
    await attach(chat, "apliecība.pdf", b"%PDF-1.7 one")
    await chat.say("anna", GUIDE["day"])
    await chat.say("anna", "1")
    await chat.settle()
    await chat.inbox("joao")
    await chat.say("joao", f"accept {REQUEST}")
    text, file = await answers(chat, "joao", f"file {REQUEST} 1")
    assert "apliecība.pdf" in text.body
    assert file.content["info"]["mimetype"] == "application/pdf"
    joao = await chat.matrix.official("joao")
    assert await joao.download(file.content["url"]) == b"%PDF-1.7 one"


async def test_a_file_nobody_asked_for_is_not_kept(chat: MatrixChat) -> None:
    await chat.say("anna", "find authority")
    question = await chat.asked("anna")
    await attach(chat, "cat.png", b"\x89PNG\r\n\x1a\n")
    assert not await kept(chat)
    assert await chat.asked("anna") == question


async def test_a_file_too_large_is_refused_whatever_its_sender_says_of_it(
    chat: MatrixChat,
) -> None:
    await chat.matrix.limit(attachment_bytes=100)
    await up_to_the_files(chat)
    refused = await attach(chat, "big.pdf", b"x" * 101)
    assert "big.pdf" in refused
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    url = await anna.upload("big.pdf", "application/pdf", b"y" * 101)
    lie = {"msgtype": "m.file", "url": url, "info": {"size": 5, "mimetype": "application/pdf"}}
    told = await anna.answers(await anna.write(room, "big.pdf", **lie))
    assert "big.pdf" in told[0].body
    assert not await kept(chat)


async def test_a_file_that_lies_about_its_kind_is_refused_and_the_form_goes_on(
    chat: MatrixChat,
) -> None:
    await up_to_the_files(chat)
    refused = await attach(chat, "diploms.png", b"%PDF-1.7 one")
    assert "diploms.png" in refused
    assert "PDF" in refused
    assert "cannot" not in await attach(chat, "diploms.pdf", b"%PDF-1.7 one")
    field = await chat.asked("anna")
    assert field is not None
    assert field.name == "day"


async def kept(chat: MatrixChat) -> int:
    """How many files are kept for no request."""
    services = chat.matrix.world.assistant.services
    return len(await services.files.unused(services.clock.now() + timedelta(days=1), 10))


async def test_messages_of_one_person_are_answered_in_their_order(chat: MatrixChat) -> None:
    await chat.say("anna", "new request")
    anna, room = await chat.matrix.official("anna"), await chat.direct("anna")
    events = [await anna.write(room, text) for text in ("turismo de portugal", "1", "1")]
    for event in events:
        await anna.answers(event)
    order = [seen.about["answers"] for seen in anna.seen if seen.about.get("answers") in events]
    assert order == events


async def test_a_stranger_is_told_whom_to_ask(chat: MatrixChat) -> None:
    said = await chat.say("nobody", "my tasks")
    nobody = await chat.matrix.official("nobody")
    assert f"matrix:{nobody.user.id}" in said

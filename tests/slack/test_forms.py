"""Forms as modals: opened, filled in page by page, checked, sent off; and all that can come between."""

from __future__ import annotations

from tests.support.slack import Channel, Person, View
from tests.support.slack_chat import SlackChat, SlackWorld

GUIDE = {
    "answerer": "turismo de portugal",
    "area": "1",
    "questions": "2,5",
    "subject.full-name": "Rui Gonçalves",
    "subject.profession": "tūristu gids",
    "day": "2026-03-23",
    "ending": "send",
}
REQUEST = "LV-2026-000001"


async def opened(stage: SlackWorld, person: Person, command: str) -> View:
    await person.slash("/imi", command)
    await stage.calm()
    return top(person)


def top(person: Person) -> View:
    assert person.modal is not None
    return person.modal


def inputs(view: View) -> list[str]:
    return [block["block_id"] for block in view.blocks if block["type"] == "input"]


async def send(stage: SlackWorld, person: Person) -> None:
    await person.submit(top(person))
    await stage.calm()


async def to_the_check(stage: SlackWorld, chat: SlackChat, person: Person) -> View:
    """Through every page up to the answers to be checked."""
    view = await opened(stage, person, "new request")
    while inputs(view):
        asked = [block for block in view.blocks if block["type"] == "input"]
        for block in asked:
            if answer := GUIDE.get(block["block_id"]):
                await chat.answer(person, view, block, answer)
        await send(stage, person)
        view = top(person)
    return view


async def test_a_form_leads_from_page_to_page_to_the_request(
    either_stage: SlackWorld,
) -> None:
    chat = SlackChat(either_stage)
    said = await chat.fill("anna", "new request", **GUIDE)
    assert REQUEST in said
    assert either_stage.person("anna").modal is None
    assert either_stage.slack.complaints == []


async def test_what_depends_on_an_answer_is_asked_after_it(stage: SlackWorld, anna: Person) -> None:
    view = await opened(stage, anna, "new request")
    assert inputs(view) == ["answerer"]
    hits = await anna.type_in_search(view, "answerer", "turismo")
    assert "Portuguese Tourism Board" in hits[0]["text"]["text"]
    await anna.fill(view, {"answerer": hits[0]["value"]})
    await send(stage, anna)
    assert inputs(top(anna)) == ["area"]


async def test_a_search_finds_only_what_may_be_chosen(stage: SlackWorld, anna: Person) -> None:
    view = await opened(stage, anna, "new request")
    assert await anna.type_in_search(view, "answerer", "patērētāju tiesību") == []
    assert stage.slack.complaints == []


async def test_the_answers_are_shown_before_they_are_sent(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    view = await to_the_check(stage, chat, anna)
    for answer in ("Rui Gonçalves", "tūristu gids", "23.03.2026", "Profesionālā kvalifikācija"):
        assert answer in view.words
    assert view.raw["submit"]["text"] == "Nosūtīt"
    assert "Saglabāt kā melnrakstu" in view.buttons
    assert stage.slack.complaints == []


async def test_an_answer_is_changed_from_the_check(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    view = await to_the_check(stage, chat, anna)
    await anna.click(view, "change:subject.full-name")
    await stage.calm()
    assert inputs(view) == ["subject.full-name"]
    assert view.values()["subject.full-name"]["answer"]["value"] == "Rui Gonçalves"
    await anna.fill(view, {"subject.full-name": "Rui Costa"})
    await send(stage, anna)
    assert "Rui Costa" in top(anna).words
    assert "Gonçalves" not in top(anna).words
    await anna.click(top(anna), "change:answerer")
    await stage.calm()
    chosen = top(anna).values()["answerer"]["answer"]["selected_option"]
    assert "Portuguese Tourism Board" in chosen["text"]["text"]
    assert stage.slack.complaints == []


async def test_another_ending_is_a_button(chat: SlackChat, anna: Person) -> None:
    said = await chat.fill("anna", "new request", **{**GUIDE, "ending": "draft"})
    assert REQUEST in said
    await chat.settle()
    assert await chat.inbox("joao") == []
    assert REQUEST in await chat.say("anna", "my tasks")
    assert not top(anna).raw.get("submit")


async def test_only_what_was_checked_is_sent(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    view = await to_the_check(stage, chat, sean)
    of_the_old_sheet = view.raw["private_metadata"]
    await sean.click(view, "change:subject.full-name")
    await stage.calm()
    await sean.fill(view, {"subject.full-name": "Somebody Else"})
    await send(stage, sean)
    top(sean).raw["private_metadata"] = of_the_old_sheet
    await send(stage, sean)
    assert "Your answers have changed since they were shown here." in top(sean).words
    assert "Somebody Else" in top(sean).words
    assert "IE-2026" not in await chat.say("sean", "my requests")
    assert stage.slack.complaints == []


async def test_a_form_that_is_over_is_not_sent_again(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    view = await to_the_check(stage, chat, sean)
    await chat.say("sean", "cancel")
    await send(stage, sean)
    assert "This form is no longer open" in top(sean).words
    assert "IE-2026" not in await chat.say("sean", "my requests")
    assert view.raw["callback_id"] == "note"


async def test_the_answers_of_one_form_do_not_end_in_another(
    stage: SlackWorld, sean: Person
) -> None:
    await opened(stage, sean, "accept")
    form = top(sean)
    stage.workspace.stack(sean.id).clear()
    await opened(stage, sean, "show")
    stage.workspace.stack(sean.id)[:] = [form]
    await sean.fill(form, {"reference": REQUEST})
    await send(stage, sean)
    assert "This form is no longer open" in top(sean).words


async def test_what_is_wrong_is_said_at_its_question_and_nothing_is_lost(
    stage: SlackWorld, sean: Person
) -> None:
    view = await opened(stage, sean, "propose date")
    await sean.fill(view, {"reference": "nonsense"})
    for block in view.blocks:
        if block["type"] == "input" and block["block_id"] == "day":
            await sean.fill(view, {"day": "2026-01-05"})
    await send(stage, sean)
    assert "is not the reference of a request" in view.errors["reference"]
    assert view.values()["reference"]["answer"]["value"] == "nonsense"
    assert stage.slack.complaints == []


async def test_what_is_wrong_with_typed_arguments_is_said_in_the_form(
    stage: SlackWorld, sean: Person
) -> None:
    view = await opened(stage, sean, "accept nonsense")
    assert inputs(view)[0] == "reference"
    assert "`nonsense`" in view.words or "nonsense is not the reference" in view.words


async def test_a_button_opens_the_form_and_loses_its_place_when_that_is_done(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    await chat.inbox("joao")
    letter = joao.messages()[-1]
    await joao.click(letter, f"propose date {REQUEST}")
    await stage.calm()
    assert f"propose date {REQUEST}" in str(letter.blocks)
    view = top(joao)
    await joao.fill(view, {"day": "2026-03-27"})
    await send(stage, joao)
    assert joao.modal is None
    assert "propose date" not in str(letter.blocks)
    assert REQUEST in letter.words
    assert REQUEST in joao.messages()[-1].words
    assert stage.slack.complaints == []


async def test_a_closed_form_keeps_its_answers_for_later(stage: SlackWorld, sean: Person) -> None:
    view = await opened(stage, sean, "new request")
    hits = await sean.type_in_search(view, "answerer", "turismo")
    await sean.fill(view, {"answerer": hits[0]["value"]})
    await send(stage, sean)
    await sean.close(top(sean))
    await stage.calm()
    kept = sean.messages()[-1]
    assert "Your answers are kept." in kept.words
    await sean.click(kept, "continue")
    await stage.calm()
    assert inputs(top(sean)) == ["area"]
    assert stage.slack.complaints == []


async def test_a_form_closed_without_an_answer_is_forgotten(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    view = await opened(stage, sean, "new request")
    await sean.close(view)
    await stage.calm()
    assert sean.messages() == []
    assert "Nothing waits for you" in await chat.say("sean", "my tasks")


async def test_a_form_can_be_typed_and_then_opened(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    await chat.say("sean", "propose date")
    said = await chat.say("sean", REQUEST)
    assert "Open the form" in said
    await sean.click(sean.messages()[-1], "Open the form")
    await stage.calm()
    assert inputs(top(sean)) == ["day"]
    assert stage.slack.complaints == []


async def test_a_question_in_a_room_invites_into_the_form(
    stage: SlackWorld, sean: Person, room: Channel
) -> None:
    room.members.add(sean.id)
    await sean.mention(room, "new request")
    await stage.calm()
    [invitation] = sean.ephemerals(room)
    assert "only you see it" in invitation.words
    await sean.click(invitation, "Open the form")
    await stage.calm()
    assert inputs(top(sean)) == ["answerer"]
    assert len(sean.messages(room)) == 1
    assert stage.slack.complaints == []


async def test_a_form_from_a_room_ends_with_a_whisper_there(
    stage: SlackWorld, chat: SlackChat, anna: Person, room: Channel
) -> None:
    await anna.slash("/imi", "language", room)
    await stage.calm()
    view = top(anna)
    block = view.blocks[-1]
    await chat.answer(anna, view, block, "1")
    await send(stage, anna)
    assert anna.modal is None
    assert len(anna.ephemerals(room)) == 1
    assert anna.messages(room) == []
    assert stage.slack.complaints == []


async def test_where_the_bot_is_no_member_the_answer_comes_directly(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    elsewhere = stage.slack.add_channel(stage.workspace, "elsewhere", anna, with_bot=False)
    await anna.slash("/imi", "language", elsewhere)
    await stage.calm()
    view = top(anna)
    await chat.answer(anna, view, view.blocks[-1], "1")
    await send(stage, anna)
    assert len(anna.messages()) == 1
    assert elsewhere.ephemerals == []


async def test_a_command_between_two_others_is_answered_to_its_author_alone(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    both = {anna.id, stage.person("liga").id}
    between = stage.workspace.add_channel(Channel("D0000000999", "between", "im", both))
    await anna.slash("/imi", "help", between)
    await anna.slash("/imi", "language", between)
    await stage.calm()
    view = top(anna)
    await chat.answer(anna, view, view.blocks[-1], "1")
    await send(stage, anna)
    assert between.messages == []
    assert len(between.ephemerals) == 1
    assert len(anna.messages()) == 1


async def test_a_form_outlives_a_restart(stage: SlackWorld, chat: SlackChat, sean: Person) -> None:
    view = await opened(stage, sean, "new request")
    hits = await sean.type_in_search(view, "answerer", "turismo")
    await sean.fill(view, {"answerer": hits[0]["value"]})
    await chat.restart()
    await send(stage, sean)
    assert inputs(top(sean)) == ["area"]


async def test_words_typed_with_the_command_are_searched_at_once(
    stage: SlackWorld, sean: Person
) -> None:
    view = await opened(stage, sean, "new request turismo portugal")
    _block, element = view.element("answerer")
    assert element["type"] == "radio_buttons"
    assert "Turismo de Portugal" in view.words or "Portuguese Tourism Board" in view.words
    await sean.click(view, "search again")
    await stage.calm()
    assert top(sean).element("answerer")[1]["type"] == "external_select"
    assert stage.slack.complaints == []


async def test_a_form_in_a_thread_is_answered_in_the_thread(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    first = await sean.dm("help")
    await sean.dm("language", thread_ts=first.ts)
    await stage.calm()
    await sean.click(sean.messages()[-1], "Open the form")
    await stage.calm()
    view = top(sean)
    await chat.answer(sean, view, view.blocks[-1], "1")
    await send(stage, sean)
    assert sean.messages()[-1].thread_ts == first.ts


async def test_a_modal_says_nothing_about_anybody_in_what_it_carries(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    view = await to_the_check(stage, chat, anna)
    carried = view.raw["private_metadata"] + view.raw["callback_id"]
    assert set(view.raw["private_metadata"].split('"')[1::4]) == {
        "channel", "thread", "origin", "state"
    }  # fmt: skip
    assert anna.id not in carried
    assert "Rui" not in carried

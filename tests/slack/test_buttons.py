"""What becomes of a message when one of its buttons is pressed."""

from __future__ import annotations

from chat.message import Button, Card
from core.text import msg
from tests.slack.test_forms import GUIDE, REQUEST
from tests.slack.test_letters import letter
from tests.support.slack import Channel, Person
from tests.support.slack_chat import SlackChat, SlackWorld


async def received(chat: SlackChat) -> None:
    await chat.fill("anna", "new request", **GUIDE)
    await chat.settle()
    await chat.inbox("joao")


async def test_what_was_done_takes_the_place_of_what_was_offered(
    chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    await chat.say("joao", f"show {REQUEST}")
    notice = joao.messages()[-1]
    assert f"accept {REQUEST}" in str(notice.blocks)
    await chat.press("joao", f"accept {REQUEST}")
    assert joao.messages()[-1] is notice
    assert f"accept {REQUEST}" not in str(notice.blocks)
    assert "Rui Gonçalves" in notice.words
    assert chat.stage.slack.complaints == []


async def test_a_stale_button_corrects_its_card(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    await chat.say("joao", f"show {REQUEST}")
    card, notice = joao.messages()[-1], joao.messages()[0]
    await chat.say("marta", f"accept {REQUEST}")
    before = card.words
    await joao.click(card, f"accept {REQUEST}")
    await stage.calm()
    assert "Marta Sousa" in card.words
    assert before.splitlines()[0] in card.words
    assert "Aceitar" not in " ".join(card.buttons)

    await joao.click(notice, f"accept {REQUEST}")
    await stage.calm()
    assert "Marta Sousa" in joao.messages()[-1].words
    await chat.settle()
    assert "Aceitar" not in " ".join(notice.buttons)
    assert stage.slack.complaints == []


async def test_looking_leaves_the_list_as_it_is(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    await chat.say("joao", "my tasks")
    tasks = joao.messages()[-1]
    buttons = tasks.buttons
    await joao.click(tasks, f"show {REQUEST}")
    await stage.calm()
    assert tasks.buttons == buttons
    assert joao.messages()[-1] is not tasks
    assert REQUEST in joao.messages()[-1].words


async def test_in_a_list_only_what_was_pressed_goes(stage: SlackWorld, joao: Person) -> None:
    cards = [Card(msg("{n}", n=n), actions=(Button(msg("Do"), f"accept LV-{n}"),)) for n in (1, 2)]
    await stage.face.deliver(letter(stage, *cards))
    listed = joao.messages()[-1]
    await joao.click(listed, "accept LV-1")
    await stage.calm()
    assert "accept LV-2" in str(listed.blocks)


async def test_a_whisper_is_replaced_by_its_answer(
    stage: SlackWorld, anna: Person, room: Channel
) -> None:
    await anna.slash("/imi", "help", room)
    await stage.calm()
    whispered = anna.ephemerals(room)
    await anna.click(whispered[0], "my tasks")
    await stage.calm()
    assert anna.ephemerals(room) == whispered
    assert "Kā varu jums palīdzēt" not in whispered[0].words
    assert anna.messages(room) == []
    assert stage.slack.complaints == []


async def test_a_private_answer_from_a_room_is_whispered_and_the_notice_stays(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    await chat.say("joao", f"accept {REQUEST}")
    room = stage.rooms["lisboa-team"]
    notice = room.messages[0]
    before = notice.blocks
    await joao.click(notice, f"show {REQUEST}")
    await stage.calm()
    assert "Rui Gonçalves" in joao.ephemerals(room)[0].words
    assert all("Rui" not in one.words for one in room.messages)
    assert notice.blocks == before
    assert stage.slack.complaints == []


async def test_a_decision_in_a_room_shows_who_and_when_and_nothing_more(
    stage: SlackWorld, chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    accept = Button(msg("Accept"), f"accept {REQUEST}")
    offered = letter(stage, Card(msg("A request"), actions=(accept,)), room=True)
    await stage.face.deliver(offered)
    room = stage.rooms["lisboa-team"]
    notice = room.messages[-1]
    await joao.click(notice, f"accept {REQUEST}")
    await stage.calm()
    assert notice.words.splitlines()[0] == "A request"
    assert "Accept: João Ferreira, segunda, 02/03/2026, 08:00" in notice.words
    assert notice.buttons == []
    assert "Rui Gonçalves" in joao.ephemerals(room)[0].words
    assert "Rui" not in notice.words
    assert stage.slack.complaints == []


async def test_a_click_of_somebody_without_the_right_changes_nothing_for_others(
    stage: SlackWorld, chat: SlackChat
) -> None:
    await received(chat)
    accept = Button(msg("Accept"), f"accept {REQUEST}")
    await stage.face.deliver(letter(stage, Card(msg("A request"), actions=(accept,)), room=True))
    room, tiago = stage.rooms["lisboa-team"], stage.person("tiago")
    room.members.add(tiago.id)
    await tiago.click(room.messages[-1], f"accept {REQUEST}")
    await stage.calm()
    assert room.messages[-1].buttons == ["Accept"]
    assert "Rui" not in tiago.ephemerals(room)[0].words


async def test_a_problem_too_long_for_its_message_follows_it(
    stage: SlackWorld, joao: Person
) -> None:
    button = Button(msg("Do"), "accept LV-2026-000404")
    text = msg("{text}", text="word " * 560)
    more = msg("{text}", text="word " * 200)
    await stage.face.deliver(letter(stage, Card(msg("Look"), (text, more), actions=(button,))))
    [notice] = joao.messages()
    await joao.click(notice, "accept LV-2026-000404")
    await stage.calm()
    assert notice.buttons == []
    assert "LV-2026-000404" not in notice.words
    assert "LV-2026-000404" in joao.messages()[-1].words
    assert stage.slack.complaints == []


async def test_a_question_that_only_stood_above_its_buttons_goes_with_them(
    chat: SlackChat, joao: Person
) -> None:
    await received(chat)
    chat.world.clock.forward(days=5)
    await chat.settle()
    await chat.inbox("joao")
    reminder = joao.messages()[-1]
    assert "Agora não?" in reminder.words
    await chat.press("joao", f"snooze {REQUEST} tomorrow")
    assert "Agora não?" not in reminder.words
    assert f"accept {REQUEST}" in str(reminder.blocks)
    assert chat.stage.slack.complaints == []

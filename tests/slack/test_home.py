"""The start page, and the commands in Slack's own menus. Real HTTP, the strict stand-in at the other end."""

from __future__ import annotations

import pytest

from chat.context import Place
from core.people import Address
from core.requests import Action
from tests.support.casework import Casework
from tests.support.slack import Channel, Person, SlackStandIn, View
from tests.support.slack.faults import HTTP_500
from tests.support.slack_chat import SlackChat, SlackWorld


@pytest.fixture
def casework(stage: SlackWorld) -> Casework:
    return Casework(stage.world)


async def at_home(stage: SlackWorld, person: Person) -> View:
    await person.open_home()
    await stage.calm()
    assert person.home is not None, "nothing was shown"
    return person.home


async def test_it_shows_what_waits_in_the_readers_language(
    stage: SlackWorld, casework: Casework, joao: Person, anna: Person
) -> None:
    name = await casework.asked()
    for person, waits in ((joao, "Há uma tarefa à sua espera."), (anna, "Jūs negaida")):
        home = await at_home(stage, person)
        assert waits in home.words
        assert name in home.words
    assert stage.slack.complaints == []


async def test_nobody_sees_whom_it_is_about_before_acceptance(
    stage: SlackWorld, casework: Casework, joao: Person
) -> None:
    await casework.asked()
    assert "Rui" not in (await at_home(stage, joao)).words


async def test_the_other_tab_shows_nothing(stage: SlackWorld, joao: Person) -> None:
    await joao.open_home("messages")
    await stage.calm()
    assert joao.home is None


async def test_somebody_unknown_is_told_how_to_be_registered(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    stranger = stage.person("stranger")
    home = await at_home(stage, stranger)
    assert "I do not know you yet" in home.words
    await stranger.click(home, "register")
    await stage.calm()
    assert stranger.modal is not None
    assert slack.complaints == []


async def test_what_is_chosen_there_is_answered_in_a_window_and_goes_on_there(
    stage: SlackWorld, casework: Casework, joao: Person
) -> None:
    name = await casework.asked()
    home = await at_home(stage, joao)
    await joao.click(home, f"show {name}")
    await stage.calm()
    window = joao.modal
    assert window is not None
    assert "A aguardar aceitação" in window.words
    await joao.click(window, f"accept {name}")
    await stage.calm()
    assert joao.modal is not None
    assert "Rui Gonçalves" in joao.modal.words
    assert (await casework.request(name)).state == "accepted"
    assert home.id == joao.home.id if joao.home else False
    assert "A responder" in at_last(joao)
    assert stage.slack.complaints == []


async def test_a_form_chosen_there_opens_at_once_and_the_page_follows(
    stage: SlackWorld, casework: Casework, joao: Person
) -> None:
    name = await casework.accepted()
    home = await at_home(stage, joao)
    await joao.click(home, f"answer {name}")
    await stage.calm()
    window = joao.modal
    assert window is not None
    assert window.raw.get("submit"), "no form was opened"


async def test_the_page_changes_when_a_colleague_has_acted_and_one_looks_again(
    stage: SlackWorld, casework: Casework, joao: Person
) -> None:
    name = await casework.asked()
    assert name in (await at_home(stage, joao)).words
    await casework.act("anna", name, Action.WITHDRAW)
    assert name not in (await at_home(stage, joao)).words


async def test_looking_leaves_an_open_form_alone(
    stage: SlackWorld, chat: SlackChat, sean: Person
) -> None:
    await chat.say("sean", "new request")
    await at_home(stage, sean)
    assert "cancel" in (await chat.say("sean", "nonsense nobody is called")).lower()


async def test_new_request_stands_in_the_menu_of_shortcuts(stage: SlackWorld, sean: Person) -> None:
    await sean.global_shortcut("new_request")
    await stage.calm()
    assert sean.modal is not None
    assert sean.modal.title == "New request"
    assert stage.slack.complaints == []


async def test_another_authority_is_asked_about_a_message(
    stage: SlackWorld, anna: Person, room: Channel
) -> None:
    message = await anna.say(room, "Vai šī apliecība ir īsta? <@U0000000001>")
    await anna.message_shortcut("ask_another_authority", message)
    await stage.calm()
    modal = anna.modal
    assert modal is not None
    assert modal.raw.get("submit")
    speaker = Address("slack", stage.workspace.id, anna.id)
    place = Place("slack", anna.dm_channel.id, numbered=False)
    front = stage.world.assistant.front
    dialogue = (await front.conversation.talk(await front.context(speaker, place))).dialogue
    assert dialogue is not None
    assert dialogue.answers["note"].startswith("Vai šī apliecība ir īsta?")
    assert stage.slack.complaints == []


@pytest.mark.parametrize("callback", ["", "withdraw", "new request"])
async def test_an_unknown_shortcut_does_nothing(
    stage: SlackWorld, sean: Person, callback: str
) -> None:
    assert (await sean.global_shortcut(callback)).ok
    await stage.calm()
    assert sean.modal is None


def at_last(person: Person) -> str:
    assert person.home is not None
    return person.home.words


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted"])
async def test_a_guest_of_the_workspace_is_not_obeyed_and_told_so_politely(
    stage: SlackWorld, slack: SlackStandIn, flag: str
) -> None:
    guest = slack.add_person(stage.workspace, "guest", locale="pt-PT", **{flag: True})  # type: ignore[arg-type]
    for said in ("hello", "register", "my tasks"):
        await guest.dm(said)
    await guest.global_shortcut("new_request")
    await guest.slash("/imi", "register")
    await stage.calm()
    own = [one.words for one in guest.messages() if one.user == stage.workspace.bot_user]
    assert len(own) == 3
    assert all("Só trabalho para" in words for words in own), own
    assert guest.modal is not None
    assert "Só trabalho para" in guest.modal.words
    assert "Só trabalho para" in guest.ephemerals()[-1].words


async def test_of_whom_nothing_can_be_learnt_nothing_is_taken(
    stage: SlackWorld, slack: SlackStandIn
) -> None:
    slack.faults.fail("users.info", HTTP_500, times=100)
    stranger = slack.add_person(stage.workspace, "stranger")
    await stranger.dm("register")
    await stage.calm()
    assert all(one.user == stranger.id for one in stranger.messages())

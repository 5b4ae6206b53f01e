"""Forms as modals: opened, filled in page by page, checked, sent off; and all that can come between."""

from __future__ import annotations

from tests.support.slack import Person, View
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
    hits = await stage.hits(anna, view, "answerer", "turismo")
    assert "Portuguese Tourism Board" in hits[0]["text"]["text"]
    await anna.fill(view, {"answerer": hits[0]["value"]})
    await send(stage, anna)
    assert inputs(top(anna)) == ["area"]


async def test_a_window_says_below_each_question_what_help_would_say_of_it(
    stage: SlackWorld, anna: Person
) -> None:
    view = await opened(stage, anna, "new request")
    [hit] = (await stage.hits(anna, view, "answerer", "turismo"))[:1]
    await anna.fill(view, {"answerer": hit["value"]})
    await send(stage, anna)
    [area] = [block for block in top(anna).blocks if block["type"] == "input"]
    assert "No tā atkarīgs, kas otrā iestādē" in area["hint"]["text"]


async def test_a_search_finds_only_what_may_be_chosen(stage: SlackWorld, anna: Person) -> None:
    view = await opened(stage, anna, "new request")
    [told] = await anna.type_in_search(view, "answerer", "patērētāju tiesību")
    said = "Šī iestāde ir jūsu valstī. Pieprasījumus sūta citas valsts iestādei."
    assert told["text"]["text"] == said
    await anna.fill(view, {"answerer": told["value"]})
    await anna.submit(view)
    assert view.errors["answerer"] == "Lūdzu, izvēlieties no saraksta."
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
    assert "I do not know a request" in form.errors["reference"]
    assert top(sean) is form


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


async def test_a_modal_says_nothing_about_anybody_in_what_it_carries(
    stage: SlackWorld, chat: SlackChat, anna: Person
) -> None:
    view = await to_the_check(stage, chat, anna)
    carried = view.raw["private_metadata"] + view.raw["callback_id"]
    assert set(view.raw["private_metadata"].split('"')[1::4]) == {
        "channel", "thread", "origin", "state", "world"
    }  # fmt: skip
    assert anna.id not in carried
    assert "Rui" not in carried

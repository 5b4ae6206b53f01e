from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_stand_in.echo_bot import Body, EchoBot, modal, option, plain, question
from tests.support.slack import Person, SlackStandIn, Timing, View
from tests.support.slack.screen import TROUBLE

TEXT: Body = {"type": "plain_text_input"}


async def opened(slack: SlackStandIn, person: Person) -> View:
    await person.slash("/imi", "form")
    return await slack.until(lambda: person.modal)


async def test_every_kind_of_answer_arrives_as_slack_sends_it(
    slack: SlackStandIn, any_bot: EchoBot, anna: Person
) -> None:
    choices = [option("Health"), option("Tourism")]
    any_bot.form = modal(
        question("subject", TEXT),
        question("nothing", TEXT, optional=True),
        question("area", {"type": "static_select", "options": choices}),
        question("areas", {"type": "multi_static_select", "options": choices}),
        question("boxes", {"type": "checkboxes", "options": choices}, optional=True),
        question("radio", {"type": "radio_buttons", "options": choices}),
        question("day", {"type": "datepicker"}),
        question("who", {"type": "users_select"}),
        question("papers", {"type": "file_input"}),
        question("authority", {"type": "external_select"}),
        question("authorities", {"type": "multi_external_select", "min_query_length": 1}),
    )
    form = await opened(slack, anna)
    assert await anna.type_in_search(form, "authority", "li") == []
    found = await anna.type_in_search(form, "authority", "lis")
    assert [one["text"]["text"] for one in found] == ["Turismo de Lisboa", "Lisbon Port"]
    paper = anna.file("licence.pdf", b"%PDF")
    await anna.fill(
        form,
        {
            "subject": "Guides & <licences>",
            "area": "Tourism",
            "areas": ["Health", "tourism"],
            "radio": "health",
            "day": "2026-10-31",
            "who": anna.id,
            "papers": [paper],
            "authority": "PT-1",
        },
    )
    await anna.type_in_search(form, "authorities", "p")
    await anna.fill(form, {"authorities": ["Lisbon Port"]})
    await anna.submit(form)
    tourism, health = _shown("Tourism"), _shown("Health")
    assert {block: state["answer"] for block, state in any_bot.values().items()} == {
        "subject": {"type": "plain_text_input", "value": "Guides & <licences>"},
        "nothing": {"type": "plain_text_input", "value": None},
        "area": {"type": "static_select", "selected_option": tourism},
        "areas": {"type": "multi_static_select", "selected_options": [health, tourism]},
        "boxes": {"type": "checkboxes", "selected_options": []},
        "radio": {"type": "radio_buttons", "selected_option": health},
        "day": {"type": "datepicker", "selected_date": "2026-10-31"},
        "who": {"type": "users_select", "selected_user": anna.id},
        "papers": {"type": "file_input", "files": [paper]},
        "authority": {
            "type": "external_select",
            "selected_option": _shown("Turismo de Lisboa", "PT-1"),
        },
        "authorities": {
            "type": "multi_external_select",
            "selected_options": [_shown("Lisbon Port", "PT-2")],
        },
    }
    assert anna.modal is None
    assert slack.complaints == []


async def test_initial_answers_are_sent_unless_changed(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    first = option("Health")
    area = {"type": "static_select", "options": [first], "initial_option": first}
    bot.form = modal(
        question("subject", {**TEXT, "initial_value": "Guides"}),
        question("area", area),
        question("day", {"type": "datepicker", "initial_date": "2026-10-31"}),
    )
    form = await opened(slack, anna)
    await anna.fill(form, {"subject": "Hotels"})
    await anna.submit(form)
    values = bot.values()
    assert values["subject"]["answer"]["value"] == "Hotels"
    assert values["area"]["answer"]["selected_option"] == _shown("Health")
    assert values["day"]["answer"]["selected_date"] == "2026-10-31"


async def test_slack_itself_asks_for_what_is_missing(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    bot.form = modal(question("subject", {**TEXT, "max_length": 5}), question("area", TEXT))
    form = await opened(slack, anna)
    await anna.fill(form, {"subject": "too long"})
    before = len(slack.deliveries)
    assert await anna.submit(form) is None
    assert set(form.errors) == {"subject", "area"}
    assert len(slack.deliveries) == before


async def test_errors_keep_the_form_open(
    slack: SlackStandIn, any_bot: EchoBot, anna: Person
) -> None:
    any_bot.form = modal(question("day", TEXT))
    any_bot.answer = {"response_action": "errors", "errors": {"day": "Please write a day."}}
    form = await opened(slack, anna)
    await anna.fill(form, {"day": "someday"})
    await anna.submit(form)
    assert anna.modal is form
    assert form.errors == {"day": "Please write a day."}
    assert form.values()["day"]["answer"]["value"] == "someday"
    assert slack.complaints == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"month": "No."}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
        {"response_action": "explode", "errors": {"day": "No."}},
    ],
    ids=["unknown block", "no errors", "wrong view", "unknown action"],
)
async def test_a_wrong_answer_to_a_form_is_trouble(
    slack: SlackStandIn, bot: EchoBot, anna: Person, answer: Body
) -> None:
    bot.form = modal(question("day", {**TEXT, "initial_value": "x"}))
    form = await opened(slack, anna)
    bot.answer = answer
    await anna.submit(form)
    assert anna.modal is form
    assert anna.notices == [TROUBLE]
    assert len(slack.complaints) == 1


async def test_an_update_keeps_only_answers_of_the_same_questions(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    unnamed = {"type": "input", "label": plain("Note"), "element": {**TEXT, "action_id": "answer"}}
    bot.form = modal(question("same", TEXT), question("gone", TEXT), unnamed)
    form = await opened(slack, anna)
    note = form.blocks[2]["block_id"]
    await anna.fill(form, {"same": "kept", "gone": "lost", note: "lost as well"})
    preset = question("same", {**TEXT, "initial_value": "not shown"})
    changed = question("gone", {"type": "datepicker"})
    bot.answer = {"response_action": "update", "view": modal(preset, changed, unnamed)}
    before = form.hash
    await anna.submit(form)
    assert anna.modal is form
    assert form.hash != before
    values = form.values()
    assert values["same"]["answer"]["value"] == "kept"
    assert values["gone"]["answer"] == {"type": "datepicker", "selected_date": None}
    assert note not in values
    assert values[form.blocks[2]["block_id"]]["answer"]["value"] is None


async def test_steps_are_stacked_three_high_and_closed_one_by_one(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    bot.form = modal({"type": "divider"}, notify_on_close=True)
    first = await opened(slack, anna)
    bot.answer = {"response_action": "push", "view": bot.form}
    for _ in range(2):
        top = await slack.until(lambda: anna.modal)
        await anna.submit(top)
    third = await slack.until(lambda: anna.modal)
    assert third.as_json()["root_view_id"] == first.id
    assert slack.complaints == []
    await anna.submit(third)
    assert slack.complaints == ["view_submission: push_limit_reached"]
    await anna.close(third)
    assert bot.heard[-1]["type"] == "view_closed"
    assert bot.heard[-1]["is_cleared"] is False
    second = await slack.until(lambda: anna.modal)
    assert second.id == third.as_json()["previous_view_id"]
    await anna.close(second, everything=True)
    assert anna.modal is None
    assert [one["is_cleared"] for one in bot.heard[-2:]] == [True, True]


async def test_clear_closes_every_step(slack: SlackStandIn, bot: EchoBot, anna: Person) -> None:
    bot.form = modal({"type": "divider"})
    form = await opened(slack, anna)
    bot.answer = {"response_action": "push", "view": bot.form}
    await anna.submit(form)
    bot.answer = {"response_action": "clear"}
    await anna.submit(await slack.until(lambda: anna.modal))
    assert anna.modal is None


async def test_a_choice_that_acts_at_once_is_told_to_the_bot(
    slack: SlackStandIn, any_bot: EchoBot, anna: Person
) -> None:
    menu = {
        "type": "static_select",
        "options": [option("Health"), option("Tourism")],
        "action_id": "answer",
    }
    section = {"type": "section", "block_id": "area", "text": plain("Area"), "accessory": menu}
    any_bot.form = modal(section, question("subject", TEXT, dispatch_action=True))
    form = await opened(slack, anna)
    await anna.choose(form, "area", "Tourism")
    assert any_bot.heard[-1]["actions"][0]["selected_option"]["value"] == "tourism"
    assert any_bot.heard[-1]["container"] == {"type": "view", "view_id": form.id}
    await anna.fill(form, {"subject": "Guides"})
    assert any_bot.heard[-1]["actions"][0]["value"] == "Guides"
    assert any_bot.values()["area"]["answer"]["selected_option"]["value"] == "tourism"
    assert slack.complaints == []


async def test_a_trigger_works_once_and_for_three_seconds(
    slack: SlackStandIn, bot: EchoBot, anna: Person, client: AsyncWebClient
) -> None:
    view = modal({"type": "divider"})
    await anna.slash("/imi", "hello")
    trigger = bot.heard[-1]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=view)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=view)
    await anna.slash("/imi", "hello")
    slack.clock.skip(Timing().trigger_seconds + 0.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=bot.heard[-1]["trigger_id"], view=view)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=view)
    assert len(slack.complaints) == 3


async def test_a_trigger_of_another_workspace_is_worthless(
    slack: SlackStandIn, bot: EchoBot, anna: Person
) -> None:
    lisbon = slack.add_workspace("Lisbon")
    await anna.slash("/imi", "hello")
    trigger = bot.heard[-1]["trigger_id"]
    client = AsyncWebClient(lisbon.bot_token, base_url=slack.base_url)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id=trigger, view=modal({"type": "divider"}))


async def test_views_are_updated_by_id_unless_they_have_changed(
    slack: SlackStandIn, bot: EchoBot, anna: Person, client: AsyncWebClient
) -> None:
    bot.form = modal(question("subject", TEXT), external_id="request-1")
    form = await opened(slack, anna)
    old = form.hash
    await client.views_update(external_id="request-1", view=modal({"type": "divider"}))
    assert form.blocks[0]["type"] == "divider"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=form.id, hash=old, view=bot.form)
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id="V404", view=bot.form)


async def test_a_home_button_is_pressed_like_any_other(
    slack: SlackStandIn, bot: EchoBot, anna: Person, client: AsyncWebClient
) -> None:
    pressed = {"type": "button", "text": plain("Next"), "action_id": "answer", "value": "2"}
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [pressed]}]}
    await client.views_publish(user_id=anna.id, view=home)
    shown = await slack.until(lambda: anna.home)
    await anna.click(shown, "Next")
    assert bot.heard[-1]["view"]["type"] == "home"
    assert bot.heard[-1]["actions"][0]["value"] == "2"
    assert "response_url" not in bot.heard[-1]


def _shown(label: str, value: str = "") -> Body:
    text = {"type": "plain_text", "text": label, "emoji": True}
    return {"text": text, "value": value or label.lower()}

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.slack_stand_in.echo_bot import button, modal, option, plain, question
from tests.support.slack.blocks import check_message, check_options, check_view
from tests.support.slack.wire import SlackError

Body = dict[str, Any]


def section(text: object, **more: object) -> Body:
    return {"type": "section", "text": text, **more}


def actions(*elements: Body, **more: object) -> Body:
    return {"type": "actions", "elements": list(elements), **more}


def select(*options: Body, **more: object) -> Body:
    return {"type": "static_select", "options": list(options), **more}


def mrkdwn(text: str) -> Body:
    return {"type": "mrkdwn", "text": text}


def numbered(count: int) -> list[Body]:
    return [option(f"Option {number}") for number in range(count)]


def field(**element: object) -> Body:
    return question("q", {"type": "plain_text_input", **element})


IMAGE: Body = {"type": "image", "image_url": "https://x.eu/a.png", "alt_text": "A map"}

GOOD_MESSAGES: dict[str, list[Body]] = {
    "section": [section(mrkdwn("*Hello*"), accessory=button("Open", "open"))],
    "rich text": [
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Bold", "style": {"bold": True}},
                        {"type": "link", "url": "https://x.eu", "text": "a link"},
                    ],
                }
            ],
        }
    ],
    "all the rest": [
        {"type": "header", "text": plain("Title")},
        {"type": "divider"},
        {"type": "context", "elements": [mrkdwn("small"), IMAGE]},
        IMAGE,
        {"type": "markdown", "text": "**bold**"},
        {"type": "section", "fields": [plain("a"), mrkdwn("b")]},
        actions(button("A", "a"), button("B", "b"), block_id="row"),
    ],
}

BAD_MESSAGES: dict[str, list[Body]] = {
    "no blocks": [],
    "51 blocks": [{"type": "divider"}] * 51,
    "unknown block type": [{"type": "sektion", "text": plain("x")}],
    "section text 3001": [section(plain("x" * 3001))],
    "section empty text": [section(plain(""))],
    "header mrkdwn": [{"type": "header", "text": mrkdwn("x")}],
    "header 151 characters": [{"type": "header", "text": plain("x" * 151)}],
    "button text 76": [actions(button("x" * 76, "v"))],
    "button text mrkdwn": [actions({**button("x", "v"), "text": mrkdwn("x")})],
    "button value 2001": [actions({**button("x", "v" * 2001), "action_id": "a"})],
    "button bad style": [actions({**button("x", "v"), "style": "green"})],
    "button with a bad address": [actions({**button("x", "v"), "url": "javascript:alert(1)"})],
    "action_id 256": [actions({**button("x", "v"), "action_id": "a" * 256})],
    "26 buttons": [actions(*(button("x", str(number)) for number in range(26)))],
    "11 fields": [section(plain("x"), fields=[plain("x")] * 11)],
    "field 2001 characters": [section(plain("x"), fields=[plain("x" * 2001)])],
    "11 context elements": [{"type": "context", "elements": [plain("x")] * 11}],
    "image without alt_text": [{"type": "image", "image_url": "https://x.eu/a.png"}],
    "image url 3001": [{**IMAGE, "image_url": "https://x.eu/" + "a" * 3001}],
    "misspelt key": [{"type": "section", "txt": plain("x")}],
    "extra key": [section(plain("x"), colour="red")],
    "null value": [section(plain("x"), accessory=None)],
    "duplicate block_id": [section(plain("x"), block_id="a"), section(plain("y"), block_id="a")],
    "duplicate action_id": [actions(button("A", "a"), button("B", "a"))],
    "input without element": [{"type": "input", "label": plain("x")}],
    "no options": [question("q", select())],
    "101 options": [question("q", select(*numbered(101)))],
    "option text 76": [question("q", select(option("x" * 76, "v")))],
    "option value 151": [question("q", select(option("x", "v" * 151)))],
    "two options with one value": [question("q", select(option("a", "v"), option("b", "v")))],
    "11 radio buttons": [question("q", {**select(*numbered(11)), "type": "radio_buttons"})],
    "markdown 12001": [{"type": "markdown", "text": "x" * 12_001}],
    "initial option not among the options": [
        question("q", select(*numbered(2), initial_option=option("Option 9")))
    ],
    "initial boxes not among the options": [
        question(
            "q",
            {
                "type": "checkboxes",
                "options": numbered(2),
                "initial_options": [option("Option 9")],
            },
        )
    ],
    "initial value too long": [field(initial_value="x" * 11, max_length=10)],
    "button in an input block": [question("q", button("x", "v"))],
    "text field in actions": [actions({"type": "plain_text_input", "action_id": "a"})],
    "empty rich text": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
        }
    ],
    "unknown rich text": [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "sparkle"}]}],
        }
    ],
}

BAD_MODALS: dict[str, Body] = {
    "title 25": modal(field(), title=plain("x" * 25)),
    "title mrkdwn": modal(field(), title=mrkdwn("x")),
    "no blocks": modal(),
    "101 blocks": modal(*[{"type": "divider"}] * 101),
    "submit 25": modal(field(), submit=plain("x" * 25)),
    "metadata 3001": modal(field(), private_metadata="x" * 3001),
    "callback_id 256": modal(field(), callback_id="x" * 256),
    "placeholder 151": modal(field(placeholder=plain("x" * 151))),
    "max_length 3001": modal(field(max_length=3001)),
    "label 2001": modal(question("q", {"type": "plain_text_input"}, label=plain("x" * 2001))),
    "bad date": modal(question("q", {"type": "datepicker", "initial_date": "31.12.2026"})),
    "markdown block": modal({"type": "markdown", "text": "x"}),
    "unknown key": modal(field(), colour="red"),
    "Slack's own key": modal(field(), id="V1"),
    "a home tab": {"type": "home", "blocks": [{"type": "divider"}]},
    "two elements with focus": modal(
        question("a", {"type": "plain_text_input", "focus_on_load": True}),
        question("b", {"type": "plain_text_input", "focus_on_load": True}),
    ),
}


@pytest.mark.parametrize("blocks", GOOD_MESSAGES.values(), ids=GOOD_MESSAGES)
def test_a_right_message_passes(blocks: list[Body]) -> None:
    assert check_message(blocks) == blocks


@pytest.mark.parametrize("blocks", BAD_MESSAGES.values(), ids=BAD_MESSAGES)
def test_a_wrong_message_is_invalid_blocks(blocks: list[Body]) -> None:
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message(blocks)


@pytest.mark.parametrize("view", BAD_MODALS.values(), ids=BAD_MODALS)
def test_a_wrong_modal_is_invalid_arguments(view: Body) -> None:
    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(view, "modal")


@pytest.mark.parametrize("missing", ["title", "submit"])
def test_a_modal_with_an_input_needs_its_title_and_its_button(missing: str) -> None:
    view = modal(field())
    assert check_view(view, "modal") == view
    del view[missing]
    with pytest.raises(SlackError, match=missing):
        check_view(view, "modal")


def test_a_modal_may_leave_its_own_words_empty() -> None:
    view = modal(field(), private_metadata="", callback_id="", external_id="")
    assert check_view(view, "modal") == view


ELEMENTS: dict[str, Body] = {
    "text": {"type": "plain_text_input", "multiline": True, "max_length": 3000},
    "select": select(*numbered(100), placeholder=plain("Choose")),
    "preset select": select(*numbered(2), initial_option=option("Option 1")),
    "multi select": {**select(*numbered(2)), "type": "multi_static_select"},
    "groups": {
        "type": "static_select",
        "option_groups": [{"label": plain("G"), "options": numbered(2)}],
    },
    "search": {"type": "external_select", "min_query_length": 1},
    "multi search": {"type": "multi_external_select", "max_selected_items": 3},
    "boxes": {"type": "checkboxes", "options": [{"text": mrkdwn("*a*"), "value": "a"}]},
    "radio buttons": {**select(*numbered(10)), "type": "radio_buttons"},
    "date": {"type": "datepicker", "initial_date": "2026-10-31"},
    "person": {"type": "users_select"},
    "file": {"type": "file_input", "filetypes": ["pdf"], "max_files": 2},
    "e-mail": {"type": "email_text_input"},
    "number": {"type": "number_input", "is_decimal_allowed": False},
}


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS)
def test_every_kind_of_question_passes_in_a_modal(element: Body) -> None:
    view = modal(question("q", element, optional=True, hint=plain("Hint")))
    assert check_view(view, "modal") == view


WRONG_OPTIONS: dict[str, Callable[[], object]] = {
    "nothing": lambda: None,
    "a list": lambda: [option("a")],
    "101": lambda: {"options": numbered(101)},
    "an empty label": lambda: {"options": [option("", "v")]},
    "a label of 76": lambda: {"options": [option("x" * 76, "v")]},
    "one value twice": lambda: {"options": [option("a", "v"), option("b", "v")]},
    "an unknown key": lambda: {"options": [{**option("a"), "colour": "red"}]},
}


@pytest.mark.parametrize("answer", WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_wrong_answers_to_a_search_are_refused(answer: Callable[[], object]) -> None:
    with pytest.raises(SlackError, match="invalid_options"):
        check_options(answer())


def test_a_search_may_find_nothing_or_a_hundred() -> None:
    assert check_options({"options": []}) == []
    assert len(check_options({"options": numbered(100)})) == 100

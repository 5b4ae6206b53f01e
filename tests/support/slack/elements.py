"""Block elements as a person answers them, and their `state.values` as Slack sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tests.support.slack.wire import Json

Answer = str | Sequence[str] | Sequence[Json] | None

KEYS = {
    "plain_text_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "number_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
EXTERNAL = frozenset({"external_select", "multi_external_select"})
_MANY = frozenset(
    {
        "selected_options",
        "selected_users",
        "selected_conversations",
        "selected_channels",
        "files",
    }
)
_SHAPES = {
    "datepicker": r"\d{4}-\d{2}-\d{2}",
    "timepicker": r"\d{2}:\d{2}",
    "users_select": r"[UW]\w+",
    "number_input": r"-?\d+(\.\d+)?",
}


def interactive(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that has an answer or can be pressed, with its block."""
    for block in blocks:
        found = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        for element in found:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def untouched(element: Json) -> Json:
    """The state of an element nobody has touched."""
    key = KEYS[element["type"]]
    initial = element.get(key.replace("selected", "initial").replace("value", "initial_value"))
    if key in _MANY:
        initial = initial or []
    return {"type": element["type"], key: _shown(initial)}


def answered(element: Json, answer: Answer, offered: Sequence[Json] = ()) -> Json:
    """The state after a person answers; `offered` are the options the bot gave to a search."""
    kind = element["type"]
    key = KEYS[kind]
    if answer is None:
        return {"type": kind, key: [] if key in _MANY else None}
    if key in ("selected_option", "selected_options"):
        options = list(offered) if kind in EXTERNAL else options_of(element)
        chosen = [_option(options, one) for one in _listed(answer)]
        return {"type": kind, key: chosen if key in _MANY else chosen[0]}
    if kind == "file_input":
        return {"type": kind, key: _files(element, answer)}
    if key in _MANY:
        return {"type": kind, key: list(_listed(answer))}
    if not re.fullmatch(_SHAPES.get(kind, "(?s).*"), str(answer)):
        raise AssertionError(f"a {kind} cannot hold {answer!r}")
    return {"type": kind, key: answer}


def options_of(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(one for group in groups for one in group["options"])]


def problem(block: Json, element: Json, state: Json) -> str | None:
    """What Slack's own client says before it sends anything."""
    value = state[KEYS[element["type"]]]
    if not value:
        return None if block.get("optional") else "Please complete this required field."
    if element["type"] != "plain_text_input":
        return None
    if len(value) > int(element.get("max_length", 3000)):
        return f"Please enter no more than {element.get('max_length', 3000)} characters."
    if len(value) < int(element.get("min_length", 0)):
        return f"Please enter at least {element['min_length']} characters."
    return None


def _listed(answer: Answer) -> Sequence[Any]:
    return [answer] if isinstance(answer, str) else list(answer or ())


def _option(options: Sequence[Json], answer: str) -> Json:
    found = [one for one in options if answer in (one.get("value"), one["text"]["text"])]
    if len(found) != 1:
        seen = [one["text"]["text"] for one in options]
        raise AssertionError(f"{answer!r} is {len(found)} times among the options {seen}")
    shown: Json = _shown(found[0])
    return shown


def _shown(option: Any) -> Any:
    """Slack sends an option back with the defaults of its text written out."""
    if isinstance(option, list):
        return [_shown(one) for one in option]
    if not isinstance(option, dict) or "text" not in option:
        return option
    text = option["text"]
    extra = {"emoji": True} if text["type"] == "plain_text" else {"verbatim": False}
    return {**option, "text": {**extra, **text}}


def _files(element: Json, answer: Answer) -> list[Json]:
    files: list[Json] = list(_listed(answer))
    if len(files) > int(element.get("max_files", 10)):
        raise AssertionError(f"at most {element.get('max_files', 10)} files can be given")
    allowed = element.get("filetypes")
    for file in files:
        if allowed and file["filetype"] not in allowed:
            raise AssertionError(f"{file['name']} is not one of {allowed}")
    return files

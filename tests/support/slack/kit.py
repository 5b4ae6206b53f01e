"""Two published models of Block Kit as judges: slack_sdk's and blockkit's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from blockkit import core as kit
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.support.slack.wire import Json

_REFUSALS = (SlackObjectFormationError, TypeError, ValueError, AttributeError, KeyError)


def sdk_problems(blocks: list[Json]) -> Iterator[str]:
    """slack_sdk drops in silence what it does not know: its output is compared with its input."""
    for place, block in enumerate(blocks):
        try:
            parsed = Block.parse(dict(block))
            kept = parsed.to_dict() if parsed else None
        except _REFUSALS as error:
            yield f"blocks[{place}]: {error}"
        else:
            yield from _lost(block, kept, f"blocks[{place}]")


def sdk_view_problems(view: Json) -> Iterator[str]:
    frame = {key: value for key, value in view.items() if key != "blocks"}
    try:
        kept = View(**frame, blocks=view["blocks"]).to_dict()
    except _REFUSALS as error:
        yield f"view: {error}"
    else:
        kept.pop("blocks", None)
        yield from _lost(frame, kept, "view")


def _lost(given: object, kept: object, path: str) -> Iterator[str]:
    if isinstance(given, dict) and isinstance(kept, dict):
        for key, value in given.items():
            if key in kept:
                yield from _lost(value, kept[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}: unknown or empty"
    elif isinstance(given, list) and isinstance(kept, list) and len(given) == len(kept):
        for place, (one, other) in enumerate(zip(given, kept, strict=True)):
            yield from _lost(one, other, f"{path}[{place}]")
    elif given != kept:
        yield f"{path}: not something Slack knows"


@cache
def classes() -> dict[str, type[kit.Component]]:
    found = {}
    for cls in vars(kit).values():
        if isinstance(cls, type) and issubclass(cls, kit.Component) and cls is not kit.Component:
            kind = cls()._get_field_value("type")
            if kind and cls not in (kit.Text, kit.ImageEl, kit.RichTextEl):
                found[str(kind)] = cls
    return {**found, "text": kit.RichTextEl}


_UNTYPED: dict[str, type[kit.Component]] = {
    "confirm": kit.Confirm,
    "options": kit.Option,
    "initial_option": kit.Option,
    "initial_options": kit.Option,
    "option_groups": kit.OptionGroup,
    "style": kit.RichStyle,
    "filter": kit.ConversationFilter,
    "dispatch_action_config": kit.DispatchActionConfig,
    "slack_file": kit.SlackFile,
    "column_settings": kit.ColumnSettings,
}


class _Unknown(Exception):
    """blockkit has no class for it: newer than blockkit, and left to the other judge."""


def kit_problems(component: Json, path: str) -> Iterator[str]:
    try:
        _built(component, "").build()
    except _Unknown:
        return
    except (kit.FieldValidationError, kit.ComponentValidationError, *_REFUSALS) as error:
        yield f"{path}: {error}"


def _plainer(element: Json) -> Json:
    """Slack allows mrkdwn in the options of boxes and radio buttons; blockkit does not."""
    if element.get("type") not in ("checkboxes", "radio_buttons"):
        return element
    plain: Json = {
        key: [{**one, "text": {**one["text"], "type": "plain_text"}} for one in element[key]]
        for key in ("options", "initial_options")
        if key in element
    }
    return {**element, **plain}


def _built(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_built(one, key) for one in value]
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    parts = {name: _built(one, name) for name, one in _plainer(value).items()}
    if kind in ("plain_text", "mrkdwn"):
        return kit.Text(**parts)
    parts.pop("type", None)
    if kind == "image" and key in ("elements", "accessory"):
        return kit.ImageEl(**parts)
    found = _UNTYPED.get(key) if kind is None else classes().get(kind)
    if found is None:
        raise _Unknown(kind or key)
    return found(**parts)

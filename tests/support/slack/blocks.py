"""Is this what Slack would accept? The two judges of `kit`, and what neither of them sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tests.support.slack import elements, kit
from tests.support.slack.wire import Json, SlackError

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
_ONLY_IN_MESSAGES = frozenset({"markdown", "file", "table", "plan", "task_card", "context_actions"})
_MAY_BE_EMPTY = frozenset({"private_metadata", "callback_id", "external_id"})
_OF_THE_APP = frozenset(
    {
        "type",
        "title",
        "submit",
        "close",
        "blocks",
        "private_metadata",
        "callback_id",
        "external_id",
        "clear_on_close",
        "notify_on_close",
    }
)


def check_message(blocks: object) -> list[Json]:
    """The blocks of a message, or `invalid_blocks` with a sentence per mistake."""
    found = _listed(blocks)
    problems = list(_block_problems(found, MESSAGE_BLOCKS))
    if problems:
        raise SlackError("invalid_blocks", *problems)
    return found


def check_view(view: object, *kinds: str) -> Json:
    """A view of one of these kinds, or `invalid_arguments` with a sentence per mistake."""
    if not isinstance(view, dict) or "type" not in view:
        raise SlackError("invalid_arguments", "view: not a view object")
    blocks = _listed(view.get("blocks"))
    problems = list(_view_problems(view, kinds)) + list(_block_problems(blocks, VIEW_BLOCKS))
    problems += [
        f"blocks: {block['type']} is only for messages"
        for block in blocks
        if block["type"] in _ONLY_IN_MESSAGES
    ]
    if problems:
        raise SlackError("invalid_arguments", *problems)
    return view


def check_options(answer: object) -> list[Json]:
    """What a bot answers to a search; Slack shows nothing when it is wrong."""
    if not isinstance(answer, dict) or not set(answer) <= {"options", "option_groups"}:
        raise SlackError("invalid_options", f"not options: {answer!r:.200}")
    element = {"type": "static_select", "action_id": "search", **answer}
    options = elements.options_of(element)
    if options or answer.get("option_groups"):
        problems = list(kit.kit_problems(element, "options"))
        if problems or (problems := list(_option_problems(element, "options"))):
            raise SlackError("invalid_options", *problems)
    return options


def _listed(blocks: object) -> list[Json]:
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise SlackError("invalid_blocks_format", "blocks: not a list of objects")
    if not all(isinstance(one.get("type"), str) for one in blocks):
        raise SlackError("invalid_blocks_format", "blocks: one has no type")
    return blocks


def _block_problems(blocks: list[Json], limit: int) -> Iterator[str]:
    if not 1 <= len(blocks) <= limit:
        yield f"blocks: {len(blocks)}, between 1 and {limit} are allowed"
    yield from _doubles("block_id", [block.get("block_id") for block in blocks])
    judged = list(kit.sdk_problems(blocks))
    yield from judged
    for place, block in enumerate(blocks):
        path = f"blocks[{place}]"
        yield from kit.kit_problems(block, path)
        if not judged:
            yield from _own_problems(block, path)
    focused = [one for _block, one in elements.interactive(blocks) if one.get("focus_on_load")]
    if len(focused) > 1:
        yield "blocks: only one element can have focus_on_load"


def _doubles(name: str, ids: Sequence[str | None]) -> Iterator[str]:
    for one, times in Counter(ids).items():
        if one is not None and times > 1:
            yield f"{name} {one!r} is used {times} times"


def _own_problems(block: Json, path: str) -> Iterator[str]:
    inside = [one for _block, one in elements.interactive([block])]
    for problem in _doubles("action_id", [one["action_id"] for one in inside]):
        yield f"{path}: {problem}"
    for number, field in enumerate(block.get("fields", ())):
        if len(field["text"]) > 2000:
            yield f"{path}.fields[{number}]: longer than 2000"
    for element in inside:
        yield from _option_problems(element, path)
        yield from _place_problems(block, element, path)


def _option_problems(element: Json, path: str) -> Iterator[str]:
    options = elements.options_of(element)
    if "options" in element and not 1 <= len(options) <= 100:
        yield f"{path}: {len(options)} options, between 1 and 100 are allowed"
    yield from (f"{path}: {text}" for text in _doubles("value", [o.get("value") for o in options]))
    initial = element.get("initial_options") or [element.get("initial_option")]
    if element["type"] not in elements.EXTERNAL:
        for one in initial:
            if one is not None and one not in options:
                yield f"{path}: the initial option {one.get('value')!r} is not among the options"
    most = int(element.get("max_length", 3000))
    if len(str(element.get("initial_value") or "")) > most:
        yield f"{path}: initial_value is longer than {most}"


def _place_problems(block: Json, element: Json, path: str) -> Iterator[str]:
    kind = element["type"]
    if block["type"] == "input" and kind in ("button", "overflow", "workflow_button"):
        yield f"{path}: a {kind} cannot stand in an input block"
    if block["type"] != "input" and (kind.endswith("_input") or kind == "plain_text_input"):
        yield f"{path}: a {kind} can only stand in an input block"
    url = element.get("url")
    if kind == "button" and url is not None and not url.startswith(("https://", "http://")):
        yield f"{path}: {url!r} is not a web address"


def _view_problems(view: Json, kinds: Sequence[str]) -> Iterator[str]:
    if view["type"] not in kinds:
        yield f"view: {view['type']!r} is not {' or '.join(kinds)}"
    for key in view.keys() - _OF_THE_APP:
        yield f"view.{key}: not an argument of the app"
    said = {key: one for key, one in view.items() if one != "" or key not in _MAY_BE_EMPTY}
    yield from kit.sdk_view_problems(said)
    yield from kit.kit_problems({**said, "blocks": [{"type": "divider"}]}, "view")
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_input and "submit" not in view:
        yield "view: a modal with an input needs a submit button"

"""A question as the element of a modal that takes its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Voice
from bot.slack.posts import NOTHING
from bot.slack.richtext import Json
from bot.slack.wording import clean, clipped, size
from chat.fields import Choice, Choices, Day, Field, File, Option, Search, Text
from core.text import Message

ANSWER = "answer"
KEEP = "keep"
"""The action of an element that cannot hold the answer it had: left empty, the answer stays."""
TOLD = "-"
"""The value of what stands among a search's hits and is none; chosen all the same it is refused as no hit."""
LONGEST_INPUT = 3000
LABEL = 75
_HINT = 75
_FEW, _MANY = 10, 100
_MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a question: the answer it had, for a search as an option, and the hits of its words."""

    answer: str = ""
    picked: Option | None = None
    hits: tuple[Option, ...] = ()


def element(field: Field, voice: Voice, before: Before) -> Json:
    answer = before.answer
    match field:
        case Choice():
            return _choice(field, voice, answer)
        case Choices():
            return _choices(field, voice, answer)
        case Search():
            return _search(voice, before)
        case Day():
            return _with({"type": "datepicker", "action_id": ANSWER}, initial_date=_day(answer))
        case File():
            found = {"type": "file_input", "max_files": _MOST_FILES}
            return {**found, "action_id": KEEP if answer else ANSWER}
        case _:
            return _text(field, answer)


def keeps(field: Field, answer: str) -> bool:
    """Whether the answer it had cannot be shown in the element."""
    if isinstance(field, Choice | Choices):
        return bool(answer) and len(field.options) > _MANY
    return bool(answer) and (isinstance(field, File) or size(answer) > LONGEST_INPUT)


def in_full(field: Field, voice: Voice) -> list[str]:
    """The options in words, where one is too long to be read on a button or in a menu."""
    if not isinstance(field, Choice | Choices):
        return []
    labels = [" ".join(clean(voice.text(option.label)).split()) for option in field.options]
    return labels if any(size(label) > LABEL for label in labels) else []


def option(found: Option, voice: Voice, number: int = 0) -> Json:
    label = voice.text(found.label)
    shown = clipped(f"{number}. {label}" if number else label, LABEL)
    value: Json = {"text": _plain(shown or NOTHING), "value": found.value}
    hint = clipped(voice.text(found.hint), _HINT) if found.hint else ""
    return {**value, "description": _plain(hint)} if hint else value


def remark(said: Message, voice: Voice) -> Json:
    """What a search has to say instead of hits; a second line takes what the first cannot hold."""
    text = " ".join(clean(voice.text(said)).split())
    cut = len(text) if size(text) <= LABEL else max(text.rfind(" ", 0, LABEL), 0) or LABEL
    told: Json = {"text": _plain(clipped(text[:cut], LABEL)), "value": TOLD}
    rest = clipped(text[cut:], _HINT)
    return {**told, "description": _plain(rest)} if rest else told


def _day(answer: str) -> str:
    """A period that was typed has no day on which a calendar could open."""
    return "" if " " in answer else answer


def _text(field: Field, answer: str) -> Json:
    most = min(field.max_length, LONGEST_INPUT) if isinstance(field, Text) else LONGEST_INPUT
    found = {
        "type": "plain_text_input",
        "action_id": KEEP if keeps(field, answer) else ANSWER,
        "multiline": isinstance(field, Text) and field.multiline,
        "max_length": most,
    }
    return _with(found, initial_value=answer if size(answer) <= most else "")


def _choice(field: Choice, voice: Voice, answer: str) -> Json:
    found = _menu(field, voice, answer, "radio_buttons", "static_select")
    chosen = [one for one in found.get("options", ()) if one["value"] == answer]
    return {**found, "initial_option": chosen[0]} if chosen else found


def _choices(field: Choices, voice: Voice, answer: str) -> Json:
    found = _menu(field, voice, answer, "checkboxes", "multi_static_select")
    values = set(field.value(answer))
    chosen = [one for one in found.get("options", ()) if one["value"] in values]
    return {**found, "initial_options": chosen} if chosen else found


def _menu(field: Choice | Choices, voice: Voice, answer: str, few: str, many: str) -> Json:
    options = _options(field.options, voice, numbered=bool(in_full(field, voice)))
    kind = few if len(options) <= _FEW else many
    return {
        "type": kind,
        "action_id": KEEP if keeps(field, answer) else ANSWER,
        **_grouped(options),
    }


def _options(options: Sequence[Option], voice: Voice, *, numbered: bool) -> list[Json]:
    return [option(one, voice, place * numbered) for place, one in enumerate(options, 1)]


def _grouped(options: list[Json]) -> Json:
    """A menu holds a hundred options; more of them stand in groups."""
    if len(options) <= _MANY:
        return {"options": options}
    starts = range(0, len(options), _MANY)
    groups = [(start, options[start : start + _MANY]) for start in starts]
    return {
        "option_groups": [
            {"label": _plain(f"{start + 1}–{start + len(part)}"), "options": part}
            for start, part in groups
        ]
    }


def _search(voice: Voice, before: Before) -> Json:
    if before.hits:
        options = [option(hit, voice) for hit in before.hits[:_FEW]]
        return {"type": "radio_buttons", "action_id": ANSWER, "options": options}
    found: Json = {"type": "external_select", "action_id": ANSWER, "min_query_length": 1}
    return {**found, "initial_option": option(before.picked, voice)} if before.picked else found


def _with(found: Json, **more: str) -> Json:
    return {**found, **{key: value for key, value in more.items() if value}}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}

"""Modals and home tabs: what the bot gave, what the person has entered so far."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.support.slack import elements, texts
from tests.support.slack.people import buttons_of
from tests.support.slack.wire import Json

_DEFAULTS: Json = {
    "callback_id": "",
    "external_id": "",
    "private_metadata": "",
    "title": None,
    "submit": None,
    "close": None,
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass
class View:
    id: str
    raw: Json
    user: str
    origin: Json
    """The ids Slack adds: team_id, app_id, bot_id."""
    entered: dict[tuple[str, str], Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[Json]] = field(default_factory=dict)
    """Options of the last search, by block."""
    previous: View | None = None
    version: int = 0

    @property
    def blocks(self) -> list[Json]:
        return list(self.raw["blocks"])

    @property
    def title(self) -> str:
        return str(self.raw["title"]["text"])

    @property
    def words(self) -> str:
        return texts.words(self.blocks)

    @property
    def buttons(self) -> list[str]:
        return buttons_of(self.blocks)

    @property
    def hash(self) -> str:
        kept = json.dumps([self.id, self.version, self.raw], sort_keys=True)
        return f"{1700000000 + self.version}.{hashlib.sha256(kept.encode()).hexdigest()[:8]}"

    def replace(self, raw: Json) -> None:
        """What was entered survives only where block_id, action_id and kind stay the same."""
        before = dict(self.entered)
        self.raw, self.errors, self.offered = raw, {}, {}
        self.version += 1
        self.entered = {
            key: before[key]
            for key, element in self._stateful()
            if key in before and before[key]["type"] == element["type"]
        }

    def element(self, block_id: str) -> tuple[Json, Json]:
        found = [
            (block, one)
            for block, one in elements.interactive(self.blocks)
            if block["block_id"] == block_id
        ]
        if len(found) != 1:
            known = [block["block_id"] for block in self.blocks]
            raise AssertionError(f"{len(found)} elements in block {block_id!r} of {known}")
        return found[0]

    def enter(self, block_id: str, answer: elements.Answer) -> Json:
        _block, element = self.element(block_id)
        state = elements.answered(element, answer, self.offered.get(block_id, ()))
        self.entered[block_id, element["action_id"]] = state
        return element

    def values(self) -> Json:
        found: Json = {}
        for (block_id, action_id), element in self._stateful():
            state = self.entered.get((block_id, action_id), elements.untouched(element))
            found.setdefault(block_id, {})[action_id] = state
        return found

    def problems(self) -> dict[str, str]:
        values = self.values()
        found: dict[str, str] = {}
        for block in self.blocks:
            if block["type"] == "input":
                element = block["element"]
                state = values[block["block_id"]][element["action_id"]]
                problem = elements.problem(block, element, state)
                found |= {block["block_id"]: problem} if problem else {}
        return found

    def as_json(self) -> Json:
        root = self
        while root.previous:
            root = root.previous
        return {
            **_DEFAULTS,
            **self.raw,
            **self.origin,
            "id": self.id,
            "state": {"values": self.values()},
            "hash": self.hash,
            "previous_view_id": self.previous.id if self.previous else None,
            "root_view_id": root.id,
            "app_installed_team_id": self.origin["team_id"],
        }

    def _stateful(self) -> Iterator[tuple[tuple[str, str], Json]]:
        for block, element in elements.interactive(self.blocks):
            if element["type"] in elements.KEYS and element["type"] != "overflow":
                yield (block["block_id"], element["action_id"]), element


def with_ids(blocks: Sequence[Json]) -> list[Json]:
    """Slack gives each block and element without an id a new one, every time."""
    return [_with_id(block) for block in blocks]


def _with_id(block: Json) -> Json:
    found = {"block_id": secrets.token_hex(3), **block}
    for key in ("element", "accessory"):
        if key in found and found[key]["type"] != "image":
            found[key] = {"action_id": secrets.token_hex(3), **found[key]}
    if found["type"] == "actions":
        pressed = [{"action_id": secrets.token_hex(3), **one} for one in found["elements"]]
        found["elements"] = pressed
    return found

"""Unasked messages: sent once, and looked for where the answer to sending was lost."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channel import Gone, Letter, TryLater, Unreachable, Unsure
from bot.slack.calls import Refused
from bot.slack.card import LIVING
from bot.slack.posts import Post, documents, reply_posts
from bot.slack.richtext import Json
from bot.slack.speech import message
from bot.slack.uploads import hand_over
from bot.slack.workspaces import Workspace, direct

log = logging.getLogger(__name__)

_EVENT = "imi_delivery"
_NO_THREAD = frozenset({"thread_not_found", "cannot_reply_to_message"})
_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_LOOK_BACK_SECONDS = 3 * 24 * 3600
_PAGES = 10
_PAGE = "200"
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Postbox:
    """Every part of a letter carries the letter's id, and its own number, as metadata."""

    _channels: dict[tuple[str, str], str] = field(default_factory=dict)

    async def deliver(self, workspace: Workspace, letter: Letter) -> str:
        """The first message's channel and ``ts``. Raises ``NotDelivered``."""
        channel = await self._channel(workspace, letter)
        try:
            return await _send(workspace, channel, letter, {})
        except Refused as error:
            if error.code not in _NO_THREAD:
                raise
        # Somebody has deleted what it belongs to.
        return await _send(workspace, channel, replace(letter, card=""), {})

    async def reconcile(self, workspace: Workspace, letter: Letter) -> str | None:
        """``None`` if nothing of it is there; what is missing of the rest is sent."""
        channel = await self._channel(workspace, letter)
        try:
            there = await _look_for(workspace, channel, letter)
        except Refused as error:
            if error.code in _NO_THREAD and letter.thread:
                return await self.reconcile(workspace, replace(letter, card=""))
            raise Unsure(f"cannot be looked for: {error}") from None
        return await _send(workspace, channel, letter, there) if there else None

    async def revise(self, workspace: Workspace, letter: Letter, receipt: str) -> None:
        """Part for part; what is shorter now loses its last parts. Raises ``NotDelivered``."""
        channel, _slash, stamps = receipt.partition("/")
        posts = reply_posts(letter.reply, letter.voice)
        for part, ts in enumerate(stamps.split(",")):
            place = {"channel": channel, "ts": ts}
            if part < len(posts):
                blocks = _living(posts[part].blocks, letter)
                body = {"text": posts[part].text, "blocks": blocks, **place}
                await _changed(workspace, "chat.update", body)
            elif part:
                await _changed(workspace, "chat.delete", place)

    async def _channel(self, workspace: Workspace, letter: Letter) -> str:
        if not letter.private:
            return letter.to.account
        key = letter.to.workspace, letter.to.account
        if key not in self._channels:
            if len(self._channels) >= _MOST_REMEMBERED:
                self._channels.clear()
            self._channels[key] = await _opened(workspace, letter.to.account)
        return self._channels[key]


async def _opened(workspace: Workspace, user: str) -> str:
    """To open a conversation twice is no harm: nothing is unsure yet."""
    try:
        return await direct(workspace, user)
    except Unsure as error:
        raise TryLater(str(error)) from None


async def _send(
    workspace: Workspace, channel: str, letter: Letter, there: Mapping[int, str]
) -> str:
    receipts = dict(there)
    posts = reply_posts(letter.reply, letter.voice)
    for part, post in enumerate(posts):
        if part not in receipts:
            try:
                body = _body(channel, letter, part, post)
                answer = await workspace.calls.write("chat.postMessage", body)
            except (TryLater, Unreachable) as error:
                if receipts:
                    # Some of it has arrived: it must not be begun anew.
                    raise Unsure(f"part {part + 1} is missing: {error}") from None
                raise
            receipts[part] = str(answer["ts"])
    await _enclose(workspace, channel, letter, receipts, len(posts))
    return _receipt(channel, {part: receipts[part] for part in range(len(posts))})


async def _enclose(
    workspace: Workspace, channel: str, letter: Letter, there: Mapping[int, str], first: int
) -> None:
    """Its documents come after its text, each once; ``first``: the number of the first one's part."""
    for part, document in enumerate(documents(letter.reply), first):
        if part not in there:
            try:
                thread = _thread(channel, letter)
                await hand_over(workspace.calls, document, channel, thread)
            except Refused as error:
                # An app without the right to send files: the text has arrived, and asking hands it out.
                log.warning("a file of a letter was not sent: %s", error)
            except (TryLater, Unreachable) as error:
                raise Unsure(f"{document.name} is missing: {error}") from None


async def _changed(workspace: Workspace, method: str, body: Json) -> None:
    """Raises ``Gone`` where somebody has deleted it; what was to be deleted may be."""
    try:
        await workspace.calls.write(method, body)
    except Refused as error:
        if error.code not in _GONE:
            raise
        if method == "chat.update":
            raise Gone(str(error)) from None


def _receipt(channel: str, stamps: Mapping[int, str]) -> str:
    """Where it stands: ``D1/1700000000.000100``, with a comma between the parts of a long one."""
    return f"{channel}/{','.join(stamps[part] for part in sorted(stamps))}"


def _body(channel: str, letter: Letter, part: int, post: Post) -> Json:
    marked = {"event_type": _EVENT, "event_payload": {"id": letter.id, "part": part}}
    quiet = {"link_names": False, "mrkdwn": False}
    thread = _thread(channel, letter)
    under = {"thread_ts": thread} if thread else {}
    said = message(replace(post, blocks=tuple(_living(post.blocks, letter))))
    return {**said, **quiet, **under, "channel": channel, "metadata": marked}


def _living(blocks: Sequence[Json], letter: Letter) -> list[Json]:
    """Whoever presses a button of it is not to change it: what comes of the press is shown there anyway."""
    return [
        {**block, "block_id": f"{LIVING}{place}"}
        if letter.living and block["type"] == "actions"
        else block
        for place, block in enumerate(blocks)
    ]


def _thread(channel: str, letter: Letter) -> str:
    """The ``ts`` of the first message about the same thing, if it stands in this channel."""
    there, _slash, stamps = letter.thread.partition("/")
    return stamps.partition(",")[0] if there == channel else ""


async def _look_for(workspace: Workspace, channel: str, letter: Letter) -> dict[int, str]:
    """The ``ts`` of each part that is there: in the channel, or in the thread it belongs to."""
    found: dict[int, str] = {}
    seen: list[Mapping[str, Any]] = []
    cursor, thread = "", _thread(channel, letter)
    for _ in range(_PAGES):
        answer = await workspace.calls.ask(
            "conversations.replies" if thread else "conversations.history",
            channel=channel,
            **({"ts": thread} if thread else {}),
            oldest=str(int(time.time()) - _LOOK_BACK_SECONDS),
            include_all_metadata="true",
            limit=_PAGE,
            **({"cursor": cursor} if cursor else {}),
        )
        seen += answer["messages"]
        found |= _parts(answer["messages"], workspace, letter)
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if found.get(0) or not cursor:
            break
    return {**found, **_enclosed(seen, workspace, letter, found)}


def _enclosed(
    messages: Sequence[Mapping[str, Any]],
    workspace: Workspace,
    letter: Letter,
    found: Mapping[int, str],
) -> dict[int, str]:
    """Documents carry no mark: one of this name behind the text is the letter's."""
    enclosed = documents(letter.reply)
    if not enclosed:
        return {}
    first = len(reply_posts(letter.reply, letter.voice))
    last = max((float(ts) for ts in found.values()), default=0.0)
    behind = {
        str(file.get("title")): str(one["ts"])
        for one in messages
        if one.get("user") == workspace.bot_user and float(one["ts"]) > last > 0
        for file in one.get("files") or ()
    }
    return {
        part: behind[document.name]
        for part, document in enumerate(enclosed, first)
        if document.name in behind
    }


def _parts(
    messages: Sequence[Mapping[str, Any]], workspace: Workspace, letter: Letter
) -> dict[int, str]:
    found = {}
    for one in messages:
        metadata = one.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        ours = one.get("user") == workspace.bot_user and metadata.get("event_type") == _EVENT
        if ours and payload.get("id") == letter.id:
            found[int(payload.get("part", 0))] = str(one["ts"])
    return found

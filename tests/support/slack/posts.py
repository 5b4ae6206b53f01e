"""Messages on their way into a channel, whoever writes them, and the events that tells of them."""

from __future__ import annotations

from tests.support.slack import blocks as rules
from tests.support.slack.people import Channel, Message
from tests.support.slack.views import with_ids
from tests.support.slack.wire import Json, SlackError, decoded
from tests.support.slack.world import Workspace, World

TEXT_ADVISED = 4_000
TEXT_KEPT = 40_000
MARKDOWN_MOST = 12_000


def content(world: World, args: Json) -> Json:
    """`text` and `blocks` of what a bot says, checked."""
    text, markdown = args.get("text", ""), args.get("markdown_text", "")
    if not isinstance(text, str) or not isinstance(markdown, str):
        raise SlackError("invalid_arguments", "text: must be a string")
    if markdown and (text or "blocks" in args):
        raise SlackError("markdown_text_conflict")
    if len(markdown) > MARKDOWN_MOST:
        raise SlackError("msg_too_long")
    if len(text) > TEXT_ADVISED:
        world.complain(f"text: {len(text)} characters, Slack advises at most {TEXT_ADVISED}")
    found: Json = {"text": (text or markdown)[:TEXT_KEPT]}
    blocks = decoded(args.get("blocks"))
    if blocks:
        found["blocks"] = with_ids(rules.check_message(blocks))
    elif not found["text"].strip():
        raise SlackError("no_text")
    return found


def bot_message(workspace: Workspace, found: Json) -> Json:
    app = workspace.app
    profile = {"id": workspace.bot_id, "app_id": app.id, "name": app.name, "deleted": False}
    return {
        "type": "message",
        "user": workspace.bot_user,
        "ts": workspace.next_ts(),
        "bot_id": workspace.bot_id,
        "app_id": app.id,
        "team": workspace.id,
        "bot_profile": {**profile, "team_id": workspace.id},
        **found,
    }


def keep(channel: Channel, raw: Json) -> Message:
    """The message is in the channel; a reply makes its parent a thread."""
    parent = channel.find(raw.get("thread_ts", ""))
    if parent:
        parent.raw["thread_ts"] = parent.ts
        parent.raw["reply_count"] = parent.raw.get("reply_count", 0) + 1
        raw["parent_user_id"] = parent.user
    message = Message(channel.id, raw)
    channel.messages.append(message)
    return message


def announce(
    world: World,
    workspace: Workspace,
    message: Message,
    before: Json | None = None,
    deleted: bool = False,
) -> None:
    """The event of a new message, a changed one (`before` is how it was) or a deleted one."""
    event = {"type": "message", **message.raw, "event_ts": message.ts}
    if deleted:
        event = _later(workspace, "message_deleted", message.raw)
        event["deleted_ts"] = message.ts
    elif before is not None:
        event = {**_later(workspace, "message_changed", before), "message": dict(message.raw)}
    channel = workspace.channels[message.channel_id]
    world.emit(workspace, {**event, "channel": channel.id, "channel_type": channel.kind})


def _later(workspace: Workspace, subtype: str, before: Json) -> Json:
    ts = workspace.next_ts()
    shown = {"type": "message", "subtype": subtype, "hidden": True}
    return {**shown, "previous_message": before, "ts": ts, "event_ts": ts}

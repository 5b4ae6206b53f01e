"""chat.postMessage, .postEphemeral, .update, .delete and reactions.add."""

from __future__ import annotations

from tests.support.slack.call import Call, Method
from tests.support.slack.people import Channel, Message
from tests.support.slack.posts import announce, bot_message, content, keep
from tests.support.slack.wire import Json, SlackError

UPDATE_TEXT = 4000


def post(call: Call) -> Json:
    channel = _writable(call)
    raw = bot_message(call.workspace, content(call.world, call.args))
    thread = call.text("thread_ts")
    if thread:
        raw["thread_ts"] = _parent(channel, thread).ts
    metadata = _metadata(call)
    if metadata:
        raw["metadata"] = metadata
    message = keep(channel, raw)
    announce(call.world, call.workspace, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.raw}


def post_ephemeral(call: Call) -> Json:
    channel = _writable(call)
    reader = call.text("user")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    raw = bot_message(call.workspace, content(call.world, call.args))
    if call.text("thread_ts"):
        raw["thread_ts"] = _parent(channel, call.text("thread_ts")).ts
    channel.ephemerals.append(Message(channel.id, raw, reader))
    return {"message_ts": raw["ts"]}


def update(call: Call) -> Json:
    """Text without blocks takes the blocks away; metadata stays unless it is given."""
    channel, message = _own(call, "cant_update_message")
    if len(call.text("text")) > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    before = dict(message.raw)
    found = content(call.world, call.args)
    edited = {"user": call.workspace.bot_user, "ts": call.workspace.next_ts()}
    message.raw = {k: v for k, v in before.items() if k != "blocks"} | found | {"edited": edited}
    if "metadata" in call.args:
        message.raw["metadata"] = _metadata(call)
    announce(call.world, call.workspace, message, before)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": message.raw,
    }


def delete(call: Call) -> Json:
    channel, message = _own(call, "cant_delete_message")
    channel.messages.remove(message)
    announce(call.world, call.workspace, message, deleted=True)
    return {"channel": channel.id, "ts": message.ts}


def react(call: Call) -> Json:
    message = call.channel().find(call.text("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    reactions = message.raw.setdefault("reactions", [])
    if call.text("name") in [one["name"] for one in reactions]:
        raise SlackError("already_reacted")
    reactions.append({"name": call.text("name"), "users": [call.workspace.bot_user], "count": 1})
    return {}


def _writable(call: Call) -> Channel:
    """A channel the bot may write to; a user's id stands for the direct message with them."""
    workspace = call.workspace
    user = workspace.users.get(call.text("channel"))
    channel = workspace.dm(user.id) if user else call.channel()
    if channel.is_archived:
        raise SlackError("is_archived")
    outside = workspace.bot_user not in channel.members
    provided = call.token.scopes if call.token else frozenset()
    if outside and "chat:write.public" not in provided:
        raise SlackError("not_in_channel")
    return channel


def _parent(channel: Channel, ts: str) -> Message:
    parent = channel.find(ts)
    if parent is None:
        raise SlackError("thread_not_found")
    if parent.thread_ts not in (None, parent.ts):
        raise SlackError("cannot_reply_to_message", "thread_ts is a reply, not its parent")
    return parent


def _own(call: Call, refusal: str) -> tuple[Channel, Message]:
    channel = call.channel()
    message = channel.find(call.text("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != call.workspace.bot_user:
        raise SlackError(refusal)
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel, message


def _metadata(call: Call) -> Json | None:
    found = call.thing("metadata")
    if not found:
        return None
    if not isinstance(found, dict) or found.keys() != {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format")
    if not isinstance(found["event_payload"], dict) or not isinstance(found["event_type"], str):
        raise SlackError("invalid_metadata_format")
    return found


_LOOKS = ("text", "blocks", "markdown_text", "link_names", "parse")
_WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(
        post,
        _WRITE,
        needs=("channel",),
        takes=(
            *_LOOKS,
            "thread_ts",
            "reply_broadcast",
            "metadata",
            "unfurl_links",
            "unfurl_media",
            "mrkdwn",
        ),
    ),
    "chat.postEphemeral": Method(
        post_ephemeral, _WRITE, needs=("channel", "user"), takes=(*_LOOKS, "thread_ts")
    ),
    "chat.update": Method(
        update, _WRITE, needs=("channel", "ts"), takes=(*_LOOKS, "metadata", "reply_broadcast")
    ),
    "chat.delete": Method(delete, _WRITE, needs=("channel", "ts")),
    "reactions.add": Method(react, ("reactions:write",), needs=("channel", "name", "timestamp")),
}

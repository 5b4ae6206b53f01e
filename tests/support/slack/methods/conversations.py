"""conversations.open, .info, .history, .replies and .members."""

from __future__ import annotations

from tests.support.slack.call import Call, Method
from tests.support.slack.people import Channel, Message
from tests.support.slack.wire import Json, SlackError


def opened(call: Call) -> Json:
    if "channel" in call.args:
        channel = call.channel()
    else:
        user = call.workspace.users.get(call.text("users"))
        if user is None:
            raise SlackError(
                "users_list_not_supplied" if "users" not in call.args else "user_not_found"
            )
        if user.id == call.workspace.bot_user or user.profile.get("is_bot"):
            raise SlackError("cannot_dm_bot")
        if user.profile.get("deleted"):
            raise SlackError("user_disabled")
        channel = call.workspace.dm(user.id)
    shown = (
        channel.as_json(call.workspace.bot_user) if call.flag("return_im") else {"id": channel.id}
    )
    return {"channel": shown}


def info(call: Call) -> Json:
    channel = call.channel()
    call.need(f"{channel.scope}:read")
    found = channel.as_json(call.workspace.bot_user)
    if call.flag("include_num_members"):
        found["num_members"] = len(channel.members)
    return {"channel": {**found, "context_team_id": call.workspace.id}}


def members(call: Call) -> Json:
    channel = call.channel()
    call.need(f"{channel.scope}:read")
    return call.page(sorted(channel.members), "members")


def history(call: Call) -> Json:
    """Newest first, without the replies inside threads."""
    channel = _readable(call)
    roots = [one for one in channel.messages if one.thread_ts in (None, one.ts)]
    return _messages(call, list(reversed(roots)))


def replies(call: Call) -> Json:
    """The parent and its replies, oldest first."""
    channel = _readable(call)
    ts = call.text("ts")
    if channel.find(ts) is None:
        raise SlackError("thread_not_found")
    return _messages(call, [one for one in channel.messages if ts in (one.ts, one.thread_ts)])


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.need(f"{channel.scope}:history")
    if call.workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _messages(call: Call, found: list[Message]) -> Json:
    oldest, latest = float(call.text("oldest", "0")), float(call.text("latest", "9e12"))
    edges = (oldest, latest) if call.flag("inclusive") else ()
    kept = [m for m in found if oldest < float(m.ts) < latest or float(m.ts) in edges]
    with_metadata = call.flag("include_all_metadata")
    page = call.page([_shown(one, with_metadata) for one in kept], "messages")
    return {**page, "has_more": bool(page["response_metadata"]["next_cursor"])}


def _shown(message: Message, with_metadata: bool) -> Json:
    return {k: v for k, v in message.raw.items() if with_metadata or k != "metadata"}


_WINDOW = ("cursor", "inclusive", "include_all_metadata", "limit", "latest", "oldest")
METHODS = {
    "conversations.open": Method(
        opened, ("im:write",), takes=("channel", "users", "return_im", "prevent_creation")
    ),
    "conversations.info": Method(
        info, needs=("channel",), takes=("include_locale", "include_num_members")
    ),
    "conversations.members": Method(members, needs=("channel",), takes=("cursor", "limit")),
    "conversations.history": Method(history, needs=("channel",), takes=_WINDOW),
    "conversations.replies": Method(replies, needs=("channel", "ts"), takes=_WINDOW),
}

"""Slack's payloads as happenings; whatever the bot does not listen to is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from bot.slack.elements import KEEP
from bot.slack.heard import (
    Attached,
    Chosen,
    Closed,
    Commanded,
    Happening,
    HomeOpened,
    Left,
    Pressed,
    Sought,
    Source,
    Standing,
    Submitted,
    Turned,
    Typed,
    Uninstalled,
)
from bot.slack.modal import FORM, NOTE
from bot.slack.posts import FORM as OPEN_FORM
from bot.slack.posts import RUN
from bot.slack.shortcuts import BY_ID
from bot.slack.spot import Spot
from bot.slack.wording import heard, whole
from bot.slack.workspaces import Tenant

Payload: TypeAlias = Mapping[str, Any]


def tenant(body: Payload) -> Tenant:
    given = (body.get("authorizations") or [body])[0]
    team = given.get("team_id") or body.get("team_id") or _id(body.get("team"))
    enterprise = given.get("enterprise_id") or _id(body.get("enterprise"))
    return Tenant(str(enterprise or ""), str(team or ""), str(body.get("api_app_id") or ""))


def _id(given: object) -> object:
    return given.get("id") if isinstance(given, Mapping) else None


def happening(body: Payload, team: str, bot_user: str) -> Happening | None:
    if "command" in body:
        return _command(body, team, bot_user)
    match body.get("type"):
        case "event_callback":
            return _event(body, team, bot_user)
        case "block_actions":
            return _action(body, team)
        case "view_submission":
            return _submission(body, team)
        case "view_closed":
            return _closing(body, team)
        case "block_suggestion":
            return _search(body, team)
        case "shortcut" | "message_action":
            return _shortcut(body, team, bot_user)
    return None


def _command(body: Payload, team: str, bot_user: str) -> Commanded:
    source = Source(team, body["user_id"], body["channel_id"], once=body["trigger_id"])
    text = heard(body.get("text", ""), bot_user)
    return Commanded(source, text, body["trigger_id"], body["response_url"])


def _event(body: Payload, team: str, bot_user: str) -> Happening | None:
    event = body["event"]
    if event.get("type") == "app_uninstalled" or _is_revoked(event):
        return Uninstalled(_when(body))
    if event.get("type") == "user_change":
        return _left(body, team)
    if event.get("type") == "app_home_opened":
        return _home(body, team) if event.get("tab") == "home" else None
    return _message(body, team, bot_user)


def _home(body: Payload, team: str) -> HomeOpened:
    event = body["event"]
    return HomeOpened(Source(team, event["user"], event["channel"], once=body["event_id"]))


def _message(body: Payload, team: str, bot_user: str) -> Typed | None:
    event = body["event"]
    private = event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D")
    wanted = "message" if private else "app_mention"
    if event.get("type") != wanted or not _is_from_a_person(event, bot_user):
        return None
    source = Source(
        team,
        event["user"],
        event["channel"],
        thread=_thread(event),
        once=body["event_id"],
        external=_is_external(event.get("user_team") or event.get("team"), body, team),
    )
    files = tuple(_attached(file) for file in event.get("files", ()))
    return Typed(source, heard(event.get("text", ""), bot_user), event["ts"], not private, files)


def _is_revoked(event: Payload) -> bool:
    """The bot's own token: with a person's, which we never have, the bot can go on."""
    return event.get("type") == "tokens_revoked" and bool((event.get("tokens") or {}).get("bot"))


def _when(body: Payload) -> datetime | None:
    try:
        return datetime.fromtimestamp(body["event_time"], UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def _left(body: Payload, team: str) -> Left | None:
    user = body["event"]["user"]
    if not user.get("deleted"):
        return None
    return Left(Source(team, user["id"], "", once=body["event_id"]))


def _is_from_a_person(event: Payload, bot_user: str) -> bool:
    """Not the bot itself, not another bot, and not an edit, a deletion or a notice of Slack's own."""
    if event.get("subtype") not in (None, "file_share"):
        return False
    return bool(event.get("user")) and not event.get("bot_id") and event["user"] != bot_user


def _is_external(home: object, body: Payload, team: str) -> bool:
    """Inside one organisation people may have another workspace as their home."""
    enterprise = body.get("context_enterprise_id") or (body.get("enterprise") or {}).get("id")
    return bool(home) and home != team and not enterprise


def _thread(event: Payload) -> str:
    thread = str(event.get("thread_ts") or "")
    return "" if thread == event.get("ts") else thread


def _attached(file: Payload) -> Attached:
    url = file.get("url_private_download") or file.get("url_private") or ""
    kind = file.get("mimetype") or "application/octet-stream"
    return Attached(
        str(file.get("name") or "file"), str(kind), int(file.get("size") or 0), str(url)
    )


def _shortcut(body: Payload, team: str, bot_user: str) -> Chosen | None:
    """In a channel the words of a message may be anybody's: they are shown before anything is sent."""
    meant = BY_ID.get(body.get("callback_id", ""))
    if meant is None:
        return None
    trigger, user = body["trigger_id"], body["user"]
    external = _is_external(user.get("team_id"), body, team)
    source = Source(team, user["id"], "", once=trigger, external=external)
    said = heard((body.get("message") or {}).get("text") or "", bot_user)
    return Chosen(source, meant.run, trigger, given={meant.note: said} if said else {})


def _chosen(body: Payload, team: str) -> Turned | Chosen:
    """On the start page, in the window of an answer, or in a form."""
    view, action = body["view"], body["actions"][0]
    source, spot = _in_view(body, team, body["trigger_id"])
    value, pressed = str(action.get("value") or ""), action["action_id"].startswith(RUN)
    if pressed and (view["type"] == "home" or view.get("callback_id") == NOTE):
        window = "" if view["type"] == "home" else view["id"]
        return Chosen(source, value, body["trigger_id"], window)
    return Turned(source, spot, view["id"], action["action_id"], value)


def _action(body: Payload, team: str) -> Pressed | Turned | Chosen | None:
    if body.get("view"):
        return _chosen(body, team)
    action = body["actions"][0]
    container, message = body["container"], body.get("message") or {}
    if not (action["action_id"] == OPEN_FORM or action["action_id"].startswith(RUN)):
        return None
    ephemeral = bool(container.get("is_ephemeral"))
    thread = str(container.get("thread_ts") or message.get("thread_ts") or "")
    return Pressed(
        source=Source(
            team,
            body["user"]["id"],
            container["channel_id"],
            thread="" if thread == container["message_ts"] else thread,
            once=body["trigger_id"],
            external=_is_external(body["user"].get("team_id"), body, team),
            origin="" if ephemeral else f"{container['message_ts']} {action['block_id']}",
        ),
        run=str(action.get("value") or ""),
        label=str((action.get("text") or {}).get("text") or ""),
        block=str(action.get("block_id") or ""),
        trigger=body["trigger_id"],
        response_url=str(body.get("response_url") or ""),
        message=Standing(
            container["message_ts"],
            ephemeral,
            tuple(message.get("blocks") or ()),
        ),
    )


def _submission(body: Payload, team: str) -> Submitted | None:
    view = body["view"]
    if view.get("callback_id") != FORM:
        return None
    source, spot = _in_view(body, team, body["trigger_id"])
    states = {
        name: (action, state)
        for name, block in view["state"]["values"].items()
        for action, state in block.items()
    }
    files = {n: _files(state) for n, (_, state) in states.items() if state["type"] == "file_input"}
    answers = {
        name: text
        for name, (action, state) in states.items()
        if (text := _answer(state)) or action != KEEP
        if not files.get(name)
    }
    given = tuple((name, found) for name, found in files.items() if found)
    return Submitted(source, spot, view["id"], answers, tuple(states), given)


def _answer(state: Payload) -> str:
    """An answer as text, whatever Slack keeps it under."""
    if "selected_options" in state:
        return ",".join(option["value"] for option in state["selected_options"] or ())
    chosen = state.get("selected_option") or {}
    return whole(str(state.get("value") or state.get("selected_date") or chosen.get("value") or ""))


def _files(state: Payload) -> tuple[Attached, ...]:
    return tuple(_attached(file) for file in state.get("files") or ())


def _closing(body: Payload, team: str) -> Closed | None:
    view = body["view"]
    if view.get("callback_id") != FORM:
        return None
    return Closed(*_in_view(body, team, f"closed {view['id']} {view.get('hash', '')}"))


def _search(body: Payload, team: str) -> Sought:
    source, spot = _in_view(body, team, "")
    return Sought(source, spot, body["block_id"], whole(str(body.get("value") or "")))


def _in_view(body: Payload, team: str, once: str) -> tuple[Source, Spot]:
    spot = Spot.load(body["view"].get("private_metadata", ""))
    user = body["user"]
    external = _is_external(user.get("team_id"), body, team)
    place = spot.channel, spot.thread, once
    return Source(team, user["id"], *place, external, spot.origin), spot

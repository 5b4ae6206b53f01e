"""views.open, .push, .update and .publish."""

from __future__ import annotations

from tests.support.slack.blocks import check_view
from tests.support.slack.call import Call, Method
from tests.support.slack.views import View, with_ids
from tests.support.slack.wire import Json, SlackError


def opened(call: Call) -> Json:
    raw = _given(call, "modal")
    user = call.world.exchange(call.workspace, call.text("trigger_id"))
    view = call.workspace.new_view(raw, user)
    call.workspace.stacks[user] = []
    call.workspace.push(user, view)
    return {"view": view.as_json()}


def pushed(call: Call) -> Json:
    raw = _given(call, "modal")
    user = call.world.exchange(call.workspace, call.text("trigger_id"))
    if not call.workspace.stack(user):
        raise SlackError("not_found", "there is no open modal to push on")
    view = call.workspace.new_view(raw, user)
    call.workspace.push(user, view)
    return {"view": view.as_json()}


def updated(call: Call) -> Json:
    wanted = {call.text("view_id"), call.text("external_id")} - {""}
    if len(wanted) != 1:
        raise SlackError("invalid_arguments", "either view_id or external_id")
    name = wanted.pop()
    found = [v for v in call.workspace.views() if name in (v.id, v.raw.get("external_id"))]
    if not found:
        raise SlackError("not_found")
    view = found[0]
    _current(call, view)
    view.replace(_given(call, view.raw["type"], view))
    return {"view": view.as_json()}


def published(call: Call) -> Json:
    raw = _given(call, "home")
    user = call.text("user_id")
    if user not in call.workspace.users:
        raise SlackError("user_not_found")
    home = call.workspace.homes.get(user)
    if home:
        _current(call, home)
        home.replace(raw)
    else:
        home = call.workspace.homes[user] = call.workspace.new_view(raw, user)
    return {"view": home.as_json()}


def _current(call: Call, view: View) -> None:
    if call.text("hash", view.hash) != view.hash:
        raise SlackError("hash_conflict")


def _given(call: Call, kind: str, same: View | None = None) -> Json:
    raw = check_view(call.thing("view"), kind)
    name = raw.get("external_id")
    others = [view for view in call.workspace.views() if view is not same]
    if name and any(view.raw.get("external_id") == name for view in others):
        raise SlackError("duplicate_external_id")
    return {**raw, "blocks": with_ids(raw["blocks"])}


METHODS = {
    "views.open": Method(opened, needs=("trigger_id", "view")),
    "views.push": Method(pushed, needs=("trigger_id", "view")),
    "views.update": Method(updated, needs=("view",), takes=("view_id", "external_id", "hash")),
    "views.publish": Method(published, needs=("user_id", "view"), takes=("hash",)),
}

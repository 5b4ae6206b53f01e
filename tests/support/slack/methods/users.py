"""users.info, users.list and bots.info."""

from __future__ import annotations

from tests.support.slack.call import Call, Method
from tests.support.slack.people import User
from tests.support.slack.wire import Json, SlackError


def info(call: Call) -> Json:
    user = call.workspace.users.get(call.text("user"))
    if user is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, user)}


def listing(call: Call) -> Json:
    shown = [_shown(call, user) for user in call.workspace.users.values()]
    return {**call.page(shown, "members"), "cache_ts": int(call.world.clock.now())}


def bots_info(call: Call) -> Json:
    workspace = call.workspace
    for user in workspace.users.values():
        if user.bot_id and user.bot_id == call.text("bot", workspace.bot_id):
            app = workspace.app.id if user.id == workspace.bot_user else "A0ANOTHER"
            bot = {"id": user.bot_id, "deleted": False, "name": user.name, "app_id": app}
            return {"bot": {**bot, "user_id": user.id, "updated": 1700000000, "icons": {}}}
    raise SlackError("bot_not_found")


def _shown(call: Call, user: User) -> Json:
    with_email = call.token is not None and "users:read.email" in call.token.scopes
    return user.as_json(call.flag("include_locale"), with_email)


_READ = ("users:read",)
METHODS = {
    "users.info": Method(info, _READ, needs=("user",), takes=("include_locale",)),
    "users.list": Method(listing, _READ, takes=("include_locale", "cursor", "limit")),
    "bots.info": Method(bots_info, _READ, takes=("bot",)),
}

"""auth.test, apps.connections.open and oauth.v2.access."""

from __future__ import annotations

import secrets

from tests.support.slack.call import Call, Method
from tests.support.slack.wire import Json, SlackError
from tests.support.slack.world import TOKEN_LIFE_SECONDS, Workspace


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    found: Json = {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.users[workspace.bot_user].name,
        "team_id": workspace.id,
        "user_id": workspace.bot_user,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": workspace.org_wide,
    }
    if workspace.enterprise_id:
        found["enterprise_id"] = workspace.enterprise_id
    return found


def connections_open(call: Call) -> Json:
    ticket = secrets.token_hex(16)
    call.world.tickets.add(ticket)
    address = call.world.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={call.world.app.id}"}


def oauth_access(call: Call) -> Json:
    app = call.world.app
    if (call.text("client_id"), call.text("client_secret")) != (app.client_id, app.client_secret):
        raise SlackError("bad_client_secret")
    if call.text("grant_type", "authorization_code") == "refresh_token":
        workspace = call.world.refreshes.pop(call.text("refresh_token"), None)
        if workspace is None:
            raise SlackError("invalid_refresh_token")
    else:
        workspace = call.world.codes.pop(call.text("code"), None)
        if workspace is None:
            raise SlackError("invalid_code")
    return _installation(call, workspace)


def _installation(call: Call, workspace: Workspace) -> Json:
    token = call.world.install(workspace)
    enterprise = workspace.enterprise_id
    installer = next((u for u in workspace.users if u != workspace.bot_user), workspace.bot_user)
    found: Json = {
        "app_id": call.world.app.id,
        "authed_user": {"id": installer},
        "scope": ",".join(sorted(token.scopes)),
        "token_type": "bot",
        "access_token": token.value,
        "bot_user_id": workspace.bot_user,
        "team": None if workspace.org_wide else {"id": workspace.id, "name": workspace.name},
        "enterprise": {"id": enterprise, "name": workspace.name} if enterprise else None,
        "is_enterprise_install": workspace.org_wide,
    }
    if call.world.app.rotates_tokens:
        found["refresh_token"] = workspace.refresh_token
        found["expires_in"] = TOKEN_LIFE_SECONDS
    return found


METHODS = {
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(connections_open, bearer="app"),
    "oauth.v2.access": Method(
        oauth_access,
        needs=("client_id", "client_secret"),
        takes=("code", "redirect_uri", "grant_type", "refresh_token"),
        bearer=None,
    ),
}

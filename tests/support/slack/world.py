"""What the stand-in knows: the app, its workspaces, tokens and triggers. No network here."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.support.slack.people import Channel, Message, User
from tests.support.slack.views import View
from tests.support.slack.wire import EXCUSED, Json, SlackError

LEAST_SCOPES = frozenset(
    {"app_mentions:read", "chat:write", "commands", "im:history", "im:write", "users:read"}
)
OUR_EVENTS = frozenset(
    {
        *("app_mention", "message.im", "user_change"),
        *("app_home_opened", "app_uninstalled", "tokens_revoked"),
    }
)
TOKEN_LIFE_SECONDS = 12 * 3600
STACK_LIMIT = 3


@dataclass
class Clock:
    """The stand-in's own time: tests move it to let triggers, URLs and tokens grow old."""

    ahead: float = 0.0

    def now(self) -> float:
        return time.time() + self.ahead

    def skip(self, seconds: float) -> None:
        self.ahead += seconds


@dataclass(frozen=True)
class App:
    id: str = "A0IMIASSIST"
    name: str = "IMI Assistant"
    client_id: str = "1111.2222"
    client_secret: str = "client-secret-of-the-test"
    signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5"
    verification_token: str = "verification-token-of-the-test"
    app_token: str = "xapp-1-A0IMIASSIST-1-test"
    scopes: frozenset[str] = LEAST_SCOPES
    events: frozenset[str] = OUR_EVENTS
    rotates_tokens: bool = False


@dataclass
class Workspace:
    """Ids are unique only inside a workspace, as Slack says: two workspaces share them."""

    id: str
    name: str
    domain: str
    app: App
    clock: Clock
    enterprise_id: str | None = None
    org_wide: bool = False
    """Served by the one installation of its organisation."""
    bot_token: str = ""
    refresh_token: str = ""
    bot_user: str = ""
    bot_id: str = ""
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    """The open modals of each user, the topmost last."""
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    _used: Counter[str] = field(default_factory=Counter)

    def next_id(self, prefix: str) -> str:
        """Where one installation serves an organisation, ids are unique in all of it."""
        self._used[prefix] += 1
        begin = int(self.id[1:]) * 1_000_000 if self.org_wide else 0
        return f"{prefix}{begin + self._used[prefix]:010d}"

    def next_ts(self) -> str:
        self._used["ts"] += 1
        return f"{int(self.clock.now())}.{self._used['ts']:06d}"

    def dm(self, user: str) -> Channel:
        both = {user, self.bot_user}
        for channel in self.channels.values():
            if channel.kind == "im" and channel.members == both:
                return channel
        return self.add_channel(Channel(self.next_id("D"), "directmessage", "im", both))

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def stack(self, user: str) -> list[View]:
        return self.stacks.setdefault(user, [])

    def views(self) -> list[View]:
        return [*(view for stack in self.stacks.values() for view in stack), *self.homes.values()]

    def new_view(self, raw: Json, user: str) -> View:
        origin = {"team_id": self.id, "app_id": self.app.id, "bot_id": self.bot_id}
        return View(self.next_id("V"), raw, user, origin)

    def push(self, user: str, view: View) -> None:
        stack = self.stack(user)
        if len(stack) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")
        view.previous = stack[-1] if stack else None
        stack.append(view)

    def see(self, channel: Channel, user: str, since: int = 0) -> list[Message]:
        return channel.messages[since:] if user in channel.members else []


@dataclass
class Token:
    value: str
    workspace: Workspace
    scopes: frozenset[str]
    expires: float | None = None
    dead: str | None = None
    """The error of a token that no longer works."""


@dataclass
class Trigger:
    workspace: Workspace
    user: str
    expires: float
    used: bool = False


@dataclass
class World:
    app: App
    clock: Clock
    emit: Callable[[Workspace, Json], None]
    """Tells the app of an event that its own call caused."""
    trigger_seconds: float = 3.0
    base_url: str = ""
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    refreshes: dict[str, Workspace] = field(default_factory=dict)
    codes: dict[str, Workspace] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    """Socket Mode URLs that were given out and not yet used."""
    complaints: list[str] = field(default_factory=list)
    _triggers: dict[str, Trigger] = field(default_factory=dict)

    def complain(self, text: str) -> None:
        self.complaints.append(text)

    def refused(self, what: str, error: SlackError) -> None:
        if error.error not in EXCUSED:
            self.complain(f"{what}: {error}")

    def install(self, workspace: Workspace) -> Token:
        """A new bot token, with a life and a refresh token where the app rotates them."""
        kind = "xoxe.xoxb-1-" if self.app.rotates_tokens else "xoxb-"
        value = kind + workspace.id + "-" + secrets.token_hex(8)
        expires = self.clock.now() + TOKEN_LIFE_SECONDS if self.app.rotates_tokens else None
        token = self.tokens[value] = Token(value, workspace, self.app.scopes, expires)
        workspace.bot_token = value
        if self.app.rotates_tokens:
            workspace.refresh_token = "xoxe-1-" + secrets.token_hex(8)
            self.refreshes[workspace.refresh_token] = workspace
        return token

    def revoke(self, workspace: Workspace, error: str = "token_revoked") -> None:
        for token in self.tokens.values():
            if token.workspace is workspace:
                token.dead = error

    def new_trigger(self, workspace: Workspace, user: str) -> str:
        name = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        expires = self.clock.now() + self.trigger_seconds
        self._triggers[name] = Trigger(workspace, user, expires)
        return name

    def exchange(self, workspace: Workspace, name: str) -> str:
        """The user a trigger belongs to; a trigger works once and only for a short while."""
        trigger = self._triggers.get(name)
        if trigger is None or trigger.workspace is not workspace:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self.clock.now() > trigger.expires:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user

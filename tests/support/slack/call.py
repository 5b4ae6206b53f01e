"""One call of the Web API: who calls, with which arguments, and what a method needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.support.slack.people import Channel
from tests.support.slack.wire import Json, SlackError, decoded
from tests.support.slack.world import Token, Workspace, World

PAGE = 100


@dataclass
class Call:
    world: World
    method: str
    args: Json
    token: Token | None = None
    error: str | None = None
    """What Slack answered; None when it was `ok`. `http_500`, `dropped` ... for injected faults."""

    @property
    def workspace(self) -> Workspace:
        if self.token is None:
            raise SlackError("not_authed")
        own = self.token.workspace
        return self._concerned(own) if own.org_wide else own

    def _concerned(self, own: Workspace) -> Workspace:
        """A token of a whole organisation works where what it names is."""
        named = {str(self.args.get(key)) for key in ("channel", "user", "users", "user_id")}
        for workspace in self.world.workspaces.values():
            there = {*workspace.users, *workspace.channels} - {own.bot_user}
            if workspace.enterprise_id == own.enterprise_id and named & there:
                return workspace
        return own

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name, default)
        if not isinstance(value, str):
            raise SlackError("invalid_arguments", f"{name}: must be a string, not {value!r:.50}")
        return value

    def flag(self, name: str) -> bool:
        value = self.args.get(name, False)
        if value not in (True, False, "true", "false", "1", "0"):
            raise SlackError("invalid_arguments", f"{name}: must be a boolean")
        return value in (True, "true", "1")

    def number(self, name: str, default: int) -> int:
        value = self.args.get(name, default)
        if not str(value).isdecimal():
            raise SlackError("invalid_arguments", f"{name}: must be a whole number")
        return int(value)

    def thing(self, name: str) -> object:
        return decoded(self.args.get(name))

    def need(self, *scopes: str) -> None:
        """Any one of these scopes is enough."""
        provided = self.token.scopes if self.token else frozenset()
        if scopes and not provided.intersection(scopes):
            shown = ",".join(sorted(provided))
            raise SlackError("missing_scope", needed=",".join(scopes), provided=shown)

    def channel(self, name: str = "channel") -> Channel:
        found = self.workspace.channels.get(self.text(name))
        bot = self.workspace.bot_user
        if found is None or (found.kind != "channel" and bot not in found.members):
            raise SlackError("channel_not_found")
        return found

    def page(self, items: Sequence[object], name: str) -> Json:
        start = int(self.text("cursor").removeprefix("next:") or 0)
        end = start + (self.number("limit", PAGE) or PAGE)
        cursor = f"next:{end}" if end < len(items) else ""
        return {name: items[start:end], "response_metadata": {"next_cursor": cursor}}


@dataclass(frozen=True)
class Method:
    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    bearer: str | None = "bot"
    """Which token: `bot`, `app`, or None where the call brings its own credentials."""

    def check(self, call: Call) -> None:
        """Any call may say its `team_id`; tokens of a whole organisation need it, and Bolt adds it."""
        unknown = sorted(call.args.keys() - {*self.needs, *self.takes, "team_id"})
        if unknown:
            raise SlackError("invalid_arguments", f"unknown arguments: {', '.join(unknown)}")
        missing = [name for name in self.needs if call.args.get(name) in (None, "")]
        if missing:
            raise SlackError("invalid_arguments", f"missing arguments: {', '.join(missing)}")
        call.need(*self.scopes)
        if call.token and call.text("team_id", call.workspace.id) != call.workspace.id:
            raise SlackError("team_access_not_granted", "team_id is not the team of this token")

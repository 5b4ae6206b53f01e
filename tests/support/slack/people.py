"""Users and channels of a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from tests.support.slack import texts
from tests.support.slack.wire import Json


class Profile(TypedDict, total=False):
    """What may be said of a user; `home_team` is set for a person of another organisation."""

    real_name: str
    locale: str
    tz: str
    email: str
    is_bot: bool
    is_admin: bool
    is_restricted: bool
    is_ultra_restricted: bool
    is_stranger: bool
    deleted: bool
    home_team: str


@dataclass
class User:
    id: str
    name: str
    team_id: str
    profile: Profile
    bot_id: str | None = None

    @property
    def home_team(self) -> str:
        return self.profile.get("home_team", self.team_id)

    @property
    def is_external(self) -> bool:
        return self.home_team != self.team_id

    def as_json(self, with_locale: bool = False, with_email: bool = False) -> Json:
        profile = self.profile
        name = profile.get("real_name", self.name.title())
        shown: Json = {"real_name": name, "display_name": self.name, "team": self.home_team}
        if with_email and "email" in profile:
            shown["email"] = profile["email"]
        found: Json = {
            "id": self.id,
            "team_id": self.home_team,
            "name": self.name,
            "deleted": profile.get("deleted", False),
            "profile": shown,
            "is_bot": profile.get("is_bot", False),
            "is_app_user": False,
            "updated": 1700000000,
        }
        if self.is_external or profile.get("is_stranger"):
            return {**found, "is_stranger": True}
        if not found["deleted"]:
            found |= self._of_the_living()
            if with_locale:
                found["locale"] = profile.get("locale", "en-US")
        return found

    def _of_the_living(self) -> Json:
        zone = self.profile.get("tz", "Europe/Brussels")
        offset = datetime.now(UTC).astimezone(ZoneInfo(zone)).utcoffset()
        return {
            "real_name": self.profile.get("real_name", self.name.title()),
            "tz": zone,
            "tz_label": zone,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": self.profile.get("is_admin", False),
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.profile.get("is_restricted", False),
            "is_ultra_restricted": self.profile.get("is_ultra_restricted", False),
        }


@dataclass
class Message:
    """A message as Slack keeps it; `reader` is set for an ephemeral one."""

    channel_id: str
    raw: Json
    reader: str | None = None

    @property
    def ts(self) -> str:
        return str(self.raw["ts"])

    @property
    def thread_ts(self) -> str | None:
        return self.raw.get("thread_ts")

    @property
    def user(self) -> str:
        return str(self.raw["user"])

    @property
    def text(self) -> str:
        return str(self.raw.get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        return list(self.raw.get("blocks", ()))

    @property
    def words(self) -> str:
        """What a person reads: the blocks, or the text when there are none."""
        return texts.words(self.blocks) or texts.unescaped(self.text)

    @property
    def buttons(self) -> list[str]:
        return buttons_of(self.blocks)


def buttons_of(blocks: list[Json]) -> list[str]:
    found = [one for block in blocks for one in (block.get("accessory"), *_elements(block))]
    return [one["text"]["text"] for one in found if one and one.get("type") == "button"]


def _elements(block: Json) -> list[Json]:
    return list(block.get("elements", ())) if block["type"] == "actions" else []


@dataclass
class Channel:
    id: str
    name: str
    kind: str = "channel"
    """`channel`, `group` (private) or `im`: also the names of the scopes and events."""
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    is_shared: bool = False
    """Shared with another organisation (Slack Connect)."""
    messages: list[Message] = field(default_factory=list)
    ephemerals: list[Message] = field(default_factory=list)

    @property
    def scope(self) -> str:
        return {"channel": "channels", "group": "groups", "im": "im"}[self.kind]

    def find(self, ts: str) -> Message | None:
        return next((one for one in self.messages if one.ts == ts), None)

    def as_json(self, bot: str) -> Json:
        found: Json = {
            "id": self.id,
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_im": self.kind == "im",
            "is_mpim": False,
            "is_private": self.kind != "channel",
            "is_archived": self.is_archived,
            "is_ext_shared": self.is_shared,
            "is_shared": self.is_shared,
            "is_org_shared": False,
        }
        if self.kind == "im":
            return {**found, "user": next(iter(self.members - {bot}))}
        named = {"name": self.name, "name_normalized": self.name, "is_member": bot in self.members}
        return {**found, **named}

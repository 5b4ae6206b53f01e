"""One person in one place: who they are to the bot, and the voice they are spoken to in."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from bot.front import Front
from bot.i18n import Voice
from bot.slack.heard import Source
from bot.slack.profiles import Profiles
from bot.slack.workspaces import Workspace, direct
from chat.context import Context, Place
from chat.dialogue import Turn
from core.people import Address

PLATFORM = "slack"
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Scene:
    workspace: Workspace
    source: Source
    ctx: Context
    front: Front

    def voice(self, turn: Turn | None = None) -> Voice:
        return self.front.voice(self.ctx, turn)


class FromOutside(Exception):
    """A guest, or somebody of another organisation, whom nobody here has registered."""

    def __init__(self, scene: Scene) -> None:
        super().__init__("not one of ours")
        self.scene = scene


@dataclass(frozen=True, slots=True)
class Scenes:
    front: Front
    profiles: Profiles
    _languages: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)
    _directs: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)

    async def of(self, workspace: Workspace, source: Source) -> Scene:
        """Raises ``FromOutside``, and ``NotDelivered`` where Slack cannot be asked who somebody is."""
        source = await self._placed(workspace, source)
        ctx = await self.front.context(_speaker(source), _place(source))
        if ctx.who is None:
            profile = await self.profiles.of(workspace, source.user)
            ctx = await self.front.context(_speaker(source), _place(source), profile.locale)
            if profile.outside:
                raise FromOutside(Scene(workspace, source, ctx, self.front))
        self._remember(source, ctx.language)
        return Scene(workspace, source, ctx, self.front)

    async def _placed(self, workspace: Workspace, source: Source) -> Source:
        """Outside of a conversation one is answered where one is written to directly."""
        if source.channel:
            return source
        key = source.team, source.user
        if key not in self._directs:
            self._directs[key] = await direct(workspace, source.user)
            if len(self._directs) > _MOST_REMEMBERED:
                self._directs.popitem(last=False)
        return replace(source, channel=self._directs[key])

    def unknown(self, workspace: Workspace, source: Source) -> Scene:
        """When nothing can be looked up now."""
        ctx = self.front.context_of(_speaker(source), _place(source), None, self._spoken(source))
        return Scene(workspace, source, ctx, self.front)

    def _spoken(self, source: Source) -> str:
        """The language of the last time, if the bot has not been restarted since."""
        return self._languages.get((source.team, source.user), "")

    def _remember(self, source: Source, language: str) -> None:
        self._languages[source.team, source.user] = language
        if len(self._languages) > _MOST_REMEMBERED:
            self._languages.popitem(last=False)


def _speaker(source: Source) -> Address:
    return Address(PLATFORM, source.team, source.user)


def _place(source: Source) -> Place:
    return Place(PLATFORM, source.channel, source.thread, source.private, numbered=False)

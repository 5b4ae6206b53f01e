"""The start page that Slack keeps for each person: everything at a glance, in their own language."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace

from bot.i18n import Voice
from bot.slack.posts import reply_posts
from bot.slack.richtext import Json
from bot.slack.scene import Scene
from chat.conversation import Conversation
from chat.heads import while_practising
from chat.message import Reply, say

_RUN = "overview"
_BLOCKS = 100
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Homes:
    conversation: Conversation
    _seen: OrderedDict[tuple[str, str], None] = field(default_factory=OrderedDict)

    async def show(self, scene: Scene) -> None:
        """Beside whatever is open in the conversation: looking changes nothing. Raises ``NotDelivered``."""
        self._seen[scene.source.team, scene.source.user] = None
        if len(self._seen) > _MOST_REMEMBERED:
            self._seen.popitem(last=False)
        if scene.ctx.practice:
            # What is real would be pressed in practice here: it comes back with whoever leaves it.
            await self.put(scene, say(while_practising(scene.ctx)))
            return
        outcome = await self.conversation.dispatcher.call(scene.ctx, _RUN)
        if isinstance(outcome, Reply):
            await self.put(scene, outcome)

    async def put(self, scene: Scene, reply: Reply) -> None:
        view = home_view(reply, scene.voice(reply))
        shown: Json = {"user_id": scene.source.user, "view": view}
        await scene.workspace.calls.write("views.publish", shown)

    async def refresh(self, scene: Scene) -> None:
        """For those who have looked at it since the bot was started; Slack tells when one looks again."""
        if (scene.source.team, scene.source.user) in self._seen:
            await self.show(await _by_now(scene))


async def _by_now(scene: Scene) -> Scene:
    """They may have gone into practice meanwhile, or out of it."""
    ctx = scene.ctx.practice.outer if scene.ctx.practice else scene.ctx
    return replace(scene, ctx=await scene.front.context(ctx.speaker, ctx.place))


def home_view(reply: Reply, voice: Voice) -> Json:
    blocks = [block for post in reply_posts(reply, voice) for block in post.blocks]
    return {"type": "home", "blocks": blocks[:_BLOCKS]}

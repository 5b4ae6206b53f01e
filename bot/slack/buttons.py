"""After a button was pressed: the answer is shown, and the message it stood on is put right."""

from __future__ import annotations

from bot.channel import NotDelivered
from bot.slack import card
from bot.slack.heard import Pressed
from bot.slack.posts import reply_posts
from bot.slack.richtext import Json
from bot.slack.scene import Scene
from bot.slack.speech import message, show, tell
from chat.message import Reply, Tone


async def pressed_alone(scene: Scene, pressed: Pressed, reply: Reply, *, effect: bool) -> None:
    """Where one person reads alone."""
    change = card.alone(pressed, reply, scene.voice(reply), effect=effect)
    calls, follows = scene.workspace.calls, change.follows
    if not pressed.message.ephemeral:
        if change.instead:
            await _update(scene, pressed.message.ts, change.instead)
        await show(scene, follows, private=reply.private)
        return
    if change.instead:
        await calls.respond(pressed.response_url, {**change.instead, "replace_original": True})
    for post in follows:
        await _respond(scene, pressed, message(post))


async def pressed_in_room(scene: Scene, pressed: Pressed, reply: Reply, *, effect: bool) -> None:
    """In a shared room a private answer is whispered; the message shows all that the choice was made."""
    if reply.private:
        for post in reply_posts(reply, scene.voice(reply)):
            await _respond(scene, pressed, message(post))
    else:
        await tell(scene, reply, pressed.message.ts)
    who = scene.ctx.who
    if effect and who and reply.tone is not Tone.PROBLEM:
        when = scene.ctx.services.clock.now()
        left = card.shared(pressed, who.name, when, scene.voice())
        if left:
            await _update(scene, pressed.message.ts, left)


async def retire(scene: Scene) -> None:
    """The form is done: the buttons it was opened from are taken away, if their message can still be had."""
    ts, _space, block = scene.source.origin.partition(" ")
    if not block or not scene.source.private or card.is_living(block, scene.source.thread):
        return
    try:
        found = await scene.workspace.calls.ask(
            "conversations.history",
            channel=scene.source.channel,
            latest=ts,
            oldest=ts,
            inclusive="true",
            limit="1",
        )
        for old in found["messages"]:
            left = card.without(old.get("blocks", ()), block)
            if left:
                await _update(scene, ts, left)
    except NotDelivered:
        # A message in a thread, or gone: a button that is no longer right says so when it is pressed.
        return


async def _respond(scene: Scene, pressed: Pressed, body: Json) -> None:
    thread = {"thread_ts": scene.source.thread} if scene.source.thread else {}
    kind = {"response_type": "ephemeral", "replace_original": False}
    await scene.workspace.calls.respond(pressed.response_url, {**body, **kind, **thread})


async def _update(scene: Scene, ts: str, body: Json) -> None:
    shown = {key: value for key, value in body.items() if key in ("text", "blocks")}
    place = {"channel": scene.source.channel, "ts": ts}
    await scene.workspace.calls.patiently("chat.update", {**place, **shown})

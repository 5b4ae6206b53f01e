"""Saying things in Slack: to one person, to a room, through the answer to a command."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.calls import Refused
from bot.slack.posts import Post, documents, reply_posts
from bot.slack.richtext import Json
from bot.slack.scene import Scene
from bot.slack.uploads import hand_over
from bot.slack.workspaces import direct
from chat.message import Reply


async def tell(scene: Scene, reply: Reply, thread: str = "") -> None:
    """Show a reply where its reader sees it; a private one to nobody else. ``thread``: for a public one."""
    posts = reply_posts(reply, scene.voice(reply))
    await show(scene, posts, private=reply.private, thread=thread)
    await attach(scene, reply, thread)


async def show(scene: Scene, posts: Sequence[Post], *, private: bool, thread: str = "") -> None:
    source = scene.source
    for post in posts:
        if source.private:
            await _say(scene, post, source.thread)
        elif private:
            await _whisper(scene, post)
        else:
            await _say(scene, post, source.thread or thread)


async def attach(scene: Scene, reply: Reply, thread: str = "") -> None:
    """A document cannot be whispered: a private one goes into the person's direct messages."""
    source = scene.source
    for document in documents(reply):
        if reply.private:
            channel = await direct(scene.workspace, source.user)
            same = channel == source.channel
            await hand_over(scene.workspace.calls, document, channel, source.thread if same else "")
        else:
            await hand_over(
                scene.workspace.calls, document, source.channel, source.thread or thread
            )


def message(post: Post) -> Json:
    """What every message has: all links stay closed, and no name in it calls anybody."""
    body: Json = {"text": post.text, "unfurl_links": False, "unfurl_media": False}
    return {**body, "blocks": list(post.blocks)} if post.blocks else body


async def _say(scene: Scene, post: Post, thread: str) -> None:
    source, calls = scene.source, scene.workspace.calls
    body = {**message(post), "channel": source.channel, "link_names": False, "mrkdwn": False}
    try:
        await calls.patiently("chat.postMessage", _in(body, thread))
    except Refused:
        if not source.private:
            raise
        # A command given in a direct message of two others: the bot is not in it.
        channel = await direct(scene.workspace, source.user)
        await calls.patiently("chat.postMessage", {**body, "channel": channel})


async def _whisper(scene: Scene, post: Post) -> None:
    """Only this person sees it; where the bot cannot whisper, it writes to them directly."""
    source, calls = scene.source, scene.workspace.calls
    body: Json = {"text": post.text, "link_names": False}
    body |= {"blocks": list(post.blocks)} if post.blocks else {}
    try:
        here = {**body, "channel": source.channel, "user": source.user}
        await calls.patiently("chat.postEphemeral", _in(here, source.thread))
    except Refused:
        channel = await direct(scene.workspace, source.user)
        quiet = {**message(post), "channel": channel, "link_names": False, "mrkdwn": False}
        await calls.patiently("chat.postMessage", quiet)


def _in(body: Json, thread: str) -> Json:
    return {**body, "thread_ts": thread} if thread else body

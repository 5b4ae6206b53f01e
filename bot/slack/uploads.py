"""Files on their way: from Slack into the file store, and from the store to Slack."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.slack.heard import Attached
from bot.slack.scene import Scene
from bot.slack.wording import clipped
from chat.message import Document
from core.errors import UserError
from core.text import msg

_LONGEST_NAME = 200


async def take_in(scene: Scene, files: Sequence[Attached], most: int) -> str:
    """The stored files' ids, as a file question takes them. Raises ``UserError``."""
    services = scene.ctx.services
    ids = []
    for file in files:
        if file.size > most:
            raise _too_large(file, most)
        data = await scene.workspace.calls.download(file.url, most)
        if data is None:
            raise UserError(
                msg(
                    "I could not get the file “{name}” from Slack. Please try again.",
                    name=file.name,
                )
            )
        name = clipped(file.name, _LONGEST_NAME) or "file"
        stored = await services.files.put(name, file.kind, data, services.clock.now())
        ids.append(stored.id)
    return ",".join(ids)


async def hand_over(scene: Scene, document: Document, channel: str, thread: str) -> None:
    stored = await scene.ctx.services.files.get(document.file)
    if stored is None:
        return
    calls = scene.workspace.calls
    length = str(len(stored.data))
    place = await calls.ask("files.getUploadURLExternal", filename=document.name, length=length)
    await calls.upload(str(place["upload_url"]), stored.data)
    files = json.dumps([{"id": str(place["file_id"]), "title": document.name}])
    where = {"channel_id": channel, **({"thread_ts": thread} if thread else {})}
    await calls.ask("files.completeUploadExternal", files=files, **where)


def _too_large(file: Attached, most: int) -> UserError:
    return UserError(
        msg(
            "The file “{name}” is too large: up to {most} MB are allowed.",
            name=file.name,
            most=max(1, most // 2**20),
        )
    )

"""Files on their way: from Slack into the file store, and from the store to Slack."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.slack.calls import Calls
from bot.slack.heard import Attached
from bot.slack.scene import Scene
from chat.attaching import file_name, keep
from chat.message import Document
from core.attachments import KINDS, Kind, too_large
from core.errors import UserError
from core.text import msg

_LONGEST_ALT = 1000


async def take_in(
    scene: Scene, files: Sequence[Attached], most: int, kinds: Sequence[Kind] = KINDS
) -> tuple[str, ...]:
    """The stored files' ids. Raises ``UserError``."""
    services = scene.ctx.services
    ids = []
    for file in files:
        if file.size > most:
            raise too_large(file_name(file.name), most)
        data = await scene.workspace.calls.download(file.url, most)
        if data is None:
            raise UserError(
                msg(
                    "I could not get the file “{name}” from Slack. Please try again.",
                    name=file.name,
                )
            )
        ids.append(await keep(services, file.name, data, kinds))
    return tuple(ids)


async def hand_over(calls: Calls, document: Document, channel: str, thread: str) -> None:
    length = str(len(document.data))
    given = {"filename": document.name, "length": length}
    if document.alt:
        given["alt_txt"] = document.alt[:_LONGEST_ALT]
    place = await calls.ask("files.getUploadURLExternal", **given)
    await calls.upload(str(place["upload_url"]), document.data)
    files = json.dumps([{"id": str(place["file_id"]), "title": document.name}])
    where = {"channel_id": channel, **({"thread_ts": thread} if thread else {})}
    await calls.ask("files.completeUploadExternal", files=files, **where)

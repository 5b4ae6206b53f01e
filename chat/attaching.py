"""Files on their way in: each is looked at before it is kept, whichever platform it came from."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from chat.context import Services
from chat.ear import tidied
from core.attachments import KINDS, FileRefused, Kind, checked
from core.files import NotKept
from core.text import msg

logger = logging.getLogger(__name__)

NO_FILE_WANTED = msg("I did not ask for a file, so I have not kept it.")
_LONGEST_NAME = 100
_LONGEST_END = 15


async def keep(services: Services, name: str, data: bytes, kinds: Sequence[Kind] = KINDS) -> str:
    """The id under which a file question takes it. Raises ``FileRefused``."""
    shown = file_name(name)
    most = services.settings.attachment_bytes
    kind = await asyncio.to_thread(checked, shown, data, most, kinds)
    try:
        kept = await services.files.put(shown, kind.media, data, services.clock.now())
    except NotKept as fault:
        logger.exception("a file could not be kept")
        told = msg("I could not keep the file “{name}” just now. Please try again.", name=shown)
        raise FileRefused(told) from fault
    return kept.id


def file_name(given: str) -> str:
    """On one line, and without what would turn ``exe.fdp`` into ``pdf.exe``; a long one keeps beginning and ending."""
    name = " ".join(tidied(given).split())
    if len(name) > _LONGEST_NAME:
        end = name[-_LONGEST_END:]
        name = f"{name[: _LONGEST_NAME - len(end) - 1]}…{end}"
    return name or "-"

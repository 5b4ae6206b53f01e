"""The language of somebody the bot does not know yet: the one they chose, kept until they are known."""

from __future__ import annotations

import json
from datetime import datetime

from chat.dialogue import Talk
from core.people import Address
from core.talks import TalkKey, Talks


def _key(speaker: Address) -> TalkKey:
    """In no room: it holds wherever they speak."""
    return TalkKey(speaker, "")


async def chosen_language(talks: Talks, speaker: Address) -> str:
    """Empty when none was chosen."""
    document = await talks.read(_key(speaker))
    return str(json.loads(document)["language"]) if document else ""


async def choose_language(talks: Talks, speaker: Address, language: str, now: datetime) -> None:
    document = {**json.loads(Talk().dump()), "language": language}
    await talks.write(_key(speaker), json.dumps(document), now)


async def forget(talks: Talks, speaker: Address, now: datetime) -> None:
    """Who is known has a language of their own."""
    await talks.write(_key(speaker), None, now)

"""Machine translation by whoever speaks the interface of LibreTranslate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog

from bot.settings import Translation

log = structlog.get_logger()

_AUTO = "auto"
_MOST_BYTES = 2_000_000


class NoTranslation(Exception):
    """``str()`` says why, without a word of the texts."""


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    url: str
    key: str = field(repr=False)
    may_see_personal: bool
    seconds: float

    async def translate(
        self, texts: Sequence[str], source: str, target: str
    ) -> Sequence[str] | None:
        body = {"q": list(texts), "source": source or _AUTO, "target": target, "format": "text"}
        if self.key:
            body["api_key"] = self.key
        try:
            return _read(await self._asked(body), len(texts))
        except (NoTranslation, aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            told = str(error) if isinstance(error, NoTranslation) else type(error).__name__
            log.warning("translation.none", why=told)
            return None

    async def _asked(self, body: dict[str, Any]) -> object:
        patience = aiohttp.ClientTimeout(total=self.seconds)
        async with (
            aiohttp.ClientSession(timeout=patience, trust_env=True) as session,
            session.post(f"{self.url.rstrip('/')}/translate", json=body) as answer,
        ):
            if answer.status != 200:
                raise NoTranslation(f"status {answer.status}")
            if (answer.content_length or 0) > _MOST_BYTES:
                raise NoTranslation("the answer is too long")
            return await answer.json(content_type=None)


def _read(answer: object, wanted: int) -> Sequence[str]:
    texts = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(texts, list) or len(texts) != wanted:
        raise NoTranslation("the answer is not what such a server says")
    return [str(text) for text in texts]


def translator_of(given: Translation) -> LibreTranslate:
    key = given.api_key.get_secret_value() if given.api_key else ""
    return LibreTranslate(given.url, key, given.personal_data, given.timeout_seconds)

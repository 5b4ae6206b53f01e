"""Files people attach, kept by the hash of their content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StoredFile:
    """``id`` is the SHA-256 of ``data`` in hex; ``kind`` a media type."""

    id: str
    name: str
    kind: str
    data: bytes


class Files(Protocol):
    async def put(self, name: str, kind: str, data: bytes, now: datetime) -> StoredFile: ...

    async def get(self, file: str) -> StoredFile | None: ...

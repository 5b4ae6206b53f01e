"""Files people attach: each upload has a name of its own, the same content is kept once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptFile:
    """``id`` names this upload and cannot be guessed; ``kind`` is a media type, ``size`` in bytes."""

    id: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class FileOnHand:
    kept: KeptFile
    data: bytes


class NotKept(Exception):
    """A file could not be stored; nothing of it is kept."""


class NotReadable(Exception):
    """A content is kept and cannot be read: its key is missing, it was changed, or its place is empty."""


class Files(Protocol):
    """Every call is a transaction of its own."""

    async def put(self, name: str, kind: str, data: bytes, now: datetime) -> KeptFile:
        """Raises ``NotKept``."""
        ...

    async def about(self, file: str) -> KeptFile | None: ...

    async def get(self, file: str) -> FileOnHand | None:
        """Raises ``NotReadable``."""
        ...

    async def drop(self, files: Collection[str]) -> None:
        """Forget these, unless a request has them; a content that no other upload has is deleted."""
        ...

    async def unused(self, before: datetime, most: int) -> Collection[str]:
        """Files that no request has, and that came before this moment."""
        ...

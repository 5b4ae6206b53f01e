"""Files that are sealed before they are uploaded; what opens them stands in the sealed message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nio import EncryptionError
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment


class Spoilt(Exception):
    """It is not the file that was sent."""


@dataclass(frozen=True, slots=True)
class FileKey:
    key: str
    hash: str
    start: str


def sealed_file(data: bytes) -> tuple[bytes, Mapping[str, Any]]:
    sealed, keys = encrypt_attachment(data)
    return sealed, keys


def opened_file(data: bytes, key: FileKey) -> bytes:
    """Raises ``Spoilt``."""
    try:
        opened: bytes = decrypt_attachment(data, key.key, key.hash, key.start)
    except (EncryptionError, ValueError) as error:
        raise Spoilt from error
    return opened

"""Sealing: nobody reads what is stored without the key, and nobody changes it unnoticed.

A sealed text begins with a mark, the name of its key and a salt. From key and salt comes a key used for this one
text. Its chunks are numbered and the last is marked, so that none can be left out, added or moved (STREAM). What the
text belongs to is sealed in, so that it cannot be put in the place of another.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_MARK = b"IMI\x01"
_NAME_BYTES, _SALT_BYTES, _TAG_BYTES = 8, 32, 16
HEADER_BYTES = len(_MARK) + _NAME_BYTES + _SALT_BYTES
_CHUNK = 64 * 1024
_NUMBER = struct.Struct(">3xQ?")


class CannotOpen(Exception):
    """The key is missing, or what was sealed is not what it was; never the text itself."""


class NoKey(Exception):
    """There is no key to seal with."""

    def __init__(self) -> None:
        super().__init__("there is no key")


@dataclass(frozen=True, slots=True, repr=False)
class Ring:
    """Keys of 32 bytes: the first seals, each of them opens."""

    keys: Sequence[bytes] = ()

    @property
    def names(self) -> tuple[bytes, ...]:
        return tuple(map(_name, self.keys))

    @property
    def current(self) -> bytes:
        """The name of the key that seals. Raises ``NoKey``."""
        if not self.keys:
            raise NoKey
        return _name(self.keys[0])

    def seal(self, text: bytes, of: str) -> bytes:
        """``of``: what it belongs to. Raises ``NoKey``."""
        header = _MARK + self.current + os.urandom(_SALT_BYTES)
        cipher = _cipher(self.keys[0], header)
        chunks = [
            cipher.encrypt(nonce, chunk, header + of.encode())
            for nonce, chunk in _chunks(text, _CHUNK)
        ]
        return b"".join([header, *chunks])

    def open(self, sealed: bytes, of: str) -> bytes:
        """Raises ``CannotOpen``."""
        header, name = sealed[:HEADER_BYTES], sealed_with(sealed)
        key = next((key for key in self.keys if _name(key) == name), None)
        if key is None:
            raise CannotOpen("no key fits")
        cipher = _cipher(key, header)
        try:
            opened = [
                cipher.decrypt(nonce, chunk, header + of.encode())
                for nonce, chunk in _chunks(sealed[HEADER_BYTES:], _CHUNK + _TAG_BYTES)
            ]
        except InvalidTag:
            raise CannotOpen("it was changed, or belongs elsewhere") from None
        return b"".join(opened)


def sealed_with(sealed: bytes) -> bytes:
    """The name of the key. Raises ``CannotOpen`` for what was not sealed here."""
    if len(sealed) < HEADER_BYTES or not sealed.startswith(_MARK):
        raise CannotOpen("it was not sealed here")
    return sealed[len(_MARK) : len(_MARK) + _NAME_BYTES]


def _name(key: bytes) -> bytes:
    return sha256(b"imi-assistant key name" + key).digest()[:_NAME_BYTES]


def _cipher(key: bytes, header: bytes) -> AESGCM:
    salt = header[-_SALT_BYTES:]
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt, b"imi-assistant sealing").derive(key))


def _chunks(text: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each with its nonce; an empty text is one empty chunk."""
    last = max(0, (len(text) - 1) // size)
    for number in range(last + 1):
        yield (
            _NUMBER.pack(number, number == last),
            text[number * size : (number + 1) * size],
        )

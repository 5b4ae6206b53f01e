"""What is kept under the operator's passphrase."""

from __future__ import annotations

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bot.matrix.crypto.canonical import decoded, unpadded

_SALT_BYTES = 16
_NONCE_BYTES = 12


class WrongPassphrase(Exception):
    """What was kept does not open with it."""


def new_salt() -> bytes:
    return secrets.token_bytes(_SALT_BYTES)


def stretched(passphrase: str, salt: bytes) -> bytes:
    """A key that takes long to guess even where the passphrase is short."""
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())


def locked(data: bytes, passphrase: str) -> str:
    salt = new_salt()
    box = sealed(data, stretched(passphrase, salt))
    return json.dumps({"salt": unpadded(salt), "box": unpadded(box)})


def unlocked(kept: str, passphrase: str) -> bytes:
    """Raises ``WrongPassphrase``."""
    parts = {name: decoded(part) for name, part in json.loads(kept).items()}
    return unsealed(parts["box"], stretched(passphrase, parts["salt"]))


def sealed(data: bytes, key: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, None)


def unsealed(box: bytes, key: bytes) -> bytes:
    """Raises ``WrongPassphrase``."""
    try:
        return AESGCM(key).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], None)
    except InvalidTag:
        raise WrongPassphrase from None

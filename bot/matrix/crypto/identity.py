"""Who the bot is, whatever session it speaks from: three keys, of which one signs each of its sessions.

matrix-nio has none of this. Clients shut out sessions that nobody has signed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.matrix.crypto.box import locked, unlocked
from bot.matrix.crypto.canonical import decoded, signed_part, unpadded

Signed: TypeAlias = dict[str, Any]


def public(key: Ed25519PrivateKey) -> str:
    return unpadded(key.public_key().public_bytes_raw())


def with_signature(value: Mapping[str, Any], user: str, name: str, signature: str) -> Signed:
    """The same, with one signature more."""
    given: Mapping[str, Mapping[str, str]] = value.get("signatures", {})
    own = {**given.get(user, {}), f"ed25519:{name}": signature}
    return {**value, "signatures": {**given, user: own}}


def is_signed(value: Mapping[str, Any], user: str, key: str, name: str | None = None) -> bool:
    """Whether ``key`` has signed it; its name is the key itself, unless it is a session's."""
    signatures = value.get("signatures", {}).get(user, {})
    try:
        signature = decoded(signatures[f"ed25519:{name or key}"])
        Ed25519PublicKey.from_public_bytes(decoded(key)).verify(signature, signed_part(value))
    except (KeyError, TypeError, ValueError, InvalidSignature):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Identity:
    master: Ed25519PrivateKey
    self_signing: Ed25519PrivateKey
    user_signing: Ed25519PrivateKey

    @classmethod
    def new(cls) -> Self:
        generate = Ed25519PrivateKey.generate
        return cls(generate(), generate(), generate())

    @classmethod
    def opened(cls, kept: str, passphrase: str) -> Self:
        """Raises ``WrongPassphrase``."""
        keys = json.loads(unlocked(kept, passphrase))
        load = Ed25519PrivateKey.from_private_bytes
        return cls(*(load(decoded(keys[name])) for name in _NAMES))

    def kept(self, passphrase: str) -> str:
        keys = {name: unpadded(getattr(self, name).private_bytes_raw()) for name in _NAMES}
        return locked(json.dumps(keys).encode(), passphrase)

    @property
    def fingerprint(self) -> str:
        """What people compare; it stays when sessions change."""
        return public(self.master)

    def public_keys(self, user: str) -> dict[str, Signed]:
        """As they are uploaded: the master vouches for the two others."""
        return {
            "master_key": _key(user, "master", self.master),
            "self_signing_key": self._vouched(user, "self_signing", self.self_signing),
            "user_signing_key": self._vouched(user, "user_signing", self.user_signing),
        }

    def signed_session(self, session: Mapping[str, Any], user: str) -> Signed:
        """A session's keys as the homeserver gives them, signed by us."""
        bare = {key: value for key, value in session.items() if key != "unsigned"}
        return _signed(bare, user, self.self_signing)

    def _vouched(self, user: str, usage: str, key: Ed25519PrivateKey) -> Signed:
        return _signed(_key(user, usage, key), user, self.master)


_NAMES = ("master", "self_signing", "user_signing")


def _key(user: str, usage: str, key: Ed25519PrivateKey) -> Signed:
    name = public(key)
    return {"user_id": user, "usage": [usage], "keys": {f"ed25519:{name}": name}}


def _signed(value: Mapping[str, Any], user: str, key: Ed25519PrivateKey) -> Signed:
    return with_signature(value, user, public(key), unpadded(key.sign(signed_part(value))))

"""Whether others can see that a session is the bot's own: the chain of signatures, as the homeserver shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.matrix.crypto.identity import is_signed


class Standing(Enum):
    SIGNED = "signed"
    UNSIGNED = "unsigned"
    UNPUBLISHED = "unpublished"
    OTHER_KEYS = "other keys"
    NO_IDENTITY = "no identity"
    OTHER_IDENTITY = "other identity"


@dataclass(frozen=True, slots=True)
class Chain:
    """What ``/keys/query`` says of one user; ``identity`` and ``self_signing`` are public keys, or empty."""

    user: str
    sessions: Mapping[str, Mapping[str, Any]]
    identity: str = ""
    self_signing: str = ""

    def keys_of(self, session: str) -> Mapping[str, str]:
        """By their ids: what a person compares."""
        found = {f"ed25519:{session}": published_key(self.sessions.get(session, {}), session)}
        found[f"ed25519:{self.identity}"] = self.identity
        return {name: key for name, key in found.items() if key}

    def standing(self, session: str, key: str, identity: str) -> Standing:
        """Of the session with this public key, whose bot has this identity."""
        if not self.identity:
            return Standing.NO_IDENTITY
        if self.identity != identity:
            return Standing.OTHER_IDENTITY
        shown = self.sessions.get(session)
        if shown is None:
            return Standing.UNPUBLISHED
        if published_key(shown, session) != key:
            return Standing.OTHER_KEYS
        signed = bool(self.self_signing) and is_signed(shown, self.user, self.self_signing)
        return Standing.SIGNED if signed else Standing.UNSIGNED


def chain_of(user: str, answer: Mapping[str, Any]) -> Chain:
    """Only keys that the identity vouches for count."""
    master = answer.get("master_keys", {}).get(user, {})
    signing = answer.get("self_signing_keys", {}).get(user, {})
    identity, self_signing = _only_key(master), _only_key(signing)
    if not (identity and is_signed(signing, user, identity)):
        self_signing = ""
    return Chain(user, answer.get("device_keys", {}).get(user, {}), identity, self_signing)


def published_key(session: Mapping[str, Any], name: str) -> str:
    return str(session.get("keys", {}).get(f"ed25519:{name}", ""))


def _only_key(key: Mapping[str, Any]) -> str:
    return next((str(value) for value in key.get("keys", {}).values()), "")

"""Comparing keys (SAS): a person begins, the bot follows. Pure: what was heard goes in, what to say comes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import vodozemac
from nio.crypto import Sas

from bot.matrix.crypto.canonical import canonical, unpadded
from bot.matrix.events import Json, inner, text, texts

METHOD = "m.sas.v1"
_AGREEMENT = "curve25519-hkdf-sha256"
_HASH = "sha256"
_SHOWN = ("emoji", "decimal")
_MACS = ("hkdf-hmac-sha256.v2", "hkdf-hmac-sha256")

Steps = list[tuple[str, Json]]


@dataclass(frozen=True, slots=True)
class Party:
    """``keys`` by their ids: the session's, and the identity's."""

    user: str
    session: str
    keys: Mapping[str, str] = field(default_factory=dict)


class Comparison:
    """``transaction`` names it: an id of the beginner's, or the event that asked for it."""

    def __init__(self, transaction: str, mine: Party, theirs: Party) -> None:
        self._transaction = transaction
        self._mine = mine
        self._theirs = theirs
        self._sas = vodozemac.Sas()
        self._secret: vodozemac.EstablishedSas | None = None
        self._mac_kind = ""
        self._their_key = ""
        self.over = False
        self.agreed = False

    @property
    def session(self) -> str:
        return self._theirs.session

    def heard(self, step: str, content: Json, keys: Mapping[str, str]) -> Steps:
        """``keys`` are the other's, as the homeserver shows them."""
        steps: Mapping[str, Callable[[Json], Steps]] = {
            "request": self._requested,
            "start": self._started,
            "key": self._key_came,
            "mac": lambda mac: self._mac_came(mac, keys),
        }
        if self.over:
            return []
        if step in ("done", "cancel"):
            self.over = True
            return []
        return steps[step](content) if step in steps else []

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the emoji both sides see."""
        if self._secret is None:
            return ()
        number = int.from_bytes(self._secret.bytes(self._shared_info()).emoji_indices, "big")
        return tuple(Sas.emoji[number >> (42 - 6 * place) & 63][1] for place in range(7))

    def _requested(self, content: Json) -> Steps:
        if METHOD not in texts(content, "methods"):
            return self._cancel("m.unknown_method")
        return [("ready", {"from_device": self._mine.session, "methods": [METHOD]})]

    def _started(self, content: Json) -> Steps:
        offered = texts(content, "message_authentication_codes")
        self._mac_kind = next((kind for kind in _MACS if kind in offered), "")
        fits = _AGREEMENT in texts(content, "key_agreement_protocols")
        if text(content, "method") != METHOD or not (fits and self._mac_kind):
            return self._cancel("m.unknown_method")
        promise = sha256(self._public.encode() + canonical(content)).digest()
        shown = texts(content, "short_authentication_string")
        accepted = {
            "method": METHOD,
            "commitment": unpadded(promise),
            "hash": _HASH,
            "key_agreement_protocol": _AGREEMENT,
            "message_authentication_code": self._mac_kind,
            "short_authentication_string": [kind for kind in _SHOWN if kind in shown],
        }
        return [("accept", accepted)]

    def _key_came(self, content: Json) -> Steps:
        if not self._mac_kind or self._secret is not None:
            return self._cancel("m.unexpected_message")
        self._their_key = text(content, "key")
        try:
            other = vodozemac.Curve25519PublicKey.from_base64(self._their_key)
            self._secret = self._sas.diffie_hellman(other)
        except (vodozemac.KeyException, vodozemac.SasException, ValueError):
            return self._cancel("m.invalid_message")
        # The person compares; whoever runs the bot finds the same pictures in its log.
        return [("key", {"key": self._public}), ("mac", self._my_mac())]

    def _my_mac(self) -> Json:
        info = self._mac_info(self._mine, self._theirs)
        keys = self._mine.keys
        macs = {name: self._mac(key, info + name) for name, key in keys.items()}
        return {"mac": macs, "keys": self._mac(",".join(sorted(keys)), f"{info}KEY_IDS")}

    def _mac_came(self, content: Json, keys: Mapping[str, str]) -> Steps:
        if self._secret is None:
            return self._cancel("m.unexpected_message")
        macs, info = inner(content, "mac"), self._mac_info(self._theirs, self._mine)
        names = self._mac(",".join(sorted(macs)), f"{info}KEY_IDS")
        known = [name for name in macs if name in keys]
        right = all(macs[name] == self._mac(keys[name], info + name) for name in known)
        if not (known and right and text(content, "keys") == names):
            return self._cancel("m.key_mismatch")
        self.over = self.agreed = True
        return [("done", {})]

    def _cancel(self, code: str) -> Steps:
        self.over = True
        return [("cancel", {"code": code, "reason": code.removeprefix("m.").replace("_", " ")})]

    @property
    def _public(self) -> str:
        return str(self._sas.public_key.to_base64())

    def _mac(self, value: str, info: str) -> str:
        assert self._secret is not None, "keys were exchanged"
        if self._mac_kind == _MACS[0]:
            return str(self._secret.calculate_mac(value, info))
        return str(self._secret.calculate_mac_invalid_base64(value, info))

    def _shared_info(self) -> str:
        mine, theirs = self._mine, self._theirs
        begun = (theirs.user, theirs.session, self._their_key)
        followed = (mine.user, mine.session, self._public)
        return "|".join(("MATRIX_KEY_VERIFICATION_SAS", *begun, *followed, self._transaction))

    def _mac_info(self, sender: Party, reader: Party) -> str:
        who = (sender.user, sender.session, reader.user, reader.session)
        return "".join(("MATRIX_KEY_VERIFICATION_MAC", *who, self._transaction))

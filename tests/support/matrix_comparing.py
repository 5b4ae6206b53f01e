"""Somebody's client that begins to compare keys, written from the specification and not from our code."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import vodozemac

_MACS = "hkdf-hmac-sha256.v2"


@dataclass
class Beginner:
    """``keys`` are the other's, which the person wants to be sure of."""

    user: str
    session: str
    key: str
    transaction: str
    other: str
    other_session: str
    sas: vodozemac.Sas = field(default_factory=vodozemac.Sas)
    secret: Any = None
    info: str = ""
    commitment: str = ""
    begun: Mapping[str, Any] = field(default_factory=dict)

    def request(self) -> dict[str, Any]:
        return {"from_device": self.session, "methods": ["m.sas.v1"], "timestamp": 0}

    def start(self, **reference: Any) -> dict[str, Any]:
        self.begun = {
            "from_device": self.session,
            "method": "m.sas.v1",
            "key_agreement_protocols": ["curve25519-hkdf-sha256"],
            "hashes": ["sha256"],
            "message_authentication_codes": [_MACS],
            "short_authentication_string": ["emoji", "decimal"],
            **reference,
        }
        return dict(self.begun)

    def share(self, accepted: Mapping[str, Any]) -> dict[str, Any]:
        self.commitment = accepted["commitment"]
        return {"key": self.sas.public_key.to_base64()}

    def compare(self, content: Mapping[str, Any]) -> tuple[int, ...]:
        """What the person sees on the screen."""
        key = content["key"]
        text = json.dumps(self.begun, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        promised = base64.b64encode(hashlib.sha256((key + text).encode()).digest())
        assert self.commitment == promised.decode().rstrip("=")
        self.secret = self.sas.diffie_hellman(vodozemac.Curve25519PublicKey.from_base64(key))
        mine = f"{self.user}|{self.session}|{self.sas.public_key.to_base64()}"
        theirs = f"{self.other}|{self.other_session}|{key}"
        info = f"MATRIX_KEY_VERIFICATION_SAS|{mine}|{theirs}|{self.transaction}"
        decimals: tuple[int, ...] = self.secret.bytes(info).decimals
        return decimals

    def mac(self) -> dict[str, Any]:
        info = f"MATRIX_KEY_VERIFICATION_MAC{self.user}{self.session}"
        info += f"{self.other}{self.other_session}{self.transaction}"
        name = f"ed25519:{self.session}"
        return {
            "mac": {name: self.secret.calculate_mac(self.key, info + name)},
            "keys": self.secret.calculate_mac(name, f"{info}KEY_IDS"),
        }

    def check(self, content: Mapping[str, Any], keys: Mapping[str, str]) -> None:
        """That the other has these keys and no others."""
        info = f"MATRIX_KEY_VERIFICATION_MAC{self.other}{self.other_session}"
        info += f"{self.user}{self.session}{self.transaction}"
        names = ",".join(sorted(content["mac"]))
        self.secret.verify_mac(names, f"{info}KEY_IDS", content["keys"])
        assert set(content["mac"]) == set(keys)
        for name, mac in content["mac"].items():
            self.secret.verify_mac(keys[name], info + name, mac)

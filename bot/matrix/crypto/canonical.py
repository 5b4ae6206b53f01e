"""JSON as Matrix signs it, and base64 as Matrix writes it: without padding, which would be ignored in silence."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

_NOT_SIGNED = frozenset({"signatures", "unsigned"})


def canonical(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def signed_part(value: Mapping[str, object]) -> bytes:
    """What of an object a signature is over."""
    return canonical({key: each for key, each in value.items() if key not in _NOT_SIGNED})


def unpadded(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Raises ``ValueError``."""
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)

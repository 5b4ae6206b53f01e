"""Web addresses that people type: what may be kept as one, and where the bot itself may go."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from core.errors import UserError
from core.text import msg

_LONGEST = 500
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HOST = re.compile(
    r"(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,62})\.)+[a-z][a-z0-9-]{1,62}", re.IGNORECASE
)

Ip = IPv4Address | IPv6Address


class NoWebAddress(UserError):
    """Not an address on the public web."""

    def __init__(self, said: str) -> None:
        super().__init__(
            msg(
                "`{said}` is not a web address that everybody can open. "
                "Please copy it from the browser, for example https://www.example.org.",
                said=said[:60],
            )
        )


def web_address(said: str) -> str:
    """The address, ``https://`` put before it if nothing stands there. Raises ``NoWebAddress``."""
    text = said.strip()
    address = text if _SCHEME.match(text) and "://" in text[:12] else f"https://{text}"
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise NoWebAddress(said) from None
    plain = not re.search(r"[\s<>\"`\\]", address) and len(address) <= _LONGEST
    if not plain or parts.scheme not in ("http", "https") or parts.username is not None:
        raise NoWebAddress(said)
    if not _is_public(host):
        raise NoWebAddress(said)
    return address


class NotSecure(UserError):
    def __init__(self, said: str) -> None:
        super().__init__(
            msg(
                "`{said}` does not begin with https://, so others could read along on the way. "
                "Please give an address that does.",
                said=said[:60],
            )
        )


def secure_address(said: str) -> str:
    """The same, and only what nobody reads along on the way. Raises ``NoWebAddress`` and ``NotSecure``."""
    address = web_address(said)
    if not address.startswith("https://"):
        raise NotSecure(said)
    return address


def public_ip(address: Ip) -> bool:
    """Whether it is an address of the public internet, also behind IPv6's ways to write IPv4."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or public_ip(inner))


def ip_of(host: str) -> Ip | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_public(host: str) -> bool:
    found = ip_of(host)
    if found is not None:
        return public_ip(found)
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return False
    return bool(_HOST.fullmatch(name)) and not name.endswith((".local", ".internal", ".localhost"))

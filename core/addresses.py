"""An address as people write it: told by the bot (``slack:T1:U1``), copied from a profile, or a mention."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from core.errors import UserError
from core.people import Address
from core.text import Typed, msg

# How accounts of people look, by platform.
ACCOUNTS: Mapping[str, str] = {
    "slack": r"[UW][A-Z0-9]{2,}",
    "matrix": r"@[^@:\s]+:[^\s:]+(?::\d+)?",
    "terminal": r"[\w.-]+",
}
# What stands around an address that was copied.
_AROUND = " \t`<>\"'“”„«».,"
_WORKSPACE = r"[TE][A-Z0-9]{2,}"
_TOLD = re.compile(r"(?P<platform>slack|matrix|terminal):(?P<rest>\S+)")
_LINK = re.compile(r"https://matrix\.to/#/(?P<account>[^?\s]+).*")


class NotAnAddress(UserError):
    field = "address"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "I cannot read this as somebody's address. Ask the person to write `{typed}` to me: I tell "
                "them their address, which they can send to you.",
                typed=Typed("hello"),
            )
        )


def read_address(said: str, near: Address) -> Address:
    """``near``: where it was said; a mention is somebody there. Raises ``NotAnAddress``."""
    text = said.strip(_AROUND)
    if told := _TOLD.fullmatch(text):
        return _checked(_told(told["platform"], told["rest"]))
    if link := _LINK.fullmatch(text):
        return _checked(Address("matrix", "", link["account"].replace("%3A", ":")))
    if text.startswith("@") and ":" in text:
        return _checked(Address("matrix", "", text))
    return _checked(Address(near.platform, near.workspace, text.removeprefix("@")))


def looks_like_one(said: str) -> None:
    """Raises ``NotAnAddress`` for what is nobody's address, wherever it is said."""
    for near in _ANYWHERE:
        with suppress(NotAnAddress):
            read_address(said, near)
            return
    raise NotAnAddress


_ANYWHERE = (Address("slack", "T00", ""), Address("terminal", "", ""))


def _told(platform: str, rest: str) -> Address:
    if platform != "slack":
        return Address(platform, "", rest)
    team, _colon, account = rest.partition(":")
    return Address(platform, team, account)


def _checked(address: Address) -> Address:
    looks = ACCOUNTS.get(address.platform)
    if looks is None or not re.fullmatch(looks, address.account):
        raise NotAnAddress
    if address.platform == "slack" and not re.fullmatch(_WORKSPACE, address.workspace):
        raise NotAnAddress
    return address

"""Where a person or a room is reached, as the bot tells it to somebody it does not know: ``slack:T1:U1``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.address import email, matrix_user, workspace
from core.addresses import ACCOUNTS
from core.people import Address

# A room's id on Matrix has had no server in it since room version 12.
_ROOMS = {"slack": r"[CG][A-Z0-9]+", "matrix": r"!\S+", "terminal": r"[^\s:]+"}


def of_person(value: str) -> Address:
    address = _split(value)
    if address.platform == "mail":
        return Address("mail", "", email(address.account))
    if address.platform == "matrix":
        matrix_user(address.account)
        return address
    return _checked(address, ACCOUNTS)


def of_room(value: str) -> Address:
    address = _split(value)
    if address.platform not in _ROOMS:
        raise ValueError("must be a room in chat, such as slack:T024BE7LD:C024BE91L")
    return _checked(address, _ROOMS)


def of_people(value: str) -> tuple[Address, ...]:
    """The preferred place first, parted by ``|``."""
    return tuple(of_person(part.strip()) for part in value.split("|") if part.strip())


def _split(value: str) -> Address:
    """Accounts on Matrix have colons in them; only Slack has workspaces."""
    platform, _, rest = value.partition(":")
    if platform not in {*_ROOMS, "mail"} or not rest:
        raise ValueError(
            "must be an address such as slack:T024BE7LD:U024BE7LH or matrix:@anna:example.org"
        )
    if platform != "slack":
        return Address(platform, "", rest)
    team, _, account = rest.partition(":")
    return Address(platform, workspace(team), account)


def _checked(address: Address, accounts: Mapping[str, str]) -> Address:
    if not re.fullmatch(accounts[address.platform], address.account):
        raise ValueError(
            f"does not end like an address on {address.platform.capitalize()}: for a person "
            "slack:T024BE7LD:U024BE7LH or matrix:@anna:example.org, for a room "
            "slack:T024BE7LD:C024BE91L or matrix:!abc:example.org"
        )
    return address

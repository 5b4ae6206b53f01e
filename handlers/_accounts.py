"""The accounts by which somebody is known, as options and as facts."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Choice, Option
from core.errors import UserError
from core.people import Address
from core.text import Message, msg

PLATFORMS = {
    "slack": "Slack",
    "matrix": "Matrix",
    "terminal": "Terminal",
    "mail": "E-mail",
}


async def accounts(ctx: Context) -> Sequence[Address]:
    """Of the speaker, the preferred one first."""
    async with ctx.services.works.reading() as work:
        return await work.people.addresses(ctx.person.id)


def account_label(address: Address) -> Message:
    platform = PLATFORMS.get(address.platform, address.platform)
    return msg("{platform}: {account}", platform=platform, account=address.account)


async def account_choice(ctx: Context, label: Message) -> Choice:
    held = await accounts(ctx)
    options = tuple(Option(str(n), account_label(each)) for n, each in enumerate(held, 1))
    return Choice("account", label, options)


async def chosen_account(ctx: Context, said: str) -> Address:
    """By its place in the list, which may have changed meanwhile."""
    held = await accounts(ctx)
    place = int(said) if said.isdecimal() else 0
    if not 1 <= place <= len(held):
        raise UserError(msg("This account is not linked any more. Write `settings` to look again."))
    return held[place - 1]

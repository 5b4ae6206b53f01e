"""Whom an operator has named to help, and how to reach them."""

from __future__ import annotations

from chat.context import Context, Helper
from chat.message import Fact, Link
from core.text import Country, Message, msg


def coordinator_fact(country: str, helper: Helper) -> Fact:
    return Fact(msg("Coordinator, {country}", country=Country(country)), reached(helper))


def reached(helper: Helper) -> Message:
    ways = " · ".join(way for way in (helper.email, helper.phone, helper.website) if way)
    return msg("{name} {ways}", name=helper.name, ways=ways)


def contacts_link(ctx: Context) -> tuple[Link, ...]:
    """Where all national coordinators are listed, if an operator has said where."""
    contacts = ctx.services.settings.links(ctx.language).get("contacts")
    return (Link(msg("National coordinators"), contacts),) if contacts else ()

"""What people agree to before they work with the assistant: asked when they register, and when it has changed."""

from __future__ import annotations

from chat.context import Context, Services
from chat.fields import NO, YES, Choice, Field, Option
from chat.message import Link
from core.consent import Consent
from core.text import Message, msg

AGREE = msg("I agree")


def agreement_field(ctx: Context) -> Field:
    """Whoever does not agree has asked for nothing."""
    return Choice(
        "agrees",
        msg("Do you agree that I use your data like this?"),
        (Option(YES.value, AGREE), Option(NO.value, msg("I do not agree"))),
        hint=ctx.services.settings.terms.text,
        links=protection_link(ctx),
    )


def also_agreed(services: Services) -> Message:
    return msg("With a yes you also agree to this: {terms}", terms=services.settings.terms.text)


def consent_now(ctx: Context) -> Consent:
    """To the terms as they are now, in the words in which the speaker has read them."""
    terms, services = ctx.services.settings.terms, ctx.services
    words = services.ear.put(terms.text, ctx.language)
    return Consent(terms.version, services.clock.now(), ctx.language, words)


def protection_link(ctx: Context) -> tuple[Link, ...]:
    url = ctx.services.settings.links(ctx.language).get("data_protection")
    return (Link(msg("Data protection in IMI"), url),) if url else ()

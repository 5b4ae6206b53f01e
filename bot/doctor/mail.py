"""Whether the mail server answers and lets the bot in."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.channel import NotDelivered
from bot.doctor.findings import Finding, note, ok, problem
from bot.settings import Mail


async def check(given: Mail) -> AsyncIterator[Finding]:
    if not given.enabled:
        yield note("mail", "not enabled: whoever cannot be reached in chat is told nowhere else")
        return
    from bot.mail.adapter import connected

    place = f"{given.host}:{given.port}"
    try:
        async with connected(given) as server:
            await server.noop()
    except NotDelivered as error:
        yield problem("mail", f"{place} cannot be used ({error}); check mail and IMI_MAIL_PASSWORD")
    else:
        yield ok("mail", f"{place} answers")

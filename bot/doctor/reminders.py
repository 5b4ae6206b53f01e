"""Whether every open request has the reminders it wants."""

from __future__ import annotations

from bot.app import assemble
from bot.config import Config
from bot.doctor.findings import Finding, ok, problem

_ABOUT = "reminders"


async def check(config: Config) -> Finding:
    """The database is at the head of its migrations. Nothing is changed."""
    assistant = assemble(config)
    try:
        found = await assistant.oversight.inspect()
    finally:
        await assistant.close()
    if found.lacking:
        one = found.reminders == 1
        lack = "one reminder is" if one else f"{found.reminders:,} reminders are"
        return problem(
            _ABOUT,
            f"{lack} not planned; a running assistant plans them at its start and each night, "
            "and says so in its log: oversight.repaired",
        )
    return ok(_ABOUT, f"planned for {found.requests:,} open requests")

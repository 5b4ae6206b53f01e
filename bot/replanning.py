"""What is planned follows app.yaml: other hours, other days, a closing day, a new list of public holidays."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version

import structlog

from bot.app import Assistant
from core.people import AuthorityId

log = structlog.get_logger()

_MARK = "planned by"


async def replan_if_changed(assistant: Assistant) -> int:
    """Plan every open request anew where the rules have changed since the last time; how many.

    The mark is set at the end: whoever is interrupted begins again.
    """
    rules = rules_of(assistant)
    if await assistant.marks.get(_MARK) == rules:
        return 0
    services, done = assistant.services, 0
    async with services.works.reading() as work:
        everybody = [authority.id async for authority in work.authorities.all()]
    for authority in everybody:
        done += await _replan(assistant, authority)
    await assistant.marks.put(_MARK, rules)
    log.info("reminders.planned_anew", requests=done)
    return done


async def _replan(assistant: Assistant, authority: AuthorityId) -> int:
    """Those it asks or answers: a request may be planned twice, which changes nothing."""
    exchange, works = assistant.services.exchange, assistant.services.works
    async with works.reading() as work:
        found = await work.standings.open_of([authority])
    names = [
        line.reference
        for stands, lines in found.items()
        for line in lines
        if stands.asker == authority
    ]
    for name in names:
        async with works.writing() as work:
            request = await work.requests.get(name)
            if request:
                await exchange.announcer.replan(work, request, assistant.clock.now())
                await work.commit()
    return len(names)


def rules_of(assistant: Assistant) -> str:
    config = assistant.config
    told = (
        config.schedule.model_dump_json(),
        repr(sorted(config.closing_days.items())),
        version("holidays"),
    )
    return sha256("\n".join(told).encode()).hexdigest()

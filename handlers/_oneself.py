"""Changing what is known of the speaker, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from chat.context import Context
from core.people import Person
from core.refusals import NotYourRight
from handlers._reminding import wishes_of


async def change_oneself(
    ctx: Context, changed: Callable[[Person], Person], *, replanned: bool = False
) -> None:
    """Rights that were given or taken since the speaker was recognised stay as they are now.

    ``replanned``: it counts for reminders, so that what is planned follows.
    """
    async with ctx.services.works.writing() as work:
        person = await work.people.get(ctx.person.id)
        if person is None or not person.active:
            raise NotYourRight
        await work.people.put(changed(person))
        if replanned:
            await wishes_of(ctx.services).replan_for(work, person)
        await work.commit()
    ctx.services.exchange.changed()

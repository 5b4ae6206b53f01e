"""Two colleagues at one request: whoever opens a form learns who has begun before."""

from __future__ import annotations

from datetime import datetime

from chat.context import Context
from chat.dialogue import Talk
from core.people import Person
from core.requests import Reference
from core.text import Message, msg
from handlers._colleague_search import colleagues


async def begun_by_others(ctx: Context, command: str, name: Reference) -> Message | None:
    """Who else has this form open for this request, and since when."""
    begun = [
        (since, person)
        for person in await colleagues(ctx)
        if (since := await _since(ctx, person, command, name))
    ]
    if not begun:
        return None
    since, person = min(begun, key=lambda each: each[0])
    return msg(
        "{name} has begun to answer this on {at}. What both of you write is kept.",
        name=person.name,
        at=since,
    )


async def _since(ctx: Context, person: Person, command: str, name: Reference) -> datetime | None:
    async with ctx.services.works.reading() as work:
        places = await work.people.addresses(person.id)
    talks = await ctx.services.talks.open_of(*places) if places else ()
    moments = [
        datetime.fromisoformat(form.began)
        for _key, document in talks
        for form in Talk.load(document).forms
        if form.command == command and form.answers.get("reference") == name and form.began
    ]
    return min(moments, default=None)

"""What is kept about the speaker: to read, and to take along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Card, Document, Fact, Reply, say
from chat.paper import Paper, Section
from core.authorities import Authority
from core.people import Address, AuthorityId, Person
from core.text import Listing, Message, Tongue, as_written, msg, words
from handlers._accounts import account_label
from handlers._nothing import Nothing


@dataclass(frozen=True, slots=True)
class Kept:
    """Of one person, without what requests say of others."""

    person: Person
    addresses: Sequence[Address]
    favourites: Sequence[AuthorityId]


async def my_data(ctx: Context, _nothing: Nothing) -> Reply:
    kept = await _kept(ctx)
    known = await ctx.authorities(*kept.person.authorities(), *kept.favourites)
    facts = tuple(_facts(kept, [known[id].name for id in kept.person.authorities() if id in known]))
    paper = Paper(_TITLE, (Section(_TITLE, facts), Section(_LAW, _STAYS)), _foot(ctx))
    pdf = await ctx.services.printer.pdf(paper, ctx.language, ctx.time_zone)
    data = json.dumps(_document(kept, list(known.values())), ensure_ascii=False, indent=2)
    return say(
        Card(title=_TITLE, body=_STAYS, facts=facts),
        Document("imi-assistant.pdf", "application/pdf", pdf),
        Document("imi-assistant.json", "application/json", data.encode()),
    )


_TITLE = msg("What I keep about you")
_LAW = msg("What stays, and why")
_STAYS = (
    msg(
        "Who did what and when with a request stays as long as the audit trail: "
        "the authorities must be able to prove it."
    ),
    msg(
        "You can change language, time zone and accounts in `settings`. To have the rest corrected, ask the "
        "colleague who keeps your authority's data, or your coordinator. When you leave, write `erase my data`."
    ),
)


async def _kept(ctx: Context) -> Kept:
    async with ctx.services.works.reading() as work:
        addresses = await work.people.addresses(ctx.person.id)
        return Kept(ctx.person, addresses, await work.people.favourites(ctx.person.id))


def _foot(ctx: Context) -> Message:
    now = ctx.services.clock.now()
    return msg("Made on {moment} for {name}.", moment=now, name=ctx.person.name)


def _facts(kept: Kept, names: Sequence[Any]) -> Sequence[Fact]:
    person, where = kept.person, tuple(account_label(each) for each in kept.addresses)
    return (
        Fact(msg("Name"), as_written(person.name)),
        Fact(msg("Language"), msg("{language}", language=Tongue(person.language))),
        Fact(msg("Time zone"), as_written(person.time_zone)),
        Fact(msg("Authorities"), msg("{names}", names=Listing(tuple(names)))),
        Fact(msg("Accounts"), msg("{where}", where=Listing(where))),
    )


def _document(kept: Kept, known: Sequence[Authority]) -> dict[str, Any]:
    person = kept.person
    return {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "memberships": [
            {"authority": m.authority, "area": m.area, "roles": sorted(m.roles)}
            for m in person.memberships
        ],
        "deputies": list(person.deputies),
        "accounts": [
            {"platform": a.platform, "workspace": a.workspace, "account": a.account}
            for a in kept.addresses
        ],
        "favourites": list(kept.favourites),
        "authorities": {authority.id: dict(authority.name.names) for authority in known},
    }


COMMAND = Command(
    name="my data",
    words=words("my data"),
    summary=msg("Get what is kept about you"),
    form=Form(title=msg("My data"), fields=(), into=Nothing),
    run=my_data,
    effect=False,
    chapter=Chapter.ONESELF,
)

"""Entries of the directory that may be one and the same authority, for who may make them one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.authorities import Authority
from core.doubles import Double
from core.merger import Merger
from core.people import AuthorityId
from core.text import Country, Message, Town, as_written, msg, msgs, words
from handlers._nothing import Nothing

_MOST = 5


async def double_authorities(ctx: Context, _nothing: Nothing) -> Reply:
    merger = Merger(ctx.services.works, ctx.services.clock)
    doubles = await merger.doubles(ctx.person)
    if not doubles:
        return say(
            msg("I see no authority that stands twice in the directory and that you look after.")
        )
    shown = doubles[:_MOST]
    known = await ctx.authorities(*(id for double in shown for id in double.ids))
    count = msgs(
        "One name stands more than once, in the same place:",
        "{n} names stand more than once, each in the same place:",
        len(doubles),
    )
    return say(count, *(_card(double, known) for double in shown))


def _card(double: Double, known: Mapping[AuthorityId, Authority]) -> Card:
    kept, *others = double.ids
    return Card(
        title=msg(
            "{name} ({country})", name=as_written(double.name), country=Country(double.country)
        ),
        facts=tuple(Fact(as_written(id), _told(known[id])) for id in double.ids),
        actions=tuple(_buttons(kept, others)),
    )


def _told(authority: Authority) -> Message:
    """What tells it from its double."""
    if authority.city:
        return msg(
            "{name}, {town}", name=authority.name, town=Town(authority.city, authority.country)
        )
    return msg("{name}", name=authority.name)


def _buttons(kept: AuthorityId, others: Sequence[AuthorityId]) -> list[Button]:
    return [
        Button(
            msg("Merge {entry}", entry=gone),
            f"merge authorities {kept} {gone}",
        )
        for gone in others[:2]
    ]


COMMAND = Command(
    name="double authorities",
    words=words("double authorities | doubles | duplicates | duplicate authorities"),
    summary=msg("See authorities that stand twice"),
    form=Form(title=msg("Double authorities"), fields=(), into=Nothing),
    run=double_authorities,
    effect=False,
    chapter=Chapter.DIRECTORY,
)

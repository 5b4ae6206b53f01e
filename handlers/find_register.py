"""Find a public register: what is in one, nobody has to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Card, Fact, Reply, say
from core.finding import FoundRegister
from core.text import Message, Tongue, msg, msgs, words
from handlers._register_card import register_card, shelf_for

_HITS = 5
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Query:
    query: str


async def find_register(ctx: Context, query: Query) -> Reply:
    found = await ctx.services.register_finder.find(query.query, limit=_HITS)
    sure = [each for each in found if each.confident]
    if not sure:
        return await _nothing(ctx, query.query, found)
    count = msgs("One register found:", "{n} registers found, the best first:", len(sure))
    return say(count, *await _cards(ctx, sure))


async def _nothing(ctx: Context, query: str, near: Sequence[FoundRegister]) -> Reply:
    nothing = msg("I found no register that clearly fits **{query}**.", query=query[:80])
    hint = msg(
        "Try its name in another language, or the country together with the profession or service, "
        "for example `portugal doctors`."
    )
    maybe = (msg("The nearest are:"),) if near else ()
    return say(nothing, hint, *maybe, *await _cards(ctx, near[:2]))


async def _cards(ctx: Context, found: Sequence[FoundRegister]) -> list[Card]:
    shelf = await shelf_for(ctx, [each.register for each in found])
    return [
        register_card(ctx, each.register, shelf, Fact(msg("Found by"), _why(each)))
        for each in found
    ]


def _why(found: FoundRegister) -> Message:
    if len(found.language) == 2:
        return msg("{name} ({language})", name=found.matched, language=Tongue(found.language))
    return msg("{name}", name=found.matched)


COMMAND = Command(
    name="find register",
    words=words("find register | register search | search register"),
    summary=msg("Find a public register"),
    form=Form(
        title=msg("Find a register"),
        fields=(
            Text(
                "query",
                msg("What should be in it?"),
                hint=msg("The country, the profession or service, or the register's name."),
                max_length=_LONGEST,
            ),
        ),
        into=Query,
    ),
    run=find_register,
    effect=False,
    chapter=Chapter.DIRECTORY,
)

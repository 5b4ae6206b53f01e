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
from handlers._pages import more_found, page_of
from handlers._register_card import register_card, shelf_for

_NEAREST = 2
_LONGEST = 2_000
# So many are ranked.
_MOST = 20


@dataclass(frozen=True, slots=True)
class Query:
    query: str


async def find_register(ctx: Context, query: Query) -> Reply:
    return await found_registers(ctx, query.query, 1)


async def found_registers(ctx: Context, said: str, number: int) -> Reply:
    """One page of them."""
    found = await ctx.services.register_finder.find(said, limit=_MOST)
    sure = [each for each in found if each.confident]
    if not sure:
        return await _nothing(ctx, said, found)
    shown, left = page_of(sure, number)
    cards = await _cards(ctx, shown)
    further = more_found(left, "more registers", number, said)
    return say(_count(len(sure), number), *cards, *further, *_hint(len(sure), left))


def _count(sure: int, number: int) -> Message:
    if number > 1:
        return msg("More registers, the best first:")
    if sure >= _MOST:
        return msg("Many registers found, the best first:")
    return msgs("One register found:", "{n} registers found, the best first:", sure)


def _hint(sure: int, left: int) -> tuple[Message, ...]:
    """At the end of those that were ranked, though there may be others."""
    if left or sure < _MOST:
        return ()
    return (msg("Is it not among them? Write its country too, or more of its name."),)


async def _nothing(ctx: Context, query: str, near: Sequence[FoundRegister]) -> Reply:
    nothing = msg("I found no register that clearly fits **{query}**.", query=query[:80])
    hint = msg(
        "Try its name in another language, or the country together with the profession or service, "
        "for example `portugal doctors`."
    )
    maybe = (msg("The nearest are:"),) if near else ()
    return say(nothing, hint, *maybe, *await _cards(ctx, near[:_NEAREST]))


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


def query_field() -> Text:
    return Text(
        "query",
        msg("What should be in it?"),
        hint=msg("The country, the profession or service, or the register's name."),
        max_length=_LONGEST,
    )


COMMAND = Command(
    name="find register",
    words=words(
        "find register | register search | search register | find a register | find "
        "registers | look for a register | search for a register | search registers | "
        "registers | public registers | in which register"
    ),
    summary=msg("Find a public register"),
    form=Form(
        title=msg("Find a register"),
        fields=(query_field(),),
        into=Query,
    ),
    run=find_register,
    effect=False,
    chapter=Chapter.DIRECTORY,
)

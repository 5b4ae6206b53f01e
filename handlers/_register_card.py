"""A public register as its readers see it, with what is known of its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chat.context import Context
from chat.message import Button, Card, Fact, Link
from core.authorities import Authority
from core.keeping import NotKept, administered, is_stale, keeper_for
from core.people import AuthorityId
from core.questions import within
from core.registers import Register, Trouble
from core.text import Country, Listing, Message, Named, Tongue, as_written, msg, msgs


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the cards of some registers need beside them."""

    keepers: Mapping[AuthorityId, Authority]
    troubles: Mapping[str, Trouble]


async def shelf_for(ctx: Context, registers: Sequence[Register]) -> Shelf:
    keepers = {register.keeper for register in registers if register.keeper}
    async with ctx.services.works.reading() as work:
        known = await work.authorities.many([*keepers, *administered(ctx.person)])
        troubles = await work.registers.troubles([register.id for register in registers])
    return Shelf(known, troubles)


def register_card(ctx: Context, register: Register, shelf: Shelf, *more: Fact) -> Card:
    facts = (*_facts(ctx, register, shelf), *more)
    return Card(
        title=msg("{name}", name=register.names),
        body=tuple(_warnings(ctx, register, shelf)),
        facts=facts,
        actions=(open_link(register), *_buttons(ctx, register, shelf)),
    )


def open_link(register: Register) -> Link:
    return Link(msg("Open {name}", name=register.names), register.url)


def subject(ctx: Context, register: Register) -> Message | None:
    """What is in it: the known professions in the reader's language, else as it was written."""
    known = tuple(
        profession.label
        for profession in ctx.services.content.professions
        if within(register.subject, ctx.services.ear.phrases(profession.label))
        or within(register.subject, ctx.services.ear.phrases(profession.keywords))
    )
    if known:
        return msg("{professions}", professions=Listing(known))
    return as_written(register.subject) if register.subject else None


def _facts(ctx: Context, register: Register, shelf: Shelf) -> Iterator[Fact]:
    yield Fact(msg("Country"), msg("{country}", country=Country(register.country)))
    if others := _other_names(register.names, ctx.language):
        yield Fact(msg("Also called"), msg("{names}", names=Listing(others)))
    if about := subject(ctx, register):
        yield Fact(msg("Who or what is in it"), about)
    if register.languages:
        tongues = tuple(Tongue(code) for code in register.languages)
        yield Fact(msg("Languages"), msg("{languages}", languages=Listing(tongues)))
    yield Fact(msg("Cost"), msg("Free of charge") if register.free else msg("One has to pay"))
    keeper = shelf.keepers.get(register.keeper) if register.keeper else None
    if keeper:
        yield Fact(msg("Kept up to date by"), msg("{name}", name=keeper.name))
    if register.checked:
        yield Fact(msg("Last checked"), msg("{day}", day=register.checked))


def _warnings(ctx: Context, register: Register, shelf: Shelf) -> Iterator[Message]:
    trouble = shelf.troubles.get(register.id, Trouble())
    if trouble.reports:
        yield msgs(
            "Somebody has reported that its address does not work.",
            "{n} people have reported that its address does not work.",
            trouble.reports,
        )
    elif trouble.fault:
        yield msg("Its address did not answer when I last tried it.")
    if is_stale(register.checked, ctx.today):
        yield msg("Nobody has checked this entry for more than a year.")


def _buttons(ctx: Context, register: Register, shelf: Shelf) -> Iterator[Button]:
    try:
        keeper_for(ctx.person, register, shelf.keepers)
    except NotKept:
        yield Button(msg("The address does not work"), f"report register {register.id}")
        return
    yield Button(msg("Everything is still right"), f"confirm register {register.id}")
    yield Button(msg("Change it"), f"edit register {register.id}")


def _other_names(names: Named, language: str) -> tuple[str, ...]:
    """Those beside the one its title shows."""
    shown = names.names.get(language) or names.names.get("en") or next(iter(names.names.values()))
    return tuple(dict.fromkeys(name for name in names.names.values() if name != shown))

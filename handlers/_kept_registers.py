"""What public registers mean to an authority: those it keeps, and the requests that others spared it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.context import Context
from chat.message import Button, Card, Fact
from core.keeping import administered, is_stale
from core.people import AuthorityId, Role
from core.registers import Register, Trouble
from core.text import Country, Message, msg, msgs
from core.work import Work

_MOST = 10


async def registers_card(ctx: Context, authority: AuthorityId) -> tuple[Card, ...]:
    """Nothing for an authority that keeps none and was spared nothing."""
    async with ctx.services.works.reading() as work:
        kept = await work.registers.kept_by(authority)
        troubles = await work.registers.troubles([register.id for register in kept])
        spared = await work.registers.spared([authority])
        country = await _country(ctx, work, authority)
        there = await work.registers.spared_in(country) if country else 0
    may = authority in administered(ctx.person)
    if not (kept or spared or there or may):
        return ()
    urgent = sorted(kept, key=lambda register: not _needs_care(ctx, register, troubles))
    return (
        Card(
            title=msg("Public registers"),
            body=(*_summary(kept, spared), *_together(there, country)),
            facts=tuple(
                Fact(msg("{name}", name=register.names), _state(ctx, register, troubles))
                for register in urgent[:_MOST]
            ),
            actions=_buttons(ctx, urgent, troubles) if may else (),
        ),
    )


async def _country(ctx: Context, work: Work, authority: AuthorityId) -> str:
    """Of a coordinator's authority; empty for anybody else."""
    held = (m for m in ctx.person.memberships if m.authority == authority)
    if not any(Role.COORDINATOR in m.roles for m in held):
        return ""
    known = await work.authorities.get(authority)
    return known.country if known else ""


def _together(spared: int, country: str) -> tuple[Message, ...]:
    """What a coordinator sees of all authorities in the country."""
    if not spared:
        return ()
    return (
        msgs(
            "Public registers have spared the authorities of {country} one request.",
            "Public registers have spared the authorities of {country} {n} requests.",
            spared,
            country=Country(country),
        ),
    )


def _summary(kept: Sequence[Register], spared: int) -> list[Message]:
    said: list[Message] = []
    if spared:
        said.append(
            msgs(
                "Public registers have spared you one request.",
                "Public registers have spared you {n} requests.",
                spared,
            )
        )
    if kept:
        said.append(
            msgs(
                "You keep one register up to date.", "You keep {n} registers up to date.", len(kept)
            )
        )
    return said


def _needs_care(ctx: Context, register: Register, troubles: Mapping[str, Trouble]) -> bool:
    return register.id in troubles or is_stale(register.checked, ctx.today)


def _state(ctx: Context, register: Register, troubles: Mapping[str, Trouble]) -> Message:
    if register.id in troubles:
        return msg("its address is said not to work")
    if is_stale(register.checked, ctx.today):
        return msg("not checked for more than a year")
    return (
        msg("checked {day}", day=register.checked) if register.checked else msg("not checked yet")
    )


def _buttons(
    ctx: Context, urgent: Sequence[Register], troubles: Mapping[str, Trouble]
) -> tuple[Button, ...]:
    """What needs care can be changed at once; another register can be added."""
    change = tuple(
        Button(msg("Look after {name}", name=register.names), f"edit register {register.id}")
        for register in urgent[:3]
        if _needs_care(ctx, register, troubles)
    )
    return (*change, Button(msg("Add a register"), "add register"))

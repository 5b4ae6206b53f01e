"""Keeping the directory of public registers: who may, what is checked, and that it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from core.authorities import Authority
from core.clock import Clock, today_in
from core.errors import UserError
from core.folding import fold_words
from core.people import AreaId, AuthorityId, Person, Right
from core.registers import REVIEW, Register
from core.reviewing import Care, tell_keepers
from core.text import Named, msg
from core.upkeep import Deed, Upkeep
from core.wanted import Wanted
from core.work import Work, Works

_LONGEST_ID = 60


class UnknownRegister(UserError):
    field = "register"

    def __init__(self) -> None:
        super().__init__(
            msg("This register is no longer in the directory. Write `find register` to look again.")
        )


class NotKept(UserError):
    """Somebody else's register, or nobody's right at all."""

    field = "register"

    def __init__(self, keeper: AuthorityId | None = None) -> None:
        super().__init__(msg("You cannot change this register."))
        self.wanted = Wanted({Right.ADMINISTER}, where=(keeper,) if keeper else None)


class KnownRegister(UserError):
    field = "name"

    def __init__(self, register: Register) -> None:
        super().__init__(
            msg("There is a register of this name already: {name}.", name=register.names)
        )


@dataclass(frozen=True, slots=True)
class NewRegister:
    keeper: AuthorityId
    names: Named
    languages: tuple[str, ...]
    url: str
    areas: frozenset[AreaId]
    subject: str
    free: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What is not given stays as it was."""

    names: Named | None = None
    languages: tuple[str, ...] | None = None
    url: str | None = None
    areas: frozenset[AreaId] | None = None
    subject: str | None = None
    free: bool | None = None

    def applied(self, register: Register) -> Register:
        return replace(
            register,
            names=self.names or register.names,
            languages=self.languages or register.languages,
            url=self.url or register.url,
            areas=self.areas or register.areas,
            subject=register.subject if self.subject is None else self.subject,
            free=register.free if self.free is None else self.free,
        )


def is_stale(day: date | None, today: date) -> bool:
    """Whether nobody has looked at it for a year."""
    return day is not None and today - day > REVIEW


def administered(person: Person) -> tuple[AuthorityId, ...]:
    """The authorities whose data this person keeps up to date."""
    held = person.memberships if person.active else ()
    return tuple(dict.fromkeys(m.authority for m in held if m.gives(Right.ADMINISTER, m.area)))


def keeper_for(
    person: Person, register: Register, own: Mapping[AuthorityId, Authority]
) -> AuthorityId:
    """The authority for which this person may change the register: the one that keeps it.

    One that nobody keeps yet is taken over by an authority of its country. Raises ``NotKept``.
    """
    may = [id for id in administered(person) if id in own]
    if register.keeper is not None and register.keeper in may:
        return register.keeper
    if register.keeper is None:
        for id in may:
            if own[id].country == register.country:
                return id
    raise NotKept(register.keeper)


@dataclass(frozen=True, slots=True)
class Keeping:
    works: Works
    clock: Clock

    async def add(self, person: Person, new: NewRegister) -> Register:
        if new.keeper not in administered(person):
            raise NotKept
        async with self.works.writing() as work:
            known = await work.authorities.many([new.keeper])
            if new.keeper not in known:
                raise NotKept
            country = known[new.keeper].country
            await _check_name(work, country, new.names)
            register = Register(
                id=await _free_id(work, country, new.names),
                country=country,
                names=new.names,
                languages=new.languages,
                url=new.url,
                areas=new.areas,
                subject=new.subject,
                free=new.free,
                keeper=new.keeper,
                checked=self._today(person),
            )
            await self._keep(work, person, register, Deed.REGISTER_ADDED)
            await work.commit()
        return register

    async def change(self, person: Person, id: str, change: Change) -> Register:
        """Whoever changes something, or nothing, has checked all of it."""
        async with self.works.writing() as work:
            before = await _known(work, id)
            own = await work.authorities.many(administered(person))
            keeper = keeper_for(person, before, own)
            after = replace(change.applied(before), keeper=keeper)
            parts = tuple(f.name for f in fields(before) if _differs(before, after, f.name))
            deed = Deed.REGISTER_CHANGED if parts else Deed.REGISTER_CONFIRMED
            after = replace(after, checked=self._today(person))
            await work.registers.settle(id)
            await self._keep(work, person, after, deed, parts)
            await work.commit()
        return after

    async def report(self, person: Person, id: str) -> Register:
        """Note that its address does not work."""
        async with self.works.writing() as work:
            register = await _known(work, id)
            await work.registers.report(id, person.id, self.clock.now())
            await tell_keepers(work, register, Care.REPORTED, self.clock.now())
            await work.commit()
        return register

    async def _keep(
        self,
        work: Work,
        person: Person,
        register: Register,
        deed: Deed,
        parts: tuple[str, ...] = (),
    ) -> None:
        assert register.keeper is not None, "whoever keeps it is known by now"
        done = Upkeep(self.clock.now(), person.id, register.keeper, deed, register.id, parts)
        await work.registers.put([register])
        await work.upkeeps.add(done)

    def _today(self, person: Person) -> date:
        return today_in(person.time_zone, self.clock.now())


async def _known(work: Work, id: str) -> Register:
    found = (await work.registers.many([id])).get(id)
    if found is None:
        raise UnknownRegister
    return found


def _differs(before: Register, after: Register, part: str) -> bool:
    return bool(getattr(before, part) != getattr(after, part))


async def _check_name(work: Work, country: str, names: Named) -> None:
    wanted = {fold_words(name) for name in names.names.values()}
    async for each in work.registers.all():
        if each.country == country and wanted & {fold_words(n) for n in each.names.names.values()}:
            raise KnownRegister(each)


async def _free_id(work: Work, country: str, names: Named) -> str:
    """``lv-register-companies``, with a number behind it when that is taken."""
    name = names.names.get("en") or next(iter(names.names.values()))
    words = "".join(c if c.isascii() else " " for c in fold_words(name)).split()
    stem = f"{country.lower()}-register-{'-'.join(words)}"[:_LONGEST_ID].rstrip("-")
    ids = [stem, *(f"{stem}-{number}" for number in range(2, 100))]
    taken = await work.registers.many(ids)
    return next(id for id in ids if id not in taken)

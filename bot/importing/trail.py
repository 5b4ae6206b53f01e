"""What an operator makes of people, authorities and registers leaves an entry, as everybody's doing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from core.authorities import Authority
from core.clock import Clock
from core.people import Address, AuthorityId, Person
from core.registers import Register
from core.upkeep import Deed, Upkeep
from core.work import Work

_PERSONAL = ("name", "language", "time_zone", "deputies")


@dataclass(frozen=True, slots=True)
class Done:
    """What was made of an entry; of ``authority``, if it is anybody's."""

    deed: Deed
    subject: str
    authority: AuthorityId | None
    parts: tuple[str, ...] = ()


async def write_down(work: Work, done: Sequence[Done], clock: Clock) -> None:
    now = clock.now()
    await work.upkeeps.add_all(
        [Upkeep(now, None, each.authority, each.deed, each.subject, each.parts) for each in done]
    )


async def put_person(
    work: Work, old: Person | None, new: Person, places: Sequence[Address] | None
) -> list[Done]:
    """Store somebody; no ``places``: those they have stay."""
    before = list(await work.people.addresses(new.id)) if old else []
    await work.people.put(new, places)
    moved = places is not None and list(places) != before
    return [*_person(old, new, moved=moved)]


def _person(old: Person | None, new: Person, *, moved: bool) -> Iterator[Done]:
    if old is None:
        for authority in new.authorities():
            yield Done(Deed.PERSON_ADDED, new.id, authority, _areas(new, authority))
        return
    yield from _rights(old, new)
    home = next(iter((*new.authorities(), *old.authorities())), None)
    if old.active and not new.active:
        yield Done(Deed.PERSON_REMOVED, new.id, home)
    changed = _other(old, new, _PERSONAL)
    back = ("active",) if new.active and not old.active else ()
    if parts := (*changed, *back, *(("addresses",) if moved else ())):
        yield Done(Deed.PERSON_CHANGED, new.id, home, parts)


def _rights(old: Person, new: Person) -> Iterator[Done]:
    before, after = set(old.memberships), set(new.memberships)
    for authority in dict.fromkeys((*old.authorities(), *new.authorities())):
        other = [m for m in before ^ after if m.authority == authority]
        if other:
            parts = tuple(sorted({m.area for m in other}))
            yield Done(Deed.RIGHTS_CHANGED, new.id, authority, parts)


def _areas(person: Person, authority: AuthorityId) -> tuple[str, ...]:
    return tuple(m.area for m in person.memberships if m.authority == authority)


async def put_authorities(
    work: Work, changed: Sequence[tuple[Authority | None, Authority]]
) -> list[Done]:
    """Store those that are other than they were."""
    other = [(old, new) for old, new in changed if old != new]
    if other:
        await work.authorities.put([new for _old, new in other])
    return [_authority(old, new) for old, new in other]


def _authority(old: Authority | None, new: Authority) -> Done:
    if old is None:
        return Done(Deed.AUTHORITY_ADDED, new.id, new.id, tuple(sorted(new.areas)))
    return Done(Deed.AUTHORITY_CHANGED, new.id, new.id, _other(old, new, _names(new)))


async def put_registers(
    work: Work, changed: Sequence[tuple[Register | None, Register]]
) -> list[Done]:
    other = [(old, new) for old, new in changed if old != new]
    await work.registers.put([new for _old, new in other])
    return [_register(old, new) for old, new in other]


def _register(old: Register | None, new: Register) -> Done:
    if old is None:
        return Done(Deed.REGISTER_ADDED, new.id, new.keeper)
    return Done(Deed.REGISTER_CHANGED, new.id, new.keeper, _other(old, new, _names(new)))


def _names(entry: Authority | Register) -> list[str]:
    return [field.name for field in fields(entry)]


def _other(old: object, new: object, names: Iterable[str]) -> tuple[str, ...]:
    """What of an entry is other than it was."""
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))

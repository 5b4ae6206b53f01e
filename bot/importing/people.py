"""People: a row for each place where somebody works; several rows with one id are one person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.importing import addresses, cells
from bot.importing.file import Advance
from bot.importing.problems import Problems
from bot.importing.references import check_authorities
from bot.importing.rows import Columns, Row
from bot.importing.run import Noun
from bot.importing.sheet import Sheet
from bot.importing.trail import Done, put_person
from core.people import (
    ALL_AREAS,
    Address,
    AreaId,
    AuthorityId,
    Membership,
    Person,
    PersonId,
    Role,
)
from core.work import Work

COLUMNS = Columns(
    required=("id", "name", "language", "time_zone", "authority", "area", "roles"),
    optional=("addresses", "active"),
)
_UNREAD: tuple[str, ...] = ("",)
_NO_ADDRESSES: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One person as the file has them; no addresses: those they have stay."""

    row: Row
    person: Person
    addresses: tuple[Address, ...]


@dataclass(slots=True)
class PeopleImport:
    """Deputies stay as they are. Who is no longer ``active`` loses their addresses."""

    path: Path
    areas: Collection[str]
    languages: Collection[str]
    noun: Noun = field(default=Noun("person", "people"), init=False)
    unused: Sequence[str] = field(default=(), init=False)
    _given: frozenset[str] = field(default=frozenset(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Entry]]:
        sheet = Sheet(self.path, COLUMNS, problems, advance)
        rows = [self._read(row) for row in sheet.rows()]
        self.unused, self._given = sheet.unused, sheet.given
        mentions = [(e.row, "authority", m.authority) for e in rows for m in e.person.memberships]
        await check_authorities(work, mentions)
        await _check_addresses(rows, work)
        yield _together(rows)

    async def put(self, work: Work, batch: Sequence[Entry]) -> Sequence[Done]:
        done: list[Done] = []
        for entry in batch:
            old = await work.people.get(entry.person.id)
            person = self._kept(entry.person, old)
            places = entry.addresses or None if person.active else ()
            done += await put_person(work, old, person, places)
        return done

    def _kept(self, new: Person, old: Person | None) -> Person:
        """Who has left does not come back because an old file still has them."""
        if old is None:
            return new
        active = new.active if "active" in self._given else old.active
        return replace(new, deputies=old.deputies, active=active, agreed=old.agreed)

    def _read(self, row: Row) -> Entry:
        person = Person(
            id=PersonId(row.take("id", cells.identifier, "")),
            name=row.take("name", cells.name, ""),
            language=row.take("language", self._language, ""),
            time_zone=row.take("time_zone", cells.time_zone, ""),
            memberships=self._memberships(row),
            active=row.take("active", cells.yes_or_no, True),
        )
        return Entry(row, person, row.take("addresses", addresses.of_people, _NO_ADDRESSES))

    def _memberships(self, row: Row) -> tuple[Membership, ...]:
        authority = AuthorityId(row.take("authority", cells.identifier, ""))
        areas = row.take("area", self._areas, _UNREAD)
        roles = frozenset(map(Role, row.take("roles", _roles, cells.NONE)))
        return tuple(Membership(authority, AreaId(area), roles) for area in areas)

    def _areas(self, value: str) -> tuple[str, ...]:
        return cells.some_of({*self.areas, ALL_AREAS}, "an area", value)

    def _language(self, value: str) -> str:
        return cells.one_of(self.languages, "a language of this assistant", value)


def _roles(value: str) -> tuple[str, ...]:
    return cells.some_of([role.value for role in Role], "a role", value)


async def _check_addresses(rows: Sequence[Entry], work: Work) -> None:
    """An address leads to one person: in the file, and with those who are here already."""
    owners: dict[Address, Entry] = {}
    for entry in rows:
        for address in entry.addresses:
            first = owners.setdefault(address, entry)
            if first.person.id != entry.person.id:
                entry.row.wrong("addresses", f"one of them is in line {first.row.line} too")
            elif (known := await work.people.at(address)) and known.id != entry.person.id:
                entry.row.wrong("addresses", "one of them belongs to another person already")


def _together(rows: Sequence[Entry]) -> list[Entry]:
    """Rows of the same person made one; they must agree on who that is."""
    found: dict[PersonId, Entry] = {}
    for entry in rows:
        first = found.setdefault(entry.person.id, entry)
        if first is not entry and entry.person.id:
            found[entry.person.id] = _joined(first, entry)
    return [entry for entry in found.values() if entry.row.good]


def _joined(first: Entry, entry: Entry) -> Entry:
    before = f"line {first.row.line}"
    for column in ("name", "language", "time_zone", "active"):
        if getattr(first.person, column) != getattr(entry.person, column):
            entry.row.wrong(column, f"is not what {before} says of the same person")
    mine = {(m.authority, m.area) for m in first.person.memberships}
    if entry.row.good and any((m.authority, m.area) in mine for m in entry.person.memberships):
        entry.row.wrong("area", f"{before} gives this person the same authority and area already")
    both = (*first.person.memberships, *entry.person.memberships)
    addresses = tuple(dict.fromkeys((*first.addresses, *entry.addresses)))
    return Entry(first.row, replace(first.person, memberships=both), addresses)

"""A person as rows, one for each place and area, as `import people` reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.exporting.writing import Entry
from core.people import Address, Person

PEOPLE = (
    *("id", "name", "language", "time_zone", "authority", "area", "roles"),
    *("addresses", "active"),
)


def person_rows(person: Person, places: Sequence[Address]) -> Iterator[Entry]:
    for membership in person.memberships:
        yield {
            "id": person.id,
            "name": person.name,
            "language": person.language,
            "time_zone": person.time_zone,
            "authority": membership.authority,
            "area": membership.area,
            "roles": tuple(sorted(membership.roles)),
            "addresses": tuple(map(_written, places)),
            "active": person.active,
        }


def _written(address: Address) -> str:
    parts = (address.platform, address.workspace, address.account)
    return ":".join(part for part in parts if part)

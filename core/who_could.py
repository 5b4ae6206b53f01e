"""Who could do what somebody may not: of their own colleagues by name, and who may give them the right.

Of other authorities nobody is ever named: what the directory says of them is said, and which authority
coordinates them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from core.people import ALL_AREAS, AuthorityId, Person, Right
from core.text import Listing, Message, Value, as_written, msg
from core.wanted import Wanted
from core.work import Work

DOES: Mapping[Right, Message] = {
    Right.VIEW: msg("reads"),
    Right.HANDLE: msg("handles requests"),
    Right.APPROVE: msg("approves requests"),
    Right.ALLOCATE: msg("allocates requests"),
    Right.REFER: msg("handles referrals"),
    Right.ADMINISTER: msg("keeps the data up to date"),
    Right.COORDINATE: msg("coordinates"),
}


async def who_could(work: Work, reader: Person, wanted: Wanted) -> Message:
    own = reader.authorities()
    where = own if wanted.where is None else [each for each in wanted.where if each in own]
    if not where:
        return await _elsewhere(work, wanted.where or ())
    able = await _holding(work, reader, where, wanted)
    return msg(
        "{what} {whom}",
        what=_what(wanted.rights, able),
        whom=await _givers(work, reader, where, wanted),
    )


async def _elsewhere(work: Work, where: Sequence[AuthorityId]) -> Message:
    known = (await work.authorities.many(where)).values()
    if not known:
        return msg("Those who work at that authority can, or its coordinator.")
    names = Listing(tuple(each.name for each in known))
    above = await _coordinating(work, where)
    said = (
        msg("Those who work there can: {names}.", names=names)
        if not above
        else msg(
            "Those who work there can: {names}. So can the coordinator: {coordinators}.",
            names=names,
            coordinators=Listing(above),
        )
    )
    contacts = tuple(as_written(each.contact) for each in known if each.contact)
    if not contacts:
        return said
    return msg("{said} Contact: {contacts}", said=said, contacts=Listing(contacts))


def _what(rights: Collection[Right], able: Sequence[str]) -> Message:
    does = Listing(tuple(DOES[right] for right in Right if right in rights))
    if able:
        return msg(
            "It takes somebody who {does}; where you work that is {names}.",
            does=does,
            names=Listing(tuple(able)),
        )
    return msg("It takes somebody who {does}; where you work nobody does yet.", does=does)


async def _givers(
    work: Work, reader: Person, where: Sequence[AuthorityId], wanted: Wanted
) -> Message:
    """Who keeps the people's rights there, else the authority that coordinates it; coordinators are made by these."""
    keepers: list[str] = []
    if set(wanted.rights) != {Right.COORDINATE}:
        keepers = await _holding(work, reader, where, Wanted({Right.ADMINISTER}))
    named: tuple[Value, ...] = tuple(keepers) or await _coordinating(work, where)
    if named:
        return msg("Who could give you the right: {names}.", names=Listing(named))
    return msg("Your coordinator can give you the right: `who can help` says who that is.")


async def _holding(
    work: Work, reader: Person, where: Sequence[AuthorityId], wanted: Wanted
) -> list[str]:
    found: dict[str, str] = {}
    for authority in where:
        for person in await work.people.of_authority(authority):
            if person.id != reader.id and _holds(person, authority, wanted):
                found[person.id] = person.name
    return list(found.values())


def _holds(person: Person, authority: AuthorityId, wanted: Wanted) -> bool:
    held = [m for m in person.memberships if m.authority == authority]
    areas = [m.area for m in held] if wanted.area == ALL_AREAS else [wanted.area]
    return any(m.gives(right, area) for m in held for right in wanted.rights for area in areas)


async def _coordinating(work: Work, where: Sequence[AuthorityId]) -> tuple[Value, ...]:
    own = await work.authorities.many(where)
    linked = {id for each in own.values() for id in each.coordinators.values() if id != each.id}
    known = await work.authorities.many(sorted(linked))
    return tuple(each.name for each in known.values())

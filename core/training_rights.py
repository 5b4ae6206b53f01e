"""Who may see a training, and who runs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.people import AuthorityId, Person, PersonId, Right
from core.training_refusals import NotRunByYou, UnknownTraining
from core.trainings import Roll, Training, is_for, roll_of
from core.work import Work


async def countries_of(work: Work, person: Person) -> Mapping[AuthorityId, str]:
    known = await work.authorities.many(person.authorities())
    return {id: authority.country for id, authority in known.items()}


def concerns(roll: Roll, person: Person, countries: Mapping[AuthorityId, str]) -> bool:
    """Whether it is for them, or they have something to do with it already."""
    mine = roll.involves(person.id)
    return person.active and (mine or is_for(roll.training, person, countries))


async def check_open(work: Work, roll: Roll, person: Person) -> None:
    """Raises ``UnknownTraining``."""
    if not concerns(roll, person, await countries_of(work, person)):
        raise UnknownTraining


def coordinated(person: Person) -> Sequence[AuthorityId]:
    """The authorities for which somebody coordinates."""
    held = person.memberships if person.active else ()
    own = (m.authority for m in held if m.gives(Right.COORDINATE, m.area))
    return tuple(dict.fromkeys(own))


async def runs(work: Work, person: Person, training: Training) -> bool:
    """Whoever planned it and coordinates still, and the national coordinators of that country."""
    return await has_charge(work, person, training.by, training.authority)


async def has_charge(work: Work, person: Person, by: PersonId, authority: AuthorityId) -> bool:
    """Of what somebody has begun ``by`` themselves, for that authority."""
    own = coordinated(person)
    mine = bool(own) and by == person.id
    return mine or await is_national(work, own, authority)


async def check_runs(work: Work, person: Person, training: Training | None) -> Training:
    """Raises ``NotRunByYou``, or ``UnknownTraining`` to whom it does not concern."""
    if training is None:
        raise UnknownTraining
    if not await runs(work, person, training):
        await check_open(work, await roll_of(work.trainings, training), person)
        raise NotRunByYou
    return training


async def is_national(work: Work, own: Sequence[AuthorityId], authority: AuthorityId) -> bool:
    """Whether one of these has nobody above it, in the country of that authority."""
    home = await work.authorities.get(authority)
    known = await work.authorities.many(own)
    return home is not None and any(
        each.country == home.country and not set(each.coordinators.values()) - {each.id}
        for each in known.values()
    )

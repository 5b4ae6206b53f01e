"""What a decision on an application rests on, and what it makes of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex

from core.admission_refusals import FourEyes, NotAllAreas, UnknownApplication
from core.applications import Application, ApplicationId, Stage, Wish
from core.authorities import Authority
from core.consent import Consent
from core.consenting import keep_consent
from core.people import Address, Membership, Person, PersonId, Role
from core.places import zone_of
from core.refusals import AuthorityUnknown
from core.routing import Rung, decided_by, ladder
from core.upkeep import Deed, Upkeep
from core.work import Work


@dataclass(frozen=True, slots=True)
class Filing:
    """What somebody says of themselves, or of a colleague they invite."""

    address: Address
    name: str
    language: str
    wish: Wish
    word: str = ""
    inviter: PersonId | None = None
    agreed: Consent | None = None


@dataclass(frozen=True, slots=True)
class Deciding:
    """Somebody decides now."""

    work: Work
    actor: Person
    application: Application
    authority: Authority
    now: datetime


def new_application(filing: Filing, country: str, stage: Stage, now: datetime) -> Application:
    return Application(
        id=ApplicationId(0),
        version=1,
        stage=stage,
        address=filing.address,
        name=filing.name,
        language=filing.language,
        country=country,
        wish=filing.wish,
        filed=now,
        word=filing.word,
        inviter=filing.inviter,
        agreed=filing.agreed,
    )


def decided(application: Application, deciding: Deciding, stage: Stage) -> Application:
    return replace(
        application,
        version=deciding.application.version + 1,
        stage=stage,
        by=deciding.actor.id,
        decided=deciding.now,
    )


async def authority_of(work: Work, wish: Wish) -> Authority:
    found = await work.authorities.get(wish.authority)
    if found is None:
        raise AuthorityUnknown
    return found


async def known(work: Work, id: ApplicationId) -> tuple[Application, Authority]:
    found = await work.applications.get(id)
    if found is None:
        raise UnknownApplication
    return found, await authority_of(work, found.wish)


def makes_coordinator(wish: Wish) -> bool:
    return Role.COORDINATOR in wish.roles


async def rungs_for(work: Work, application: Application, authority: Authority) -> tuple[Rung, ...]:
    four = makes_coordinator(application.wish)
    return await ladder(
        work,
        authority,
        application.wish.areas,
        coordinators_only=four,
        without=application.inviter if four else None,
    )


async def may_decide(
    work: Work, person: Person, application: Application, authority: Authority
) -> bool:
    """In one of its areas at least."""
    only = makes_coordinator(application.wish)
    areas = application.wish.areas
    return bool(await decided_by(work, person, authority, areas, coordinators_only=only))


async def may_alone(
    work: Work, person: Person, application: Application, authority: Authority
) -> bool:
    areas = application.wish.areas
    if makes_coordinator(application.wish):
        return False
    return await decided_by(work, person, authority, areas) == areas


async def check_may_decide(
    work: Work, person: Person, application: Application, authority: Authority
) -> None:
    if not await may_decide(work, person, application, authority):
        raise UnknownApplication
    if makes_coordinator(application.wish) and person.id == application.inviter:
        raise FourEyes


async def check_areas(deciding: Deciding, wish: Wish) -> None:
    only = makes_coordinator(wish)
    own = await decided_by(
        deciding.work, deciding.actor, deciding.authority, wish.areas, coordinators_only=only
    )
    if own != wish.areas:
        raise NotAllAreas


async def register(work: Work, actor: Person, application: Application, now: datetime) -> None:
    """A new person; somebody who is known already gets what is new beside what they are."""
    wish, known = application.wish, await work.people.at(application.address)
    added = tuple(Membership(wish.authority, area, wish.roles) for area in wish.areas)
    if known is None:
        person = Person(
            id=PersonId(f"p-{token_hex(6)}"),
            name=application.name,
            language=application.language,
            time_zone=zone_of(application.country),
            memberships=added,
        )
        await work.people.put(person, [application.address])
        if application.agreed:
            await keep_consent(work, person, application.agreed)
    else:
        await work.people.put(replace(known, memberships=joined(known.memberships, added)))
    await work.upkeeps.add(upkeep_of(application, actor, Deed.PERSON_APPROVED, now))


def joined(before: Sequence[Membership], added: Sequence[Membership]) -> tuple[Membership, ...]:
    """One membership for each authority and area, with the roles of both."""
    found = {(m.authority, m.area): m for m in before}
    for each in added:
        old = found.get((each.authority, each.area))
        roles = each.roles | old.roles if old else each.roles
        found[each.authority, each.area] = replace(each, roles=roles)
    return tuple(found.values())


def upkeep_of(application: Application, actor: Person, deed: Deed, now: datetime) -> Upkeep:
    roles = tuple(sorted(application.wish.roles))
    return Upkeep(
        now, actor.id, application.wish.authority, deed, f"application:{application.id}", roles
    )

"""Whom a coordinator may ask: at their own authority and those linked to it; nationally, in the whole country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.authorities import Authority
from core.people import ALL_AREAS, AuthorityId, Membership, Person, Right
from core.survey_refusals import NotYourSurvey, UnknownSurvey
from core.surveys import Audience, Survey
from core.training_rights import coordinated, countries_of, has_charge
from core.work import Work


@dataclass(frozen=True, slots=True)
class Reach:
    """``own``: where somebody coordinates, as what; ``national``: those of them that have nobody above."""

    own: Sequence[Membership]
    national: Mapping[AuthorityId, str]
    known: Mapping[AuthorityId, Authority]

    def has(self, member: Membership) -> bool:
        return any(self._has(mine, member) for mine in self.own)

    def has_authority(self, id: AuthorityId) -> bool:
        return any(self._covers(mine.authority, id) for mine in self.own)

    def _has(self, mine: Membership, member: Membership) -> bool:
        shared = ALL_AREAS in (mine.area, member.area) or mine.area == member.area
        return shared and self._covers(mine.authority, member.authority)

    def _covers(self, mine: AuthorityId, other: AuthorityId) -> bool:
        there = self.known.get(other)
        if mine == other or there is None:
            return mine == other
        same = self.national.get(mine) == there.country
        return same or mine in there.coordinators.values()


async def reach_of(work: Work, actor: Person, others: Sequence[AuthorityId]) -> Reach:
    """As far as these other authorities go."""
    own = [m for m in actor.memberships if actor.active and m.gives(Right.COORDINATE, m.area)]
    mine = await work.authorities.many([m.authority for m in own])
    national = {id: each.country for id, each in mine.items() if _is_top(each)}
    known = await work.authorities.many(tuple(dict.fromkeys(others)))
    return Reach(own, national, {**known, **mine})


def _is_top(authority: Authority) -> bool:
    return not set(authority.coordinators.values()) - {authority.id}


async def people_for(work: Work, actor: Person, audience: Audience) -> Sequence[Person]:
    """Those of the audience whom this coordinator may ask, in the order of their ids."""
    mine = await work.authorities.many(coordinated(actor))
    found = {
        person.id: person
        for country in sorted({each.country for each in mine.values()})
        for person in await work.people.in_country(country)
    }
    places = [m.authority for person in found.values() for m in person.memberships]
    reach = await reach_of(work, actor, places)
    return [
        found[id]
        for id in sorted(found)
        if any(_is_among(m, audience) and reach.has(m) for m in found[id].memberships)
    ]


def _is_among(member: Membership, audience: Audience) -> bool:
    areas = not audience.areas or member.area == ALL_AREAS or member.area in audience.areas
    return areas and (not audience.roles or not audience.roles.isdisjoint(member.roles))


async def is_near(work: Work, person: Person, survey: Survey) -> bool:
    """Whether somebody may have been asked: once it is settled, nobody knows who was."""
    countries = await countries_of(work, person)
    home = await work.authorities.get(survey.authority)
    near = home is not None and home.country in countries.values()
    return (
        survey.settled and near and any(_is_among(m, survey.audience) for m in person.memberships)
    )


async def runs(work: Work, person: Person, survey: Survey) -> bool:
    """Whoever has started it and coordinates still, and the national coordinators of that country."""
    return await has_charge(work, person, survey.by, survey.authority)


async def check_runs(work: Work, person: Person, survey: Survey | None) -> Survey:
    """Raises ``NotYourSurvey``, or ``UnknownSurvey`` to whom it does not concern."""
    if survey is None:
        raise UnknownSurvey
    if not await runs(work, person, survey):
        asked = await work.surveys.asked(survey.id, person.id)
        raise NotYourSurvey if asked else UnknownSurvey
    return survey

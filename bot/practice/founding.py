"""The invented authorities and people with which a practice begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.practice.mailbox import PLATFORM
from core.authorities import Authority, AuthorityName
from core.clock import Clock
from core.lessons import Player
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
from core.text import Message
from core.theatre import Office, Theatre
from core.work import Works

# Where the others are, unless that is the learner's own country: language and time zone.
_ABROAD = {
    "PT": ("pt", "Europe/Lisbon"),
    "IE": ("en", "Europe/Dublin"),
    "LV": ("lv", "Europe/Riga"),
}
_HANDLING = frozenset({Role.HANDLER})
_COORDINATING = frozenset({Role.COORDINATOR, Role.REFERRAL_HANDLER})
COLLEAGUE = PersonId("colleague")

Put = Callable[[Message, str], str]


@dataclass(frozen=True, slots=True)
class Learner:
    """Who practises: nothing of them but where and in which language they work."""

    id: PersonId
    country: str
    language: str
    time_zone: str
    agreed: int


@dataclass(frozen=True, slots=True)
class Founding:
    """``put`` gives a text in a language; the officials write in the learner's own."""

    theatre: Theatre
    areas: frozenset[AreaId]
    languages: Sequence[str]
    put: Put

    async def found(self, works: Works, learner: Learner, clock: Clock) -> None:
        places = places_of(learner)
        async with works.writing() as work:
            await work.authorities.put([self._authority(o, places) for o in self.theatre.offices])
            for person in self._people(learner, places):
                address = Address(PLATFORM, "", person.id)
                await work.people.put(person, [address])
                await work.people.seen(person.id, clock.now().date())
            await work.commit()

    def _authority(self, office: Office, places: Sequence[Place]) -> Authority:
        place = places[office.abroad]
        names = [AuthorityName(self.put(office.title, place.language), place.language, "primary")]
        names += [
            AuthorityName(self.put(office.title, language), language, "label")
            for language in self.languages
            if language != place.language
        ]
        return Authority(
            AuthorityId(office.id),
            place.country,
            place.language,
            tuple(names),
            areas=self.areas,
            coordinators=self._coordinators(office),
        )

    def _coordinators(self, office: Office) -> Mapping[AreaId, AuthorityId]:
        if office.player is Player.COORDINATOR:
            return {}
        above = next(
            o
            for o in self.theatre.offices
            if o.player is Player.COORDINATOR and o.abroad == office.abroad
        )
        return dict.fromkeys(self.areas, AuthorityId(above.id))

    def _people(self, learner: Learner, places: Sequence[Place]) -> list[Person]:
        people: list[Person] = []
        for office in self.theatre.offices:
            own = office.player is Player.YOU
            id = learner.id if own else PersonId(office.id)
            people.append(self._person(id, office.official, office, places, learner))
            if own:
                people.append(
                    self._person(COLLEAGUE, self.theatre.colleague, office, places, learner)
                )
        return people

    def _person(
        self,
        id: PersonId,
        name: Message,
        office: Office,
        places: Sequence[Place],
        learner: Learner,
    ) -> Person:
        coordinates = office.player is Player.COORDINATOR
        roles = _COORDINATING if coordinates else _HANDLING
        return Person(
            id=id,
            name=self.put(name, learner.language),
            language=learner.language,
            time_zone=places[office.abroad].time_zone,
            memberships=(Membership(AuthorityId(office.id), ALL_AREAS, roles),),
            agreed=learner.agreed,
        )


@dataclass(frozen=True, slots=True)
class Place:
    country: str
    language: str
    time_zone: str


def places_of(learner: Learner) -> Sequence[Place]:
    """The learner's own country, and two others."""
    others = [
        Place(country, *where) for country, where in _ABROAD.items() if country != learner.country
    ]
    return [Place(learner.country, learner.language, learner.time_zone), *others[:2]]

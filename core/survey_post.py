"""Who is told of a survey, and when: rows of the outbox, planned in the change's own unit of work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.calendar import Calendar, at_hour
from core.clock import today_in
from core.habits import Custom, layered, owner_of, owners, within
from core.outbox import Planned, Recipient, Topic
from core.people import AuthorityId, Person, PersonId
from core.placing import Schedule
from core.survey_hours import Moment, Moments
from core.surveys import SURVEY, Survey, SurveyId
from core.work import Work

# A database takes so many values in one question, and not many more.
_PAGE = 5_000
_MOMENT = timedelta(seconds=1)


class Said(StrEnum):
    """``READY`` goes to who runs it, the others to who is asked."""

    ASKED = "asked"
    REMINDED = "reminded"
    READY = "ready"


def topic(survey: SurveyId) -> Topic:
    return Topic(SURVEY, str(survey))


@dataclass(frozen=True, slots=True)
class Post:
    work: Work
    schedule: Schedule
    calendar: Calendar
    now: datetime

    async def recall(self, survey: Survey) -> None:
        """Who runs it has closed it, and sees what came of it at once."""
        await self.work.outbox.forget(topic(survey.id), (Said.READY,))

    async def ask(self, survey: Survey, people: Sequence[Person]) -> None:
        """Each once, and once more before the end."""
        moments = Moments(self.schedule, self.calendar, survey.ends, self.now)
        for start in range(0, len(people), _PAGE):
            page = people[start : start + _PAGE]
            customs = await self._customs(page)
            rows = [row for p in page for row in _rows(survey, p, moments.of(p, customs[p.id]))]
            await self.work.outbox.plan(rows)

    async def silence(self, survey: Survey) -> None:
        """Nobody is told anything of it any more; nor is it kept who was."""
        await self.work.outbox.forget(topic(survey.id), (Said.ASKED, Said.REMINDED))

    async def announce(self, survey: Survey, runner: Person) -> None:
        """That there are results, at the first usual hour after its end."""
        habits = (await self._customs([runner]))[runner.id].habits
        day, zone = today_in(runner.time_zone, survey.ends), runner.time_zone
        hour = within(habits.hour or self.schedule.hour, habits)
        days = (day, day + timedelta(days=1))
        due = next(at for each in days if (at := at_hour(each, hour, zone)) >= survey.ends)
        about, to = topic(survey.id), Recipient.to(runner)
        await self.work.outbox.plan([Planned(about, to, Said.READY, due, today_in(zone, due))])

    async def remind_anew(self, survey: Survey, person: Person) -> None:
        """Somebody has other quiet hours now, or another clock."""
        await self.hush(survey, person)
        rows = await self.work.outbox.arrived(topic(survey.id), Recipient.to(person))
        custom = (await self._customs([person]))[person.id]
        told = {row.planned.kind for row in rows}
        moments = Moments(self.schedule, self.calendar, survey.ends, self.now)
        wanted = _rows(survey, person, moments.of(person, custom))
        again = [row for row in wanted if row.kind not in told]
        await self.work.outbox.plan(again)

    async def hush(self, survey: Survey, person: Person) -> None:
        """Nothing more is planned for somebody, but that there are results."""
        to = Recipient.to(person)
        rows = await self.work.outbox.to(to, survey.started - _MOMENT, survey.ends)
        about = topic(survey.id)
        gone = [r for r in rows if r.planned.about == about and r.planned.kind != Said.READY]
        await self.work.outbox.cancel([row.id for row in gone])

    async def _customs(self, people: Sequence[Person]) -> dict[PersonId, Custom]:
        """Everything that counts for each, the operator's settings behind their own."""
        known = await self.work.habits.of(owners(people))
        ids = tuple({id for person in people for id in person.authorities()[:1]})
        places = await self.work.authorities.places(ids)
        alike: dict[object, Custom] = {}
        found: dict[PersonId, Custom] = {}
        for each in people:
            key = each.authorities(), known.get(owner_of(each))
            if key not in alike:
                habits = self.schedule.habits(each, layered(each, known))
                alike[key] = Custom(habits, _at(each, places))
            found[each.id] = alike[key]
        return found


def _rows(survey: Survey, person: Person, moments: Sequence[Moment]) -> Iterator[Planned]:
    about, to = topic(survey.id), Recipient.to(person)
    for said, moment in zip((Said.ASKED, Said.REMINDED), moments, strict=False):
        yield Planned(about, to, said, moment.due, moment.day)


def _at(person: Person, places: Mapping[AuthorityId, str]) -> str:
    return next((places[id] for id in person.authorities()[:1] if id in places), "")

"""Everything that is kept about one person: what they may read, take along and have corrected.

Regulation (EU) No 1024/2012, Art. 19; GDPR, Art. 15. Nothing of what requests say of others, and nobody else's doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.applications import Application
from core.audit import Entry
from core.consent import Consent
from core.habits import Habits, owner_of
from core.people import Address, AuthorityId, Person
from core.practices import Practice
from core.requests import Reference
from core.surveys import Asked, Survey
from core.traces import Traces
from core.trainings import Enrolment, Training
from core.upkeep import Upkeep
from core.work import Work


@dataclass(frozen=True, slots=True)
class OwnData:
    """``calendar``: since when their dates can be read by a secret address. ``seen``: the day they last wrote on.

    ``enrolments``: seats in trainings, ``runs`` are those they run themselves; ``training_wish``: since when they
    want to hear of the next one. ``surveys_asked``: those that are open, and whether they have answered; never what.
    ``practice``: what they asked for, with the ``lessons`` that they have finished;
    ``let_practise``: what they have granted others.

    ``acts`` is what they did with requests, ``deeds`` what they changed of people, authorities and registers.
    """

    person: Person
    addresses: Sequence[Address]
    deputies: Sequence[str]
    favourites: Sequence[AuthorityId]
    consents: Sequence[Consent]
    habits: Habits
    calendar: datetime | None
    seen: date | None
    applications: Sequence[Application]
    acts: Sequence[tuple[Reference, Entry]]
    deeds: Sequence[Upkeep]
    enrolments: Sequence[tuple[Training, Enrolment]]
    runs: Sequence[Training]
    training_wish: datetime | None
    surveys_asked: Sequence[tuple[Survey, Asked]]
    surveys_run: Sequence[Survey]
    traces: Traces
    practice: Practice | None
    lessons: Mapping[str, date]
    let_practise: Sequence[Practice]


async def own_data(work: Work, person: Person) -> OwnData:
    addresses = await work.people.addresses(person.id)
    deputies = [await work.people.get(deputy) for deputy in person.deputies]
    habits = await work.habits.of([owner_of(person)])
    feed = await work.feeds.of(person.id)
    filed = [await work.applications.all_of(address) for address in addresses]
    return OwnData(
        person=person,
        addresses=addresses,
        deputies=[deputy.name for deputy in deputies if deputy],
        favourites=await work.people.favourites(person.id),
        consents=await work.consents.of(person.id),
        habits=habits.get(owner_of(person), Habits()),
        calendar=feed.opened if feed else None,
        seen=await work.people.last_wrote(person.id),
        applications=[each for some in filed for each in some],
        acts=await work.audit.by(person.id),
        deeds=await work.upkeeps.by(person.id),
        enrolments=await _enrolments(work, person),
        runs=await work.trainings.run_by(person.id),
        training_wish=await work.trainings.wished(person.id),
        surveys_asked=await _surveys(work, person),
        surveys_run=[each for each in await work.surveys.all() if each.by == person.id],
        traces=await work.traces.of(person.id),
        practice=await work.practices.of(person.id),
        lessons=await work.practices.finished(person.id),
        let_practise=await work.practices.granted_by(person.id),
    )


async def _enrolments(work: Work, person: Person) -> list[tuple[Training, Enrolment]]:
    mine = await work.trainings.enrolments_of(person.id)
    found = [(await work.trainings.get(each.training), each) for each in mine]
    return [(training, each) for training, each in found if training]


async def _surveys(work: Work, person: Person) -> list[tuple[Survey, Asked]]:
    mine = await work.surveys.of(person.id)
    found = [(await work.surveys.get(each.survey), each) for each in mine]
    return [(survey, each) for survey, each in found if survey]

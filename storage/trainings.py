"""Training dates, who has a seat, and who wants to hear of the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import AuthorityId, PersonId, Role
from core.text import Named
from core.trainings import Enrolment, Training, TrainingId
from storage.training_tables import enrolments, training_wishes, trainings
from storage.upsert import replacing

_T, _E, _W = trainings.c, enrolments.c, training_wishes.c
_GET = select(trainings).where(_T.id == bindparam("name"))
# SQLite has one writer at a time and no such lock; it is left out there.
_ALONE = _GET.with_for_update()
_BY_UID = select(trainings).where(_T.uid == bindparam("name"))
_SAVE = update(trainings).where(_T.id == bindparam("row"))
_COMING = (
    select(trainings)
    .where(_T.starts > bindparam("now"), _T.called_off.is_(False))
    .order_by(_T.starts, _T.id)
)
_RUN_BY = select(trainings).where(_T.person == bindparam("whose")).order_by(_T.starts, _T.id)
_OVER = select(_T.id).where(_T.starts < bindparam("before")).order_by(_T.id)
_FORGET = (
    delete(enrolments).where(_E.training == bindparam("name")),
    delete(trainings).where(_T.id == bindparam("name")),
)
_ENROLLED = select(enrolments).where(_E.training == bindparam("name")).order_by(_E.id)
_OF_PERSON = select(enrolments).where(_E.person == bindparam("whose")).order_by(_E.id)
_SEAT = (
    update(enrolments)
    .where(_E.training == bindparam("name"), _E.person == bindparam("whose"))
    .values(seated=True)
)
_WITHDRAW = delete(enrolments).where(
    _E.training == bindparam("name"), _E.person == bindparam("whose")
)
_WISHES = select(_W.person).order_by(_W.since, _W.person)
_WISHED = select(_W.since).where(_W.person == bindparam("whose"))
_UNWISH = delete(training_wishes).where(_W.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class SqlTrainings:
    connection: AsyncConnection

    async def add(self, training: Training) -> Training:
        adding = insert(trainings).returning(_T.id)
        found = await self.connection.execute(adding, _columns(training))
        return replace(training, id=TrainingId(found.scalar_one()))

    async def get(self, training: TrainingId) -> Training | None:
        return await self._one(_GET, training)

    async def alone(self, training: TrainingId) -> Training | None:
        return await self._one(_ALONE, training)

    async def by_uid(self, uid: str) -> Training | None:
        return await self._one(_BY_UID, uid)

    async def save(self, training: Training) -> None:
        await self.connection.execute(_SAVE, {**_columns(training), "row": training.id})

    async def coming(self, now: datetime) -> Sequence[Training]:
        return await self._many(_COMING, {"now": now})

    async def run_by(self, person: PersonId) -> Sequence[Training]:
        return await self._many(_RUN_BY, {"whose": person})

    async def over(self, before: datetime) -> Sequence[TrainingId]:
        found = await self.connection.execute(_OVER, {"before": before})
        return [TrainingId(id) for id in found.scalars()]

    async def forget(self, training: TrainingId) -> None:
        for statement in _FORGET:
            await self.connection.execute(statement, {"name": training})

    async def enrolled(self, training: TrainingId) -> Sequence[Enrolment]:
        found = await self.connection.execute(_ENROLLED, {"name": training})
        return [_enrolment(row) for row in found]

    async def enrolments_of(self, person: PersonId) -> Sequence[Enrolment]:
        found = await self.connection.execute(_OF_PERSON, {"whose": person})
        return [_enrolment(row) for row in found]

    async def enrol(self, enrolment: Enrolment) -> None:
        values = {
            "training": enrolment.training,
            "person": enrolment.person,
            "enrolled": enrolment.at,
            "seated": enrolment.seated,
        }
        await self.connection.execute(insert(enrolments), values)

    async def seat(self, training: TrainingId, person: PersonId) -> None:
        await self.connection.execute(_SEAT, {"name": training, "whose": person})

    async def withdraw(self, training: TrainingId, person: PersonId) -> None:
        await self.connection.execute(_WITHDRAW, {"name": training, "whose": person})

    async def wishes(self) -> Sequence[PersonId]:
        found = await self.connection.execute(_WISHES)
        return [PersonId(person) for person in found.scalars()]

    async def wished(self, person: PersonId) -> datetime | None:
        found = await self.connection.execute(_WISHED, {"whose": person})
        since: datetime | None = found.scalar_one_or_none()
        return since

    async def wish(self, person: PersonId, at: datetime) -> None:
        adding = replacing(self.connection, training_wishes)
        await self.connection.execute(adding, {"person": person, "since": at})

    async def unwish(self, person: PersonId) -> None:
        await self.connection.execute(_UNWISH, {"whose": person})

    async def _one(self, query: Any, name: object) -> Training | None:
        row = (await self.connection.execute(query, {"name": name})).one_or_none()
        return _training(row) if row else None

    async def _many(self, query: Any, values: Mapping[str, object]) -> Sequence[Training]:
        return [_training(row) for row in await self.connection.execute(query, values)]


def _columns(training: Training) -> dict[str, object]:
    return {
        "uid": training.uid,
        "sequence": training.sequence,
        "starts": training.starts,
        "minutes": training.minutes,
        "seats": training.seats,
        "called_off": training.called_off,
        "authority": training.authority,
        "person": training.by,
        "document": {
            "titles": dict(training.titles.names),
            "place": training.place,
            "languages": list(training.languages),
            "countries": sorted(training.countries),
            "roles": sorted(training.roles),
        },
    }


def _training(row: Row[Any]) -> Training:
    kept = row.document
    return Training(
        id=TrainingId(row.id),
        uid=row.uid,
        titles=Named(kept["titles"]),
        starts=row.starts,
        minutes=row.minutes,
        place=kept["place"],
        languages=tuple(kept["languages"]),
        countries=frozenset(kept["countries"]),
        roles=frozenset(map(Role, kept["roles"])),
        seats=row.seats,
        authority=AuthorityId(row.authority),
        by=PersonId(row.person),
        sequence=row.sequence,
        called_off=row.called_off,
    )


def _enrolment(row: Row[Any]) -> Enrolment:
    return Enrolment(TrainingId(row.training), PersonId(row.person), row.enrolled, row.seated)

"""Surveys, who is asked, and apart from that what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import SystemRandom
from typing import Any

import orjson
from sqlalchemy import Row, bindparam, delete, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.people import AuthorityId, PersonId
from core.surveys import Answers, Asked, Survey, SurveyId, Tally
from storage.survey_documents import document_of, survey_in
from storage.survey_tables import survey_people, survey_tallies, survey_texts, surveys
from storage.upsert import replacing, upsert

# Thousands in one statement and one value: the drivers would send them one by one.
_ASK = {
    "sqlite": text(
        "INSERT INTO survey_people (survey, person, answered)"
        " SELECT :survey, value, 0 FROM json_each(:people)"
    ),
    "postgresql": text(
        "INSERT INTO survey_people (survey, person, answered)"
        " SELECT :survey, value, FALSE FROM json_array_elements_text(CAST(:people AS json))"
    ),
}

_S, _P, _C, _X = surveys.c, survey_people.c, survey_tallies.c, survey_texts.c
_GET = select(surveys).where(_S.id == bindparam("name"))
# SQLite has one writer at a time and no such lock; it is left out there.
_ALONE = _GET.with_for_update()
_ALL = select(surveys).order_by(_S.id.desc())
_SAVE = update(surveys).where(_S.id == bindparam("row"))
_ASKED = select(survey_people).where(
    _P.survey == bindparam("name"), _P.person == bindparam("whose")
)
_OF = select(survey_people).where(_P.person == bindparam("whose")).order_by(_P.survey)
_ANSWERED = (
    update(survey_people)
    .where(_P.survey == bindparam("name"), _P.person == bindparam("whose"))
    .values(answered=True)
)
_PICKED = select(survey_tallies).where(_C.survey == bindparam("name"))
_TEXTS = select(survey_texts).where(_X.survey == bindparam("name"))
_HEAP = select(_X.texts).where(_X.survey == bindparam("name"), _X.question == bindparam("number"))
_FORGET_PEOPLE = delete(survey_people).where(_P.survey == bindparam("name"))
_FORGET_ANSWERS = (
    delete(survey_tallies).where(_C.survey == bindparam("name")),
    delete(survey_texts).where(_X.survey == bindparam("name")),
)
_FORGET = delete(surveys).where(_S.id == bindparam("name"))


@dataclass(frozen=True, slots=True)
class SqlSurveys:
    connection: AsyncConnection

    async def add(self, survey: Survey) -> Survey:
        adding = insert(surveys).returning(_S.id)
        found = await self.connection.execute(adding, _columns(survey))
        return replace(survey, id=SurveyId(found.scalar_one()))

    async def get(self, survey: SurveyId) -> Survey | None:
        return await self._one(_GET, survey)

    async def alone(self, survey: SurveyId) -> Survey | None:
        return await self._one(_ALONE, survey)

    async def save(self, survey: Survey) -> None:
        await self.connection.execute(_SAVE, {**_columns(survey), "row": survey.id})

    async def all(self) -> Sequence[Survey]:
        return [_survey(row) for row in await self.connection.execute(_ALL)]

    async def forget(self, survey: SurveyId) -> None:
        await self.forget_people(survey)
        await self.forget_answers(survey)
        await self.connection.execute(_FORGET, {"name": survey})

    async def ask(self, survey: SurveyId, people: Sequence[PersonId]) -> None:
        asking = _ASK[self.connection.dialect.name]
        given = {"survey": survey, "people": orjson.dumps(people).decode()}
        await self.connection.execute(asking, given)

    async def asked(self, survey: SurveyId, person: PersonId) -> Asked | None:
        found = await self.connection.execute(_ASKED, {"name": survey, "whose": person})
        row = found.one_or_none()
        return _asked(row) if row else None

    async def of(self, person: PersonId) -> Sequence[Asked]:
        found = await self.connection.execute(_OF, {"whose": person})
        return [_asked(row) for row in found]

    async def has_answered(self, survey: SurveyId, person: PersonId) -> None:
        await self.connection.execute(_ANSWERED, {"name": survey, "whose": person})

    async def forget_people(self, survey: SurveyId) -> None:
        await self.connection.execute(_FORGET_PEOPLE, {"name": survey})

    async def count(self, survey: SurveyId, picked: Answers) -> None:
        adding = upsert(self.connection.dialect.name, survey_tallies)
        counting = adding.on_conflict_do_update(
            index_elements=list(survey_tallies.primary_key), set_={"times": _C.times + 1}
        )
        for question, value in sorted(picked.items()):
            row = {"survey": survey, "question": question, "picked": value, "times": 1}
            await self.connection.execute(counting, row)

    async def write(self, survey: SurveyId, question: int, said: str) -> None:
        """One row has them all: neither its place nor its age tells which of them came when."""
        where = {"name": survey, "number": question}
        found = (await self.connection.execute(_HEAP, where)).scalar_one_or_none()
        texts = [*(found or ()), said]
        SystemRandom().shuffle(texts)
        row = {"survey": survey, "question": question, "texts": texts}
        await self.connection.execute(replacing(self.connection, survey_texts), row)

    async def tallies(self, survey: Survey) -> Sequence[Tally]:
        asked = {"name": survey.id}
        picked = (await self.connection.execute(_PICKED, asked)).all()
        texts = {r.question: r.texts for r in await self.connection.execute(_TEXTS, asked)}
        return [
            Tally(
                question,
                {row.picked: row.times for row in picked if row.question == number},
                tuple(texts.get(number, ())),
            )
            for number, question in enumerate(survey.questions, 1)
        ]

    async def forget_answers(self, survey: SurveyId) -> None:
        for statement in _FORGET_ANSWERS:
            await self.connection.execute(statement, {"name": survey})

    async def _one(self, query: Any, name: SurveyId) -> Survey | None:
        row = (await self.connection.execute(query, {"name": name})).one_or_none()
        return _survey(row) if row else None


def _columns(survey: Survey) -> dict[str, object]:
    return {
        "authority": survey.authority,
        "person": survey.by,
        "started": survey.started,
        "ends": survey.ends,
        "asked": survey.asked,
        "answered": survey.answered,
        "settled": survey.settled,
        "document": document_of(survey),
    }


def _survey(row: Row[Any]) -> Survey:
    kept = survey_in(row.document)
    return Survey(
        id=SurveyId(row.id),
        title=kept.title,
        questions=kept.questions,
        audience=kept.audience,
        authority=AuthorityId(row.authority),
        by=PersonId(row.person),
        started=row.started,
        ends=row.ends,
        asked=row.asked,
        answered=row.answered,
        settled=row.settled,
    )


def _asked(row: Row[Any]) -> Asked:
    return Asked(SurveyId(row.survey), PersonId(row.person), row.answered)

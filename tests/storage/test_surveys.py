"""Surveys come back as they were put, on both databases; what was answered comes back as counts."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from core.people import AreaId, PersonId, Role
from core.surveys import NEW, Asked, Audience, Kind, Survey, SurveyId, SurveyQuestion
from core.text import Message, Named
from core.work import Works
from tests.storage.examples import NOW, RIGA, ana, anna

_OPTIONS = (Named({"lv": "No rīta", "en": "In the morning"}), Named({"lv": "Pēcpusdienā"}))
MEETINGS = Survey(
    id=NEW,
    title=Named({"lv": "Mūsu sapulces", "en": "Our meetings"}),
    questions=(
        SurveyQuestion(Message("How useful was the training for your work?"), Kind.SCALE),
        SurveyQuestion(Named({"lv": "Kad?"}), Kind.CHOICE, _OPTIONS),
        SurveyQuestion(Named({"lv": "Kas vēl?"}), Kind.TEXT),
    ),
    audience=Audience(frozenset({AreaId("services")}), frozenset({Role.HANDLER})),
    authority=RIGA.id,
    by=anna().id,
    started=NOW,
    ends=NOW + timedelta(days=14),
    asked=2,
)


async def added(works: Works) -> Survey:
    async with works.writing() as work:
        survey = await work.surveys.add(MEETINGS)
        await work.surveys.ask(survey.id, [anna().id, ana().id])
        await work.commit()
    return survey


async def test_a_survey_is_kept_and_changed(works: Works) -> None:
    survey = await added(works)
    assert survey == replace(MEETINGS, id=survey.id)
    ended = replace(survey, settled=True, answered=1, ends=NOW)
    async with works.writing() as work:
        assert await work.surveys.alone(survey.id) == survey
        await work.surveys.save(ended)
        await work.commit()
    async with works.reading() as work:
        assert await work.surveys.get(survey.id) == ended
        assert await work.surveys.get(SurveyId(survey.id + 1)) is None
        assert list(await work.surveys.all()) == [ended]


async def test_who_has_answered_is_known_until_it_is_forgotten(works: Works) -> None:
    id = (await added(works)).id
    async with works.writing() as work:
        await work.surveys.has_answered(id, anna().id)
        assert await work.surveys.asked(id, anna().id) == Asked(id, anna().id, answered=True)
        assert list(await work.surveys.of(ana().id)) == [Asked(id, ana().id)]
        assert await work.surveys.asked(id, PersonId("sean")) is None
        await work.surveys.forget_people(id)
        assert await work.surveys.asked(id, anna().id) is None
        await work.commit()


async def test_answers_are_counted_and_texts_kept_together(works: Works) -> None:
    survey = await added(works)
    async with works.writing() as work:
        for marks in ("5", "5", "4"):
            await work.surveys.count(survey.id, {1: marks, 2: "1"})
        for said in ("Vairāk", "Mazāk"):
            await work.surveys.write(survey.id, 3, said)
        marks_, picked, texts = await work.surveys.tallies(survey)
        assert marks_.counts == {"5": 2, "4": 1}
        assert (picked.counts, picked.total) == ({"1": 3}, 3)
        assert sorted(texts.texts) == ["Mazāk", "Vairāk"]
        await work.surveys.forget_answers(survey.id)
        assert [each.total for each in await work.surveys.tallies(survey)] == [0, 0, 0]
        await work.surveys.forget(survey.id)
        assert await work.surveys.get(survey.id) is None
        await work.commit()


async def test_answers_at_the_same_time_are_all_counted(works: Works) -> None:
    survey = await added(works)

    async def answer(said: str) -> None:
        async with works.writing() as work:
            assert await work.surveys.alone(survey.id)
            await work.surveys.count(survey.id, {1: "3"})
            await work.surveys.write(survey.id, 3, said)
            await work.commit()

    await asyncio.gather(*(answer(str(number)) for number in range(5)))
    async with works.reading() as work:
        marks, _picked, texts = await work.surveys.tallies(survey)
    assert marks.counts == {"3": 5}
    assert sorted(texts.texts) == ["0", "1", "2", "3", "4"]

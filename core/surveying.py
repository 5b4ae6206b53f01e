"""Coordinators start surveys and read what came of them; everybody else answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.calendar import Calendar, end_of_day
from core.clock import Clock, today_in
from core.people import AuthorityId, Person
from core.placing import Schedule
from core.survey_post import Post
from core.survey_reach import check_runs, is_near, people_for, runs
from core.survey_refusals import AnsweredAlready, NobodyToAsk, SurveyOver, TooLong, UnknownSurvey
from core.surveys import (
    LEAST,
    NEW,
    Answers,
    Audience,
    Kind,
    Survey,
    SurveyId,
    SurveyQuestion,
    Tally,
    Wording,
)
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated
from core.upkeep import Deed, Upkeep
from core.work import Work, Works

MOST_DAYS = 90
# So long after its end somebody may compare it with the next.
KEPT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A survey as somebody wants it, before it is one. ``until``: the last day, by their own calendar."""

    title: Wording
    questions: tuple[SurveyQuestion, ...]
    audience: Audience
    until: date


@dataclass(frozen=True, slots=True)
class Results:
    """``tallies`` only once it has ended, and where enough people have answered."""

    survey: Survey
    tallies: Sequence[Tally] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is for somebody: to answer, and to look after."""

    open: Sequence[Survey]
    own: Sequence[Survey]


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many surveys were settled after their end, and how many forgotten."""

    settled: int = 0
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class Surveying:
    """``changed`` is called after every change that is stored: somebody has to be told."""

    works: Works
    clock: Clock
    schedule: Schedule
    calendar: Calendar
    changed: Callable[[], None]

    async def start(self, actor: Person, sketch: Sketch) -> Survey:
        """Raises ``UserError``."""
        where, now = coordinated(actor), self.clock.now()
        if not where:
            raise NoCoordinator
        if sketch.until > today_in(actor.time_zone, now) + timedelta(days=MOST_DAYS):
            raise TooLong(MOST_DAYS)
        async with self.works.writing() as work:
            people = await people_for(work, actor, sketch.audience)
            if not people:
                raise NobodyToAsk
            new = _new(sketch, actor, where[0], now)
            survey = await work.surveys.add(replace(new, asked=len(people)))
            await work.surveys.ask(survey.id, [person.id for person in people])
            await self._post(work).ask(survey, people)
            await self._post(work).announce(survey, actor)
            await _note(work, actor, survey, Deed.SURVEY_STARTED, now)
            await work.commit()
        self.changed()
        return survey

    async def to_answer(self, person: Person, id: SurveyId) -> Survey:
        """Raises ``UnknownSurvey``, ``AnsweredAlready`` and ``SurveyOver``."""
        async with self.works.reading() as work:
            return await self._open(work, person, await work.surveys.get(id))

    async def answer(self, person: Person, id: SurveyId, answers: Answers) -> Survey:
        """Each answer is counted or put among the others; who gave it is kept nowhere."""
        async with self.works.writing() as work:
            survey = await self._open(work, person, await work.surveys.alone(id))
            texts = _texts(survey)
            await work.surveys.count(id, {n: a for n, a in answers.items() if n not in texts})
            for number in sorted(texts & answers.keys()):
                await work.surveys.write(id, number, answers[number])
            await work.surveys.has_answered(id, person.id)
            await work.surveys.save(replace(survey, answered=survey.answered + 1))
            await self._post(work).hush(survey, person)
            await work.commit()
        return survey

    async def close(self, actor: Person, id: SurveyId) -> Survey:
        """Before its day. Raises ``SurveyOver`` the second time."""
        async with self.works.writing() as work:
            survey = await check_runs(work, actor, await work.surveys.alone(id))
            now = self.clock.now()
            if survey.is_over(now):
                raise SurveyOver(survey)
            await self._post(work).recall(survey)
            closed = await self._settle(work, replace(survey, ends=now))
            await _note(work, actor, survey, Deed.SURVEY_CLOSED, now)
            await work.commit()
        return closed

    async def run_by(self, actor: Person, id: SurveyId) -> Survey:
        async with self.works.reading() as work:
            return await check_runs(work, actor, await work.surveys.get(id))

    async def results(self, actor: Person, id: SurveyId) -> Results:
        survey = await self.run_by(actor, id)
        if not survey.is_over(self.clock.now()):
            return Results(survey)
        if not survey.settled:
            survey = await self._settled(id) or survey
        async with self.works.reading() as work:
            enough = survey.answered >= LEAST
            return Results(survey, await work.surveys.tallies(survey) if enough else ())

    async def offer(self, person: Person) -> Offer:
        now = self.clock.now()
        async with self.works.reading() as work:
            known = {each.id: each for each in await work.surveys.all()}
            asked = [a.survey for a in await work.surveys.of(person.id) if not a.answered]
            own = [each for each in known.values() if await runs(work, person, each)]
        waiting = [known[id] for id in asked if id in known and not known[id].is_over(now)]
        return Offer(sorted(waiting, key=lambda each: each.ends), own)

    async def round(self) -> Cleared:
        """What has ended is settled; what is long over is forgotten."""
        now = self.clock.now()
        async with self.works.reading() as work:
            known = await work.surveys.all()
        ended = [each.id for each in known if each.is_over(now) and not each.settled]
        old = [each.id for each in known if each.ends + KEPT < now]
        for id in ended:
            await self._settled(id)
        for id in old:
            async with self.works.writing() as work:
                await work.surveys.forget(id)
                await work.commit()
        return Cleared(len(ended), len(old))

    async def _settled(self, id: SurveyId) -> Survey | None:
        async with self.works.writing() as work:
            survey = await work.surveys.alone(id)
            settled = await self._settle(work, survey) if survey else None
            await work.commit()
        return settled

    async def _settle(self, work: Work, survey: Survey) -> Survey:
        """Who has answered is no longer needed, nor what was planned by it; of too few people, neither are answers."""
        if survey.settled:
            return survey
        after = replace(survey, settled=True)
        await work.surveys.save(after)
        await work.surveys.forget_people(survey.id)
        await self._post(work).silence(survey)
        if survey.answered < LEAST:
            await work.surveys.forget_answers(survey.id)
        return after

    async def _open(self, work: Work, person: Person, survey: Survey | None) -> Survey:
        if survey is None:
            raise UnknownSurvey
        asked = await work.surveys.asked(survey.id, person.id)
        if survey.is_over(self.clock.now()) and (asked or await is_near(work, person, survey)):
            raise SurveyOver(survey)
        if asked is None:
            raise UnknownSurvey
        if asked.answered:
            raise AnsweredAlready(survey)
        return survey

    def _post(self, work: Work) -> Post:
        return Post(work, self.schedule, self.calendar, self.clock.now())


def _new(sketch: Sketch, actor: Person, authority: AuthorityId, now: datetime) -> Survey:
    return Survey(
        id=NEW,
        title=sketch.title,
        questions=sketch.questions,
        audience=sketch.audience,
        authority=authority,
        by=actor.id,
        started=now,
        ends=end_of_day(sketch.until, actor.time_zone),
    )


def _texts(survey: Survey) -> set[int]:
    return {n for n, each in enumerate(survey.questions, 1) if each.kind is Kind.TEXT}


async def _note(work: Work, actor: Person, survey: Survey, deed: Deed, now: datetime) -> None:
    await work.upkeeps.add(Upkeep(now, actor.id, survey.authority, deed, f"survey {survey.id}"))


async def replan_of(
    work: Work, schedule: Schedule, calendar: Calendar, person: Person, now: datetime
) -> None:
    """Somebody has other quiet hours now, or another clock."""
    for asked in await work.surveys.of(person.id):
        survey = await work.surveys.get(asked.survey)
        if survey and not asked.answered and not survey.is_over(now):
            await Post(work, schedule, calendar, now).remind_anew(survey, person)

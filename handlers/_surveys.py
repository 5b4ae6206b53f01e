"""What the commands about surveys share: the service, which one is meant, and how one reads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chat.context import Context, Services
from chat.fields import Answers, Option, Search
from core.clock import today_in
from core.likeness import nearest
from core.survey_refusals import UnknownSurvey
from core.surveying import Surveying
from core.surveys import Survey, SurveyId, Wording
from core.text import Message, Named, Tongue, as_written, msg

RATINGS = "ratings"
_HITS = 20
_LONGEST_NUMBER = 9
_MOMENT = timedelta(seconds=1)

_WHICH = msg("Which survey?")
_HINT = msg("Write its number, or a part of its title. `surveys` shows those for you.")


@dataclass(frozen=True, slots=True)
class OneSurvey:
    survey: str

    @property
    def id(self) -> SurveyId:
        return SurveyId(int(self.survey))


def surveying(services: Services) -> Surveying:
    exchange = services.exchange
    planner = exchange.announcer.planner
    return Surveying(
        services.works, services.clock, planner.schedule, services.calendar, exchange.changed
    )


def worded(wording: Wording, language: str) -> Message:
    """In the reader's language, or in the one it was written in, which is named then."""
    if isinstance(wording, Message):
        return wording
    names = wording.names
    if language in names:
        return as_written(names[language])
    code = "en" if "en" in names else next(iter(names))
    return msg("{text} ({language})", text=names[code], language=Tongue(code))


def last_day(survey: Survey, zone: str) -> date:
    """On which one may still answer."""
    return today_in(zone, survey.ends - _MOMENT)


def survey_to_answer_field() -> Search:
    return Search("survey", _WHICH, _find_open, _pick_open, hint=_HINT)


def own_survey_field() -> Search:
    """One that the speaker runs."""
    return Search("survey", _WHICH, _find_own, _pick_own, hint=_HINT)


def results_field() -> Search:
    """The same, or the ratings of answers."""
    return Search("survey", _WHICH, _find_results, _pick_results, hint=_HINT)


_RATED = Option(RATINGS, msg("How answers were rated"))


async def _find_open(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    offer = await surveying(ctx.services).offer(ctx.person)
    return _nearest(ctx, said, offer.open)


async def _find_own(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    offer = await surveying(ctx.services).offer(ctx.person)
    return _nearest(ctx, said, offer.own)


async def _find_results(ctx: Context, answers: Answers, said: str) -> Sequence[Option]:
    return [*await _find_own(ctx, answers, said), _RATED]


def _nearest(ctx: Context, said: str, surveys: Sequence[Survey]) -> list[Option]:
    """By number or title; all of them where nothing is like it, for there are never many."""
    by_number = [each for each in surveys if str(each.id) == said.strip().removeprefix("#")]
    titled = [(name, each) for each in surveys for name in _names(ctx, each.title)]
    likely = {each.id: each for each in by_number or nearest(said, titled)}
    return [_option(ctx, each) for each in list(likely.values() or surveys)[:_HITS]]


def _names(ctx: Context, title: Wording) -> Sequence[str]:
    if isinstance(title, Named):
        return list(title.names.values())
    return [ctx.services.ear.put(title, ctx.language)]


async def _pick_open(ctx: Context, _answers: Answers, value: str) -> Option | None:
    return await _picked(ctx, value, surveying(ctx.services).to_answer)


async def _pick_own(ctx: Context, _answers: Answers, value: str) -> Option | None:
    return await _picked(ctx, value, surveying(ctx.services).run_by)


async def _pick_results(ctx: Context, answers: Answers, value: str) -> Option | None:
    return _RATED if value == RATINGS else await _pick_own(ctx, answers, value)


async def _picked(ctx: Context, value: str, get: Callable[..., Awaitable[Survey]]) -> Option | None:
    """Raises ``UnknownSurvey`` for a number that is none of a survey's."""
    text = value.strip().removeprefix("#")
    if not text.isdecimal():
        return None
    if len(text) > _LONGEST_NUMBER:
        raise UnknownSurvey
    return _option(ctx, await get(ctx.person, SurveyId(int(text))))


def _option(ctx: Context, survey: Survey) -> Option:
    title = worded(survey.title, ctx.language)
    day = last_day(survey, ctx.time_zone)
    return Option(str(survey.id), msg("{title} (until {day})", title=title, day=day))

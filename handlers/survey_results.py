"""What came of a survey, and how askers rated the answers they got."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from chat.chapters import Chapter
from chat.chart import Bar
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Reply, say
from chat.written import EFFORT, TIMELINESS
from core.clock import today_in
from core.rating_results import RatingResults, Span
from core.surveying import Results
from core.surveys import LEAST, Kind, Survey, SurveyId, Tally
from core.text import Message, msg, msgs, words
from handlers._results import Counted, Outcome, cards, picture, sheet
from handlers._surveys import RATINGS, OneSurvey, last_day, results_field, surveying, worded
from handlers.answer_survey import answer_labels

K = TypeVar("K", bound=StrEnum)


async def survey_results(ctx: Context, one: OneSurvey) -> Reply:
    if one.survey == RATINGS:
        return await _ratings(ctx)
    results = await surveying(ctx.services).results(ctx.person, SurveyId(int(one.survey)))
    survey = results.survey
    if not survey.is_over(ctx.services.clock.now()):
        return say(_running(ctx, survey))
    if survey.answered < LEAST:
        return say(_too_few(ctx, survey))
    return await _shown(ctx, _outcome(ctx, results))


async def _shown(ctx: Context, outcome: Outcome) -> Reply:
    head = Card(title=outcome.title, body=(outcome.foot,))
    return say(head, *cards(outcome), await picture(ctx, outcome), sheet(ctx, outcome))


def _running(ctx: Context, survey: Survey) -> Card:
    return Card(
        title=worded(survey.title, ctx.language),
        body=(
            _answered(survey),
            msg(
                "Results are shown once it has ended, on {day}: nobody is to be able to see what one more answer has "
                "changed.",
                day=last_day(survey, ctx.time_zone),
            ),
        ),
        actions=(Button(msg("End it now"), f"close survey {survey.id}"),),
    )


def _too_few(ctx: Context, survey: Survey) -> Card:
    return Card(
        title=worded(survey.title, ctx.language),
        body=(
            _answered(survey),
            msg(
                "Of fewer than {least} people nothing is shown, so that nobody can be recognised. Their answers are "
                "deleted.",
                least=LEAST,
            ),
        ),
    )


def _answered(survey: Survey) -> Message:
    return msgs(
        "One of {asked} people has answered.",
        "{n} of {asked} people have answered.",
        survey.answered,
        asked=survey.asked,
    )


def _outcome(ctx: Context, results: Results) -> Outcome:
    survey = results.survey
    return Outcome(
        f"survey-{survey.id}",
        worded(survey.title, ctx.language),
        _answered(survey),
        tuple(_counted(ctx, tally) for tally in results.tallies),
    )


def _counted(ctx: Context, tally: Tally) -> Counted:
    question = tally.question
    title = worded(question.text, ctx.language)
    if question.kind is Kind.TEXT:
        return Counted(title, texts=tuple(tally.texts))
    labels = answer_labels(question, ctx.language)
    bars = tuple(Bar(labels[each], tally.counts.get(each, 0)) for each in question.values)
    return Counted(title, bars, marks=question.kind is Kind.SCALE)


async def _ratings(ctx: Context) -> Reply:
    """Of each span only what at least five askers have said."""
    spans = await RatingResults(ctx.services.works, ctx.services.clock).of(ctx.person)
    counted = [each for span in spans for each in _of_span(ctx, span)]
    title = msg("How answers were rated")
    if not counted:
        return say(
            Card(
                title=title,
                body=(
                    msg(
                        "In the last twelve months there were fewer than {least} ratings at a time; so few are not "
                        "shown. Whoever closes a request is asked for one.",
                        least=LEAST,
                    ),
                ),
            )
        )
    foot = msg("As the authorities that asked have said when they closed their requests.")
    return await _shown(ctx, Outcome("ratings", title, foot, tuple(counted)))


def _of_span(ctx: Context, span: Span) -> list[Counted]:
    first, last = (today_in(ctx.time_zone, each) for each in (span.since, span.until))
    timely = msg("In time? {first} to {last}", first=first, last=last)
    useful = msg("Useful? {first} to {last}", first=first, last=last)
    asked = ((timely, _bars(span.timeliness, TIMELINESS)), (useful, _bars(span.effort, EFFORT)))
    return [Counted(title, bars) for title, bars in asked if bars]


def _bars(counts: Mapping[K, int], labels: Mapping[K, Message]) -> tuple[Bar, ...]:
    if not counts:
        return ()
    return tuple(Bar(label, counts.get(each, 0)) for each, label in labels.items())


COMMAND = Command(
    name="survey results",
    words=words("survey results | results | results of survey | ratings"),
    summary=msg("See what came of a survey, and how answers were rated"),
    form=Form(title=msg("Results of a survey"), fields=(results_field(),), into=OneSurvey),
    run=survey_results,
    effect=False,
    chapter=Chapter.HELP,
    practised=False,
)

"""The surveys in which the speaker is asked, and those that they run."""

from __future__ import annotations

from collections.abc import Iterator

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.surveying import Offer
from core.surveys import Survey
from core.text import Message, msg, msgs, words
from core.training_rights import coordinated
from handlers._nothing import Nothing
from handlers._surveys import RATINGS, last_day, surveying, worded

_MOST = 5


async def surveys(ctx: Context, _nothing: Nothing) -> Reply:
    offer = await surveying(ctx.services).offer(ctx.person)
    return say(*_waiting(ctx, offer), *(_own(ctx, each) for each in offer.own[:_MOST]), *_more(ctx))


def _waiting(ctx: Context, offer: Offer) -> Iterator[Card]:
    if not offer.open:
        yield Card(title=msg("No survey waits for your answers"))
    for survey in offer.open[:_MOST]:
        yield Card(
            title=worded(survey.title, ctx.language),
            facts=tuple(open_facts(survey, ctx.time_zone)),
            actions=(Button(msg("Answer"), f"answer survey {survey.id}"),),
        )


def open_facts(survey: Survey, zone: str) -> Iterator[Fact]:
    yield Fact(msg("Questions"), msg("{n}", n=len(survey.questions)))
    yield Fact(msg("Answers are taken until"), msg("{day}", day=last_day(survey, zone)))


def _own(ctx: Context, survey: Survey) -> Card:
    over = survey.is_over(ctx.services.clock.now())
    closing = () if over else (Button(msg("End it now"), f"close survey {survey.id}"),)
    results = Button(msg("Results"), f"survey results {survey.id}")
    return Card(
        title=msg("You run: {title}", title=worded(survey.title, ctx.language)),
        facts=(
            Fact(
                msg("Ended on") if over else msg("Answers are taken until"),
                msg("{day}", day=last_day(survey, ctx.time_zone)),
            ),
            Fact(msg("Have answered"), answered(survey)),
        ),
        actions=(results, *closing),
    )


def answered(survey: Survey) -> Message:
    return msgs(
        "one of {asked} people", "{n} of {asked} people", survey.answered, asked=survey.asked
    )


def _more(ctx: Context) -> Iterator[Card]:
    if coordinated(ctx.person):
        yield Card(
            title=msg("More about surveys"),
            actions=(
                Button(msg("Start a survey"), "new survey"),
                Button(msg("How answers were rated"), f"survey results {RATINGS}"),
            ),
        )


COMMAND = Command(
    name="surveys",
    words=words("surveys | my surveys | survey"),
    summary=msg("See in which surveys you are asked"),
    form=Form(title=msg("Surveys"), fields=(), into=Nothing),
    run=surveys,
    effect=False,
    chapter=Chapter.HELP,
    practised=False,
)

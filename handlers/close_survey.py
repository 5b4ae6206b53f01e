"""End a survey before its day: nobody is asked any more, and its results can be read."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Option
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.surveys import SurveyId
from core.text import msg, words
from handlers._surveys import own_survey_field, surveying, worded


@dataclass(frozen=True, slots=True)
class Ended:
    survey: str
    ending: str


async def close_survey(ctx: Context, ended: Ended) -> Reply:
    survey = await surveying(ctx.services).close(ctx.person, SurveyId(int(ended.survey)))
    title = worded(survey.title, ctx.language)
    return say(
        Card(
            title=msg("Closed: {title}", title=title),
            body=(msg("Nobody is asked or reminded any more."),),
            actions=(Button(msg("See the results"), f"survey results {survey.id}"),),
        ),
        tone=Tone.GOOD,
    )


COMMAND = Command(
    name="close survey",
    words=words("close survey | end survey | stop survey"),
    summary=msg("End a survey that you run"),
    form=Form(
        title=msg("End a survey"),
        fields=(own_survey_field(),),
        into=Ended,
        endings=(Option("close", msg("Yes, end it now")),),
    ),
    run=close_survey,
    chapter=Chapter.HELP,
    practised=False,
)

"""What is said unasked of surveys: that one is asked, once more before the end, and that there are results."""

from __future__ import annotations

from chat.mailing import Mailing, News
from chat.message import Button, Card, Fact, Reply, say
from core.people import Person
from core.survey_post import Said
from core.surveys import LEAST, SURVEY, Survey, SurveyId
from core.text import Message, msg
from handlers._surveys import worded
from handlers.surveys import answered, open_facts


async def write(news: News) -> Reply | None:
    """A room hears nothing: who is asked what is nobody else's business."""
    survey = await news.work.surveys.get(SurveyId(int(news.planned.about.key)))
    if survey is None or not isinstance(news.reader, Person):
        return None
    said, over = Said(news.planned.kind), survey.is_over(news.services.clock.now())
    if said is Said.READY:
        return _ready(news, survey) if over else None
    asked = await news.work.surveys.asked(survey.id, news.reader.id)
    if over or asked is None or asked.answered:
        return None
    return await _asked(news, survey, said)


async def _asked(news: News, survey: Survey, said: Said) -> Reply:
    home = await news.work.authorities.get(survey.authority)
    title = worded(survey.title, news.reader.language)
    return say(
        Card(
            title=_TITLES[said](title),
            body=(*news.lateness(), *_why(said), _ANONYMOUS),
            facts=(
                *((Fact(msg("Who asks"), msg("{name}", name=home.name)),) if home else ()),
                *open_facts(survey, news.reader.time_zone),
            ),
            actions=(Button(msg("Answer"), f"answer survey {survey.id}"),),
        )
    )


def _first(title: Message) -> Message:
    return msg("A survey: {title}", title=title)


def _again(title: Message) -> Message:
    return msg("Not answered yet: {title}", title=title)


_TITLES = {Said.ASKED: _first, Said.REMINDED: _again}


def _why(said: Said) -> tuple[Message, ...]:
    if said is Said.REMINDED:
        return (msg("This is the only reminder. You need not answer."),)
    return (msg("What you think helps to make our work better. It takes a few minutes."),)


_ANONYMOUS = msg(
    "Your answers are counted without your name, and nobody can see which are yours. "
    "Of fewer than {least} people nothing is shown.",
    least=LEAST,
)


def _ready(news: News, survey: Survey) -> Reply:
    title = worded(survey.title, news.reader.language)
    return say(
        Card(
            title=msg("Your survey has ended: {title}", title=title),
            body=news.lateness(),
            facts=(Fact(msg("Have answered"), answered(survey)),),
            actions=(Button(msg("See the results"), f"survey results {survey.id}"),),
        )
    )


MAILING = Mailing(topic=SURVEY, write=write, elsewhere=False, merged=frozenset(Said))

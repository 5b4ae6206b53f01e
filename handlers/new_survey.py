"""Ask people what they think: with questions that are ready, or with one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Day, Field, Option
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.people import AreaId, Role
from core.surveying import Sketch
from core.surveys import LEAST, Audience, Survey
from core.text import Message, Named, msg, msgs, words
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated
from handlers._admission import ROLES
from handlers._survey_fields import OWN, question_steps, questions_of
from handlers._surveys import last_day, surveying, worded


@dataclass(frozen=True, slots=True)
class Wanted:
    source: str
    until: date
    ending: str
    areas: tuple[str, ...] | None = None
    roles: tuple[str, ...] | None = None
    title: dict[str, str] = field(default_factory=dict)
    question: dict[str, str] = field(default_factory=dict)


async def new_survey(ctx: Context, wanted: Wanted) -> Reply:
    survey = await surveying(ctx.services).start(ctx.person, _sketch(ctx, wanted))
    card = Card(
        title=msgs("The survey goes to one person", "The survey goes to {n} people", survey.asked),
        body=tuple(_body(survey)),
        facts=(
            Fact(msg("Title"), worded(survey.title, ctx.language)),
            Fact(msg("Answers are taken until"), msg("{day}", day=last_day(survey, ctx.time_zone))),
        ),
        actions=(Button(msg("Surveys"), "surveys"),),
    )
    return say(card, tone=Tone.GOOD)


def _body(survey: Survey) -> Iterator[Message]:
    yield msg(
        "Each is asked outside their quiet hours and reminded once. I tell you when the results are there."
    )
    if survey.asked < LEAST:
        yield msg("Of fewer than {least} answers nothing is shown.", least=LEAST)


def _sketch(ctx: Context, wanted: Wanted) -> Sketch:
    areas, roles = map(AreaId, wanted.areas or ()), map(Role, wanted.roles or ())
    audience = Audience(frozenset(areas), frozenset(roles))
    ready = {each.id: each for each in ctx.services.content.surveys}
    if wanted.source != OWN:
        template = ready[wanted.source]
        return Sketch(template.title, template.questions, audience, wanted.until)
    titles = {code: text for code, text in wanted.title.items() if text}
    return Sketch(
        Named(titles), questions_of(wanted.question, tuple(titles)), audience, wanted.until
    )


async def _first(ctx: Context, _answers: Answers) -> Sequence[Field]:
    if not coordinated(ctx.person):
        raise NoCoordinator
    ready = (Option(each.id, each.title) for each in ctx.services.content.surveys)
    own = Option(OWN, msg("Questions of my own"))
    return (Choice("source", msg("What do you want to ask about?"), (*ready, own)),)


async def _areas(ctx: Context, _answers: Answers) -> Sequence[Field]:
    options = tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all)
    label = msg("Only people of which areas?")
    return (Choices("areas", label, options, _EVERYBODY, required=False),)


_EVERYBODY = msg("Leave this out to ask everybody whom you coordinate.")


COMMAND = Command(
    name="new survey",
    words=words("new survey | start survey | start a survey | ask for opinions"),
    summary=msg("Ask those whom you coordinate what they think"),
    form=Form(
        title=msg("A new survey"),
        fields=(
            Branch((), _first),
            *question_steps(),
            Branch((), _areas),
            Choices(
                "roles",
                msg("Only for somebody who …"),
                tuple(Option(role.value, ROLES[role]) for role in Role),
                _EVERYBODY,
                required=False,
            ),
            Day(
                "until",
                msg("Until which day can people answer?"),
                msg("Two weeks are usual."),
                ahead=True,
            ),
        ),
        into=Wanted,
        endings=(Option("send", msg("Send the survey")),),
    ),
    run=new_survey,
    chapter=Chapter.HELP,
    practised=False,
)

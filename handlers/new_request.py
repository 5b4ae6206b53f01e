"""Ask another country's authority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, File, Option, Text
from chat.form import Branch, Form
from chat.message import Reply
from core.authorities import Authority
from core.deadlines import Rule, Since
from core.exchange import NewRequest
from core.people import AreaId, AuthorityId, Right
from core.questions import QuestionSet, with_follow_ups
from core.refusals import AuthorityUnknown
from core.requests import FreeText, QuestionId
from core.text import Message, msg, words
from handlers._authority_search import authority_field, check_askable, common_areas
from handlers._dates import UNTIL, Places, chosen_day, closed_there, counted
from handlers._documents import attached
from handlers._look_first import FOUND, Matter, look_first, spared, subject_in
from handlers._questions import offered_questions, stored, subject_field
from handlers._sending import saved, sent
from handlers._successors import current
from handlers._writing import WHY_ATTACH

SEND, DRAFT = "send", "draft"


@dataclass(frozen=True, slots=True)
class Asked:
    """Without questions and day where a register had the answer."""

    answerer: str
    ending: str
    questions: tuple[str, ...] = ()
    day: date | Rule | None = None
    better: Mapping[str, str] = field(default_factory=dict)
    asker: str | None = None
    area: str | None = None
    question_set: str | None = None
    subject: Mapping[str, str | date] = field(default_factory=dict)
    look: str | None = None
    note: str | None = None
    attachments: tuple[str, ...] | None = None


async def new_request(ctx: Context, asked: Asked) -> Reply:
    if asked.ending == FOUND:
        return await _found(ctx, asked)
    case = await ctx.services.exchange.create(ctx.person, await _new(ctx, asked))
    name = case.view.reference
    if asked.ending == SEND:
        said = msg(
            "Request **{reference}** is sent. I will tell you as soon as it is accepted.",
            reference=name,
        )
        return await sent(ctx, case, said)
    return await saved(ctx, case)


async def _found(ctx: Context, asked: Asked) -> Reply:
    answerer = await _authority(ctx, asked.answerer)
    area = AreaId(asked.area or common_areas(ctx, answerer)[0])
    subject = {name: stored(value) for name, value in asked.subject.items()}
    picked = tuple(map(QuestionId, asked.questions))
    matter = Matter(answerer.country, area, _set(ctx, area, asked.question_set), subject, picked)
    return await spared(ctx, matter, AuthorityId(asked.asker or _own(ctx, area)[0]))


async def _new(ctx: Context, asked: Asked) -> NewRequest:
    answerer = await _authority(ctx, asked.answerer)
    area = AreaId(asked.area or common_areas(ctx, answerer)[0])
    chosen = _set(ctx, area, asked.question_set)
    assert asked.day is not None, "the form asks for it before it sends"
    given, rule = counted(ctx, asked.day, Since.SENT, answerer.place)
    day = chosen_day(given, asked.better)
    picked = [QuestionId(question) for question in asked.questions]
    return NewRequest(
        area=area,
        question_set=chosen.id,
        asker=AuthorityId(asked.asker or _own(ctx, area)[0]),
        answerer=answerer.id,
        questions=with_follow_ups(chosen, picked),
        wished=day,
        rule=rule if day == given else None,
        subject={name: stored(value) for name, value in asked.subject.items()},
        note=FreeText(asked.note, ctx.language) if asked.note else None,
        attachments=await attached(ctx, asked.attachments or ()),
    )


async def _areas(ctx: Context, answers: Answers) -> Sequence[Field]:
    """The area, where more than one is possible, or the one that was chosen no longer is."""
    answerer = await _authority(ctx, answers["answerer"])
    await check_askable(ctx, answerer)
    areas = common_areas(ctx, answerer)
    if len(areas) == 1 and answers.get("area", areas[0]) == areas[0]:
        return ()
    known = ctx.services.content.areas
    options = tuple(
        Option(area, known.label(area), found.description if (found := known.get(area)) else None)
        for area in areas
    )
    return (
        Choice(
            "area",
            msg("In which area?"),
            options,
            why=msg("It decides who at the other authority may see your request."),
        ),
    )


async def _sender(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    area = await _area(ctx, answers)
    return None if area is None else (*await _asker(ctx, area), *_sets(ctx, area))


async def _what(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    matter = await _matter(ctx, answers)
    if matter is None:
        return None
    chosen = matter.questions
    return (offered_questions(chosen), *(subject_field(wanted) for wanted in chosen.subject_fields))


async def _look(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    matter = await _matter(ctx, answers)
    return None if matter is None else await look_first(ctx, matter, answers)


async def _rest(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    matter = await _matter(ctx, answers)
    if matter is None:
        return None
    return (
        Text(
            "note",
            msg("Is there anything else they should know?"),
            hint=msg("They read it in your language, after they have accepted."),
            required=False,
            multiline=True,
            max_length=ctx.services.settings.text_characters,
            why=msg("It helps them to answer. Leave out what they do not need to know."),
        ),
        File("attachments", msg("Is there a document to attach?"), why=WHY_ATTACH),
        replace(UNTIL, hint=_usual(ctx, matter)),
    )


async def _closed(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    area = await _area(ctx, answers)
    if area is None or not answers.get("day"):
        return None if area is None else ()
    answerer = await _authority(ctx, answers["answerer"])
    own = await _authority(ctx, answers.get("asker") or _own(ctx, area)[0])
    day, _rule = counted(ctx, UNTIL.value(answers["day"]), Since.SENT, answerer.place)
    return closed_there(ctx, day, Places(answerer.place, own.place))


async def _matter(ctx: Context, answers: Answers) -> Matter | None:
    """What it is about; ``None`` while that is not decided yet."""
    area = await _area(ctx, answers)
    if area is None or (_sets(ctx, area) and "question_set" not in answers):
        return None
    answerer = await _authority(ctx, answers["answerer"])
    chosen = _set(ctx, area, answers.get("question_set"))
    picked = offered_questions(chosen).value(answers.get("questions", ""))
    return Matter(
        answerer.country, area, chosen, subject_in(answers), tuple(map(QuestionId, picked))
    )


async def _asker(ctx: Context, area: AreaId) -> Sequence[Field]:
    own = _own(ctx, area)
    if len(own) == 1:
        return ()
    known = await ctx.authorities(*own)
    options = tuple(Option(a, msg("{name}", name=known[a].name)) for a in own if a in known)
    return (
        Choice(
            "asker",
            msg("For which of your authorities do you ask?"),
            options,
            why=msg("The request is asked in its name, and your colleagues there see it too."),
        ),
    )


def _sets(ctx: Context, area: AreaId) -> Sequence[Field]:
    sets = ctx.services.content.sets.in_area(area)
    if len(sets) == 1:
        return ()
    options = tuple(Option(known.id, known.title) for known in sets)
    return (
        Choice(
            "question_set",
            msg("What is it about?"),
            options,
            why=msg("It decides which questions you can ask."),
        ),
    )


def _usual(ctx: Context, matter: Matter) -> Message:
    """The usual reply period of these questions, as a day on which the other authority works."""
    usual = matter.questions.period.rule
    day, _rule = counted(ctx, usual, Since.SENT, matter.country)
    return msg(
        "Usual for these questions: {day}. Write a date like `{typed}`.",
        day=day,
        typed=f"{day:%d.%m.%Y}",
    )


async def _authority(ctx: Context, id: str) -> Authority:
    known = await current(ctx, AuthorityId(id))
    if known is None:
        raise AuthorityUnknown
    return known


async def _area(ctx: Context, answers: Answers) -> AreaId | None:
    if "area" in answers:
        return AreaId(answers["area"])
    areas = common_areas(ctx, await _authority(ctx, answers["answerer"]))
    return areas[0] if len(areas) == 1 else None


def _own(ctx: Context, area: AreaId) -> tuple[AuthorityId, ...]:
    return ctx.person.authorities_where(Right.HANDLE, area)


def _set(ctx: Context, area: AreaId, name: str | None) -> QuestionSet:
    sets = ctx.services.content.sets
    return sets.get(name) if name else sets.in_area(area)[0]


COMMAND = Command(
    name="new request",
    words=words(
        "new request | ask | new question | ask a question | i have a question | "
        "ask an authority | ask authority | ask another authority | create request | "
        "create a request | make a request | start a request | new enquiry"
    ),
    summary=msg("Ask an authority of another country"),
    form=Form(
        title=msg("New request"),
        fields=(
            authority_field("answerer"),
            Branch(("answerer",), _areas),
            Branch(("answerer",), _sender),
            Branch(("answerer",), _what),
            Branch(("answerer",), _look),
            Branch(("answerer",), _rest),
            Branch(("answerer",), _closed),
        ),
        into=Asked,
        endings=(
            Option(SEND, msg("Send")),
            Option(DRAFT, msg("Keep as a draft"), also=words("save | draft")),
        ),
    ),
    run=new_request,
    chapter=Chapter.ASKING,
)

"""Ask the same once more: a new draft with an earlier request's questions, and only what must be new is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Field, Option, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from core.amendments import PARTS, Part
from core.authorities import Authority
from core.deadlines import Rule, Since
from core.errors import UserError
from core.exchange import Case, NewRequest
from core.outdated import missing_fields, receives, still_asked
from core.people import AuthorityId
from core.questions import QuestionSet, SubjectField, with_follow_ups
from core.refusals import AuthorityUnknown
from core.requests import QuestionId, Reference, Side
from core.text import msg, words
from core.views import RequestView
from handlers._authority_search import authority_field
from handlers._dates import UNTIL, Places, chosen_day, closed_there, counted
from handlers._look_first import FOUND, Matter, look_first, spared, subject_in
from handlers._questions import offered_questions, stored, subject_field
from handlers._sending import saved, sent
from handlers._successors import current

SEND, DRAFT = "send", "draft"
SAME, OTHER = "same", "other"


@dataclass(frozen=True, slots=True)
class Copied:
    """``questions``: where those of the earlier request are no longer asked as they were.

    Without a day where a register had the answer.
    """

    reference: Reference
    ending: str
    questions: tuple[str, ...] = ()
    day: date | Rule | None = None
    taken: tuple[str, ...] | None = None
    whom: str | None = None
    answerer: str | None = None
    better: Mapping[str, str] = field(default_factory=dict)
    subject: Mapping[str, str | date] = field(default_factory=dict)
    look: str | None = None


async def copy(ctx: Context, copied: Copied) -> Reply:
    view = (await _earlier(ctx, copied.reference)).view
    if copied.ending == FOUND:
        return await spared(ctx, await _matter(ctx, view, copied), view.asker)
    case = await ctx.services.exchange.create(ctx.person, await _new(ctx, view, copied))
    name = case.view.reference
    if copied.ending == SEND:
        said = msg(
            "Request **{reference}** is sent. I will tell you as soon as it is accepted.",
            reference=name,
        )
        return await sent(ctx, case, said)
    return await saved(ctx, case)


async def _new(ctx: Context, view: RequestView, copied: Copied) -> NewRequest:
    """Only what the view lets through can be taken over."""
    matter, taken = await _matter(ctx, view, copied), copied.taken or ()
    answerer = _answerer(view, copied)
    assert copied.day is not None, "the form asks for it before it sends"
    given, rule = counted(ctx, copied.day, Since.SENT, await _place(ctx, answerer))
    day = chosen_day(given, copied.better)
    return NewRequest(
        area=matter.area,
        question_set=view.question_set,
        asker=view.asker,
        answerer=answerer,
        questions=matter.asked,
        wished=day,
        rule=rule if day == given else None,
        subject=matter.subject,
        note=view.note if Part.NOTE in taken else None,
        attachments=view.attachments if Part.DOCUMENTS in taken else (),
    )


async def _matter(ctx: Context, view: RequestView, copied: Copied) -> Matter:
    """What is asked once more, and in which country."""
    chosen = ctx.services.content.sets.get(view.question_set)
    picked = with_follow_ups(chosen, [QuestionId(question) for question in copied.questions])
    said = {name: stored(value) for name, value in copied.subject.items()}
    return Matter(
        country=(await _authority(ctx, _answerer(view, copied))).country,
        area=view.outline.area,
        questions=chosen,
        subject={**view.subject, **said} if Part.SUBJECT in (copied.taken or ()) else said,
        asked=picked or view.questions,
    )


def _answerer(view: RequestView, copied: Copied) -> AuthorityId:
    return AuthorityId(copied.answerer) if copied.answerer else view.answerer


class NotYours(UserError):
    field = "reference"

    def __init__(self, name: Reference) -> None:
        super().__init__(
            msg(
                "Request **{reference}** came from another authority. "
                "You can copy the requests of your own authority.",
                reference=name,
            )
        )


async def _earlier(ctx: Context, name: Reference) -> Case:
    case = await ctx.services.exchange.show(ctx.person, name)
    if case.view.side is not Side.ASKER:
        raise NotYours(name)
    return case


async def _what(ctx: Context, answers: Answers) -> Sequence[Field]:
    case = await _earlier(ctx, Reference(answers["reference"]))
    view = case.view
    there = {Part.SUBJECT: view.subject, Part.NOTE: view.note, Part.DOCUMENTS: view.attachments}
    options = tuple(Option(part, PARTS[part]) for part, what in there.items() if what)
    taken = Choices(
        "taken",
        msg("What do you want to take over, beside the questions?"),
        options,
        hint=msg("Leave it out to take over the questions only."),
        required=False,
    )
    return (*_anew(ctx, case), *((taken,) if options else ()), await _whom(ctx, case))


def _anew(ctx: Context, case: Case) -> Sequence[Field]:
    """Questions that are no longer asked cannot be asked once more."""
    chosen = ctx.services.content.sets.get(case.view.question_set)
    if still_asked(chosen, case.view.questions):
        return ()
    told = msg("Some questions of the earlier request are no longer asked. Please choose anew.")
    return (replace(offered_questions(chosen), hint=told),)


async def _whom(ctx: Context, case: Case) -> Field:
    """The same authority again, if it still can be asked."""
    answerer, area = case.view.answerer, case.view.outline.area
    async with ctx.services.works.reading() as work:
        again = await receives(work, ctx.services.content, answerer, area)
    if not again:
        return authority_field("answerer")
    name = (await ctx.authorities(answerer))[answerer].name
    options = (
        Option(SAME, msg("{name}", name=name)),
        Option(OTHER, msg("Another authority")),
    )
    return Choice("whom", msg("Which authority do you want to ask?"), options)


async def _rest(ctx: Context, answers: Answers) -> Sequence[Field]:
    case = await _earlier(ctx, Reference(answers["reference"]))
    chosen = ctx.services.content.sets.get(case.view.question_set)
    return (
        *((authority_field("answerer"),) if answers.get("whom") == OTHER else ()),
        *(subject_field(each) for each in _unsaid(chosen, case, answers)),
    )


def _unsaid(chosen: QuestionSet, case: Case, answers: Answers) -> Sequence[SubjectField]:
    """All that can be said of whom it is about, unless it is taken over: then what was not asked before."""
    if Part.SUBJECT in answers.get("taken", "").split(","):
        return missing_fields(chosen, case.view.subject)
    return chosen.subject_fields


async def _look(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    """The registers of the country that is asked, which is known once its authority is."""
    if "answerer" not in answers and answers.get("whom") != SAME:
        return None
    view = (await _earlier(ctx, Reference(answers["reference"]))).view
    return await look_first(ctx, await _matter(ctx, view, _so_far(answers)), answers)


def _so_far(answers: Answers) -> Copied:
    return Copied(
        reference=Reference(answers["reference"]),
        ending="",
        questions=tuple(filter(None, answers.get("questions", "").split(","))),
        taken=tuple(answers.get("taken", "").split(",")),
        answerer=answers.get("answerer"),
        subject=subject_in(answers),
    )


async def _closed(ctx: Context, answers: Answers) -> Sequence[Field]:
    """The other authority's closed days are said in time."""
    if not answers.get("day"):
        return ()
    view = (await _earlier(ctx, Reference(answers["reference"]))).view
    there = await _place(ctx, AuthorityId(answers.get("answerer", view.answerer)))
    day, _rule = counted(ctx, UNTIL.value(answers["day"]), Since.SENT, there)
    return closed_there(ctx, day, Places(there, await _place(ctx, view.asker)))


async def _place(ctx: Context, id: AuthorityId) -> str:
    """Where an authority is, by whose holidays it works."""
    return (await _authority(ctx, id)).place


async def _authority(ctx: Context, id: AuthorityId) -> Authority:
    known = await current(ctx, id)
    if known is None:
        raise AuthorityUnknown
    return known


COMMAND = Command(
    name="copy",
    words=words(
        "copy | copy request | copy the request | ask again | ask the same again | repeat request"
    ),
    summary=msg("Ask the same once more, as a new request"),
    form=Form(
        title=msg("Copy a request"),
        fields=(
            ReferenceField(),
            Branch(("reference",), _what),
            Branch(("reference",), _rest),
            Branch(("reference",), _look),
            UNTIL,
            Branch(("reference",), _closed),
        ),
        into=Copied,
        endings=(
            Option(SEND, msg("Send")),
            Option(DRAFT, msg("Keep as a draft"), also=words("save | draft")),
        ),
    ),
    run=copy,
    chapter=Chapter.ASKING,
)

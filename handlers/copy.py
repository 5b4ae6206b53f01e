"""Ask the same once more: a new draft with an earlier request's questions, and only what must be new is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Day, Field, Option, ReferenceField
from chat.form import Branch, Form
from chat.message import Reply
from core.errors import UserError
from core.exchange import Case, NewRequest
from core.people import AuthorityId
from core.requests import Reference, Side
from core.text import msg, words
from handlers._authority_search import authority_field, check_askable
from handlers._questions import stored, subject_field
from handlers._sending import saved, sent

SEND, DRAFT = "send", "draft"
SAME, OTHER = "same", "other"


@dataclass(frozen=True, slots=True)
class Copied:
    reference: Reference
    day: date
    ending: str
    taken: tuple[str, ...] | None = None
    whom: str | None = None
    answerer: str | None = None
    subject: Mapping[str, str | date] = field(default_factory=dict)


async def copy(ctx: Context, copied: Copied) -> Reply:
    before = await _earlier(ctx, copied.reference)
    case = await ctx.services.exchange.create(ctx.person, _new(before, copied))
    name = case.view.reference
    if copied.ending == SEND:
        said = msg(
            "Request **{reference}** is sent. I will tell you as soon as it is accepted.",
            reference=name,
        )
        return await sent(ctx, case, said)
    return await saved(ctx, case)


def _new(before: Case, copied: Copied) -> NewRequest:
    """Only what the view lets through can be taken over."""
    view, taken = before.view, copied.taken or ()
    subject = {name: stored(value) for name, value in copied.subject.items()}
    return NewRequest(
        area=view.outline.area,
        question_set=view.question_set,
        asker=view.asker,
        answerer=AuthorityId(copied.answerer) if copied.answerer else view.answerer,
        questions=view.questions,
        wished=copied.day,
        subject=view.subject if "subject" in taken else subject,
        note=view.note if "note" in taken else None,
        attachments=view.attachments if "attachments" in taken else (),
    )


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
    there = (
        Option("subject", msg("Whom it is about")) if view.subject else None,
        Option("note", msg("The message")) if view.note else None,
        Option("attachments", msg("The documents")) if view.attachments else None,
    )
    options = tuple(option for option in there if option)
    taken = Choices(
        "taken",
        msg("What do you want to take over, beside the questions?"),
        options,
        hint=msg("Leave it out to take over the questions only."),
        required=False,
    )
    return (*((taken,) if options else ()), await _whom(ctx, case))


async def _whom(ctx: Context, case: Case) -> Field:
    """The same authority again, if it still can be asked."""
    known = await ctx.authorities(case.view.answerer)
    again = known.get(case.view.answerer)
    if again is None or not await _askable(ctx, case):
        return authority_field("answerer")
    options = (
        Option(SAME, msg("{name}", name=again.name)),
        Option(OTHER, msg("Another authority")),
    )
    return Choice("whom", msg("Which authority do you want to ask?"), options)


async def _askable(ctx: Context, case: Case) -> bool:
    known = await ctx.authorities(case.view.answerer)
    try:
        await check_askable(ctx, known[case.view.answerer])
    except UserError:
        return False
    return True


async def _rest(ctx: Context, answers: Answers) -> Sequence[Field]:
    case = await _earlier(ctx, Reference(answers["reference"]))
    chosen = ctx.services.content.sets.get(case.view.question_set)
    subject = () if "subject" in answers.get("taken", "").split(",") else chosen.subject_fields
    return (
        *((authority_field("answerer"),) if answers.get("whom") == OTHER else ()),
        *(subject_field(each) for each in subject),
        Day(
            "day",
            msg("By which day do you need the answer?"),
            ahead=True,
            why=msg("They look at this date first: they accept it or propose another."),
        ),
    )


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

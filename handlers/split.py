"""Give some questions of an accepted request to another authority of one's country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Day, Field, Option, ReferenceField, Text, yes_no
from chat.form import Branch, Form
from chat.message import Reply
from chat.parts import away
from core.acts import Given
from core.errors import UserError
from core.exchange import Case
from core.parts import check_in_time, one_stays
from core.people import AuthorityId
from core.questions import QuestionSet, with_follow_ups
from core.references import part_reference
from core.requests import Action, FreeText, QuestionId, Reference
from core.tasks import due
from core.text import Message, msg, words
from handlers._desk import shown
from handlers._next_authority import next_authority_field


@dataclass(frozen=True, slots=True)
class Splitting:
    reference: Reference
    questions: tuple[str, ...]
    to: str
    ending: str
    day: date | None = None
    text: str | None = None
    documents: str | None = None


async def split(ctx: Context, splitting: Splitting) -> Reply:
    name = splitting.reference
    case = await ctx.services.exchange.check(ctx.person, name, Action.SPLIT)
    given = Given(
        day=splitting.day or _usual_day(ctx, case),
        to=AuthorityId(splitting.to),
        text=FreeText(splitting.text, ctx.language) if splitting.text else None,
        questions=tuple(map(QuestionId, splitting.questions)),
        documents=splitting.documents == "yes",
    )
    done = await ctx.services.exchange.act(ctx.person, name, Action.SPLIT, given)
    said = msg(
        "The questions are with the other authority now, as **{part}**. You still answer the whole "
        "request; the answers come here by themselves.",
        part=part_reference(name, len(done.view.parts)),
    )
    return await shown(ctx, done, said)


def _usual_day(ctx: Context, case: Case) -> date:
    """The last working day before the whole is due, so that the answers can be put together."""
    calendar, place = ctx.services.calendar, case.view.outline.term.place
    day = due(case) - timedelta(days=1)
    while calendar.free(day, place) and day > ctx.today + timedelta(days=1):
        day -= timedelta(days=1)
    return day


async def _what(ctx: Context, answers: Answers) -> Sequence[Field]:
    name = Reference(answers["reference"])
    case = await ctx.services.exchange.check(ctx.person, name, Action.SPLIT)
    usual = _usual_day(ctx, case)
    check_in_time(name, due(case), ctx.today + timedelta(days=1))
    fields: list[Field] = [
        _questions(ctx, case),
        next_authority_field(
            msg("Which authority is to answer them?"),
            msg("They answer this part alone. Choose the one that can."),
        ),
        Day(
            "day",
            msg("By which day do you need the answers?"),
            hint=msg("Leave it out for {day}, before the whole is due.", day=usual),
            required=False,
            ahead=True,
            why=msg("The other authority accepts this date or proposes another."),
        ),
        Text(
            "text",
            msg("What should the other authority know?"),
            hint=msg("Only they read it. The message of those who asked stays with you."),
            required=False,
            multiline=True,
            max_length=ctx.services.settings.text_characters,
            why=msg("They have not read what you have: say what the part is about."),
        ),
    ]
    if case.view.attachments:
        fields.append(
            yes_no(
                "documents",
                msg("Does the other authority need the documents to answer?"),
                required=False,
            )
        )
    return fields


def _questions(ctx: Context, case: Case) -> Field:
    chosen = ctx.services.content.sets.get(case.view.question_set)
    open_now = set(case.open_questions)
    if not open_now:
        raise UserError(
            msg(
                "No question of request **{reference}** is open with you, so there is nothing to give away.",
                reference=case.view.reference,
            )
        )
    options = tuple(Option(q.id, q.text) for q in chosen.questions if q.id in open_now)
    return Choices(
        "questions",
        msg("Which questions is another authority to answer?"),
        options,
        hint=msg("At least one stays with you. Questions that follow from one go with it."),
        not_all=_none_left(chosen, case, options),
        why=msg("The others stay with you; the part gets a number of its own."),
    )


def _none_left(chosen: QuestionSet, case: Case, options: Sequence[Option]) -> Message | None:
    """Where all that is open is all that there is."""
    given = with_follow_ups(chosen, [QuestionId(option.value) for option in options])
    left = set(case.view.questions) - away(case.view) - set(given)
    return None if left else one_stays(case.view.reference)


COMMAND = Command(
    name="split",
    words=words("split | split request | split the request | divide"),
    summary=msg("Give some questions to another authority of your country"),
    form=Form(
        title=msg("Split a request"),
        fields=(ReferenceField(action=Action.SPLIT), Branch(("reference",), _what)),
        into=Splitting,
        endings=(Option("split", msg("Give them on")),),
    ),
    run=split,
    chapter=Chapter.ANSWERING,
)

"""Change a draft, or a request that nobody has accepted yet: only what is to be changed is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Field, File, Option, ReferenceField, Text
from chat.form import Branch, Form
from chat.message import Reply
from core.acts import Given
from core.amendments import PARTS, Amendment, Part
from core.deadlines import Rule, Since
from core.questions import with_follow_ups
from core.requests import Action, FreeText, QuestionId, Reference, State
from core.text import Message, as_written, msg, words
from core.views import RequestView
from handlers._dates import UNTIL, chosen_day, closed_then, counted
from handlers._desk import opened
from handlers._documents import attached
from handlers._questions import offered_questions, stored, subject_field


@dataclass(frozen=True, slots=True)
class Changed:
    reference: Reference
    parts: tuple[str, ...]
    ending: str
    questions: tuple[str, ...] = ()
    day: date | Rule | None = None
    better: Mapping[str, str] = field(default_factory=dict)
    subject: Mapping[str, str | date] = field(default_factory=dict)
    note: str | None = None
    attachments: tuple[str, ...] | None = None


async def modify(ctx: Context, changed: Changed) -> Reply:
    name = changed.reference
    view = (await ctx.services.exchange.show(ctx.person, name)).view
    said = msg("Draft **{reference}** is changed.", reference=name)
    if view.state is not State.DRAFT:
        said = msg(
            "Request **{reference}** is changed. I have told the other authority.", reference=name
        )
    given = Given(amendment=await _amendment(ctx, view, changed))
    return await opened(ctx, name, Action.MODIFY, said, given)


async def _amendment(ctx: Context, view: RequestView, changed: Changed) -> Amendment:
    made = Amendment(
        parts=frozenset(map(Part, changed.parts)),
        questions=_picked(ctx, view, changed),
        subject={name: stored(value) for name, value in changed.subject.items()},
        note=FreeText(changed.note, ctx.language) if changed.note else None,
        attachments=await attached(ctx, changed.attachments or ()),
    )
    if changed.day is None:
        return made
    given, rule = counted(ctx, changed.day, Since.SENT, view.outline.term.place)
    day = chosen_day(given, changed.better)
    return replace(made, wished=day, rule=rule if day == given else None)


def _picked(ctx: Context, view: RequestView, changed: Changed) -> tuple[QuestionId, ...]:
    if not changed.questions:
        return ()
    chosen = ctx.services.content.sets.get(view.question_set)
    return with_follow_ups(chosen, [QuestionId(question) for question in changed.questions])


async def _fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    case = await ctx.services.exchange.check(
        ctx.person, Reference(answers["reference"]), Action.MODIFY
    )
    view, wanted = case.view, answers["parts"].split(",")
    chosen = ctx.services.content.sets.get(view.question_set)
    known: Mapping[str, Sequence[Field]] = {
        Part.QUESTIONS: (offered_questions(chosen),),
        Part.SUBJECT: tuple(map(subject_field, chosen.subject_fields)),
        Part.NOTE: (_note(ctx, view),),
        Part.DOCUMENTS: (
            File(
                "attachments",
                msg("Which documents are to be attached?"),
                msg("They take the place of those that are attached. Leave it out to attach none."),
            ),
        ),
        Part.DATE: (replace(UNTIL, hint=msg("It is now: {day}", day=view.outline.wished)),),
    }
    return [one for part, fields in known.items() if part in wanted for one in fields]


def _note(ctx: Context, view: RequestView) -> Text:
    now = view.note and msg("It is now: {value}", value=as_written(view.note.text))
    hint: Message = now or msg("They read it in your language, after they have accepted.")
    return Text(
        "note",
        msg("What else should they know?"),
        hint=hint,
        required=False,
        multiline=True,
        max_length=ctx.services.settings.text_characters,
    )


COMMAND = Command(
    name="modify",
    words=words(
        "modify | change request | change the request | edit request | edit the request | "
        "modify request | edit draft | change draft"
    ),
    summary=msg("Change a request that is not accepted yet"),
    form=Form(
        title=msg("Change a request"),
        fields=(
            ReferenceField(action=Action.MODIFY),
            Choices(
                "parts",
                msg("What do you want to change?"),
                tuple(Option(part.value, label) for part, label in PARTS.items()),
            ),
            Branch(("reference", "parts"), _fields),
            Branch(("reference",), closed_then),
        ),
        into=Changed,
        endings=(Option("change", msg("Change it")),),
    ),
    run=modify,
    chapter=Chapter.ASKING,
)

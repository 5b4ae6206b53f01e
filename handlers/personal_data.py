"""What is kept about one person: handed out to them, or erased, when they ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.cards import title
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.desk import state_of
from chat.fields import Answers, Choices, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Document, Reply, Tone, say
from chat.paper import Paper, Section
from chat.report import Made, case_sections
from core.disclosure import MOST_FOUND
from core.errors import UserError
from core.exchange import Case
from core.requests import Reference
from core.text import Listing, Message, as_written, msg, words
from core.views import RequestView
from handlers._desk import desk_for

EXPORT, ERASE = "export", "erase"

STAYS = msg(
    "The reference, the area, the two authorities, the dates and who handled the request stay: they show "
    "afterwards that it was made, and say nothing about the person."
)


class NothingFound(UserError):
    field = "name"


@dataclass(frozen=True, slots=True)
class Wish:
    name: str
    ending: str
    requests: tuple[str, ...]


async def personal_data(ctx: Context, wish: Wish) -> Reply:
    names = [Reference(name) for name in wish.requests]
    if wish.ending == ERASE:
        return await _erased(ctx, names)
    views = await ctx.services.disclosures.export(ctx.person, names)
    data = await ctx.services.printer.pdf(await _paper(ctx, views), ctx.language, ctx.time_zone)
    return say(
        msg("Here is what is kept about the person. Please see that it reaches nobody else."),
        Document("personal-data.pdf", "application/pdf", data),
    )


async def _erased(ctx: Context, names: Sequence[Reference]) -> Reply:
    await ctx.services.disclosures.erase(ctx.person, names)
    listed = Listing(tuple(names))
    return say(
        msg("What was said about the person is deleted: **{references}**.", references=listed),
        STAYS,
        msg("What was written in the chat itself stays there until it is deleted there."),
        tone=Tone.GOOD,
    )


async def _paper(ctx: Context, views: Sequence[RequestView]) -> Paper:
    desk = await desk_for(ctx, *(Case(view, (), ()) for view in views))
    sections: list[Section] = []
    for view in views:
        sections.append(Section(title(view.outline, desk.content), ()))
        sections += case_sections(view, desk)
    sections.append(Section(msg("What stays after an erasure"), (STAYS,)))
    made = Made(ctx.person, ctx.services.clock.now())
    return Paper(msg("What is kept about a person"), tuple(sections), made.foot)


_NAME = Text(
    "name",
    msg("What is the person called?"),
    hint=msg("The name, or the number of a document, as the request has it."),
)


async def _whom(ctx: Context, _answers: Answers) -> Sequence[Field]:
    ctx.services.disclosures.check_right(ctx.person)
    return (_NAME,)


async def _found(ctx: Context, answers: Answers) -> Sequence[Field]:
    found = await ctx.services.disclosures.found(ctx.person, answers["name"])
    if not found:
        raise NothingFound(
            msg(
                "No request that your authority has made is about `{name}`. "
                "Where another authority has asked, it hands the data out or erases them itself.",
                name=answers["name"],
            )
        )
    if len(found) > MOST_FOUND:
        raise NothingFound(
            msg("Too many requests are about `{name}`. Please write more.", name=answers["name"])
        )
    options = tuple(Option(view.reference, _label(ctx, view)) for view in found)
    label = msg("Which of these requests are about this very person?")
    return (Choices("requests", label, options),)


def _label(ctx: Context, view: RequestView) -> Message:
    chosen = ctx.services.content.sets.find(view.question_set)
    personal = [f.id for f in chosen.subject_fields if f.personal] if chosen else list(view.subject)
    said = tuple(as_written(view.subject[id]) for id in personal if view.subject.get(id))
    return msg(
        "{reference}, {state}: {person}",
        reference=view.reference,
        state=state_of(view),
        person=Listing(said),
    )


COMMAND = Command(
    name="personal data",
    words=words("personal data | data of a person"),
    summary=msg("Hand out or erase what is kept about a person"),
    form=Form(
        title=msg("A person's data"),
        fields=(
            Branch((), _whom),
            Branch(("name",), _found),
        ),
        into=Wish,
        endings=(
            Option(EXPORT, msg("Get them as a PDF")),
            Option(ERASE, msg("Delete them for ever")),
        ),
    ),
    run=personal_data,
    chapter=Chapter.TEAM,
)

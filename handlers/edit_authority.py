"""Change the description of one's own authority; all of it counts as checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Button, Reply, Tone, say
from core.authorities import KEYWORD, Authority
from core.describing import Described, Describing
from core.people import AreaId
from core.text import Message, Tongue, as_written, msg, words
from handlers._kept_authorities import kept_field, one_kept
from handlers._keywords import keywords_field, keywords_in
from handlers._register_fields import LANGUAGES
from handlers.authority import description


@dataclass(frozen=True, slots=True)
class Edited:
    authority: str
    ending: str
    name: str | None = None
    english: str | None = None
    city: str | None = None
    contact: str | None = None
    areas: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    keywords: str | None = None


async def edit_authority(ctx: Context, edited: Edited) -> Reply:
    known = await one_kept(ctx, edited.authority)
    named = ((known.language, edited.name), ("en", edited.english))
    described = Described(
        names={language: text for language, text in named if text},
        city=edited.city,
        contact=edited.contact,
        areas=frozenset(map(AreaId, edited.areas)) if edited.areas else None,
        languages=edited.languages or None,
        keywords=keywords_in(edited.keywords) or None,
    )
    describing = Describing(ctx.services.works, ctx.services.clock)
    after = await describing.change(ctx.person, known.id, described)
    undo = Button(msg("Undo this change"), f"undo {known.id}")
    said = msg("The description is up to date again. Thank you. You can undo this for a day.")
    return say(said, description(ctx, after, (undo,)), tone=Tone.GOOD)


async def _which(ctx: Context, _answers: Answers) -> Sequence[Field]:
    return (await kept_field(ctx),)


async def _fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    known = await one_kept(ctx, answers["authority"])
    areas = tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all)
    tongues = tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES)
    return (
        *_names(known),
        Text("city", msg("In which town is it?"), _now(known.city), required=False),
        Text(
            "contact",
            msg("How can it be reached outside this assistant?"),
            _now(known.contact),
            required=False,
        ),
        Choices("areas", msg("In which areas does it answer?"), areas, required=False),
        keywords_field(_now(_keywords(known))),
        Choices("languages", msg("Which languages are spoken there?"), tongues, required=False),
    )


def _names(known: Authority) -> tuple[Field, ...]:
    own = msg("What is the authority called in {language}?", language=Tongue(known.language))
    english = msg("What is it called in English?")
    fields = (
        Text("name", own, _now(_name(known, known.language)), required=False),
        Text("english", english, _now(_name(known, "en")), required=False),
    )
    return fields[:1] if known.language == "en" else fields


def _keywords(known: Authority) -> str:
    return ", ".join(name.text for name in known.names if name.kind == KEYWORD)


def _name(known: Authority, language: str) -> str:
    return known.name.names.get(language, "")


def _now(value: str) -> Message | None:
    if not value:
        return None
    return msg("It is now: {value}. Leave this out to keep it.", value=as_written(value))


COMMAND = Command(
    name="edit authority",
    words=words("edit authority | change authority"),
    summary=msg("Change your authority's description"),
    form=Form(
        title=msg("Change an authority"),
        fields=(Branch((), _which), Branch(("authority",), _fields)),
        into=Edited,
        endings=(Option("keep", msg("Save it, the rest is right")),),
    ),
    run=edit_authority,
    chapter=Chapter.TEAM,
)

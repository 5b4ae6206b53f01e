"""Put an authority into the directory: looked for first, so that nobody stands there twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Button, Reply, Tone, say
from core.founding import Founding, NewAuthority
from core.languages import LANGUAGES
from core.people import AreaId
from core.text import Tongue, msg, words
from handlers._keywords import keywords_fields, keywords_in
from handlers._new_authority import FIRST, THERE, own_authority, there_already
from handlers._other_names import names_in, others_field
from handlers.authority import description


@dataclass(frozen=True, slots=True)
class Registered:
    name: str
    city: str
    ending: str
    english: str | None = None
    language: str | None = None
    areas: tuple[str, ...] = ()
    others: str | None = None
    keywords: Mapping[str, str | None] = field(default_factory=dict)
    languages: tuple[str, ...] | None = None
    contact: str | None = None
    double: str | None = None


async def add_authority(ctx: Context, given: Registered) -> Reply:
    if given.ending == THERE:
        return there_already(given.name)
    made = await Founding(ctx.services.works, ctx.services.clock).found(
        ctx.person, _new(ctx, given)
    )
    next_steps = (
        Button(msg("Change the description"), f"edit authority {made.id}"),
        Button(msg("Invite a colleague"), "invite colleague"),
    )
    said = msg("**{name}** is in the directory now, and linked to you.", name=made.name)
    return say(said, description(ctx, made, next_steps), tone=Tone.GOOD)


def _new(ctx: Context, given: Registered) -> NewAuthority:
    language = given.language or "en"
    english = {"en": given.english} if given.english else {}
    return NewAuthority(
        language=language,
        names={**names_in(given.others, ctx.services.ear), **english, language: given.name},
        city=given.city,
        areas=tuple(map(AreaId, given.areas)),
        languages=given.languages or (),
        contact=given.contact or "",
        keywords=keywords_in(given.keywords),
    )


async def _rest(ctx: Context, _answers: Answers) -> Sequence[Field]:
    own = await own_authority(ctx)
    tongues = tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES)
    areas = tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all)
    return (
        Choice(
            "language",
            msg("In which language is this name?"),
            tuple(sorted(tongues, key=lambda option: option.value != own.language)),
        ),
        Text("english", msg("What is it called in English?"), required=False),
        others_field(),
        Choices("areas", msg("In which areas does it answer?"), areas),
        Choices("languages", msg("Which languages are spoken there?"), tongues, required=False),
        Text("contact", msg("How can it be reached outside this assistant?"), required=False),
    )


async def _competences(ctx: Context, answers: Answers) -> Sequence[Field]:
    areas = tuple(map(AreaId, answers["areas"].split(",")))
    return tuple(keywords_fields(ctx.services, areas))


COMMAND = Command(
    name="add authority",
    words=words(
        "add authority | register an authority | add an authority | new authority | "
        "create authority"
    ),
    summary=msg("Put an authority of your country into the directory"),
    form=Form(
        title=msg("Register an authority"),
        fields=(
            *FIRST,
            Branch(("name", "city"), _rest),
            Branch(("areas",), _competences),
        ),
        into=Registered,
        endings=(Option("register", msg("Yes, register it")),),
    ),
    run=add_authority,
    chapter=Chapter.DIRECTORY,
)

"""Change the description of one's own authority: first what of it, then only that is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Button, Reply, Tone, say
from core.authorities import Authority
from core.describing import Described, Describing
from core.languages import LANGUAGES
from core.people import AreaId, AuthorityId
from core.text import Listing, Message, Tongue, as_written, msg, words
from handlers._admission import areas_of
from handlers._kept_authorities import kept_field, one_kept
from handlers._keywords import keywords_fields, keywords_in, now_is
from handlers._other_names import names_in, others_field
from handlers._staff import coordinates
from handlers.authority import description
from handlers.link_coordinator import linking_fields

# Said by coordinators only.
_LINKS = "coordinators"


@dataclass(frozen=True, slots=True)
class Edited:
    authority: str
    ending: str
    what: tuple[str, ...] | None = None
    name: str | None = None
    english: str | None = None
    others: str | None = None
    city: str | None = None
    contact: str | None = None
    areas: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    keywords: Mapping[str, str | None] = field(default_factory=dict)
    linked: tuple[str, ...] = ()
    coordinator: str | None = None


async def edit_authority(ctx: Context, edited: Edited) -> Reply:
    known = await one_kept(ctx, edited.authority)
    describing = Describing(ctx.services.works, ctx.services.clock)
    after = await describing.change(ctx.person, known.id, _described(ctx, known, edited))
    undo = Button(msg("Undo this change"), f"undo {known.id}")
    said = msg("The description is up to date again. Thank you. You can undo this for a day.")
    return say(said, description(ctx, after, (undo,)), tone=Tone.GOOD)


def _described(ctx: Context, known: Authority, edited: Edited) -> Described:
    named = ((known.language, edited.name), ("en", edited.english))
    own = {language: text for language, text in named if text}
    return Described(
        names={**names_in(edited.others, ctx.services.ear), **own},
        city=edited.city,
        contact="" if edited.contact == "-" else edited.contact,
        areas=frozenset(map(AreaId, edited.areas)) if edited.areas else None,
        languages=edited.languages or None,
        keywords=keywords_in(edited.keywords),
        coordinators=dict.fromkeys(
            map(AreaId, edited.linked), AuthorityId(edited.coordinator or "")
        ),
    )


async def _which(ctx: Context, _answers: Answers) -> Sequence[Field]:
    return (await kept_field(ctx),)


async def _what(ctx: Context, _answers: Answers) -> Sequence[Field]:
    mine = [name for name in _PARTS if name != _LINKS or coordinates(ctx.person)]
    options = tuple(Option(name, _PARTS[name][0]) for name in mine)
    hint = msg("Leave it out if all of it is still right.")
    return (
        Choices("what", msg("What do you want to change?"), options, hint=hint, required=False),
    )


async def _fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    known = await one_kept(ctx, answers["authority"])
    wanted = answers["what"].split(",")
    return [f for name, (_label, of) in _PARTS.items() if name in wanted for f in of(ctx, known)]


def _names(_ctx: Context, known: Authority) -> Sequence[Field]:
    own = msg("What is the authority called in {language}?", language=Tongue(known.language))
    english = msg("What is it called in English?")
    fields = (
        Text("name", own, _now(known, known.language), required=False),
        Text("english", english, _now(known, "en"), required=False),
    )
    return (*(fields[:1] if known.language == "en" else fields), others_field(known))


def _now(known: Authority, language: str) -> Message | None:
    return _kept(known.official.get(language, ""))


def _kept(value: str) -> Message | None:
    return (
        msg("It is now: {value}. Leave this out to keep it.", value=as_written(value))
        if value
        else None
    )


def _city(_ctx: Context, known: Authority) -> Sequence[Field]:
    return (Text("city", msg("In which town is it?"), _kept(known.city), required=False),)


def _contact(_ctx: Context, known: Authority) -> Sequence[Field]:
    label = msg("How can it be reached outside this assistant?")
    return (Text("contact", label, now_is(known.contact), required=False),)


def _areas(ctx: Context, known: Authority) -> Sequence[Field]:
    every = ctx.services.content.areas.all
    options = tuple(Option(area.id, area.label) for area in every)
    labels = [msg("{area}", area=area.label) for area in every if area.id in known.areas]
    hint = msg("It is now: {areas}", areas=_listed(labels)) if labels else None
    label = msg("In which areas does it answer?")
    return (Choices("areas", label, options, hint=hint, required=False),)


def _competences(ctx: Context, known: Authority) -> Sequence[Field]:
    return tuple(keywords_fields(ctx.services, areas_of(ctx.services, known), known))


def _languages(_ctx: Context, known: Authority) -> Sequence[Field]:
    options = tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES)
    spoken = [msg("{language}", language=Tongue(code)) for code in known.languages]
    hint = msg("It is now: {areas}", areas=_listed(spoken)) if spoken else None
    label = msg("Which languages are spoken there?")
    return (Choices("languages", label, options, hint=hint, required=False),)


def _coordinators(ctx: Context, known: Authority) -> Sequence[Field]:
    return linking_fields(ctx, known, "linked")


def _listed(labels: Sequence[Message]) -> Message:
    return msg("{names}", names=Listing(tuple(labels)))


_PARTS: Mapping[str, tuple[Message, Callable[[Context, Authority], Sequence[Field]]]] = {
    "names": (msg("its names"), _names),
    "city": (msg("the town it is in"), _city),
    "contact": (msg("how it is reached"), _contact),
    "areas": (msg("its areas"), _areas),
    "keywords": (msg("what it is competent in, area by area"), _competences),
    "languages": (msg("the languages spoken there"), _languages),
    _LINKS: (msg("who coordinates it, area by area"), _coordinators),
}


COMMAND = Command(
    name="edit authority",
    words=words(
        "edit authority | change authority | edit my authority | change my authority | "
        "update authority | update my authority | change the description"
    ),
    summary=msg("Change your authority's description"),
    form=Form(
        title=msg("Change an authority"),
        fields=(
            Branch((), _which),
            Branch(("authority",), _what),
            Branch(("authority", "what"), _fields),
        ),
        into=Edited,
        endings=(Option("keep", msg("Save it, the rest is right")),),
    ),
    run=edit_authority,
    chapter=Chapter.TEAM,
)

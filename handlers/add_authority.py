"""Put an authority into the directory: looked for first, so that nobody stands there twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chat.addresses import PersonsAddress
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, problem, say
from core.addresses import read_address
from core.admitting import Filing
from core.applications import Wish
from core.authorities import Authority
from core.errors import UserError
from core.founding import Founding, NewAuthority, NotACoordinator, coordinating
from core.languages import LANGUAGES
from core.people import AreaId, Role
from core.text import Listing, Tongue, msg, words
from handlers._admission import admissions
from handlers._authority_search import called
from handlers._keywords import keywords_fields, keywords_in
from handlers._other_names import names_in, others_field
from handlers.authority import description

DOUBLE, THERE, NEW = "double", "there", "new"
_FIRST_ONES = frozenset({Role.HANDLER, Role.ADMINISTRATOR})


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
    address: str | None = None
    official: str | None = None
    double: str | None = None


async def add_authority(ctx: Context, given: Registered) -> Reply:
    if given.ending == THERE:
        find = Button(msg("Find an authority"), f"find authority {given.name}")
        return say(_card_of_there(find))
    made = await Founding(ctx.services.works, ctx.services.clock).found(
        ctx.person, _new(ctx, given)
    )
    undone = (
        Button(msg("Change the description"), f"edit authority {made.id}"),
        Button(msg("Invite a colleague"), "invite colleague"),
    )
    card = description(ctx, made, undone)
    said = msg("**{name}** is in the directory now, and linked to you.", name=made.name)
    if not given.address:
        return say(said, card, tone=Tone.GOOD)
    return await _invited(ctx, given, made, say(said, card, tone=Tone.GOOD))


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


async def _invited(ctx: Context, given: Registered, made: Authority, done: Reply) -> Reply:
    """The authority completes its own description: its first official may do everything there."""
    wish = Wish(made.id, tuple(sorted(made.areas)), _FIRST_ONES)
    name = given.official or given.name
    try:
        address = read_address(given.address or "", ctx.speaker)
        filing = Filing(address, name, ctx.language, wish)
        await admissions(ctx.services).invite(ctx.person, filing)
    except UserError as error:
        return say(*done.parts, *problem(error.message).parts, tone=Tone.PROBLEM)
    said = msg("I have invited {name} to complete the description.", name=name)
    return say(said, *done.parts, tone=Tone.GOOD)


def _card_of_there(find: Button) -> Card:
    return Card(
        title=msg("Good: nothing was added."),
        body=(msg("You can give it more areas, and invite its people, instead of registering it again."),),
        actions=(find, Button(msg("Invite a colleague"), "invite colleague")),
    )  # fmt: skip


async def _first(ctx: Context, _answers: Answers) -> Sequence[Field]:
    async with ctx.services.works.reading() as work:
        if await coordinating(work, ctx.person) is None:
            raise NotACoordinator
    return (
        Text("name", msg("What is the authority called officially?"), max_length=300),
        Text("city", msg("In which town is it?"), max_length=100),
    )


async def _doubles(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Those that may be the same; nothing is asked where there is none."""
    found = await _alike(ctx, answers)
    if not found and DOUBLE not in answers:
        return ()
    names = Listing(tuple(called(each) for each in found))
    return (
        Choice(
            DOUBLE,
            msg("Is it one of these, which are in the directory already?"),
            (
                Option(THERE, msg("Yes, it is there: stop here"), ends=True),
                Option(NEW, msg("No, it is another one")),
            ),
            hint=msg("{names}", names=names),
        ),
    )


async def _alike(ctx: Context, answers: Answers) -> list[Authority]:
    async with ctx.services.works.reading() as work:
        own = await coordinating(work, ctx.person)
    if own is None:
        raise NotACoordinator
    said = f"{answers.get('name', '')} {answers.get('city', '')}"
    found = await ctx.services.finder.find(said, limit=3, country=own.country)
    return [each.authority for each in found if each.confident]


async def _rest(ctx: Context, _answers: Answers) -> Sequence[Field]:
    async with ctx.services.works.reading() as work:
        own = await coordinating(work, ctx.person)
    tongues = tuple(Option(code, msg("{language}", language=Tongue(code))) for code in LANGUAGES)
    areas = tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all)
    first = own.language if own else "en"
    return (
        Choice(
            "language",
            msg("In which language is this name?"),
            tuple(sorted(tongues, key=lambda option: option.value != first)),
        ),
        Text("english", msg("What is it called in English?"), required=False),
        others_field(),
        Choices("areas", msg("In which areas does it answer?"), areas),
        Choices("languages", msg("Which languages are spoken there?"), tongues, required=False),
        Text("contact", msg("How can it be reached outside this assistant?"), required=False),
        PersonsAddress(
            "address",
            msg("Whom there shall I invite to complete the rest?"),
            hint=msg("An address such as `matrix:@nora:example.org`. You can also do that later."),
            required=False,
        ),
        Text("official", msg("What is this person's name?"), required=False, max_length=100),
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
            Branch((), _first),
            Branch(("name", "city"), _doubles),
            Branch(("name", "city"), _rest),
            Branch(("areas",), _competences),
        ),
        into=Registered,
        endings=(Option("register", msg("Yes, register it")),),
    ),
    run=add_authority,
    chapter=Chapter.DIRECTORY,
)

"""One authority's description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context, Services
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, problem, say
from core.authorities import Authority
from core.keeping import is_stale
from core.people import ALL_AREAS, AuthorityId
from core.text import Country, Listing, Message, OtherNames, Tongue, Town, as_written, msg, words
from handlers._authority_search import common_areas, own_countries
from handlers._favourites import is_favourite
from handlers._successors import current


@dataclass(frozen=True, slots=True)
class OneAuthority:
    authority: str


async def authority(ctx: Context, one: OneAuthority) -> Reply:
    known = await current(ctx, AuthorityId(one.authority))
    if known is None:
        return problem(
            msg(
                "I do not know an authority `{authority}`. Write `find authority` and a part of its name.",
                authority=one.authority[:40],
            )
        )
    askable = known.country not in await own_countries(ctx) and bool(common_areas(ctx, known))
    ask = Button(msg("Ask this authority"), f"new request {known.id}")
    actions = (ask,) if askable else ()
    return say(description(ctx, known, (*actions, await _favourite(ctx, known.id))))


async def _favourite(ctx: Context, id: AuthorityId) -> Button:
    if await is_favourite(ctx, id):
        return Button(msg("No favourite any more"), f"forget favourite {id}")
    return Button(msg("Make it a favourite"), f"favourite {id}")


def description(ctx: Context, known: Authority, actions: tuple[Button, ...] = ()) -> Card:
    return Card(
        title=msg("{name}", name=known.name),
        body=(_STALE,) if is_stale(known.updated, ctx.today) else (),
        facts=described_facts(ctx.services, known),
        actions=actions,
    )


def described_facts(services: Services, known: Authority) -> tuple[Fact, ...]:
    areas = services.content.areas
    labels = tuple(area.label for area in areas.all if area.id in known.areas)
    tongues = tuple(Tongue(language) for language in known.languages)
    facts: list[tuple[Message, Message | None]] = [
        (msg("Country"), msg("{country}", country=Country(known.country))),
        (msg("Town"), _town(known) if known.city else None),
        (msg("Areas"), msg("{areas}", areas=Listing(labels)) if labels else None),
        (msg("Languages"), msg("{languages}", languages=Listing(tongues)) if tongues else None),
        (msg("Contact"), as_written(known.contact) if known.contact else None),
        (msg("Also called"), _other_names(known)),
        *_competences(services, known),
        (msg("As of"), msg("{day}", day=known.updated) if known.updated else None),
    ]
    return tuple(Fact(name, value) for name, value in facts if value)


def _town(known: Authority) -> Message:
    return msg("{town}", town=Town(known.city, known.country))


_STALE = msg("Nobody has checked this for more than a year. It may have changed.")


def _other_names(known: Authority) -> Message | None:
    names = tuple(dict.fromkeys(n.text for n in known.names if not n.keyword_of))
    return msg("{names}", names=OtherNames(known.name, names)) if len(names) > 1 else None


def _competences(services: Services, known: Authority) -> Iterator[tuple[Message, Message | None]]:
    """Area by area, in its own words."""
    yield msg("Competent in"), _words(known.keywords(ALL_AREAS))
    for area in services.content.areas.all:
        label = msg("Competent in: {area}", area=area.label)
        yield label, _words(known.keywords(area.id))


def _words(found: tuple[str, ...]) -> Message | None:
    return msg("{names}", names=Listing(found)) if found else None


COMMAND = Command(
    name="authority",
    words=words("authority | about the authority"),
    summary=msg("Read an authority's description"),
    form=Form(
        title=msg("An authority"),
        fields=(Text("authority", msg("Which authority?")),),
        into=OneAuthority,
    ),
    run=authority,
    effect=False,
    chapter=Chapter.DIRECTORY,
)

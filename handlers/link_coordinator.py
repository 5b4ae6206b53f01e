"""Say which authority coordinates another, area by area: who hears of its people, and to whom it refers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Field, Option, Search
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.authorities import Authority
from core.describing import Described, Describing, NotKeptByYou, NotLinkedByYou
from core.people import AreaId, AuthorityId, Right
from core.text import Message, msg, words
from handlers._admission import areas_of
from handlers._authority_search import called
from handlers._decided_authorities import authority_search, decides
from handlers._staff import coordinates

_HITS = 20


@dataclass(frozen=True, slots=True)
class Linked:
    authority: str
    areas: tuple[str, ...]
    coordinator: str
    ending: str


async def link_coordinator(ctx: Context, linked: Linked) -> Reply:
    areas = map(AreaId, linked.areas)
    links = dict.fromkeys(areas, AuthorityId(linked.coordinator))
    describing = Describing(ctx.services.works, ctx.services.clock)
    described = Described(names={}, coordinators=links)
    after = await describing.change(ctx.person, AuthorityId(linked.authority), described)
    said = msg("From now on it is coordinated like this. You can undo this for a day.")
    return say(said, await links_card(ctx, after), tone=Tone.GOOD)


async def links_card(ctx: Context, authority: Authority) -> Card:
    known = await ctx.authorities(*authority.coordinators.values())
    labels = ctx.services.content.areas
    facts = tuple(
        Fact(labels.label(area), _name(known[id]))
        for area in areas_of(ctx.services, authority)
        if (id := authority.coordinator(area)) and id in known
    )
    return Card(
        title=msg("Who coordinates {name}", name=authority.name),
        facts=facts,
        actions=(Button(msg("Undo this change"), f"undo {authority.id}"),),
    )


def _name(authority: Authority) -> Message:
    return msg("{name}", name=authority.name)


async def _which(ctx: Context, _answers: Answers) -> Sequence[Field]:
    if not coordinates(ctx.person):
        raise NotLinkedByYou
    return (authority_search(msg("Which authority is coordinated?"), decides),)


async def _where(ctx: Context, answers: Answers) -> Sequence[Field]:
    return linking_fields(ctx, await _one(ctx, answers["authority"]))


def linking_fields(ctx: Context, authority: Authority, areas: str = "areas") -> Sequence[Field]:
    """Of a form whose ``authority`` was chosen before; ``areas`` is the first question's name."""
    labels = ctx.services.content.areas
    options = tuple(Option(area, labels.label(area)) for area in areas_of(ctx.services, authority))
    return (
        Choices(areas, msg("In which areas?"), options),
        Search(
            "coordinator",
            msg("Which authority coordinates it there?"),
            _find,
            _pick,
            hint=msg("Write its name or its town."),
        ),
    )


async def _one(ctx: Context, id: str) -> Authority:
    known = (await ctx.authorities(AuthorityId(id))).get(AuthorityId(id))
    if known is None or not await decides(ctx, known.id):
        raise NotKeptByYou(AuthorityId(id))
    return known


async def _find(ctx: Context, answers: Answers, said: str) -> Sequence[Option]:
    authority = await _one(ctx, answers["authority"])
    hits = await ctx.services.finder.find(said, limit=_HITS, country=authority.country)
    found = [hit.authority for hit in hits if hit.authority.id != authority.id]
    return [_option(each) for each in found if await _has_coordinator(ctx, each.id)]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    id = AuthorityId(value)
    known = (await ctx.authorities(id)).get(id)
    return _option(known) if known and await _has_coordinator(ctx, id) else None


async def _has_coordinator(ctx: Context, id: AuthorityId) -> bool:
    """Which of the areas it coordinates is checked when it is linked."""
    async with ctx.services.works.reading() as work:
        team = await work.people.of_authority(id)
    held = [m for person in team for m in person.memberships if m.authority == id]
    return any(m.gives(Right.COORDINATE, m.area) for m in held)


def _option(authority: Authority) -> Option:
    return Option(authority.id, called(authority))


COMMAND = Command(
    name="link coordinator",
    words=words("link coordinator | set coordinator"),
    summary=msg("Say which authority coordinates another"),
    form=Form(
        title=msg("Coordination"),
        fields=(Branch((), _which), Branch(("authority",), _where)),
        into=Linked,
        endings=(Option("link", msg("Yes, from now on")),),
    ),
    run=link_coordinator,
    chapter=Chapter.DIRECTORY,
    practised=False,
)

"""What the commands about colleagues' rights share: whom one may choose, at which authority, and who takes over."""

from __future__ import annotations

from collections.abc import Sequence

from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, Search
from core.duties import Assignment
from core.errors import UserError
from core.likeness import nearest
from core.people import AuthorityId, Person, PersonId, Right
from core.relaying import in_hand
from core.routing import decided_by
from core.staff_refusals import NotDecidedByYou, UnknownColleague
from core.staffing import Staffing
from core.text import Message, as_written, msg, msgs
from handlers._admission import admissions

_HITS = 20


def staffing(ctx: Context) -> Staffing:
    services = ctx.services
    every = tuple(area.id for area in services.content.areas.all)
    return Staffing(admissions(services), services.exchange.announcer, every)


def coordinates(person: Person) -> bool:
    return any(m.gives(Right.COORDINATE, m.area) for m in person.memberships)


async def person_fields(ctx: Context, _answers: Answers) -> Sequence[Field]:
    """Nobody is asked whom they mean who decides on nobody: they are told who could."""
    if not await _decides_anywhere(ctx):
        raise _not_decided(ctx)
    return (
        Search(
            "person",
            msg("Which colleague?"),
            _find,
            _pick,
            hint=msg("Write a part of the name."),
        ),
    )


async def _decides_anywhere(ctx: Context) -> bool:
    if coordinates(ctx.person):
        return True
    staff = staffing(ctx)
    return any([await staff.decides_in(ctx.person, id) for id in ctx.person.authorities()])


def _not_decided(ctx: Context) -> UserError:
    own = ctx.person.authorities()
    return NotDecidedByYou(ctx.person, own[0]) if own else UnknownColleague()


async def decided_on(ctx: Context, person: Person) -> tuple[AuthorityId, ...]:
    """The authorities of this person at which the speaker decides."""
    staff = staffing(ctx)
    return tuple(
        [id for id in person.authorities() if await staff.decides_in(ctx.person, id)]
        if person.active
        else []
    )


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    named = ((person.name, person) for person in await _within_reach(ctx))
    likely = nearest(said, named)[: _HITS * 2]
    return [_option(person) for person in likely if await decided_on(ctx, person)][:_HITS]


async def _within_reach(ctx: Context) -> Sequence[Person]:
    """One's colleagues; for coordinators everybody of the country, of whom not all are theirs."""
    async with ctx.services.works.reading() as work:
        own = await work.authorities.many(ctx.person.authorities())
        if coordinates(ctx.person):
            found = [await work.people.in_country(c) for c in {a.country for a in own.values()}]
        else:
            found = [await work.people.of_authority(id) for id in own]
    return list({person.id: person for each in found for person in each}.values())


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    found = await _person(ctx, value)
    return _option(found) if found and await decided_on(ctx, found) else None


async def _person(ctx: Context, id: str) -> Person | None:
    async with ctx.services.works.reading() as work:
        return await work.people.get(PersonId(id))


def _option(person: Person) -> Option:
    return Option(person.id, as_written(person.name))


async def the_person(ctx: Context, answers: Answers) -> Person:
    found = await _person(ctx, answers.get("person", ""))
    if found is None or not await decided_on(ctx, found):
        raise UnknownColleague
    return found


async def authority_fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    """Only where the person works at several authorities of which the speaker decides."""
    where = await decided_on(ctx, await the_person(ctx, answers))
    if len(where) < 2:
        return ()
    known = await ctx.authorities(*where)
    options = tuple(Option(id, msg("{name}", name=known[id].name)) for id in where)
    return (Choice("authority", msg("At which authority?"), options),)


async def the_authority(ctx: Context, person: Person, chosen: str | None) -> AuthorityId:
    where = await decided_on(ctx, person)
    if chosen:
        return AuthorityId(chosen)
    if not where:
        raise UnknownColleague
    return where[0]


async def heir_fields(ctx: Context, person: Person, given: Assignment) -> Sequence[Field]:
    """Who takes over, if open cases would be left to nobody."""
    left = await cases_left(ctx, person, given)
    if not left:
        return ()
    label = msgs(
        "Who takes over the one request that {name} has in hand?",
        "Who takes over the {n} requests that {name} has in hand?",
        left,
        name=person.name,
    )
    return (_heir_field(label, person, given.authority),)


async def cases_left(ctx: Context, person: Person, given: Assignment) -> int:
    lost = staffing(ctx).lost(person, given)
    async with ctx.services.works.reading() as work:
        return len(await in_hand(work, person.id, given.authority, lost))


def handles_at(person: Person, authority: AuthorityId) -> bool:
    return any(person.may(Right.HANDLE, authority, m.area) for m in person.memberships)


def _heir_field(label: Message, leaver: Person, authority: AuthorityId) -> Search:
    async def heirs(ctx: Context) -> Sequence[Person]:
        async with ctx.services.works.reading() as work:
            team = await work.people.of_authority(authority)
        return [p for p in team if p.id != leaver.id and handles_at(p, authority)]

    async def find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
        named = ((person.name, person) for person in await heirs(ctx))
        return [_option(person) for person in nearest(said, named)[:_HITS]]

    async def pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
        return next((_option(p) for p in await heirs(ctx) if p.id == value), None)

    return Search("heir", label, find, pick, hint=msg("Write a part of the colleague's name."))


async def decides_on_coordinators(ctx: Context, authority: AuthorityId) -> bool:
    staff = staffing(ctx)
    async with ctx.services.works.reading() as work:
        known = await work.authorities.get(authority)
        if known is None:
            return False
        return bool(await decided_by(work, ctx.person, known, staff.every, coordinators_only=True))

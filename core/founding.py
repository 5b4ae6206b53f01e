"""A new authority in the directory: a coordinator of its country registers it, once, and is linked to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.authorities import Authority, AuthorityName
from core.clock import Clock, today_in
from core.errors import UserError
from core.folding import fold_words
from core.people import AreaId, AuthorityId, Person, Right
from core.text import msg
from core.upkeep import Deed, Upkeep
from core.wanted import Wanted
from core.work import Work, Works

_LONGEST_ID = 60


class NotACoordinator(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "Only a coordinator registers an authority. `who can help` says who yours is: ask them to "
                "register it, or to invite it."
            )
        )
        self.wanted = Wanted({Right.COORDINATE})


class NotAllYours(UserError):
    field = "areas"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "You do not coordinate all of these areas. Please choose those that you do; the other "
                "coordinators can add theirs later."
            )
        )


class ThereAlready(UserError):
    field = "name"

    def __init__(self, authority: Authority) -> None:
        super().__init__(
            msg(
                "There is an authority of this name in this town already: {name}. Each is registered once: "
                "write `authority {id}` to look at it.",
                name=authority.name,
                id=authority.id,
            )
        )


@dataclass(frozen=True, slots=True)
class NewAuthority:
    """``names`` are official names by language, ``language`` the one of the first."""

    language: str
    names: Mapping[str, str]
    city: str
    areas: tuple[AreaId, ...]
    languages: tuple[str, ...] = ()
    contact: str = ""
    keywords: Mapping[AreaId, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Founding:
    works: Works
    clock: Clock

    async def found(self, actor: Person, new: NewAuthority) -> Authority:
        async with self.works.writing() as work:
            linked = await coordinating(work, actor)
            if linked is None:
                raise NotACoordinator
            if not all(_coordinates(actor, linked.id, area) for area in new.areas):
                raise NotAllYours
            await _check_new(work, linked.country, new)
            made = await self._made(work, actor, linked, new)
            await work.authorities.put([made])
            now = self.clock.now()
            added = Upkeep(now, actor.id, made.id, Deed.AUTHORITY_ADDED, made.id, new.areas)
            await work.upkeeps.add(added)
            await work.commit()
        return made

    async def _made(
        self, work: Work, actor: Person, linked: Authority, new: NewAuthority
    ) -> Authority:
        """Linked to the coordinator that registers it in each of its areas."""
        return Authority(
            id=await _free_id(work, linked.country, new),
            country=linked.country,
            language=new.language,
            names=tuple(_names(new)),
            city=new.city,
            areas=frozenset(new.areas),
            languages=new.languages or (new.language,),
            contact=new.contact,
            coordinators=dict.fromkeys(new.areas, linked.id),
            updated=today_in(actor.time_zone, self.clock.now()),
        )


async def coordinating(work: Work, actor: Person) -> Authority | None:
    """The authority for which somebody coordinates, by the rights they have now."""
    still = await work.people.get(actor.id)
    own = still.memberships if still and still.active else ()
    where = [m.authority for m in own if m.gives(Right.COORDINATE, m.area)]
    return await work.authorities.get(where[0]) if where else None


def _coordinates(actor: Person, authority: AuthorityId, area: AreaId) -> bool:
    return actor.may(Right.COORDINATE, authority, area)


def _names(new: NewAuthority) -> Sequence[AuthorityName]:
    official = [
        AuthorityName(text, language, "primary" if language == new.language else "label")
        for language, text in new.names.items()
    ]
    keywords = [
        AuthorityName.keyword(word, new.language, area)
        for area, words in new.keywords.items()
        for word in words
    ]
    return [*official, *keywords]


async def _check_new(work: Work, country: str, new: NewAuthority) -> None:
    """The same name in the same town is the same authority; others may well be called alike."""
    wanted, town = {fold_words(name) for name in new.names.values()}, fold_words(new.city)
    async for each in work.authorities.all():
        near = each.country == country and fold_words(each.city) in (town, "")
        if near and wanted & {fold_words(n.text) for n in each.names if not n.keyword_of}:
            raise ThereAlready(each)


async def _free_id(work: Work, country: str, new: NewAuthority) -> AuthorityId:
    """``lv-consumer-rights-centre``, with a number behind it when that is taken."""
    name = new.names.get("en") or new.names[new.language]
    words = "".join(c if c.isascii() else " " for c in fold_words(name)).split()
    stem = f"{country.lower()}-{'-'.join(words)}"[:_LONGEST_ID].rstrip("-")
    ids = [AuthorityId(i) for i in (stem, *(f"{stem}-{number}" for number in range(2, 100)))]
    taken = await work.authorities.many(ids)
    return next(id for id in ids if id not in taken)

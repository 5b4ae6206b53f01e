"""Who may make two authorities one, and that it happens as a whole and is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from core.authorities import Authority
from core.clock import Clock
from core.doubles import Double, Doubles
from core.errors import UserError
from core.keeping import administered
from core.merging import Moved, merged, succeeded
from core.people import ALL_AREAS, AuthorityId, Person, Role
from core.refusals import AuthorityUnknown
from core.routing import decided_by
from core.text import msg
from core.upkeep import Deed, Upkeep
from core.work import Work, Works

_EVER = datetime(1, 1, 1, tzinfo=UTC)


class NotMergeable(UserError):
    field = "gone"


class MayNotMerge(NotMergeable):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "You cannot make these two authorities one. Their coordinator can, and so can a "
                "colleague who keeps the data of both up to date."
            )
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """``moved``: what goes over from ``gone`` to ``kept``."""

    kept: Authority
    gone: Authority
    moved: Moved


@dataclass(frozen=True, slots=True)
class Merger:
    works: Works
    clock: Clock

    async def doubles(self, person: Person) -> list[Double]:
        """What may stand twice in the countries where this person has a say, and that they may merge."""
        async with self.works.reading() as work:
            own = await work.authorities.many(person.authorities())
            found = Doubles()
            for country in sorted({authority.country for authority in own.values()}):
                found.add_all([each async for each in work.authorities.all(country)])
            offered = [await not_told_apart(work, double) for double in found]
            return [each for each in offered if each and await _may_all(work, person, each.ids)]

    async def keep_apart(self, person: Person, one: AuthorityId, other: AuthorityId) -> None:
        """They are two authorities, and are not taken for one again. Raises ``UserError``."""
        now = self.clock.now()
        async with self.works.writing() as work:
            pair = await _pair(work, person, one, other)
            both = (pair.kept.id, pair.gone.id)
            for subject, beside in (both, both[::-1]):
                said = Upkeep(
                    now, person.id, subject, Deed.AUTHORITIES_TOLD_APART, subject, (beside,)
                )
                await work.upkeeps.add(said)
            await work.commit()

    async def preview(self, person: Person, kept: AuthorityId, gone: AuthorityId) -> Pair:
        """What would happen. Raises ``UserError`` when it may not."""
        async with self.works.reading() as work:
            return await _pair(work, person, kept, gone)

    async def merge(self, person: Person, kept: AuthorityId, gone: AuthorityId) -> Pair:
        """``gone`` becomes a part of ``kept``, with everything that belongs to it."""
        now = self.clock.now()
        async with self.works.writing() as work:
            pair = await _pair(work, person, kept, gone)
            await work.merging.move(gone, kept)
            after = merged(pair.kept, pair.gone)
            await work.authorities.put([after, succeeded(pair.gone, kept)])
            # What one of them was before cannot be brought back any more.
            for id in (kept, gone):
                await work.edits.forget(id, since=_EVER, before=now)
            for subject, other in ((kept, gone), (gone, kept)):
                done = Upkeep(now, person.id, kept, Deed.AUTHORITY_MERGED, subject, (other,))
                await work.upkeeps.add(done)
            await work.commit()
        return Pair(after, pair.gone, pair.moved)


async def mergeable(work: Work, double: Double) -> Double | None:
    """What of a double the database does not already know to be merged, or to be other authorities."""
    known = await work.authorities.many(double.ids)
    left = tuple(id for id in double.ids if id not in known or not known[id].successor)
    if len(left) < 2 or len(known) < 2:
        return replace(double, ids=left) if len(left) > 1 else None
    return await not_told_apart(work, replace(double, ids=left))


async def not_told_apart(work: Work, double: Double) -> Double | None:
    """The double without whom somebody has said to be another authority."""
    apart = {
        frozenset((id, AuthorityId(other)))
        for id in double.ids
        for said in await work.upkeeps.of_subject(id)
        if said.deed is Deed.AUTHORITIES_TOLD_APART
        for other in said.parts
    }
    return double.without(apart)


async def _pair(work: Work, person: Person, kept: AuthorityId, gone: AuthorityId) -> Pair:
    known = await work.authorities.many([kept, gone])
    if any(id not in known or known[id].successor for id in (kept, gone)):
        raise AuthorityUnknown
    pair = Pair(known[kept], known[gone], await work.merging.belonging(gone))
    _check_alike(pair)
    if not await _may_all(work, person, (kept, gone)):
        raise MayNotMerge
    return pair


def _check_alike(pair: Pair) -> None:
    kept, gone = pair.kept, pair.gone
    if kept.id == gone.id:
        raise NotMergeable(msg("This is the same entry. Please choose another one."))
    if kept.country != gone.country:
        raise NotMergeable(
            msg("They are in different countries, so they are two authorities. Nothing is changed.")
        )
    if gone.id in kept.coordinators.values() or kept.id in gone.coordinators.values():
        raise NotMergeable(
            msg(
                "One of them coordinates the other, so they are two authorities. Nothing is changed."
            )
        )


async def _may_all(work: Work, person: Person, ids: Sequence[AuthorityId]) -> bool:
    """By the rights they have now: who keeps all of them, or has a coordinator's word on all."""
    still = await work.people.get(person.id)
    if still is None or not still.active:
        return False
    if set(ids) <= set(administered(still)):
        return True
    if not any(Role.COORDINATOR in held.roles for held in still.memberships):
        return False
    known = await work.authorities.many(ids)
    decides = [
        await decided_by(work, still, each, (ALL_AREAS,), coordinators_only=True)
        for each in known.values()
    ]
    return all(decides)

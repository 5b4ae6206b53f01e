"""The authority and its people are looked at, and all of it is right."""

from __future__ import annotations

from core.authorities import Authority
from core.describing import Described, Describing
from core.people import AuthorityId, Person
from core.upkeep import Deed, Upkeep


async def all_right(describing: Describing, person: Person, id: AuthorityId) -> Authority:
    """Noted with the day. Raises ``NotKeptByYou``."""
    authority = await describing.change(person, id, Described(names={}))
    async with describing.works.writing() as work:
        now = describing.clock.now()
        await work.upkeeps.add(Upkeep(now, person.id, id, Deed.REVIEWED, id))
        await work.commit()
    return authority

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from core.authorities import Authority
from core.work import Works
from storage.engine import Database
from storage.search_indexes import SqlSearchIndex
from tests.storage.examples import LISBON, RIGA


async def put(works: Works, *authorities: Authority) -> None:
    async with works.writing() as work:
        await work.authorities.put(authorities)
        await work.commit()


async def stamp(works: Works) -> str:
    async with works.reading() as work:
        return await work.authorities.stamp()


async def changed(works: Works, since: str, most: int = 10) -> Sequence[Authority] | None:
    async with works.reading() as work:
        return await work.authorities.changed(since, most)


async def test_what_was_put_since_a_stamp_is_told_as_it_is_now(works: Works) -> None:
    before = await stamp(works)
    assert await changed(works, before) == []
    await put(works, replace(LISBON, city="Porto"))
    await put(works, replace(LISBON, city="Faro"))
    assert await changed(works, before) == [replace(LISBON, city="Faro")]
    assert await changed(works, await stamp(works)) == []


async def test_more_than_wanted_are_not_told_one_by_one(works: Works) -> None:
    assert await changed(works, "", most=1) is None
    assert len(await changed(works, "", most=2) or ()) == 2


async def test_no_change_is_missed_where_many_are_made_at_once(works: Works) -> None:
    """Whoever reads stamps in between and asks for what came since is told of every single change."""
    seen: set[str] = set()
    before = await stamp(works)

    async def watch() -> None:
        known = before
        while len(seen) < 40:
            now = await stamp(works)
            seen.update(each.id for each in await changed(works, known, 100) or ())
            known = now

    async with asyncio.timeout(30):
        await asyncio.gather(
            watch(),
            *(put(works, replace(RIGA, id=f"lv-{n}", coordinators={})) for n in range(40)),  # type: ignore[arg-type]
        )
    assert seen == {f"lv-{n}" for n in range(40)}


async def test_bytes_are_kept_with_the_stamp_of_what_they_show(database: Database) -> None:
    one, other = SqlSearchIndex(database, "one"), SqlSearchIndex(database, "other")
    assert await one.get() is None
    await one.put("7", b"\x00seven")
    await one.put("8", b"\x00eight")
    assert await one.get() == ("8", b"\x00eight")
    assert await other.get() is None

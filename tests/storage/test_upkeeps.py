from __future__ import annotations

from dataclasses import replace

from core.upkeep import Deed, Upkeep
from core.work import Works
from tests.storage.examples import NOW, RIGA, anna


async def test_what_was_done_to_something_comes_back_in_order(works: Works) -> None:
    added = Upkeep(NOW, anna().id, RIGA.id, Deed.REGISTER_ADDED, "ur")
    changed = replace(added, deed=Deed.REGISTER_CHANGED, parts=("url", "names"))
    async with works.writing() as work:
        for upkeep in (added, changed, replace(added, subject="other")):
            await work.upkeeps.add(upkeep)
        await work.commit()
    async with works.reading() as work:
        assert await work.upkeeps.of_subject("ur") == [added, changed]
        assert await work.upkeeps.of_subject("nothing") == []

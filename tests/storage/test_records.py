from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from core.living_cards import card_of, showing
from core.outbox import Topic
from core.people import AreaId
from core.records import Deed, Handling
from core.requests import Attachment, Reference, Request, RequestId, State
from core.retention import Due, blocked, erased
from core.work import Works
from storage.engine import Database
from storage.files import SqlFiles
from storage.sealing import Ring
from storage.shelf import in_folder
from tests.storage.examples import LISBON, NOW, QUALIFICATIONS, RIGA, anna, draft, message, rich

DAY = timedelta(days=1)


async def added(works: Works, *requests: Request) -> list[Request]:
    async with works.writing() as work:
        made = [await work.requests.add(request) for request in requests]
        await work.commit()
    return made


async def saved(works: Works, request: Request) -> None:
    async with works.writing() as work:
        assert await work.requests.save(request, request.version - 1)
        await work.commit()


def closed(number: int, at: datetime, **changes: object) -> Request:
    return replace(rich(number), state=State.CLOSED, closed=at, **changes)  # type: ignore[arg-type]


def names(requests: Sequence[Request]) -> list[Reference]:
    return [request.reference for request in requests]


async def test_what_is_due_is_found_the_oldest_first_and_once(works: Works) -> None:
    old = closed(1, NOW - 3 * DAY)
    older = closed(2, NOW - 5 * DAY)
    young, still_open = closed(3, NOW), replace(rich(4), closed=None)
    await added(works, old, older, young, still_open)
    due = Due(NOW - DAY)
    async with works.reading() as work:
        found = await work.records.to_block(due, 10)
        assert names(found) == names([older, old])
        assert names(await work.records.to_block(due, 1)) == names([older])
        assert names(await work.records.to_erase(due, 10)) == names([older, old])
    await saved(works, blocked(found[0], NOW))
    await saved(works, erased(found[1], NOW))
    async with works.reading() as work:
        assert await work.records.to_block(due, 10) == []
        assert names(await work.records.to_erase(due, 10)) == names([older])
        again = await work.requests.get(older.reference)
        assert again is not None
        assert (again.blocked, again.erased) == (NOW, None)


async def test_an_area_with_its_own_moment_follows_no_other(works: Works) -> None:
    services = AreaId("services")
    ours = closed(1, NOW - 3 * DAY, area=services)
    theirs = closed(2, NOW - 3 * DAY, area=QUALIFICATIONS)
    await added(works, ours, theirs)
    async with works.reading() as work:
        later = Due(NOW - DAY, {services: NOW - 9 * DAY})
        assert names(await work.records.to_block(later, 10)) == names([theirs])
        earlier = Due(NOW - 9 * DAY, {services: NOW - DAY})
        assert names(await work.records.to_block(earlier, 10)) == names([ours])


async def test_drafts_nobody_has_touched_are_found(works: Works) -> None:
    touched = replace(draft(2), last=replace(draft(2).last, at=NOW + DAY))
    await added(works, draft(1), touched, rich(3))
    async with works.reading() as work:
        found = await work.records.abandoned(NOW + DAY, 10)
        assert names(found) == names([draft(1)])


async def test_what_an_authority_entered_is_gone_through_in_order(works: Works) -> None:
    first, second = await added(works, rich(1), closed(2, NOW))
    async with works.reading() as work:
        assert names(await work.records.entered_by([RIGA.id], RequestId(0), 1)) == names([first])
        rest = await work.records.entered_by([RIGA.id], first.id, 5)
        assert names(rest) == names([second])
        assert await work.records.entered_by([LISBON.id], RequestId(0), 5) == []
    await saved(works, erased(second, NOW))
    async with works.reading() as work:
        assert await work.records.entered_by([RIGA.id], first.id, 5) == []


async def test_an_erased_request_has_no_files_and_no_messages(
    works: Works, database: Database, tmp_path: Path
) -> None:
    files = SqlFiles(database, in_folder(tmp_path), Ring((bytes(32),)))
    kept = await files.put("a.pdf", "application/pdf", b"%PDF", NOW)
    paper = Attachment(kept.id, "a.pdf", "application/pdf", 4, anna().id)
    [made] = await added(works, closed(1, NOW, attachments=(paper,)))
    async with works.writing() as work:
        said = message(made.id, NOW)
        [card] = showing(made.id, [said.recipient], made.version, NOW)
        await work.outbox.plan([said, card])
        await work.commit()
    async with works.writing() as work:
        assert await work.records.files_of(made.id) == [kept.id]
        assert await work.requests.save(erased(made, NOW), made.version)
        await work.records.forget_messages(made.id)
        await work.commit()
    async with works.reading() as work:
        assert await work.outbox.of(Topic.of(made.id)) == []
        assert await work.outbox.of(card_of(made.id)) == []
        assert await work.records.files_of(made.id) == []
    assert await files.unused(NOW + DAY, 1) == [kept.id]


async def test_what_was_done_is_noted_with_who_and_why(works: Works) -> None:
    [made] = await added(works, closed(1, NOW))
    by_nobody = Handling(made.id, NOW, Deed.BLOCKED)
    by_anna = Handling(made.id, NOW, Deed.OPENED, anna().id, RIGA.id, "proof")
    async with works.writing() as work:
        for each in (by_nobody, by_anna):
            await work.records.note(each)
        await work.commit()
    async with works.reading() as work:
        assert await work.records.of_request(made.id) == [by_nobody, by_anna]

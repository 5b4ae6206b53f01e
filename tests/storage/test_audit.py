from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.audit import Entry
from core.people import PersonId
from core.requests import Action, RequestId, State
from core.work import Works
from storage.audit import SqlAudit
from tests.storage.examples import NOW, RIGA, anna, draft


def entries(request: RequestId) -> list[Entry]:
    def entry(after: timedelta, action: Action, before: State | None, state: State) -> Entry:
        by = PersonId(anna().id)
        return Entry(request, NOW + after, by, RIGA.id, action, before, state, {"days": "25"})

    return [
        entry(timedelta(0), Action.CREATE, None, State.DRAFT),
        entry(timedelta(microseconds=1), Action.SEND, State.DRAFT, State.AWAITING),
    ]


async def test_entries_come_back_in_the_order_they_were_added(works: Works) -> None:
    async with works.writing() as work:
        one = await work.requests.add(draft(1))
        other = await work.requests.add(draft(2))
        for request in (one, other):
            first, second = entries(request.id)
            await work.audit.add(first)
            assert await work.requests.save(replace(request, state=second.after, version=2), seen=1)
            await work.audit.add(second)
        await work.commit()
    async with works.reading() as work:
        assert await work.audit.of_request(one.id) == entries(one.id)


async def test_what_was_rolled_back_left_no_entry(works: Works) -> None:
    async with works.writing() as work:
        added = await work.requests.add(draft())
        await work.audit.add(entries(added.id)[0])
        await work.commit()
    async with works.writing() as work:
        assert await work.requests.save(replace(added, state=State.AWAITING, version=2), seen=1)
        await work.audit.add(entries(added.id)[1])
    async with works.reading() as work:
        assert await work.audit.of_request(added.id) == entries(added.id)[:1]


async def test_there_is_one_entry_for_each_change_and_none_without(works: Works) -> None:
    async with works.writing() as work:
        added = await work.requests.add(draft())
        first, second = entries(added.id)
        await work.audit.add(first)
        with pytest.raises(KeyError):
            await work.audit.add(second)
        await work.commit()
    async with works.writing() as work:
        with pytest.raises(KeyError):
            await work.audit.add(second)


def test_the_trail_can_be_added_to_and_read_and_nothing_else() -> None:
    assert {name for name in vars(SqlAudit) if not name.startswith("_")} == {
        "add",
        "by",
        "connection",
        "due",
        "of_request",
    }

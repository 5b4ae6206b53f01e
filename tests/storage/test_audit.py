from __future__ import annotations

from datetime import timedelta

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
        for entry in (*entries(one.id), *entries(other.id)):
            await work.audit.add(entry)
        await work.commit()
    async with works.reading() as work:
        assert await work.audit.of_request(one.id) == entries(one.id)


async def test_what_was_rolled_back_left_no_entry(works: Works) -> None:
    async with works.writing() as work:
        request = (await work.requests.add(draft())).id
        await work.commit()
    async with works.writing() as work:
        await work.audit.add(entries(request)[0])
    async with works.reading() as work:
        assert await work.audit.of_request(request) == []


def test_the_trail_can_be_added_to_and_read_and_nothing_else() -> None:
    assert {name for name in vars(SqlAudit) if not name.startswith("_")} == {
        "add",
        "by",
        "connection",
        "of_request",
    }

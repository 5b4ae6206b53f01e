"""Whatever is done to the audit trail behind the program's back is found and named."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from core.work import Works
from storage.engine import Database
from storage.seals import check, sealed
from tests.storage.examples import NOW, draft
from tests.storage.test_audit import entries

Told = dict[str, str | int | None]


async def filled(works: Works, requests: int = 2) -> None:
    async def one(number: int) -> None:
        async with works.writing() as work:
            added = await work.requests.add(draft(number))
            first, second = entries(added.id)
            await work.audit.add(first)
            await work.commit()
        async with works.writing() as work:
            await work.requests.save(replace(added, state=second.after, version=2), seen=1)
            await work.audit.add(second)
            await work.commit()

    await asyncio.gather(*(one(number) for number in range(1, requests + 1)))


async def problems(database: Database) -> list[str]:
    async with database.reader.connect() as connection:
        return (await check(connection)).problems


async def test_a_trail_written_by_many_at_once_is_whole(database: Database, works: Works) -> None:
    await filled(works, 20)
    async with database.reader.connect() as connection:
        checked = await check(connection)
    assert (checked.entries, checked.problems) == (40, [])


_LAST = "request = (SELECT max(id) FROM requests)"
# A message leaves the state as it is.
_SAID = (
    f"UPDATE requests SET state = (SELECT after FROM audit WHERE place = 1 AND {_LAST})"
    " WHERE id = (SELECT max(id) FROM requests)"
)
_CUT_OFF = f"DELETE FROM audit WHERE place = 2 AND {_LAST}"
_EXCHANGED = tuple(
    f"UPDATE audit SET id = {new} WHERE {_LAST} AND place = {place}"
    for new, place in ((-1, 1), (-2, 2))
)
TAMPERED: Mapping[str, str | tuple[str, ...]] = {
    "changed": "UPDATE audit SET action = 'close' WHERE id = (SELECT max(id) FROM audit)",
    "taken out": "DELETE FROM audit WHERE place = 1 AND request = (SELECT max(id) FROM requests)",
    "cut off": "DELETE FROM audit WHERE place = 2 AND request = (SELECT max(id) FROM requests)",
    "gone": "DELETE FROM audit WHERE request = (SELECT max(id) FROM requests)",
    "cut off where nothing else shows it": (_SAID, _CUT_OFF),
    "only the numbers exchanged": _EXCHANGED,
    "re-ordered": "UPDATE audit SET place = 3 - 2 * place WHERE request = (SELECT max(id) FROM requests)",
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_tampering_is_found_and_its_request_named(
    database: Database, works: Works, how: str
) -> None:
    await filled(works)
    async with database.writer.begin() as connection:
        done = TAMPERED[how]
        for each in (done,) if isinstance(done, str) else done:
            await connection.execute(text(each))
    [problem] = await problems(database)
    assert problem.startswith("LV-2026-00000")


@given(
    st.text(),
    st.integers(min_value=1, max_value=2**53),
    st.dictionaries(st.text(), st.one_of(st.text(), st.integers(-(2**53), 2**53), st.none())),
)
def test_a_seal_is_of_plain_json_whoever_writes_it(before: str, place: int, details: Told) -> None:
    """Those of years ago have to be found right by whatever writes JSON then."""
    entry = {"happened": NOW, "details": details}
    moment = NOW.isoformat(timespec="microseconds")
    plain = json.dumps(
        [before, place, moment, details], sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    expected = hashlib.sha256(plain.encode()).hexdigest()
    assert sealed(before, place, entry, ["details"]) == expected


async def test_an_earlier_fingerprint_still_holds_when_more_was_written(
    database: Database, works: Works
) -> None:
    await filled(works)
    async with database.reader.connect() as connection:
        earlier = await check(connection)
    async with works.writing() as work:
        added = await work.requests.add(draft(9))
        await work.audit.add(entries(added.id)[0])
        await work.commit()
    async with database.reader.connect() as connection:
        later = await check(connection, earlier.last)
        assert (later.fingerprint, later.problems) == (earlier.fingerprint, [])
        assert (await check(connection)).fingerprint != earlier.fingerprint

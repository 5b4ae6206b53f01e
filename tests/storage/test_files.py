"""Files on a shelf: in a folder and in a bucket, known to SQLite and to PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from moto.server import ThreadedMotoServer
from sqlalchemy import insert, select

from core.files import FileOnHand, NotKept, NotReadable
from core.requests import Attachment, Request
from core.work import Works
from storage.engine import Database
from storage.files import SqlFiles
from storage.sealing import Ring
from storage.shelf import Bucket, Shelf, ShelfFault, in_bucket, in_folder
from storage.tables import files as table
from tests.storage.examples import NOW, anna, draft
from tests.support.ports import free_port

DATA = bytes(range(256)) * 4096
OLD, NEW = bytes(32), bytes(range(32))
LATER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A server that speaks S3."""
    server = ThreadedMotoServer("127.0.0.1", free_port())
    server.start()
    yield f"http://127.0.0.1:{server._server.server_port if server._server else 0}"
    server.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


@pytest.fixture(params=["disk", "s3"])
async def shelf(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Shelf]:
    if request.param == "disk":
        yield in_folder(folder)
    else:
        yield await _in_new_bucket(request.getfixturevalue("s3"))


async def _in_new_bucket(url: str) -> Shelf:
    async with aiohttp.ClientSession() as session:
        (await session.post(f"{url}/moto-api/reset")).release()
        (await session.put(f"{url}/papers")).release()
    return in_bucket(Bucket("papers", "us-east-1", url, "key", "secret"))


@pytest.fixture
def files(database: Database, shelf: Shelf) -> SqlFiles:
    return SqlFiles(database, shelf, Ring((OLD,)))


async def places(database: Database) -> list[str | None]:
    async with database.reader.connect() as connection:
        return [row.place for row in await connection.execute(select(table.c.place))]


async def with_file(works: Works, *files: str) -> Request:
    attached = tuple(Attachment(f, "a.pdf", "application/pdf", 1, anna().id) for f in files)
    async with works.writing() as work:
        made = await work.requests.add(replace(draft(), attachments=attached))
        await work.commit()
    return made


async def test_a_file_comes_back_as_it_was(files: SqlFiles) -> None:
    kept = await files.put("diplôme.pdf", "application/pdf", DATA, NOW)
    assert (kept.name, kept.kind, kept.size) == ("diplôme.pdf", "application/pdf", len(DATA))
    assert await files.get(kept.id) == FileOnHand(kept, DATA)
    assert await files.about(kept.id) == kept
    assert await files.get("0" * 64) is None
    assert await files.about("0" * 64) is None


async def test_the_same_content_is_kept_once_under_each_of_its_names(
    files: SqlFiles, database: Database
) -> None:
    first = await files.put("a.pdf", "application/pdf", DATA, NOW)
    second = await files.put("b.pdf", "application/pdf", DATA, NOW)
    assert second.id != first.id
    assert len(set(await places(database))) == 1
    assert await files.about(first.id) == first
    assert await files.about(second.id) == second


async def test_what_lies_there_cannot_be_read_without_the_key(
    files: SqlFiles, database: Database, shelf: Shelf
) -> None:
    kept = await files.put("a.pdf", "application/pdf", b"Rui Goncalves" * 100, NOW)
    [place] = await places(database)
    sealed = await shelf.get(place or "")
    assert sealed is not None
    assert b"Rui" not in sealed
    with pytest.raises(NotReadable):
        await SqlFiles(database, shelf, Ring((NEW,))).get(kept.id)


async def test_what_was_changed_or_put_in_anothers_place_is_not_handed_out(
    files: SqlFiles, database: Database, shelf: Shelf
) -> None:
    one = await files.put("a.pdf", "application/pdf", b"one", NOW)
    other = await files.put("b.pdf", "application/pdf", b"two", NOW)
    first, second = [place or "" for place in await places(database)]
    sealed = await shelf.get(first)
    assert sealed is not None
    await shelf.put(second, sealed)
    await shelf.put(first, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    for file in (one, other):
        with pytest.raises(NotReadable):
            await files.get(file.id)
    await shelf.delete(first)
    with pytest.raises(NotReadable):
        await files.get(one.id)


async def test_a_content_goes_with_the_last_that_has_it(
    files: SqlFiles, database: Database, shelf: Shelf
) -> None:
    first = await files.put("a.pdf", "application/pdf", DATA, NOW)
    second = await files.put("b.pdf", "application/pdf", DATA, NOW)
    [place, _same] = await places(database)
    await files.drop([first.id])
    assert await files.get(first.id) is None
    assert await files.get(second.id) is not None
    await files.drop([second.id, "0" * 64])
    assert await shelf.get(place or "") is None
    await files.drop([second.id])
    again = await files.put("a.pdf", "application/pdf", DATA, NOW)
    assert await files.get(again.id) == FileOnHand(again, DATA)


async def test_what_a_request_has_stays(files: SqlFiles, works: Works) -> None:
    used = await files.put("a.pdf", "application/pdf", b"one", NOW)
    spare = await files.put("b.pdf", "application/pdf", b"two", NOW)
    await with_file(works, used.id, "0" * 64)
    assert await files.unused(NOW, 10) == []
    assert await files.unused(LATER, 10) == [spare.id]
    await files.drop([used.id, spare.id])
    assert await files.get(used.id) is not None
    assert await files.get(spare.id) is None


async def test_a_new_key_seals_anew_what_an_old_one_has_sealed(
    files: SqlFiles, database: Database, shelf: Shelf
) -> None:
    first = await files.put("a.pdf", "application/pdf", DATA, NOW)
    await files.put("b.pdf", "application/pdf", DATA, NOW)
    [before, _same] = await places(database)
    both = SqlFiles(database, shelf, Ring((NEW, OLD)))
    young = await both.put("c.pdf", "application/pdf", b"young", NOW)
    assert await both.renew() == 1
    assert await both.renew() == 0
    only_new = SqlFiles(database, shelf, Ring((NEW,)))
    assert await only_new.get(first.id) == FileOnHand(first, DATA)
    assert await only_new.get(young.id) is not None
    assert await shelf.get(before or "") is None


async def test_what_lay_in_the_database_is_readable_and_moves_to_the_shelf(
    files: SqlFiles, database: Database
) -> None:
    row = {"id": "ab" * 32, "name": "a.pdf", "kind": "application/pdf", "size": 4}
    row |= {"content": "ab" * 32, "data": b"%PDF", "stored": NOW}
    async with database.single.connect() as connection:
        await connection.execute(insert(table), row)
    before = await files.get("ab" * 32)
    assert before is not None
    assert before.data == b"%PDF"
    assert await files.renew() == 1
    assert await files.get("ab" * 32) == before
    assert None not in await places(database)


async def test_nothing_is_kept_unsealed(database: Database, shelf: Shelf) -> None:
    with pytest.raises(NotKept):
        await SqlFiles(database, shelf, Ring()).put("a.pdf", "application/pdf", b"%PDF", NOW)
    assert await places(database) == []


async def test_a_shelf_that_is_gone_is_told_plainly(database: Database) -> None:
    nowhere = Bucket("papers", "eu-central-1", f"http://127.0.0.1:{free_port()}", "key", "hush")
    files = SqlFiles(database, in_bucket(nowhere), Ring((OLD,)))
    with pytest.raises(NotKept) as fault:
        await files.put("a.pdf", "application/pdf", b"%PDF", NOW)
    assert "hush" not in str(fault.value)
    with pytest.raises(ShelfFault):
        await files.shelf.look()


def test_the_folder_is_made_for_nobody_but_its_owner(folder: Path) -> None:
    shelf = in_folder(folder)
    assert not folder.exists()
    asyncio.run(shelf.put("a", b"-"))
    assert folder.stat().st_mode & 0o777 == 0o700

from __future__ import annotations

from hashlib import sha256

import pytest

from core.files import Files, StoredFile
from storage.engine import Database
from storage.files import SqlFiles
from tests.storage.examples import NOW

DATA = bytes(range(256)) * 4096


@pytest.fixture
def files(database: Database) -> Files:
    return SqlFiles(database)


async def test_a_file_is_found_by_the_hash_of_its_content(files: Files) -> None:
    stored = await files.put("diplôme.pdf", "application/pdf", DATA, NOW)
    expected = StoredFile(sha256(DATA).hexdigest(), "diplôme.pdf", "application/pdf", DATA)
    assert stored == expected
    assert await files.get(stored.id) == expected
    assert await files.get("0" * 64) is None


async def test_the_same_content_is_kept_once_under_its_first_name(files: Files) -> None:
    first = await files.put("a.pdf", "application/pdf", DATA, NOW)
    second = await files.put("b.pdf", "application/pdf", DATA, NOW)
    assert second.id == first.id
    assert await files.get(first.id) == first

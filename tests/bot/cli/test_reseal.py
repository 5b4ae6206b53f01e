from __future__ import annotations

import asyncio
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.files import open_files
from bot.settings import Attachments
from storage.engine import open_database
from tests.bot.cli.conftest import Program

OLD, NEW = bytes(32), bytes(range(32))


def ring(*keys: bytes) -> str:
    return ",".join(b64encode(key).decode() for key in keys)


async def _with_a_file(folder: Path, *keys: bytes, read: str = "") -> str:
    """Put one in and give its id, or read it."""
    database = open_database(f"sqlite:///{folder}/var/imi.sqlite3")
    files = open_files(Attachments(folder=folder / "var/files", keys=keys), database)
    try:
        if read:
            found = await files.get(read)
            return found.data.decode() if found else ""
        return (await files.put("a.pdf", "application/pdf", b"%PDF", datetime.now(UTC))).id
    finally:
        await database.close()


def test_a_key_is_changed_without_losing_a_file(
    installation: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("migrate")
    file = asyncio.run(_with_a_file(installation, OLD))
    monkeypatch.setenv("IMI_DATA_KEYS", ring(NEW, OLD))
    assert "IMI_DATA_KEYS has old keys too" in program("doctor").said
    assert program("reseal").said == "1 sealed anew.\n"
    assert program("reseal").said == "0 sealed anew.\n"
    assert asyncio.run(_with_a_file(installation, NEW, read=file)) == "%PDF"


def test_a_key_that_was_taken_out_too_early_is_told(
    installation: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    program("migrate")
    asyncio.run(_with_a_file(installation, OLD))
    monkeypatch.setenv("IMI_DATA_KEYS", ring(NEW))
    ended = program("reseal")
    assert ended.code == 1
    assert "no key fits" in ended.complained


def test_without_a_key_nothing_is_sealed(program: Program) -> None:
    ended = program("reseal")
    assert ended.code == 3
    assert "IMI_DATA_KEYS" in ended.complained

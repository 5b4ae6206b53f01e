"""Whether what people attach can be kept, and read again."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

from bot.doctor.findings import Finding, note, ok, problem
from bot.files import open_files, shelf_of
from bot.settings import Attachments
from storage.engine import open_database
from storage.shelf import ShelfFault

_ABOUT = "attachments"


async def check(given: Attachments) -> AsyncIterator[Finding]:
    yield _keys(given)
    yield _folder(given.folder) if given.store == "disk" else await _bucket(given)


async def moved(given: Attachments, url: str) -> Finding:
    """The database is at the head of its migrations."""
    database = open_database(url)
    try:
        left = await open_files(given, database).unshelved()
    finally:
        await database.close()
    if left:
        lie = "one file lies" if left == 1 else f"{left:,} files lie"
        return problem(_ABOUT, f"{lie} in the database, unsealed; run: imi-assistant reseal")
    return ok(_ABOUT, "none lies in the database")


def _keys(given: Attachments) -> Finding:
    match len(given.keys):
        case 0:
            return note(_ABOUT, "IMI_DATA_KEYS has no key; it is needed once a platform is enabled")
        case 1:
            return ok(_ABOUT, "IMI_DATA_KEYS has a key")
        case _:
            told = "IMI_DATA_KEYS has old keys too; after `imi-assistant reseal` they can go"
            return note(_ABOUT, told)


def _folder(folder: Path) -> Finding:
    """It is made with the first file: until then, what it will be made in counts."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return problem(_ABOUT, f"nothing can be written to {there}; give the bot its folder")
    return ok(_ABOUT, f"are kept in {folder}")


async def _bucket(given: Attachments) -> Finding:
    name = given.s3.bucket
    try:
        await shelf_of(given).look()
    except ShelfFault as fault:
        told = f"the bucket {name} cannot be used ({fault}); check attachments.s3 and its secrets"
        return problem(_ABOUT, told)
    return ok(_ABOUT, f"are kept in the bucket {name}")

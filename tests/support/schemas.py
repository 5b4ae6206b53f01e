"""Migrated databases: on SQLite all revisions are run once in a process, and its file is copied from then on."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from storage import migrations

_SQLITE = "sqlite:///"
_made: list[bytes] = []


async def migrated(url: str) -> None:
    """Bring a database to the head, whatever it is at."""
    template = await _template() if url.startswith(_SQLITE) else b""
    if not (template and _is_laid(template, Path(url.removeprefix(_SQLITE)))):
        await migrations.upgrade(url)


def _is_laid(template: bytes, file: Path) -> bool:
    """False where there is a database already."""
    if file.exists():
        return False
    file.write_bytes(template)
    return True


async def _template() -> bytes:
    if not _made:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "migrated.sqlite3"
            await migrations.upgrade(f"{_SQLITE}{file}")
            _made.append(file.read_bytes())
    return _made[0]

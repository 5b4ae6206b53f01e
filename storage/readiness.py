"""Whether a database can be worked with, and what is said when it cannot."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import func, select
from sqlalchemy.exc import DataError, IntegrityError, ProgrammingError, SQLAlchemyError

from storage import migrations, tables
from storage.engine import UnknownDatabase, located, open_database

_PATIENCE_SECONDS = 15


class DatabaseFault(Exception):
    """``str()`` says why, without anything of what is stored."""


class Refused(DatabaseFault):
    """What was to be written does not go together with what is there."""


class Stage(Enum):
    EMPTY = "empty"
    BEHIND = "behind"
    READY = "ready"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Readiness:
    """``revision`` is the database's; ``head`` the one this program is written for."""

    embedded: bool
    revision: str | None
    head: str

    @property
    def stage(self) -> Stage:
        if self.revision is None:
            return Stage.EMPTY
        if self.revision == self.head:
            return Stage.READY
        return Stage.BEHIND if _is_known(self.revision) else Stage.AHEAD


async def examine(url: str) -> Readiness:
    """Changes nothing, and makes no file. Raises ``DatabaseFault``."""
    with plainly():
        file = _file(url)
        revision = None
        if file is None or file.exists():
            async with asyncio.timeout(_PATIENCE_SECONDS):
                revision = await migrations.current(url)
        return Readiness(file is not None, revision, migrations.head())


async def migrate(url: str) -> None:
    """Bring the database to the head; an embedded one is made, with its folder, if need be."""
    with plainly():
        if file := _file(url):
            # It will hold personal data: nobody but the bot's own account may look in.
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.touch(mode=0o600)
        await migrations.upgrade(url)


async def counts(url: str) -> dict[str, int]:
    """How many there are of what the bot cannot do without."""
    database = open_database(url)
    counted = {"authorities": tables.authorities, "people": tables.people}
    with plainly():
        try:
            async with database.reader.connect() as connection:
                return {
                    name: await connection.scalar(select(func.count()).select_from(table)) or 0
                    for name, table in counted.items()
                }
        finally:
            await database.close()


@contextmanager
def plainly() -> Iterator[None]:
    """Whatever the drivers raise becomes a ``DatabaseFault`` that gives nothing away."""
    try:
        yield
    except IntegrityError:
        raise Refused(
            "Something in it, such as an address, belongs to somebody else already, "
            "or refers to what is not there."
        ) from None
    except (DataError, ProgrammingError):
        raise DatabaseFault("It did not take what was to be written or asked.") from None
    except SQLAlchemyError as error:
        raise DatabaseFault(_reason(error)) from None
    except UnknownDatabase as error:
        raise DatabaseFault(f"{error}.") from None
    except TimeoutError:
        raise DatabaseFault(f"No answer within {_PATIENCE_SECONDS} seconds.") from None
    except BrokenPipeError:
        # Whoever read our output has left; that is nothing of the database's.
        raise
    except OSError as error:
        raise DatabaseFault(f"{error.strerror or error}.") from None


def _reason(error: SQLAlchemyError) -> str:
    """The server's own first line: ``database "imi" does not exist.``"""
    said = str(getattr(error, "orig", None) or type(error).__name__).strip().splitlines()[0]
    said = said.rpartition("'>: ")[2]
    return f"{said[:1].upper()}{said[1:].rstrip('.')}."


def _file(url: str) -> Path | None:
    address = located(url)
    embedded = address.get_backend_name() == "sqlite"
    return Path(address.database) if embedded and address.database else None


def _is_known(revision: str) -> bool:
    try:
        return (
            ScriptDirectory(str(Path(migrations.__file__).parent)).get_revision(revision)
            is not None
        )
    except CommandError:
        return False

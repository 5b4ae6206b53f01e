"""Files between the demo and the disk: handed in, or kept."""

from __future__ import annotations

from pathlib import Path

from core.errors import UserError
from core.text import msg


def read(said: str, most: int) -> tuple[str, bytes]:
    """A file's name and what is in it, one byte over ``most`` at the most. Raises ``UserError``."""
    path = Path(said).expanduser()
    try:
        # A device or a pipe may never end.
        if not path.is_file():
            raise UserError(msg("There is no file `{path}`.", path=said[:200]))
        with path.open("rb") as file:
            return path.name, file.read(most + 1)
    except OSError as error:
        raise UserError(msg("I cannot read the file `{path}`.", path=said[:200])) from error


def keep(name: str, data: bytes, folder: Path) -> Path:
    """Write it under its own name; never over another. Raises ``UserError``."""
    path = folder / (Path(name).name or "document")
    try:
        with path.open("xb") as kept:
            kept.write(data)
    except FileExistsError as error:
        raise UserError(
            msg("There is a file `{path}` already, and I leave it as it is.", path=str(path))
        ) from error
    except OSError as error:
        raise UserError(msg("I cannot write the file `{path}`.", path=str(path))) from error
    return path

"""Catalogues read from ``.po`` files; each is kept compiled beside its source, as Python keeps its bytecode."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.support import Translations


def compiled(path: Path) -> Translations:
    source = path.read_bytes()
    kept, stamp = path.with_suffix(".mo"), sha256(source).digest()
    found = _kept(kept)
    if not found.endswith(stamp):
        # Whoever reads such a file passes over what stands after its last text.
        found = _compile(source) + stamp
        with suppress(OSError):  # the folder may be read-only
            _keep(kept, found)
    return Translations(io.BytesIO(found))


def _kept(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _compile(source: bytes) -> bytes:
    # Not needed from the second start on.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogue = read_po(io.BytesIO(source), abort_invalid=True)
    made = io.BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def _keep(path: Path, data: bytes) -> None:
    """Whole or not at all: several may start at once."""
    with NamedTemporaryFile(dir=path.parent, suffix=".mo", delete=False) as written:
        written.write(data)
    # Whoever installs it need not be the one who runs it.
    os.chmod(written.name, 0o644)
    os.replace(written.name, path)

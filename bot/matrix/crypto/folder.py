"""The folder of the keys: whose session they are, and that only one assistant uses them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

from bot.matrix.crypto.box import new_salt, sealed, stretched, unsealed
from bot.matrix.crypto.canonical import decoded, unpadded

_SESSION = "session.json"


class InUse(Exception):
    """Another assistant works with these keys: ``str()`` says what to do."""


class Folder:
    """A session that two used at once would say things that nobody can read."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self.path = path
        self._passphrase = passphrase

    @contextmanager
    def held(self) -> Iterator[None]:
        """Made where it is missing. Raises ``InUse``."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = self.path / "running"
        lock.touch(mode=0o600)
        with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                raise InUse(
                    f"another assistant uses the keys in {self.path}: "
                    "give each its own platforms.matrix.store"
                ) from None
            yield

    @property
    def session(self) -> str | None:
        """The session whose keys are here."""
        known = self._read().get("session", "")
        return known if known and self.has_keys_of(known) else None

    @property
    def token(self) -> str | None:
        """What this session was let in with. Raises ``WrongPassphrase``."""
        kept = self._read().get("token")
        return unsealed(decoded(kept), self.key).decode() if kept and self.session else None

    def keep(self, session: str, token: str) -> None:
        box = unpadded(sealed(token.encode(), self.key))
        self._write({**self._read(), "session": session, "token": box})

    def has_keys_of(self, session: str) -> bool:
        return any(self.path.glob(f"*_{session}.db"))

    @cached_property
    def key(self) -> bytes:
        """What the keys here are encrypted with."""
        known = self._read()
        if "salt" not in known:
            known = {**known, "salt": unpadded(new_salt())}
            self._write(known)
        return stretched(self._passphrase, decoded(known["salt"]))

    def _read(self) -> dict[str, str]:
        file = self.path / _SESSION
        known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        return known

    def _write(self, known: dict[str, str]) -> None:
        """Whole or not at all."""
        new = self.path / f"{_SESSION}.new"
        new.touch(mode=0o600)
        new.write_text(json.dumps(known))
        new.replace(self.path / _SESSION)

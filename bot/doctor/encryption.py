"""Whether encrypted chats work: the keys are here, they open, and others can see that they are the bot's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp

from bot.doctor.findings import Finding, note, ok, problem
from bot.matrix.crypto.box import WrongPassphrase
from bot.matrix.crypto.chain import Standing, chain_of, published_key
from bot.matrix.crypto.folder import Folder
from bot.matrix.crypto.identity import Identity
from bot.matrix.crypto.signing import identity_mark, session_mark
from bot.settings import Matrix
from storage.engine import open_database
from storage.marks import SqlMarks
from storage.readiness import DatabaseFault, Stage, examine

_PATIENCE = aiohttp.ClientTimeout(total=10)
_GUIDE = "see docs/operating.md, When the keys are lost"
_TOLD = {
    Standing.UNSIGNED: "is not signed, so people's clients shut it out; restart the assistant",
    Standing.UNPUBLISHED: "has no keys on the homeserver; restart the assistant",
    Standing.OTHER_KEYS: f"has other keys on the homeserver than here; {_GUIDE}",
    Standing.NO_IDENTITY: "belongs to no identity yet; restart the assistant",
    Standing.OTHER_IDENTITY: f"belongs to another identity than the one that is kept; {_GUIDE}",
}


async def check(matrix: Matrix, database: str) -> AsyncIterator[Finding]:
    secret = matrix.store_passphrase
    passphrase = secret.get_secret_value() if secret else ""
    folder = Folder(matrix.store, passphrase)
    known, kept = await _kept(matrix, database)
    if (session := folder.session) is None:
        yield _no_keys(matrix, known)
        return
    try:
        token = matrix.access_token.get_secret_value() if matrix.access_token else folder.token
        identity = Identity.opened(kept, passphrase) if kept else None
    except WrongPassphrase:
        wrong = "IMI_MATRIX_STORE_PASSPHRASE does not open the keys that are kept"
        yield problem("encryption", f"{wrong}; {_GUIDE}")
        return
    if identity is None:
        yield problem("encryption", f"the database holds no identity of the bot; {_GUIDE}")
        return
    yield ok("encryption", f"the bot's fingerprint is {_grouped(identity.fingerprint)}")
    yield await _standing(matrix, token or "", session, identity)


async def _kept(matrix: Matrix, database: str) -> tuple[str | None, str | None]:
    """The session whose keys were used last, and the identity. The database has a line of its own."""
    try:
        if (await examine(database)).stage is not Stage.READY:
            return None, None
    except DatabaseFault:
        return None, None
    opened = open_database(database)
    marks = SqlMarks(opened)
    try:
        session = await marks.get(session_mark(matrix.user))
        return session, await marks.get(identity_mark(matrix.user))
    finally:
        await opened.close()


def _no_keys(matrix: Matrix, known: str | None) -> Finding:
    if known is None:
        return note("encryption", "no keys yet; they are made at the first `run`")
    return problem("encryption", f"the keys of {known} are not in {matrix.store}; {_GUIDE}")


async def _standing(matrix: Matrix, token: str, session: str, identity: Identity) -> Finding:
    try:
        chain = chain_of(matrix.user, await _asked(matrix, token))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        told = f"the homeserver could not be asked about the session {session}"
        return note("encryption", f"{told} ({type(error).__name__})")
    own = published_key(chain.sessions.get(session, {}), session)
    standing = chain.standing(session, own, identity.fingerprint)
    if standing is Standing.SIGNED:
        return ok("encryption", f"the session {session} is signed by the bot")
    return problem("encryption", f"the session {session} {_TOLD[standing]}")


async def _asked(matrix: Matrix, token: str) -> Mapping[str, Any]:
    url = f"{matrix.homeserver.rstrip('/')}/_matrix/client/v3/keys/query"
    headers = {"Authorization": f"Bearer {token}"}
    asked: Mapping[str, Any] = {"device_keys": {matrix.user: []}}
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE, raise_for_status=True) as line,
        line.post(url, headers=headers, json=asked) as response,
    ):
        found: dict[str, Any] = await response.json()
    return found


def _grouped(fingerprint: str) -> str:
    """Easier to compare by eye."""
    parts = (fingerprint[n : n + 4] for n in range(0, len(fingerprint), 4))
    return " ".join(parts)

"""The bot vouches for its own session, so that nobody's client shuts it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import structlog

from bot.matrix.client import Client
from bot.matrix.crypto.chain import Chain, Standing, chain_of, published_key
from bot.matrix.crypto.identity import Identity
from bot.matrix.crypto.keyring import Keyring
from core.talks import Marks

log = structlog.get_logger()

_CLIENT = "/_matrix/client/v3"


class KeysLost(Exception):
    """Everybody knows this session by keys that are no longer here; ``str()`` says what to do."""


@dataclass(frozen=True, slots=True)
class Signing:
    """``passphrase`` opens the identity, ``password`` is for homeservers that want it to believe us."""

    client: Client
    keyring: Keyring
    marks: Marks
    passphrase: str
    password: str | None

    async def establish(self) -> Standing:
        """Publish what is missing and sign what is unsigned. Raises ``KeysLost`` and ``WrongPassphrase``."""
        await self._published()
        identity = await self._identity()
        chain = await self.chain()
        if identity is None:
            return Standing.OTHER_IDENTITY if chain.identity else Standing.NO_IDENTITY
        standing = self._standing(chain, identity)
        if standing is Standing.NO_IDENTITY:
            await self.vouch_anew(identity)
        elif standing is Standing.UNSIGNED:
            await self._sign(chain, identity)
        return self._standing(await self.chain(), identity)

    async def begin_anew(self) -> str:
        """Whoever knew the old identity is warned that there is another. Its fingerprint."""
        identity = Identity.new()
        await self._published()
        await self.vouch_anew(identity)
        kept = identity.kept(self.passphrase)
        await self.marks.put(identity_mark(self.client.user_id), kept)
        return identity.fingerprint

    async def chain(self, user: str | None = None) -> Chain:
        """Of the bot, or of somebody else."""
        user = user or self.client.user_id
        asked: Mapping[str, Any] = {"device_keys": {user: []}}
        answer = await self.client.ask("ask for keys", "POST", f"{_CLIENT}/keys/query", asked)
        return chain_of(user, answer)

    async def vouch_anew(self, identity: Identity) -> None:
        """From now on everybody knows the bot by this identity."""
        keys = identity.public_keys(self.client.user_id)
        await self._proven("upload my identity", "POST", "keys/device_signing/upload", keys)
        await self._sign(await self.chain(), identity)

    async def end(self, session: str) -> None:
        """Log another session of ours out, so that nobody writes to it any more."""
        await self._proven("end a session", "DELETE", f"devices/{quote(session, safe='')}", {})

    async def _proven(self, doing: str, method: str, path: str, content: Mapping[str, Any]) -> None:
        """Homeservers may want the password again."""
        place = f"{_CLIENT}/{path}"
        also = (401,) if self.password is not None else ()
        answer = await self.client.ask(doing, method, place, content, also=also)
        if "session" in answer:
            proof = self._proof(answer)
            await self.client.ask(doing, method, place, {**content, "auth": proof})

    async def _published(self) -> None:
        chain, session = await self.chain(), self.keyring.session
        shown = chain.sessions.get(session)
        if shown is None:
            await self.keyring.publish()
        elif published_key(shown, session) != self.keyring.key:
            raise KeysLost(
                f"the keys of the session {session} are not in platforms.matrix.store any more. "
                "Log in anew for another token; docs/operating.md says how (When the keys are lost)"
            )

    async def _identity(self) -> Identity | None:
        """Ours; made at the first start, unless somebody else has made one for this account."""
        name = identity_mark(self.client.user_id)
        kept = await self.marks.get(name)
        if kept is None and not (await self.chain()).identity:
            await self.marks.put(name, Identity.new().kept(self.passphrase))
            kept = await self.marks.get(name)
        return Identity.opened(kept, self.passphrase) if kept else None

    async def _sign(self, chain: Chain, identity: Identity) -> None:
        session, user = self.keyring.session, self.client.user_id
        signed = identity.signed_session(chain.sessions[session], user)
        path = f"{_CLIENT}/keys/signatures/upload"
        await self.client.ask("sign my session", "POST", path, {user: {session: signed}})

    def _standing(self, chain: Chain, identity: Identity) -> Standing:
        return chain.standing(self.keyring.session, self.keyring.key, identity.fingerprint)

    def _proof(self, answer: Mapping[str, Any]) -> dict[str, Any]:
        who = {"type": "m.id.user", "user": self.client.user_id}
        return {
            "type": "m.login.password",
            "identifier": who,
            "password": self.password,
            "session": answer["session"],
        }


def identity_mark(user: str) -> str:
    return f"matrix identity of {user}"


def session_mark(user: str) -> str:
    """The session that was used last: its keys must not be missing at the next start."""
    return f"matrix session of {user}"

"""The bot's account: its session, the keys of that, and who vouches for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import structlog

from bot.matrix.client import Client
from bot.matrix.crypto.box import WrongPassphrase
from bot.matrix.crypto.chain import Standing
from bot.matrix.crypto.comparing import Party
from bot.matrix.crypto.folder import Folder, InUse
from bot.matrix.crypto.keyring import Keyring
from bot.matrix.crypto.signing import KeysLost, Signing, session_mark
from bot.matrix.faults import Refused
from bot.matrix.homeserver import Homeserver
from bot.matrix.login import Login, NotLetIn
from bot.matrix.patience import patiently
from bot.settings import Matrix
from core.talks import Marks

log = structlog.get_logger()

_GUIDE = "docs/operating.md, When the keys are lost"


class Account:
    def __init__(self, settings: Matrix, marks: Marks) -> None:
        self._settings = settings
        self._marks = marks
        self._client = Client(settings.homeserver, settings.user)
        secret, password = settings.store_passphrase, settings.password
        passphrase = secret.get_secret_value() if secret else ""
        self._folder = Folder(settings.store, passphrase)
        self.homeserver = Homeserver(self._client)
        self.keyring = Keyring(self._client)
        self._login = Login(self.homeserver, settings, self._folder)
        self.signing = Signing(
            self._client,
            self.keyring,
            marks,
            passphrase,
            password.get_secret_value() if password else None,
        )

    async def open(self, stack: AsyncExitStack, others: Callable[[], Awaitable[bool]]) -> None:
        """Log in with the keys of the folder. ``others``: whether another assistant has keys of its own.

        Raises ``NotLetIn``.
        """
        before = self._take(stack)
        await self._client.discover()
        await self.log_in()
        await self._look_for_losses(before, await others())

    async def log_in(self) -> None:
        """Raises ``NotLetIn``."""
        await self._login.log_in()
        try:
            standing = await patiently(self.signing.establish)
        except (KeysLost, WrongPassphrase) as error:
            raise NotLetIn(_why(error)) from error
        except Refused as refused:
            log.error("matrix.not_signed", problem=str(refused))
            return
        session = self.keyring.session
        if standing is Standing.SIGNED:
            log.info("matrix.signed", session=session)
        else:
            log.error("matrix.not_signed", session=session, standing=standing.value, see=_GUIDE)

    async def begin_anew(self) -> str:
        """Be known by a new identity from now on; its fingerprint. Raises ``NotLetIn``."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.homeserver.close)
            self._take(stack)
            await self._client.discover()
            await self._login.log_in()
            try:
                return await self.signing.begin_anew()
            except (KeysLost, Refused) as error:
                raise NotLetIn(_why(error)) from error

    async def party(self) -> Party:
        """The bot, as people compare keys with it."""
        session, chain = self.keyring.session, await self.signing.chain()
        return Party(self.homeserver.user, session, chain.keys_of(session))

    def _take(self, stack: AsyncExitStack) -> str | None:
        """The keys of the folder, for ourselves alone; whose they are. Raises ``NotLetIn``."""
        try:
            stack.enter_context(self._folder.held())
            before = self._folder.session if self._folder.token else None
            self._client.use_keys(str(self._folder.path), self._folder.key.hex())
        except (InUse, WrongPassphrase) as error:
            raise NotLetIn(_why(error)) from error
        return before

    async def _look_for_losses(self, before: str | None, others: bool) -> None:
        """Keys that are gone are gone silently; nothing else would tell."""
        mark = session_mark(self._settings.user)
        known, session = await self._marks.get(mark), self.keyring.session
        if known and before is None and not others:
            log.error(
                "matrix.keys_lost",
                session=known,
                store=str(self._folder.path),
                meaning="what was encrypted for the old session cannot be read any more",
                see=_GUIDE,
            )
            await self._end(known)
        if known != session and not others:
            await self._marks.put(mark, session)

    async def _end(self, session: str) -> None:
        try:
            await patiently(lambda: self.signing.end(session))
        except Refused as refused:
            log.warning("matrix.old_session", problem=str(refused))


def _why(error: Exception) -> str:
    if isinstance(error, WrongPassphrase):
        return "IMI_MATRIX_STORE_PASSPHRASE does not open the keys that are kept"
    return str(error)

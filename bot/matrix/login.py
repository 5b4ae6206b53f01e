"""Logging in: by token or by password, always as the session whose keys are in the folder."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import SecretStr

from bot.matrix.crypto.folder import Folder
from bot.matrix.faults import LOGGED_OUT, Refused
from bot.matrix.homeserver import Homeserver
from bot.matrix.patience import patiently
from bot.settings import Matrix


class NotLetIn(Exception):
    """The homeserver knows us not; ``str()`` says what to look at."""


@dataclass(frozen=True, slots=True)
class Login:
    homeserver: Homeserver
    settings: Matrix
    folder: Folder

    async def log_in(self) -> None:
        """Outlasts a homeserver that is away for a while. Raises ``NotLetIn``."""
        settings = self.settings
        try:
            if settings.access_token is not None:
                await self._by_token(settings.access_token)
            elif settings.password is not None:
                await self._by_password(settings.password)
            else:
                raise NotLetIn("Matrix needs IMI_MATRIX_PASSWORD or IMI_MATRIX_ACCESS_TOKEN")
        except Refused as refused:
            name = "IMI_MATRIX_ACCESS_TOKEN" if settings.access_token else "IMI_MATRIX_PASSWORD"
            told = f"{settings.homeserver} does not accept {name}: {refused}"
            raise NotLetIn(told) from refused

    async def _by_token(self, secret: SecretStr) -> None:
        token = secret.get_secret_value()
        user, session = await patiently(lambda: self.homeserver.use_token(token))
        if user != self.settings.user:
            raise NotLetIn(f"IMI_MATRIX_ACCESS_TOKEN is {user}'s, not {self.settings.user}'s")
        self.folder.keep(session, token)

    async def _by_password(self, secret: SecretStr) -> None:
        """Only when the last token is no longer taken: each login counts against a limit."""
        if not await self._as_before():
            password, known = secret.get_secret_value(), self.folder.session
            name = self.settings.device_name
            session, token = await patiently(lambda: self.homeserver.log_in(password, known, name))
            self.folder.keep(session, token)

    async def _as_before(self) -> bool:
        token = self.folder.token
        if token is None:
            return False
        try:
            user, session = await patiently(lambda: self.homeserver.use_token(token))
        except Refused as refused:
            if refused.code in LOGGED_OUT:
                return False
            raise
        return (user, session) == (self.settings.user, self.folder.session)

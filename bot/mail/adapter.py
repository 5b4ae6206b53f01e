"""Sends letters through a mail server, step by step: only a lost answer to the text itself leaves anything unsure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime

from aiosmtplib import (
    SMTP,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.channel import Letter, NotDelivered, TryLater, Unreachable, Unsure
from bot.elsewhere import MAIL
from bot.mail.render import written
from bot.settings import Mail

_PATIENCE_SECONDS = 20.0


class MailFace:
    platform = MAIL

    def __init__(self, settings: Mail) -> None:
        self._settings = settings

    async def start(self) -> None:
        """Nothing is kept open: e-mail is for the few that chat does not reach."""

    async def run(self) -> None:
        """Until cancelled; nobody answers an e-mail of ours."""
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Nothing is open."""

    async def deliver(self, letter: Letter) -> str:
        mail = written(letter, self._settings.sender, datetime.now(UTC))
        async with connected(self._settings) as server:
            with _refused():
                await server.mail(self._settings.sender)
                await server.rcpt(letter.to.account)
            try:
                await server.data(mail.as_bytes())
            except SMTPResponseException as error:
                raise _meaning(error) from None
            except (SMTPException, OSError, TimeoutError) as error:
                # The server may have it although it did not say so.
                raise Unsure(f"mail: {type(error).__name__}") from None
        return str(mail["Message-ID"])

    async def reconcile(self, letter: Letter) -> str | None:
        """Nobody can look into somebody's letter box; others are told instead of writing twice."""
        raise Unreachable("mail: the answer was lost, and an e-mail cannot be looked for")

    async def revise(self, letter: Letter, receipt: str) -> None:
        raise Unreachable("mail: what was sent cannot be changed")


@asynccontextmanager
async def connected(settings: Mail) -> AsyncIterator[SMTP]:
    """A session with the server, logged in. Raises ``NotDelivered``."""
    password = settings.password
    server = SMTP(
        hostname=settings.host,
        port=settings.port,
        username=settings.username or None,
        password=password.get_secret_value() if password else None,
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
        timeout=_PATIENCE_SECONDS,
    )
    with _refused():
        await server.connect()
    try:
        yield server
    finally:
        with suppress(SMTPException, OSError, TimeoutError):
            await server.quit()
        server.close()


@contextmanager
def _refused() -> Iterator[None]:
    """Nothing has been sent yet. The server's own words stay out: they may name people."""
    try:
        yield
    except SMTPResponseException as error:
        raise _meaning(error) from None
    except (SMTPException, OSError, TimeoutError) as error:
        raise TryLater(f"mail: {type(error).__name__}") from None


def _meaning(error: SMTPResponseException) -> NotDelivered:
    told = f"mail: {type(error).__name__} {error.code}"
    if error.code < 500:
        return TryLater(told)
    about_the_letter = isinstance(error, SMTPRecipientRefused | SMTPSenderRefused)
    return Unreachable(told) if about_the_letter or error.code >= 550 else NotDelivered(told)

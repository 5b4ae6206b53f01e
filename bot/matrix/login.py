"""Logging in: by token or by password, always as the same device."""

from __future__ import annotations

from bot.matrix.faults import Refused
from bot.matrix.homeserver import Homeserver
from bot.matrix.patience import patiently
from bot.settings import Matrix
from core.talks import Marks


class NotLetIn(Exception):
    """The homeserver knows us not; ``str()`` says what to look at."""


async def log_in(homeserver: Homeserver, settings: Matrix, marks: Marks) -> None:
    """Outlasts a homeserver that is away for a while. Raises ``NotLetIn``."""
    try:
        if settings.access_token is not None:
            await _by_token(homeserver, settings, settings.access_token.get_secret_value())
        elif settings.password is not None:
            await _by_password(homeserver, settings, marks, settings.password.get_secret_value())
        else:
            raise NotLetIn("Matrix needs IMI_MATRIX_PASSWORD or IMI_MATRIX_ACCESS_TOKEN")
    except Refused as refused:
        name = "IMI_MATRIX_ACCESS_TOKEN" if settings.access_token else "IMI_MATRIX_PASSWORD"
        raise NotLetIn(f"{settings.homeserver} does not accept {name}: {refused}") from refused


async def _by_token(homeserver: Homeserver, settings: Matrix, token: str) -> None:
    user, _device = await patiently(lambda: homeserver.use_token(token))
    if user != settings.user:
        raise NotLetIn(f"IMI_MATRIX_ACCESS_TOKEN is {user}'s, not {settings.user}'s")


async def _by_password(
    homeserver: Homeserver, settings: Matrix, marks: Marks, password: str
) -> None:
    mark = f"matrix device of {settings.user}"
    known = await marks.get(mark)
    device = await patiently(lambda: homeserver.log_in(password, known, settings.device_name))
    if device != known:
        await marks.put(mark, device)

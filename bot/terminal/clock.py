"""The clock one moves by hand, and the ways to say where to."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chat.days import read_day
from core.errors import UserError
from core.text import msg

_AHEAD = re.compile(r"\+\s*(\d{1,5})\s*([mhdw]?)")
_DAY = re.compile(r"(.*?)(?:[ T](\d{1,2}:\d{2}))?")
_NOON = time(12)
_LONGEST = timedelta(days=366)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move(self, to: datetime) -> None:
        assert to >= self._now, "time does not go back"
        self._now = to.astimezone(UTC)


def moved(said: str, now: datetime, zone: str) -> datetime:
    """Read ``+3d``, ``+2h``, ``2026-05-04`` or ``4.5.2026`` (noon), ``2026-05-04 09:00``. Raises ``UserError``.

    Days and weeks keep the hour that clocks in ``zone`` show, over a change to summer time too.
    """
    to = _read(said.strip(), now.astimezone(ZoneInfo(zone)))
    if to is None:
        raise UserError(
            msg(
                "I cannot read `{said}` as a time. Please write it like `+3d`, `+2h` or `2026-05-04`.",
                said=said.strip()[:40],
            )
        )
    if to <= now:
        raise UserError(msg("The clock can only go forward."))
    if to - now > _LONGEST:
        raise UserError(msg("The clock can go forward by a year at most."))
    return to


def _read(said: str, local: datetime) -> datetime | None:
    if ahead := _AHEAD.fullmatch(said):
        return _STEPS[ahead[2] or "d"](local, int(ahead[1])).astimezone(UTC)
    if day := _DAY.fullmatch(said):
        return _on(local, day[1], day[2])
    return None


def _on(local: datetime, said: str, hour: str | None) -> datetime | None:
    try:
        at = datetime.strptime(hour, "%H:%M").time() if hour else _NOON  # noqa: DTZ007
        day = read_day(said, local.date(), lambda _name: None)
        return datetime.combine(day, at, local.tzinfo).astimezone(UTC)
    except (ValueError, UserError):
        return None


def _exactly(**length: int) -> Callable[[datetime, int], datetime]:
    return lambda local, count: local.astimezone(UTC) + timedelta(**length) * count


_STEPS: dict[str, Callable[[datetime, int], datetime]] = {
    "m": _exactly(minutes=1),
    "h": _exactly(hours=1),
    "d": lambda local, count: local + timedelta(days=count),
    "w": lambda local, count: local + timedelta(weeks=count),
}

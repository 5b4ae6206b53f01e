"""Training dates, from CSV, JSON lines or a calendar file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.importing import cells
from bot.importing.file import Advance, Source
from bot.importing.ical import CalendarRows, is_calendar
from bot.importing.jsonlines import Table, table
from bot.importing.problems import Problem, Problems, Wrong, quoted, short
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun, in_batches
from bot.importing.trail import Done
from core.errors import UserError
from core.languages import LANGUAGES
from core.people import Person, PersonId, Role
from core.text import Named, msg
from core.training_desk import TrainingDesk
from core.training_plans import FARTHEST, MOST_MINUTES, MOST_SEATS, same
from core.training_rights import coordinated, runs
from core.trainings import Plan
from core.web import secure_address
from core.work import Work

COLUMNS = Columns(
    required=("id", "starts", "minutes", "place", "seats"),
    optional=(
        *("title", "languages", "countries", "roles", "time_zone", "called_off"),
        *(f"title_{code}" for code in LANGUAGES),
    ),
)
_ROLES = tuple(role.value for role in Role)
_OTHER_ORDER = re.compile(
    r"^(?P<day>\d{1,2})([./-])(?P<month>\d{1,2})\2(?P<year>\d{4})\.?(?:,?[ T]+(?P<hour>\d{1,2})(?=[:.]))?"
)


@dataclass(frozen=True, slots=True)
class Usual:
    """What holds where a file says nothing; an entry of a calendar cannot say most of it."""

    languages: tuple[str, ...] = ()
    seats: int | None = None


@dataclass(slots=True)
class TrainingImport:
    """All of them are run by one coordinator. What is there already, by its id, is changed, and people are told."""

    path: Source
    by: PersonId
    desk: TrainingDesk
    usual: Usual = field(default=Usual())
    noun: Noun = field(default=Noun("training", "trainings"), init=False)
    unused: Sequence[str] = field(default=(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path] if isinstance(self.path, Path) else []

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Plan]]:
        actor = await work.people.get(self.by)
        if actor is None or not coordinated(actor):
            problems.add(
                Problem("--by", 0, "", f"{quoted(self.by)} is not the id of a coordinator")
            )
            return
        sheet = self._table(problems, advance, actor)
        plans = await asyncio.to_thread(lambda: list(self._plans(sheet, actor)))
        for batch in in_batches(plans):
            for row, plan in batch:
                await self._check(work, row, plan, actor)
            yield [plan for row, plan in batch if row.good]
        self.unused = sheet.unused

    async def put(self, work: Work, batch: Sequence[Plan]) -> Sequence[Done]:
        """They are written down as the coordinator's."""
        actor = await work.people.get(self.by)
        assert actor is not None, "checked just now"
        for plan in batch:
            await self.desk.put(work, actor, plan)
        return ()

    def _table(self, problems: Problems, advance: Advance, actor: Person) -> Table:
        if is_calendar(self.path):
            return CalendarRows(self.path, problems, advance, actor.time_zone)
        return table(self.path, COLUMNS, problems, advance)

    def _plans(self, sheet: Table, actor: Person) -> Iterator[tuple[Row, Plan]]:
        ids = Once()
        for row in sheet.rows():
            plan = self._read(row, actor)
            ids.check(row, "id", plan.uid)
            if row.good:
                yield row, plan

    def _read(self, row: Row, actor: Person) -> Plan:
        named = {code: row.take(f"title_{code}", cells.text, "") for code in LANGUAGES}
        titles = {code: title for code, title in named.items() if title}
        languages = row.take("languages", cells.languages, cells.NONE)
        languages = languages or self.usual.languages or (actor.language,)
        if plain := row.take("title", cells.text, ""):
            titles.setdefault(languages[0], plain)
        if not titles:
            row.wrong("title", msg("is empty, and so are title_lv and the others"))
        called_off = row.take("called_off", _called_off, False)
        # How many seats it had is no longer of use to anybody.
        seats = 1 if called_off else self.usual.seats
        zone = row.take("time_zone", partial(_zone, actor.time_zone), actor.time_zone)
        return Plan(
            titles=Named(titles),
            starts=row.take("starts", partial(_moment, zone), datetime.max.replace(tzinfo=UTC)),
            minutes=row.take("minutes", partial(_number, MOST_MINUTES, None), 1),
            place=row.take("place", _place, ""),
            languages=languages,
            countries=row.take("countries", _countries, frozenset()),
            roles=row.take("roles", _roles, frozenset()),
            seats=row.take("seats", partial(_number, MOST_SEATS, seats), 1),
            uid=_uid(row.take("id", cells.name, "")),
            called_off=called_off,
        )

    async def _check(self, work: Work, row: Row, plan: Plan, actor: Person) -> None:
        """What was imported before may be over by now; it is let be where nothing of it changes."""
        now, known = self.desk.clock.now(), await work.trainings.by_uid(plan.uid)
        if known and not await runs(work, actor, known):
            row.wrong("id", msg("is another coordinator's training"))
        elif known is None and plan.called_off:
            row.wrong("called_off", msg("is yes, but there is no such training"))
        elif known and (same(known, plan) or known.called_off == plan.called_off is True):
            return
        elif plan.starts <= now or (known and known.is_over(now)):
            said = short(row.values.get("starts", ""))
            row.wrong("starts", msg("`{value}` is in the past", value=said))
        elif plan.starts > now + FARTHEST:
            said = short(row.values.get("starts", ""))
            row.wrong("starts", msg("`{value}` is too far ahead", value=said))


def _zone(usual: str, value: str) -> str:
    return cells.time_zone(value) if value else usual


def _uid(name: str) -> str:
    """An id that is not from a calendar is one among ours."""
    return name if not name or "@" in name else f"{name}@imi-assistant"


def _moment(zone: str, value: str) -> datetime:
    try:
        found = datetime.fromisoformat(_OTHER_ORDER.sub(_ordered, value))
    except ValueError:
        raise Wrong(
            msg("`{value}` is not a day and a time, such as 2026-03-02 10:00", value=short(value))
        ) from None
    if len(value) <= len("2026-03-02"):
        raise Wrong(msg("`{value}` has no time, such as 2026-03-02 10:00", value=short(value)))
    try:
        return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    except OverflowError:
        return found.replace(tzinfo=UTC)


def _ordered(found: re.Match[str]) -> str:
    """As spreadsheets in Europe write it, the day first."""
    day, month, year, hour = found.group("day", "month", "year", "hour")
    return f"{year}-{month:0>2}-{day:0>2}{' ' + hour.zfill(2) if hour else ''}"


def _number(most: int, usual: int | None, value: str) -> int:
    if not value and usual is not None:
        return usual
    if not value:
        raise Wrong(cells.EMPTY)
    if not value.isdecimal() or not value.isascii() or not 1 <= int(value[:9]) <= most:
        raise Wrong(
            msg("`{value}` is not a number from 1 to {most}", value=short(value), most=most)
        )
    return int(value)


def _place(value: str) -> str:
    found = cells.name(value)
    if "://" not in found:
        return found
    try:
        return secure_address(found)
    except UserError:
        raise Wrong(
            msg("`{value}` is not a web address that begins with https://", value=short(value))
        ) from None


def _countries(value: str) -> frozenset[str]:
    return frozenset(cells.country(code) for code in cells.parts(value))


def _roles(value: str) -> frozenset[Role]:
    return frozenset(_role(each) for each in cells.parts(value))


def _role(value: str) -> Role:
    if value not in _ROLES:
        known = ", ".join(_ROLES)
        raise Wrong(
            msg("`{value}` is not a role. There are: {known}.", value=short(value), known=known)
        )
    return Role(value)


def _called_off(value: str) -> bool:
    return bool(value) and cells.yes_or_no(value)

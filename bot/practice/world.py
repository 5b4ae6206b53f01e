"""One learner's practice: an assistant of their own, those who play the others, and how far a lesson has come."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.practice.clock import LearnersClock
from bot.practice.free_play import FreePlay
from bot.practice.mailbox import Mailbox
from bot.practice.players import Players
from core.calendar import at_hour
from core.clock import today_in
from core.habits import Habits, owner_of
from core.lessons import Holding, Lesson, Progress, due_move, watch
from core.people import Person
from core.requests import Action

if TYPE_CHECKING:
    from bot.app import Assistant

# Of the next day: the reminders of the morning are over.
_HOUR = time(10)
_LESSON, _AHEAD = "lesson", "ahead"
_MOST_MOVES = 30


@dataclass(frozen=True, slots=True)
class World:
    assistant: Assistant
    clock: LearnersClock
    players: Players
    mailbox: Mailbox
    country: str
    time_zone: str

    async def person(self) -> Person:
        return await self.players.person(self.players.learner)

    @property
    def today(self) -> date:
        return today_in(self.time_zone, self.clock.now())

    async def wake(self) -> None:
        """Where it was left; a practice begins on a working day, in the morning."""
        ahead = await self.assistant.marks.get(_AHEAD)
        if ahead is not None:
            self.clock.ahead = timedelta(seconds=float(ahead))
            return
        calendar = self.assistant.services.calendar
        day = calendar.working_from(self.today, self.country)
        self.clock.move(at_hour(day, _HOUR, self.time_zone))
        await self._keep_clock()

    async def next_day(self) -> date:
        """Everything that is due until then comes at its own hour."""
        calendar = self.assistant.services.calendar
        day = calendar.after_working_days(self.today, 1, self.country)
        await self._until(at_hour(day, _HOUR, self.time_zone))
        await self._keep_clock()
        if await self.progress() is None:
            await self._free_play().knock(self.today)
        return day

    async def _until(self, to: datetime) -> None:
        await self.assistant.mailman.run_due()
        while (due := await self.assistant.mailroom.next_due()) and due <= to:
            if due <= self.clock.now():
                break
            self.clock.move(due)
            await self.assistant.mailman.run_due()
        self.clock.move(to)

    async def go_on(self) -> None:
        """The others do what they can do now, and what is said because of it comes."""
        for _move in range(_MOST_MOVES):
            await self.assistant.mailman.run_due()
            if not await self._played():
                return

    async def _played(self) -> bool:
        lesson, progress = await self._running()
        if lesson is None or progress is None:
            return await self._free_play().play()
        watched = await self._watched(lesson, progress)
        move = due_move(lesson, watched, self.today)
        if move is None or not await self.players.make(move):
            return False
        await self._keep(progress.moved_on(self.today))
        return True

    async def look(self) -> tuple[Lesson, Progress] | None:
        """How far the lesson has come by now, once it has been looked at."""
        lesson, progress = await self._running()
        if lesson is None or progress is None:
            return None
        watched = await self._watched(lesson, progress)
        done = watched.reached >= len(lesson.stages)
        await self._keep(None if done else watched)
        return lesson, watched

    async def begin(self, lesson: Lesson) -> None:
        await self._keep(Progress(lesson.id, self.clock.now(), moved=self.today))

    async def progress(self) -> Progress | None:
        kept = await self.assistant.marks.get(_LESSON)
        return _loaded(json.loads(kept)) if kept else None

    async def _running(self) -> tuple[Lesson | None, Progress | None]:
        progress = await self.progress()
        return (
            (self.players.theatre.lesson(progress.lesson), progress) if progress else (None, None)
        )

    async def _watched(self, lesson: Lesson, progress: Progress) -> Progress:
        done = [each for each in await self.players.done() if each.at >= progress.since]
        return watch(lesson, progress, done, await self._holding())

    async def _holding(self) -> Collection[Holding]:
        person = await self.person()
        async with self.assistant.services.works.reading() as work:
            habits = await work.habits.of([owner_of(person)])
        stays = habits.get(owner_of(person), Habits()).away
        away = any(stay.last >= self.today for stay in stays)
        held = {Holding.AWAY if away else Holding.THERE}
        return held | {Holding.DEPUTY} if person.deputies else held

    async def _keep(self, progress: Progress | None) -> None:
        told = json.dumps(asdict(progress), default=_iso) if progress else ""
        await self.assistant.marks.put(_LESSON, told)

    async def _keep_clock(self) -> None:
        await self.assistant.marks.put(_AHEAD, str(self.clock.ahead.total_seconds()))

    def _free_play(self) -> FreePlay:
        return FreePlay(self.players, self.time_zone)

    async def close(self) -> None:
        await self.assistant.close()


def _iso(value: object) -> str:
    assert isinstance(value, date), "a progress has numbers, names and days"
    return value.isoformat()


def _loaded(kept: Mapping[str, object]) -> Progress:
    moved, wrong = kept["moved"], kept.get("wrong")
    return Progress(
        lesson=str(kept["lesson"]),
        since=datetime.fromisoformat(str(kept["since"])),
        reached=int(str(kept["reached"])),
        heard=int(str(kept["heard"])),
        played=int(str(kept["played"])),
        moved=date.fromisoformat(str(moved)) if moved else None,
        wrong=Action(str(wrong)) if wrong else None,
    )

"""Somebody practising, as the conversation meets them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.practice.world import World
from chat.context import Context
from chat.message import Button, Card, Part, Reply
from core.clock import today_in
from core.lessons import Lesson, Progress, Stage
from core.text import Message, msg, msgs

_MOST_LETTERS = 6
_NEXT_DAY = Button(msg("Next day"), "next day")
_LESSONS = Button(msg("Lessons"), "practice")
_LEAVE = Button(msg("Leave practice"), "leave practice")


@dataclass(frozen=True, slots=True)
class Practised:
    """``anew`` brings the world back to its beginning."""

    world: World
    outer: Context
    anew: Callable[[], Awaitable[None]]

    async def follow(self, reply: Reply) -> Reply:
        await self.world.go_on()
        letters = self.world.mailbox.take()
        looked = await self.world.look()
        if looked and looked[1].reached >= len(looked[0].stages):
            await self._finish(looked[0])
        below = _lesson_card(*looked) if looked else _card()
        parts = (*reply.parts, *_shown(letters), below)
        return Reply(parts, reply.tone, language=reply.language)

    async def begin(self, lesson: Lesson) -> None:
        await self.world.begin(lesson)

    async def next_day(self) -> date:
        return await self.world.next_day()

    async def start_over(self) -> None:
        await self.anew()

    async def _finish(self, lesson: Lesson) -> None:
        """Who has learnt what is about a real person, and the one thing that is told outside."""
        services, person = self.outer.services, self.outer.person
        today = today_in(person.time_zone, services.clock.now())
        async with services.works.writing() as work:
            await work.practices.finish(person.id, lesson.id, today)
            await work.commit()


def _shown(letters: Sequence[Reply]) -> Iterator[Part]:
    if not letters:
        return
    yield msgs("**A new message for you:**", "**{n} new messages for you:**", len(letters))
    for letter in letters[-_MOST_LETTERS:]:
        yield from letter.parts


def _card() -> Card:
    return Card(title=msg("You are practising"), actions=(_LESSONS, _NEXT_DAY, _LEAVE))


def _lesson_card(lesson: Lesson, progress: Progress) -> Card:
    reached = progress.reached
    if reached >= len(lesson.stages):
        return Card(
            title=msg("You have finished the lesson: {lesson}", lesson=lesson.title),
            body=(lesson.learnt,),
            actions=(_LESSONS, _LEAVE),
        )
    stage = lesson.stages[reached]
    return Card(
        title=msg(
            "Lesson: {lesson}. Step {step} of {steps}",
            lesson=lesson.title,
            step=reached + 1,
            steps=len(lesson.stages),
        ),
        body=tuple(_told(lesson, progress, stage)),
        actions=(
            *(_offered(name) for name in stage.offers),
            *_again(lesson, progress),
            *_more(stage.offers),
        ),
    )


def _more(offers: Sequence[str]) -> Iterator[Button]:
    if "next day" not in offers:
        yield _NEXT_DAY
    yield from (_LESSONS, _LEAVE)


def _again(lesson: Lesson, progress: Progress) -> Iterator[Button]:
    if progress.reached or progress.wrong:
        yield Button(msg("Begin the lesson again"), f"lesson {lesson.id}")


def _told(lesson: Lesson, progress: Progress, stage: Stage) -> Iterator[Message]:
    """What the lesson says itself about a wrong turn says what to do as well."""
    if progress.wrong and progress.wrong in lesson.wrong:
        yield lesson.wrong[progress.wrong]
        return
    if progress.wrong:
        yield msg(
            "That is possible too, but this lesson is about something else. If what it still wants is not possible "
            "any more, begin it again. What it still wants:"
        )
    yield stage.says


def _offered(name: str) -> Button:
    return _OFFERED[name]


_OFFERED = {
    "next day": _NEXT_DAY,
    "new request": Button(msg("New request"), "new request"),
    "my tasks": Button(msg("My tasks"), "my tasks"),
    "deputy": Button(msg("Name a deputy"), "deputy"),
    "away": Button(msg("I am away"), "away"),
    "i am back": Button(msg("I am back"), "i am back"),
}

"""What the commands about practice share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from chat.context import Context, Services
from chat.fields import Answers, Option, Search
from chat.message import Button, Card, Fact
from chat.practising import OnlyInPractice, Practising
from core.clock import today_in
from core.lessons import Lesson
from core.letting_practise import Letting
from core.likeness import nearest
from core.practices import Practice
from core.text import Message, msg

_MOMENT = timedelta(seconds=1)


def letting(services: Services) -> Letting:
    exchange = services.exchange
    schedule = exchange.announcer.planner.schedule
    return Letting(services.works, services.clock, schedule, exchange.changed)


def practising(ctx: Context) -> Practising:
    """Raises ``OnlyInPractice``."""
    if ctx.practice is None:
        raise OnlyInPractice
    return ctx.practice


def lessons_of(ctx: Context) -> Sequence[Lesson]:
    return ctx.services.content.theatre.lessons


def lesson_field() -> Search:
    return Search(
        "lesson",
        msg("Which lesson?"),
        _find,
        _pick,
        hint=msg("Write its number, or a part of its title. `practice` shows all of them."),
    )


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    lessons = lessons_of(ctx)
    if numbered := lesson_at(ctx, said.strip()):
        return (_option(numbered),)
    put = ctx.services.ear.put
    likely = nearest(said, [(put(lesson.title, ctx.language), lesson) for lesson in lessons])
    return tuple(map(_option, likely or lessons))


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    found = lesson_at(ctx, value)
    return _option(found) if found else None


def lesson_at(ctx: Context, value: str) -> Lesson | None:
    """By its number or its id."""
    numbered = {str(number): lesson for number, lesson in enumerate(lessons_of(ctx), 1)}
    return numbered.get(value) or ctx.services.content.theatre.lesson(value)


def _option(lesson: Lesson) -> Option:
    return Option(lesson.id, lesson.title)


def last_day(practice: Practice, zone: str) -> date:
    """On which one may still practise."""
    assert practice.until is not None, "somebody has granted it"
    return today_in(zone, practice.until - _MOMENT)


def lessons_card(ctx: Context, finished: Mapping[str, date]) -> Card:
    lessons = lessons_of(ctx)
    return Card(
        title=msg("Practice: learn by doing"),
        body=(
            msg(
                "Everything works as it really does, with invented authorities and people. Nobody real sees what you "
                "do here. Choose a lesson, or try on your own what you like."
            ),
        ),
        facts=tuple(Fact(lesson.title, _state(finished.get(lesson.id))) for lesson in lessons),
        actions=(
            *(Button(lesson.title, f"lesson {lesson.id}") for lesson in lessons),
            Button(msg("Start over"), "start over"),
        ),
    )


def _state(finished: date | None) -> Message:
    return msg("finished on {day}", day=finished) if finished else msg("not finished yet")

"""A coordinator sees who practises, and which lessons they have finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.lessons import Lesson
from core.letting_practise import Learning
from core.text import Listing, Message, as_written, msg, msgs, words
from handlers._nothing import Nothing
from handlers._practice import last_day, lessons_of, letting

_MOST = 40
_MOST_BUTTONS = 8


async def who_practises(ctx: Context, _nothing: Nothing) -> Reply:
    found = await letting(ctx.services).learners(ctx.person)
    if not found:
        return say(msg("Nobody whom you coordinate has asked to practise."))
    now, lessons = ctx.services.clock.now(), lessons_of(ctx)
    facts = (Fact(as_written(each.person.name), _told(each, lessons, now)) for each in found)
    card = Card(
        title=msg("Who practises"),
        facts=tuple(facts)[:_MOST],
        actions=tuple(_waiting(found))[:_MOST_BUTTONS],
    )
    return say(card)


def _told(each: Learning, lessons: Sequence[Lesson], now: datetime) -> Message:
    done = [lesson.title for lesson in lessons if lesson.id in each.finished]
    return msg("{state} {finished}", state=_state(each, now), finished=_finished(done, lessons))


def _state(each: Learning, now: datetime) -> Message:
    if each.practice.until is None:
        return msg("Waits for your word.")
    if each.practice.is_open(now):
        day = last_day(each.practice, each.person.time_zone)
        return msg("May practise until {day}.", day=day)
    return msg("The practice has ended.")


def _finished(done: Sequence[Message], lessons: Sequence[Lesson]) -> Message:
    if not done:
        return msg("No lesson is finished yet.")
    return msgs(
        "One lesson of {all} is finished: {titles}.",
        "{n} lessons of {all} are finished: {titles}.",
        len(done),
        all=len(lessons),
        titles=Listing(tuple(done)),
    )


def _waiting(found: Sequence[Learning]) -> Iterator[Button]:
    for each in found:
        if each.practice.until is None:
            label = msg("Let {name} practise", name=each.person.name)
            yield Button(label, f"grant practice {each.person.id}")


COMMAND = Command(
    name="who practises",
    words=words("who practises | who is practising | learners | practice progress"),
    summary=msg("See who practises and what they have learnt"),
    form=Form(title=msg("Who practises"), fields=(), into=Nothing),
    run=who_practises,
    effect=False,
    chapter=Chapter.TEAM,
    practised=False,
)

"""What is said unasked of trainings: a seat, another time, called off, and that it is near."""

from __future__ import annotations

from collections.abc import Container

from chat.mailing import Mailing, News
from chat.message import Button, Card, Link, Reply, say
from core.clock import today_in
from core.outbox import Planned, Progress
from core.people import Person
from core.text import Message, msg
from core.training_news import REMINDING, Said
from core.trainings import TRAINING, Enrolment, Roll, Training, TrainingId, roll_of
from handlers._trainings import calendar_file, in_which_language, training_card, when_and_where

# What a later message says too.
_SAYING_ALL = {
    Said.MOVED: frozenset({Said.MOVED}),
    Said.CHANGED: frozenset({Said.CHANGED, Said.MOVED}),
}


async def write(news: News) -> Reply | None:
    """A room hears nothing: who learns what is nobody else's business."""
    training = await news.work.trainings.get(TrainingId(int(news.planned.about.key)))
    if training is None or not isinstance(news.reader, Person):
        return None
    roll = await roll_of(news.work.trainings, training)
    said, mine = Said(news.planned.kind), roll.of(news.reader.id)
    if not _is_useful(news, training, said) or await _is_outdated(news, said):
        return None
    if said is Said.WISHED:
        return None if mine else _wished(news, roll, news.reader)
    if mine is None or (said in (*REMINDING, Said.SEATED) and not mine.seated):
        return None
    return await _told(news, training, said, mine, news.reader)


def _is_useful(news: News, training: Training, said: Said) -> bool:
    if training.starts <= news.services.clock.now():
        return False
    return training.called_off == (said is Said.CALLED_OFF)


async def _is_outdated(news: News, said: Said) -> bool:
    """Another move says all that is new by now; a reminder of another time is none."""
    later = _SAYING_ALL.get(said)
    if later is None:
        return False
    rows = await news.work.outbox.of(news.planned.about)
    return any(
        row.progress is not Progress.CANCELLED and _follows(row.planned, news.planned, later)
        for row in rows
    )


def _follows(later: Planned, planned: Planned, kinds: Container[str]) -> bool:
    alike = later.recipient == planned.recipient and later.kind in kinds
    return alike and later.due > planned.due


def _wished(news: News, roll: Roll, reader: Person) -> Reply:
    return say(
        msg("**A training is planned for you.** You wanted to hear of the next one."),
        *news.lateness(),
        training_card(roll, reader, runs=False),
    )


async def _told(
    news: News, training: Training, said: Said, mine: Enrolment, reader: Person
) -> Reply:
    card = Card(
        title=_title(news, training, said),
        body=(*news.lateness(), *_body(said, mine)),
        facts=(
            *when_and_where(training),
            *(in_which_language(training) if said is Said.CHANGED else ()),
        ),
        actions=_actions(training, said, mine),
    )
    if said in REMINDING or not mine.seated:
        return say(card)
    file = await calendar_file(news.services, news.work, training, reader)
    return say(card, file)


def _title(news: News, training: Training, said: Said) -> Message:
    match said:
        case Said.SEATED:
            return msg("A seat is yours: {title}", title=training.titles)
        case Said.MOVED:
            return msg("Another time or place: {title}", title=training.titles)
        case Said.CHANGED:
            return msg("There is a change: {title}", title=training.titles)
        case Said.CALLED_OFF:
            return msg("Called off: {title}", title=training.titles)
        case Said.HOUR_BEFORE:
            return msg("Soon: {title}", title=training.titles)
        case _:
            return _near(news, training)


def _near(news: News, training: Training) -> Message:
    """What should have been said yesterday does not speak of tomorrow."""
    if today_in(news.reader.time_zone, training.starts) == news.today:
        return msg("Today: {title}", title=training.titles)
    return msg("Tomorrow: {title}", title=training.titles)


def _body(said: Said, mine: Enrolment) -> tuple[Message, ...]:
    if not mine.seated:
        return (msg("You are on the waiting list."),)
    match said:
        case Said.SEATED:
            return (msg("You have moved up from the waiting list. The file is for your calendar."),)
        case Said.MOVED | Said.CHANGED:
            return (msg("The file brings your calendar up to date. If you cannot come, say so."),)
        case Said.CALLED_OFF:
            return (msg("The file takes the entry out of your calendar."),)
        case _:
            return ()


def _actions(training: Training, said: Said, mine: Enrolment) -> tuple[Button | Link, ...]:
    if said is Said.CALLED_OFF:
        return (Button(msg("Other trainings"), "next training"),)
    leave = Button(msg("I cannot come"), f"leave training {training.id}")
    if training.is_online and mine.seated:
        return Link(msg("Join"), training.place), leave
    return (leave,)


MAILING = Mailing(
    topic=TRAINING,
    write=write,
    urgent=frozenset({Said.HOUR_BEFORE}),
    # The others bring a file, or cannot wait.
    merged=frozenset({Said.WISHED, Said.DAY_BEFORE}),
    timely=frozenset(REMINDING),
)

"""What is said unasked of practice: that somebody asks for it, that they may, and that it has ended."""

from __future__ import annotations

from datetime import timedelta

from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from core.letting_practise import PRACTICE, Told
from core.people import Person, PersonId
from core.practices import Practice
from core.text import msg
from handlers._practice import last_day


async def write(news: News) -> Reply | None:
    """A room hears nothing of it: who learns what is nobody else's business."""
    id = PersonId(news.planned.about.key)
    practice, person = await news.work.practices.of(id), await news.work.people.get(id)
    if practice is None or person is None or not isinstance(news.reader, Person):
        return None
    match Told(news.planned.kind):
        case Told.ASKED:
            return _asked(news, person) if practice.until is None else None
        case Told.GRANTED:
            return _granted(news, practice)
        case Told.ENDED:
            return None if practice.is_open(news.services.clock.now()) else _ended()


def _asked(news: News, person: Person) -> Reply:
    days = news.services.settings.practice_days
    until = news.today + timedelta(days=days)
    return say(
        Card(
            title=msg("{name} asks to practise", name=person.name),
            body=(
                *news.lateness(),
                msg(
                    "In practice they work with invented authorities and people; nothing of it is real. "
                    "You decide until when."
                ),
            ),
            actions=(
                Button(
                    msg("Until {day}", day=until), f"grant practice {person.id} {until.isoformat()}"
                ),
                Button(msg("Until another day"), f"grant practice {person.id}"),
            ),
        )
    )


def _granted(news: News, practice: Practice) -> Reply | None:
    if practice.until is None or not practice.is_open(news.services.clock.now()):
        return None
    last = last_day(practice, news.reader.time_zone)
    return say(
        Card(
            title=msg("You may practise until {day}", day=last),
            body=(
                msg(
                    "Everything works as it really does, with invented authorities and people. "
                    "Each message there begins with the word PRACTICE. You leave whenever you like."
                ),
            ),
            actions=(Button(msg("Practise now"), "practice"),),
        )
    )


def _ended() -> Reply:
    return say(
        Card(
            title=msg("Your practice has ended"),
            body=(
                msg(
                    "From now on everything is real. What you did in practice is deleted; "
                    "which lessons you have finished stays known to you and your coordinators."
                ),
            ),
            actions=(Button(msg("Ask for practice again"), "practice"),),
        )
    )


MAILING = Mailing(topic=PRACTICE, write=write, merged=frozenset(Told))

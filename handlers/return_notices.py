"""What somebody is told who is back after a long time: three steps of what they came for, and what is new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chat.mailing import Mailing, News
from chat.message import Button, Card, Reply, say
from core.outbox import Planned
from core.people import Person
from core.returning import BACK, RETURN, SINCE, Purpose, purpose_of
from core.text import Message, msg

_MOST_NEWS = 3


async def write(news: News) -> Reply | None:
    if not isinstance(news.reader, Person):
        return None
    purpose = await purpose_of(news.work, news.reader)
    return say(_steps(purpose), *_new(news, news.planned))


def _steps(purpose: Purpose) -> Card:
    return Card(
        title=msg("Good to see you again. So that it is at hand:"),
        body=_STEPS[purpose],
        actions=(*_ACTIONS[purpose], Button(msg("Ask how something works"), "learn")),
    )


def _new(news: News, planned: Planned) -> tuple[Card, ...]:
    """What came since they were here, the newest first."""
    since = date.fromisoformat(planned.values[SINCE])
    told = [
        each
        for each in news.services.content.learning.news
        if since < each.day <= news.services.clock.now().date()
    ]
    told.sort(key=lambda each: each.day, reverse=True)
    if not told:
        return ()
    return (
        Card(
            title=msg("New since you were here last"),
            body=tuple(each.says for each in told[:_MOST_NEWS]),
        ),
    )


_STEPS: Mapping[Purpose, tuple[Message, ...]] = {
    Purpose.ASKING: (
        msg("First: write `new request`, say whom you ask, and choose the questions."),
        msg("Second: the other authority accepts, or proposes another date. I tell you of it."),
        msg("Third: read the answers, then `close` the request."),
    ),
    Purpose.ANSWERING: (
        msg("First: look at `my tasks`: what waits longest comes first."),
        msg("Second: `accept` a request, or propose a date that you can keep."),
        msg("Third: `answer` the questions, and send the answers."),
    ),
    Purpose.COORDINATING: (
        msg("First: look at `open applications`: somebody may wait to be registered."),
        msg("Second: `overview` shows where dates are missed."),
        msg("Third: plan a training with `add training`, or see with `learn` what there is."),
    ),
}
_ACTIONS: Mapping[Purpose, tuple[Button, ...]] = {
    Purpose.ASKING: (
        Button(msg("New request"), "new request"),
        Button(msg("My requests"), "my requests"),
    ),
    Purpose.ANSWERING: (Button(msg("My tasks"), "my tasks"),),
    Purpose.COORDINATING: (
        Button(msg("Open applications"), "open applications"),
        Button(msg("Overview"), "overview"),
    ),
}

MAILING = Mailing(topic=RETURN, write=write, elsewhere=False, timely=frozenset({BACK}))

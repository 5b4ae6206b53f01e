"""P12: many messages for one room at once, at Slack's own limit for a channel."""

from __future__ import annotations

from datetime import date, timedelta

from chat.mailing import Mailing, News
from chat.message import Reply, say
from core.outbox import Planned, Recipient, Topic
from core.people import PersonId, RoomId
from core.text import msg
from tests.support.mailings import says_only
from tests.support.slack import Person, SlackStandIn
from tests.support.slack.faults import RATELIMITED
from tests.support.slack_chat import SlackWorld
from tests.support.world import MovableClock

MANY = 50
TEAM, JOAO = Recipient(room=RoomId("lisboa-team")), Recipient(person=PersonId("joao"))


async def write(news: News) -> Reply | None:
    return say(msg("Number {number} is due.", number=news.planned.about.key), private=False)


def due(clock: MovableClock, number: int, to: Recipient) -> Planned:
    """The higher its number, the more urgent."""
    day, late = date(2026, 3, 2), timedelta(seconds=number)
    return Planned(Topic("test", str(number)), to, "due", clock.now() - late, day)


async def test_p12_fifty_at_once_for_one_room_all_arrive_the_most_overdue_first(
    stage: SlackWorld, slack: SlackStandIn, clock: MovableClock, joao: Person
) -> None:
    assistant = stage.world.assistant
    says_only(assistant.mailman, Mailing("test", write))
    async with assistant.services.works.writing() as work:
        team = [due(clock, number, TEAM) for number in range(1, MANY + 1)]
        await work.outbox.plan([*team, due(clock, MANY + 1, JOAO)])
        await work.commit()
    # A tenth of Slack's second; how long it says to wait is in whole seconds all the same.
    slack.faults.pace("chat.postMessage", seconds=0.1)
    room = stage.rooms["lisboa-team"]
    while len(room.messages) < MANY:
        await stage.world.settle()
        assert joao.messages(), "another channel waits for this one"
        soonest = await assistant.mailroom.next_due()
        assert soonest is not None or len(room.messages) == MANY, "something is lost"
        clock.moment = max(soonest or clock.now(), clock.now())
    said = [int(one.text.split()[1]) for one in room.messages]
    assert sorted(said) == list(range(1, MANY + 1))
    moved = [abs(place - (MANY - number)) for place, number in enumerate(said)]
    assert max(moved) <= 10
    assert len(joao.messages()) == 1
    assert any(one.error == RATELIMITED for one in slack.calls)

"""What several commands about reminders share: the services, and how somebody's habits read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from chat.context import Context, Services
from chat.message import Button, Card, Fact, Reply, Tone, say
from chat.stays import stay_told
from core.habits import Habits
from core.text import Listing, Message, as_written, msg
from core.wishes import Wishes, chosen, usual


def wishes_of(services: Services) -> Wishes:
    exchange = services.exchange
    return Wishes(services.works, services.clock, exchange.announcer, exchange.changed)


def habit_facts(habits: Habits) -> Iterator[Fact]:
    """``habits``: all that counts, so that every one of them is chosen."""
    yield Fact(msg("I remind you"), _how(habits))
    yield Fact(msg("Days before an answer is due"), _days_before(habits.reply_days_before or ()))
    yield Fact(msg("Days after a request has come"), _days(habits.acceptance_days or ()))
    yield Fact(msg("On free days"), _FREE[bool(habits.working_days)])
    yield Fact(msg("Quiet hours"), _quiet(habits))
    if habits.away:
        stays = tuple(stay_told(stay) for stay in habits.away)
        yield Fact(msg("You are away"), msg("{stays}", stays=Listing(stays)))


def _how(habits: Habits) -> Message:
    hour = shown_hour(habits.hour or time(9))
    if habits.single:
        return msg("at {hour}, of each thing by itself", hour=hour)
    return msg("at {hour}, in one message with all that matters that day", hour=hour)


def _days_before(days: Sequence[int]) -> Message:
    before = tuple(str(day) for day in days if day)
    if not before:
        return msg("on the day itself")
    if 0 in days:
        return msg("{days}, and on the day itself", days=Listing(before))
    return _days(days)


def _days(days: Sequence[int]) -> Message:
    return msg("{days}", days=Listing(tuple(map(str, days)))) if days else msg("never")


_FREE = {
    True: msg("only what is due that very day; the rest comes on a working day"),
    False: msg("as on any other day"),
}


def _quiet(habits: Habits) -> Message:
    early, late = habits.not_before, habits.not_after
    if early and late:
        return msg(
            "before {early} and from {late} on", early=shown_hour(early), late=shown_hour(late)
        )
    if early:
        return msg("before {early}", early=shown_hour(early))
    return msg("from {late} on", late=shown_hour(late)) if late else msg("none")


def shown_hour(hour: time) -> Message:
    return as_written(hour.isoformat("minutes"))


async def changed(ctx: Context, wish: Habits | None) -> Reply:
    """Keep a wish (``None``: as usual), and say all that counts now."""
    wishes = wishes_of(ctx.services)
    habits = await wishes.change(ctx.person, usual if wish is None else chosen(wish))
    return say(
        msg("Noted. What was planned for you is planned anew."), card(habits), tone=Tone.GOOD
    )


def card(habits: Habits) -> Card:
    return Card(
        title=msg("How I remind you"),
        facts=tuple(habit_facts(habits)),
        actions=(
            Button(msg("Change it"), "my reminders"),
            Button(msg("What comes this week"), "what will you send me"),
            Button(msg("Send me one to try"), "test reminder"),
        ),
    )

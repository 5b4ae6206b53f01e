"""One's dates in one's own calendar, at a secret address."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Choice, Option
from chat.form import Form
from chat.message import Button, Card, Reply, Tone, say
from core.errors import UserError
from core.feeds import Feed, digest_of, new_secret
from core.text import msg, words


class NoCalendars(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg("Calendars are not offered here. Whoever runs this assistant can switch them on.")
        )


@dataclass(frozen=True, slots=True)
class Asked:
    address: str | None = None


async def my_calendar(ctx: Context, asked: Asked) -> Reply:
    if not ctx.services.settings.public_address:
        raise NoCalendars
    async with ctx.services.works.reading() as work:
        feed = await work.feeds.of(ctx.person.id)
    if feed and asked.address is None:
        return say(_kept(feed))
    return say(await _opened(ctx), tone=Tone.GOOD)


def _kept(feed: Feed) -> Card:
    return Card(
        title=msg("You have a calendar since {day}", day=feed.opened.date()),
        body=(
            msg(
                "I do not keep its address. If you no longer have it, take a new one: the old one then ends."
            ),
        ),
        actions=(_CLOSE, Button(msg("Give me a new address"), "my calendar new")),
    )


async def _opened(ctx: Context) -> Card:
    secret = new_secret()
    async with ctx.services.works.writing() as work:
        feed = Feed(ctx.person.id, digest_of(secret), ctx.services.clock.now())
        await work.feeds.put(feed)
        await work.commit()
    return Card(
        title=msg("Your dates, for your own calendar"),
        body=(
            msg(
                "Add this address to your calendar as a subscription: `{address}`",
                address=f"{ctx.services.settings.public_address}/calendar/{secret}.ics",
            ),
            msg(
                "Whoever has it sees references, areas, countries and dates, and nothing else. "
                "Keep it to yourself; I show it only this once."
            ),
        ),
        actions=(_CLOSE,),
    )


_CLOSE = Button(msg("Close the calendar"), "close calendar")

COMMAND = Command(
    name="my calendar",
    words=words("my calendar | calendar | dates in my calendar"),
    summary=msg("Have your dates in your own calendar"),
    form=Form(
        title=msg("My calendar"),
        fields=(
            Choice(
                "address",
                msg("Do you want a new address?"),
                (Option("new", msg("A new address")),),
                required=False,
            ),
        ),
        into=Asked,
    ),
    run=my_calendar,
    chapter=Chapter.DATES,
    practised=False,
)

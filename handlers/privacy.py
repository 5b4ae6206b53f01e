"""In plain words: what is kept about whom, why, how long, and who answers for it, by the settings in force."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Link, Reply, say
from core.retention import Keeping
from core.text import Message, msg, msgs, words
from handlers._authority_search import own_countries
from handlers._contacts import coordinator_fact
from handlers._nothing import Nothing


async def privacy(ctx: Context, _nothing: Nothing) -> Reply:
    return say(
        Card(title=msg("What I keep, and why"), body=_WHY, facts=tuple(_kept(ctx))),
        Card(
            title=msg("Who answers for it"),
            body=(_WHO,),
            facts=tuple([fact async for fact in _coordinators(ctx)]),
            actions=(*_own(ctx), *_policy(ctx)),
        ),
    )


_WHY = (
    msg(
        "Authorities ask each other about people and firms, and must be able to show afterwards what was asked and "
        "answered. I keep what is needed for that, and nothing else. Nothing is sent to whoever made this program."
    ),
    msg(
        "Who a request is about is shown only to people of the two authorities who may work with it, and to the "
        "other authority only once it has accepted."
    ),
)
_WHO = msg(
    "The authority that runs this assistant answers for what is kept here. Ask it, or your coordinator, to have "
    "something corrected. What was written in the chat also stays there, as long as the chat's own operator keeps it."
)


def _kept(ctx: Context) -> Iterator[Fact]:
    retention = ctx.services.settings.retention
    yield Fact(
        msg("About you"),
        msg(
            "name, language, time zone, authority, rights and accounts, until you leave and it is erased"
        ),
    )
    yield Fact(msg("A form that you have begun"), msgs("one day", "{n} days", retention.forms.days))
    yield Fact(
        msg("A draft that nobody touches"), msgs("one month", "{n} months", retention.usual.block)
    )
    yield Fact(msg("Whom a request is about, and the answers"), _months(retention.usual))
    for area, keeping in sorted(retention.areas.items()):
        label = ctx.services.content.areas.label(area)
        yield Fact(msg("The same in the area {area}", area=label), _months(keeping))
    yield Fact(
        msg("A survey in which you are asked"),
        msg("whether you have answered, until it ends; never which answers are yours"),
    )
    yield Fact(
        msg("Who did what, and when"),
        msg(
            "stays, without anything about the person concerned: authorities must be able to prove it"
        ),
    )


def _months(keeping: Keeping) -> Message:
    return msg(
        "shown to nobody any more from month {block} after closing, deleted after month {erase}",
        block=keeping.block,
        erase=keeping.erase,
    )


async def _coordinators(ctx: Context) -> AsyncIterator[Fact]:
    known = ctx.services.settings.help
    for country in sorted(await own_countries(ctx) if ctx.who else ()):
        helper = known[country].coordinator if country in known else None
        if helper:
            yield coordinator_fact(country, helper)


def _own(ctx: Context) -> tuple[Button, ...]:
    if ctx.who is None:
        return ()
    return (
        Button(msg("Show what is kept about me"), "my data"),
        Button(msg("Erase my data"), "erase my data"),
    )


def _policy(ctx: Context) -> tuple[Link, ...]:
    address = ctx.services.settings.links(ctx.language).get("data_protection")
    return (Link(msg("Data protection"), address),) if address else ()


COMMAND = Command(
    name="privacy",
    words=words(
        "privacy | data protection | gdpr | what is kept about me | what do you keep about me"
    ),
    summary=msg("See what is kept, why and how long"),
    form=Form(title=msg("Privacy"), fields=(), into=Nothing),
    run=privacy,
    effect=False,
    anyone=True,
    chapter=Chapter.HELP,
)

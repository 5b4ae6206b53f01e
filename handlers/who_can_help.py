"""Who helps: the coordinator with everything about requests and access, the helpdesk with technical trouble."""

from __future__ import annotations

from collections.abc import Iterator

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context, Help
from chat.form import Form
from chat.message import Card, Fact, Reply, say
from core.text import Country, msg, words
from handlers._authority_search import own_countries
from handlers._contacts import contacts_link, coordinator_fact, reached
from handlers._nothing import Nothing


async def who_can_help(ctx: Context, _nothing: Nothing) -> Reply:
    own = await (own_countries(ctx) if ctx.who else _applied_in(ctx))
    known = ctx.services.settings.help
    mine = [country for country in sorted(known) if country in own]
    rest = [country for country in sorted(known) if country not in own]
    links = contacts_link(ctx)
    nobody = not known and not links
    return say(
        Card(
            title=msg("Who can help"),
            body=(_NOBODY if nobody else _WHOM,),
            facts=tuple(fact for each in (*mine, *rest) for fact in _facts(each, known[each])),
            actions=links,
        )
    )


async def _applied_in(ctx: Context) -> frozenset[str]:
    """The country of whoever waits to be registered."""
    async with ctx.services.works.reading() as work:
        waiting = await work.applications.open_of(ctx.speaker)
    return frozenset({waiting.country} if waiting else ())


_WHOM = msg(
    "Your coordinator helps with requests, rights and everything about IMI; "
    "the helpdesk helps when something technical does not work."
)
_NOBODY = msg("Whoever runs this assistant has named nobody yet. Please ask in your authority.")


def _facts(country: str, help: Help) -> Iterator[Fact]:
    if help.coordinator:
        yield coordinator_fact(country, help.coordinator)
    if help.helpdesk:
        yield Fact(msg("Helpdesk, {country}", country=Country(country)), reached(help.helpdesk))


COMMAND = Command(
    name="who can help",
    words=words(
        "who can help | who can help me | who helps me | who is my coordinator | "
        "coordinator | my coordinator | helpdesk | contact | contacts | contact person | "
        "support | technical help | i want to talk to somebody | talk to somebody | talk "
        "to a human | technical problem | i have a technical problem | it does not work "
        "| not working"
    ),
    summary=msg("See who helps with IMI, and with technical trouble"),
    form=Form(title=msg("Who can help"), fields=(), into=Nothing),
    run=who_can_help,
    effect=False,
    anyone=True,
    chapter=Chapter.HELP,
)

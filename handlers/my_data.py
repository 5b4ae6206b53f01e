"""What is kept about the speaker: to read, and to take along."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Document, Fact, Reply, say
from chat.paper import Paper, Section
from core.own_data import OwnData, own_data
from core.text import Message, msg, words
from handlers._nothing import Nothing
from handlers._own_document import document
from handlers._own_paper import counted, identity, sections
from handlers._own_traces import more, open_forms


async def my_data(ctx: Context, _nothing: Nothing) -> Reply:
    async with ctx.services.works.reading() as work:
        kept = await own_data(work, ctx.person)
    forms = await open_forms(ctx, kept)
    filed = [each.wish.authority for each in kept.applications]
    known = await ctx.authorities(*kept.person.authorities(), *kept.favourites, *filed)
    paper = Paper(
        _TITLE,
        (*sections(ctx, kept, known), *more(ctx, kept, forms), Section(_LAW, STAYS)),
        _foot(ctx),
    )
    pdf = await ctx.services.printer.pdf(paper, ctx.language, ctx.time_zone)
    return say(
        Card(
            title=_TITLE,
            body=(counted(kept), *STAYS),
            facts=(*identity(kept, known), _agreed(kept)),
            actions=(
                Button(msg("What I agreed to"), "terms"),
                Button(msg("Settings"), "settings"),
                Button(msg("Erase my data"), "erase my data"),
            ),
        ),
        Document("imi-assistant.pdf", "application/pdf", pdf),
        Document("imi-assistant.json", "application/json", document(kept, known.values(), forms)),
    )


_TITLE = msg("What I keep about you")
_LAW = msg("What stays, and why")
STAYS = (
    msg(
        "Who did what and when with a request stays as long as the audit trail: "
        "the authorities must be able to prove it."
    ),
    msg(
        "You can change language, time zone and accounts in `settings`. To have the rest corrected, ask the "
        "colleague who keeps your authority's data, or your coordinator. When you leave, write `erase my data`."
    ),
)


def _agreed(kept: OwnData) -> Fact:
    """The last version they have agreed to here."""
    label = msg("What you agreed to")
    if not kept.consents:
        return Fact(label, msg("not asked here: your authority has registered you"))
    last = kept.consents[-1]
    return Fact(label, msg("version {n}, on {at}", n=last.version, at=last.at))


def _foot(ctx: Context) -> Message:
    now = ctx.services.clock.now()
    return msg("Made on {moment} for {name}.", moment=now, name=ctx.person.name)


COMMAND = Command(
    name="my data",
    words=words("my data | my personal data | data about me | what do you know about me"),
    summary=msg("Get what is kept about you"),
    form=Form(title=msg("My data"), fields=(), into=Nothing),
    run=my_data,
    effect=False,
    unbound=True,
    chapter=Chapter.ONESELF,
    practised=False,
)

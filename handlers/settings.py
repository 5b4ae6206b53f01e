"""How the bot speaks to one person, and where."""

from __future__ import annotations

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, say
from core.text import Listing, Tongue, as_written, msg, words
from handlers._accounts import account_label, accounts
from handlers._nothing import Nothing
from handlers._reminding import habit_facts, wishes_of

# What can be changed from here, as far as there is a command for it.
_LEADS = (
    *("language", "time zone", "my reminders", "away", "deputy"),
    *("reach me", "link account", "unlink account", "my data", "who can help"),
)


async def settings(ctx: Context, _nothing: Nothing) -> Reply:
    person, places = ctx.person, await accounts(ctx)
    where = Listing(tuple(account_label(each) for each in places))
    labels = {command.name: command.summary for command in ctx.services.commands}
    return say(
        Card(
            title=msg("Your settings"),
            facts=(
                Fact(
                    msg("Language"),
                    msg("{language}", language=Tongue(person.language, own_name=True)),
                ),
                Fact(msg("Time zone"), as_written(person.time_zone)),
                Fact(msg("Where I know you, the first place first"), msg("{where}", where=where)),
                *habit_facts(await wishes_of(ctx.services).of(person)),
            ),
            actions=tuple(Button(labels[name], name) for name in _LEADS if name in labels),
        )
    )


COMMAND = Command(
    name="settings",
    words=words("settings | my settings | preferences | my profile | profile"),
    summary=msg("Language, time zone, reminders, and where I write to you"),
    form=Form(title=msg("Settings"), fields=(), into=Nothing),
    run=settings,
    effect=False,
    chapter=Chapter.ONESELF,
)

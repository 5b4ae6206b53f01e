"""What the bot can do, in the words the reader would type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from chat.command import Command
from chat.context import Context, Described
from chat.form import Form
from chat.message import Button, Lasting, Link, Reply, say
from core.text import Message, Typed, msg, words
from handlers._nothing import Nothing
from handlers.register import register

_ORDER = (
    *(
        "my tasks",
        "my requests",
        "show",
        "timeline",
        "new request",
        "send",
        "find authority",
        "authority",
    ),
    *("favourite", "forget favourite"),
    *("find register", "report register"),
    *(
        "accept",
        "propose date",
        "agree",
        "keep date",
        "answer",
        "close",
        "withdraw",
        "copy",
        "file",
    ),
    *("my authority", "edit authority", "undo", "deputy"),
    *("add register", "edit register", "confirm register"),
    *("settings", "language", "time zone", "reach me", "link account", "unlink account"),
    *("my data", "who can help", "help"),
)
_FIRST = ("my tasks", "new request", "find authority", "my authority")


async def help_(ctx: Context, nothing: Nothing) -> Reply:
    if ctx.who is None:
        return await register(ctx, nothing)
    addresses = ctx.services.settings.links(ctx.language)
    return _help(tuple(ctx.services.commands), tuple(addresses.items()))


@lru_cache(maxsize=64)
def _help(known: tuple[Described, ...], addresses: tuple[tuple[str, str], ...]) -> Reply:
    commands = sorted(known, key=_place)
    listed = tuple(
        msg("`{typed}`: {summary}", typed=Typed(each.name), summary=each.summary)
        for each in commands
        if each.name != "register"
    )
    labels = {each.name: each.summary for each in commands}
    start = Lasting(
        title=msg("This is how I can help"),
        body=(
            msg(
                "Through me you ask authorities of other countries, and answer theirs. "
                "Each side writes and reads its own language; I watch the dates."
            ),
        ),
        actions=tuple(Button(labels[name], name) for name in _FIRST if name in labels),
    )
    rest = Lasting(
        title=msg("Everything you can write"),
        body=listed,
        actions=_links(dict(addresses)),
        footer=_TYPOS,
    )
    return say(start, rest)


def _place(known: Described) -> int:
    """As the work goes on: looking, asking, deciding, answering, the rest."""
    return _ORDER.index(known.name) if known.name in _ORDER else len(_ORDER)


_TYPOS = msg(
    "Small spelling mistakes do not matter. A request's reference alone shows the request."
)

LINKS: dict[str, Message] = {
    "website": msg("Website about IMI"),
    "learning_materials": msg("Learning materials"),
    "training_environment": msg("Training environment"),
    "data_protection": msg("Data protection"),
    "contacts": msg("National coordinators"),
}


def _links(addresses: Mapping[str, str]) -> tuple[Link, ...]:
    return tuple(Link(label, addresses[k]) for k, label in LINKS.items() if addresses.get(k))


COMMAND = Command(
    name="help",
    words=words("help | ? | what can you do"),
    summary=msg("See what I can do"),
    form=Form(title=msg("Help"), fields=(), into=Nothing),
    run=help_,
    effect=False,
    anyone=True,
)

"""What the bot can do, in the words the reader would type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context, Described
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Lasting, Link, Reply, say
from core.text import Message, Typed, msg, words
from handlers._nothing import Nothing
from handlers.hello import hello

_LONGEST = 6
_FIRST = ("my tasks", "new request", "find authority", "my authority")


@dataclass(frozen=True, slots=True)
class About:
    topic: str | None = None


async def help_(ctx: Context, about: About) -> Reply:
    if ctx.who is None:
        return await hello(ctx, Nothing())
    known = tuple(ctx.services.commands)
    chapter = chapter_called(ctx, about.topic) if about.topic else None
    if chapter:
        return _listed(known, chapter)
    told = _told(ctx, about.topic) if about.topic else None
    if told:
        return say(_about(told), *_listed(known, told.chapter).parts)
    return _help(known, tuple(ctx.services.settings.links(ctx.language).items()))


def chapter_called(ctx: Context, topic: str) -> Chapter | None:
    """By its word, in any language."""
    hearing = ctx.hearing
    for chapter, (_title, typed) in CHAPTERS.items():
        if topic == chapter.value or hearing.same(topic, typed):
            return chapter
    return None


def _told(ctx: Context, topic: str) -> Described | None:
    """The command that a topic begins with: ``help accept``, ``how do I accept a request``."""
    parts = topic.split()[:_LONGEST]
    for length in range(len(parts), 0, -1):
        said = " ".join(parts[:length])
        for each in ctx.services.commands:
            if ctx.hearing.same(said, each.words):
                return each
    return None


def _about(told: Described) -> Card:
    return Card(
        title=told.summary,
        body=(msg("Write `{typed}`, or choose it here:", typed=Typed(told.name)),),
        actions=(Button(msg("Begin"), told.name),),
    )


@lru_cache(maxsize=64)
def _listed(known: tuple[Described, ...], chapter: Chapter) -> Reply:
    told = [
        each for each in known if each.chapter is chapter and each.name not in ("register", "hello")
    ]
    title, _typed = CHAPTERS[chapter]
    back = Button(msg("All of my help"), "help")
    return say(Lasting(title=title, body=_lines(told), actions=(back,), footer=_TYPOS))


def _lines(told: Sequence[Described]) -> tuple[Message, ...]:
    return tuple(
        msg("`{typed}`: {summary}", typed=Typed(each.name), summary=each.summary) for each in told
    )


@lru_cache(maxsize=64)
def _help(known: tuple[Described, ...], addresses: tuple[tuple[str, str], ...]) -> Reply:
    labels = {each.name: each.summary for each in known}
    start = Lasting(
        title=msg("This is how I can help"),
        body=(
            msg(
                "Through me you ask authorities of other countries, and answer theirs. "
                "Each side writes and reads its own language; I watch the dates."
            ),
            *_lines([each for name in _FIRST for each in known if each.name == name]),
        ),
        actions=tuple(Button(labels[name], name) for name in _FIRST if name in labels),
    )
    told = {each.chapter for each in known}
    rest = Lasting(
        title=msg("What would you like to know more about?"),
        actions=(
            *(
                Button(title, f"help {chapter.value}")
                for chapter, (title, _typed) in CHAPTERS.items()
                if chapter in told
            ),
            *_links(dict(addresses)),
        ),
        footer=_TYPOS,
    )
    return say(start, rest)


_TYPOS = msg(
    "Small spelling mistakes do not matter. A request's reference alone shows the request."
)

CHAPTERS: Mapping[Chapter, tuple[Message, Message]] = {
    Chapter.TASKS: (msg("Tasks and requests"), words("tasks | requests")),
    Chapter.ASKING: (msg("Asking another authority"), words("asking | ask")),
    Chapter.ANSWERING: (msg("Answering a request"), words("answering | answers")),
    Chapter.DATES: (msg("Dates and reminders"), words("dates | reminding")),
    Chapter.DIRECTORY: (msg("Authorities and registers"), words("authorities | registers")),
    Chapter.TEAM: (msg("Your authority and colleagues"), words("team | people")),
    Chapter.ONESELF: (msg("Your own settings"), words("my settings | setup")),
    Chapter.HELP: (msg("Help and learning"), words("learning | explanations")),
}

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
    words=words(
        "help | ? | what can you do | how can i | how to | how does it work | how does "
        "this work | i need help | commands | menu | i do not know what to do | i am "
        "lost | help me | can you help me | i do not understand | i do not understand "
        "anything | i don't understand | what is this | what is imi"
    ),
    summary=msg("See what I can do"),
    form=Form(
        title=msg("Help"),
        fields=(Text("topic", msg("About what?"), required=False),),
        into=About,
    ),
    run=help_,
    effect=False,
    anyone=True,
    chapter=Chapter.HELP,
)

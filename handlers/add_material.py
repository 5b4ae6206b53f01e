"""Add something to learn from: it stands in `learn` at once, beside what came with the assistant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.addresses import SecureAddress
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option, Text
from chat.form import Branch, Form
from chat.message import Button, Card, Reply, Tone, say
from chat.numbers import Number
from core.languages import LANGUAGES
from core.learning import Medium
from core.materials import NEW, KeptMaterial
from core.people import AuthorityId
from core.text import Tongue, msg, words
from core.training_refusals import NoCoordinator
from core.training_rights import coordinated
from handlers._materials import KINDS, library
from handlers.help import CHAPTERS

_LONGEST_TITLE, _LONGEST_MINUTES = 100, 600


@dataclass(frozen=True, slots=True)
class Added:
    title: str
    address: str
    language: str
    kind: str
    minutes: int
    topic: str
    ending: str


async def add_material(ctx: Context, added: Added) -> Reply:
    new = KeptMaterial(
        id=NEW,
        title=added.title,
        language=added.language,
        address=added.address,
        medium=Medium(added.kind),
        minutes=added.minutes,
        subject=Chapter(added.topic),
        authority=AuthorityId(""),
    )
    kept = await library(ctx.services).add(ctx.person, new)
    card = Card(
        title=msg("{title}: everybody finds it with `learn` now", title=kept.title),
        actions=(
            Button(msg("See it"), f"learn {kept.subject.value}"),
            Button(msg("Remove it"), f"remove material {kept.id}"),
        ),
    )
    return say(card, tone=Tone.GOOD)


async def _fields(ctx: Context, _answers: Answers) -> Sequence[Field]:
    if not coordinated(ctx.person):
        raise NoCoordinator
    return (
        Text("title", msg("What is it called?"), max_length=_LONGEST_TITLE),
        SecureAddress("address", msg("At which address (https://…) is it?")),
        Choice("language", msg("In which language is it?"), _languages(ctx)),
        Choice("kind", msg("What is it?"), tuple(Option(m.value, KINDS[m]) for m in Medium)),
        Number(
            "minutes",
            msg("How many minutes does it take?"),
            most=_LONGEST_MINUTES,
            why=msg("Whoever has little time chooses by it."),
        ),
        Choice(
            "topic",
            msg("What is it about?"),
            _topics(),
            why=msg("It is listed under this topic, and found by it."),
        ),
    )


def _languages(ctx: Context) -> tuple[Option, ...]:
    """Those of the assistant first."""
    ordered = dict.fromkeys((ctx.language, *ctx.services.settings.languages, *LANGUAGES))
    return tuple(Option(code, msg("{language}", language=Tongue(code))) for code in ordered)


def _topics() -> tuple[Option, ...]:
    return tuple(Option(chapter.value, title) for chapter, (title, _typed) in CHAPTERS.items())


COMMAND = Command(
    name="add material",
    words=words("add material | new material | add learning material"),
    summary=msg("Add something to learn from"),
    form=Form(
        title=msg("Add a material"),
        fields=(Branch((), _fields),),
        into=Added,
        endings=(Option("add", msg("Add it")),),
    ),
    run=add_material,
    chapter=Chapter.HELP,
)

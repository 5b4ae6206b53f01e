"""Begin a guided lesson of practice."""

from __future__ import annotations

from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.form import Form
from chat.message import Card, Reply, Tone, say
from core.errors import UserError
from core.text import msg, words
from handlers._practice import lesson_at, lesson_field, practising


@dataclass(frozen=True, slots=True)
class Chosen:
    lesson: str


async def lesson(ctx: Context, chosen: Chosen) -> Reply:
    own = practising(ctx)
    found = lesson_at(ctx, chosen.lesson)
    if found is None:
        raise UserError(msg("There is no such lesson. Write `practice` to see them."))
    await own.begin(found)
    return say(Card(title=found.title, body=(found.aim,)), tone=Tone.GOOD)


COMMAND = Command(
    name="lesson",
    words=words("lesson | begin lesson | start lesson"),
    summary=msg("Begin a lesson of practice"),
    form=Form(title=msg("Begin a lesson"), fields=(lesson_field(),), into=Chosen),
    run=lesson,
    of_practice=True,
    chapter=Chapter.HELP,
)

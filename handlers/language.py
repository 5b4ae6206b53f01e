"""Choose the language in which the bot speaks to you."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.form import Branch, Form
from chat.guests import choose_language
from chat.message import Button, Card, Reply, Tone
from core.text import Message, Tongue, msg, words
from handlers._oneself import change_oneself


@dataclass(frozen=True, slots=True)
class Wanted:
    language: str


async def language(ctx: Context, wanted: Wanted) -> Reply:
    if ctx.who is None:
        now = ctx.services.clock.now()
        await choose_language(ctx.services.talks, ctx.speaker, wanted.language, now)
    else:
        await change_oneself(ctx, lambda person: replace(person, language=wanted.language))
    said = msg("From now on I speak {language} to you.", language=Tongue(wanted.language))
    if ctx.who is None:
        go_on = Card(msg("Hello!"), actions=(Button(msg("Ask to be registered"), "register"),))
        return Reply((said, go_on), Tone.GOOD, language=wanted.language)
    return Reply((said,), Tone.GOOD, language=wanted.language)


async def _languages(ctx: Context, _answers: Answers) -> Sequence[Field]:
    options = tuple(Option(code, own_name(code)) for code in ctx.services.settings.languages)
    return (Choice("language", msg("Which language should I speak to you?"), options),)


def own_name(code: str) -> Message:
    return msg("{language}", language=Tongue(code, own_name=True))


COMMAND = Command(
    name="language",
    words=words("language | change language | choose language | my language"),
    summary=msg("Choose your language"),
    form=Form(title=msg("Language"), fields=(Branch((), _languages),), into=Wanted),
    run=language,
    anyone=True,
    chapter=Chapter.ONESELF,
    practised=False,
)

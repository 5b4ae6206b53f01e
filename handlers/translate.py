"""Read what the other side wrote in its own words, as a machine translates it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from chat.cards import title
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import ReferenceField
from chat.form import Form
from chat.message import Button, Card, Fact, Reply, problem, say
from chat.translation import UNKNOWN, Passage, Translator, foreign
from core.text import Message, Tongue, as_written, msg, words
from handlers._desk import OneRequest

Translated = Mapping[Passage, str]


async def translate(ctx: Context, one: OneRequest) -> Reply:
    services = ctx.services
    case = await services.exchange.show(ctx.person, one.reference)
    if services.translator is None:
        return problem(msg("Machine translation is not switched on here."))
    passages = foreign(case.view, services.content, ctx.language)
    if not passages:
        return say(msg("Nothing in it is written in another language."))
    translated = await _translated(services.translator, passages, ctx.language)
    return say(
        Card(
            title=title(case.view.outline, services.content),
            body=(_caution(translated, passages, services.translator),),
            facts=tuple(_facts(passages, translated)),
            actions=(Button(msg("Show everything"), f"show {one.reference}"),),
        )
    )


async def _translated(
    translator: Translator, passages: Sequence[Passage], language: str
) -> Translated:
    """Those that could be translated and may be."""
    found: dict[Passage, str] = {}
    allowed = [p for p in passages if translator.may_see_personal or not p.personal]
    for source, group in groupby(sorted(allowed, key=_language), key=_language):
        together = list(group)
        texts = [passage.text for passage in together]
        answer = await translator.translate(texts, source, language)
        found |= dict(zip(together, answer or (), strict=False))
    return found


def _language(passage: Passage) -> str:
    return passage.language


def _caution(
    translated: Translated, passages: Sequence[Passage], translator: Translator
) -> Message:
    if not translator.may_see_personal and all(passage.personal for passage in passages):
        return msg("What may be about people is not given to a machine here. This is the original.")
    if not translated:
        return msg("There is no translation just now. This is the original.")
    return msg("A machine has translated this: it may be wrong. Only the original counts.")


def _facts(passages: Sequence[Passage], translated: Translated) -> Iterator[Fact]:
    for passage in passages:
        yield Fact(passage.label, _original(passage))
        if machine := translated.get(passage):
            yield Fact(msg("Machine translation"), as_written(machine))


def _original(passage: Passage) -> Message:
    if passage.language == UNKNOWN:
        return as_written(passage.text)
    return msg("{text} ({language})", text=passage.text, language=Tongue(passage.language))


COMMAND = Command(
    name="translate",
    words=words("translate | translation"),
    summary=msg("Have free text of a request translated by a machine"),
    form=Form(title=msg("Translate"), fields=(ReferenceField(),), into=OneRequest),
    run=translate,
    effect=False,
    chapter=Chapter.TASKS,
)

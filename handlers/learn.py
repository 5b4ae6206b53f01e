"""Short answers to what officials ask most, and what there is to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Text
from chat.form import Form
from chat.message import Button, Card, Link, Reply, say
from core.learning import Explained, Material
from core.likeness import likest
from core.materials import KeptMaterial
from core.text import Message, Tongue, as_written, msg, msgs, words
from handlers._materials import KINDS
from handlers.help import CHAPTERS, chapter_called

_MOST = 5
# How much of what was asked an answer has to have, and how much more than the next one, to be given at once.
_LEAST, _CLEAR = 0.35, 0.15
# Titles are short: much of one has to be in what was asked.
_LEAST_OF_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class About:
    topic: str | None = None


async def learn(ctx: Context, about: About) -> Reply:
    learning = ctx.services.content.learning
    if not about.topic:
        return _start(ctx)
    known = learning.answer(about.topic)
    if known:
        materials = _materials(ctx, await _all(ctx), known.subject)
        return say(_answer(ctx, known), *materials)
    chapter = chapter_called(ctx, about.topic)
    if chapter:
        return await _listed(ctx, chapter)
    return await _found(ctx, about.topic)


def _start(ctx: Context) -> Reply:
    body = (msg("Write `learn` and your question in your own words, or choose:"),)
    return say(Card(title=_WHAT, body=body, actions=_subjects(ctx)))


def _subjects(ctx: Context) -> tuple[Button, ...]:
    told = {each.subject for each in ctx.services.content.learning.answers}
    return tuple(
        Button(title, f"learn {chapter.value}")
        for chapter, (title, _typed) in CHAPTERS.items()
        if chapter in told
    )


async def _listed(ctx: Context, chapter: Chapter) -> Reply:
    title, _typed = CHAPTERS[chapter]
    answers = ctx.services.content.learning.about(chapter)
    buttons = tuple(Button(each.title, f"learn {each.id}") for each in answers)
    materials = _materials(ctx, await _all(ctx), chapter)
    return say(Card(title=title, actions=buttons), *materials)


def _answer(ctx: Context, told: Explained) -> Card:
    summaries = {each.name: each.summary for each in ctx.services.commands}
    offers = tuple(Button(summaries[name], name) for name in told.offers if name in summaries)
    return Card(title=told.title, body=(told.says,), actions=offers)


async def _found(ctx: Context, said: str) -> Reply:
    answers = [each for each in _likest(ctx, said) if each[0] >= _LEAST][:_MOST]
    known = await _all(ctx)
    named = _named(ctx, known, said)
    if not answers:
        return say(*_card(ctx, named)) if named else _nothing(ctx, said)
    (best, first), *rest = answers
    clear = not rest or best - rest[0][0] >= _CLEAR
    shown = (_answer(ctx, first),) if clear else ()
    others = [each for _score, each in (rest if clear else answers)]
    return say(*shown, *_also(others, clear), *_materials(ctx, known, first.subject, named))


def _likest(ctx: Context, said: str) -> list[tuple[float, Explained]]:
    ear, answers = ctx.services.ear, ctx.services.content.learning.answers
    return likest(
        said, [(each, [*ear.phrases(each.title), *ear.phrases(each.keywords)]) for each in answers]
    )


def _also(others: Sequence[Explained], clear: bool) -> Iterator[Card]:
    title = msg("Or did you mean one of these?") if clear else _WHAT
    if others:
        yield Card(title, actions=tuple(Button(o.title, f"learn {o.id}") for o in others))


def _nothing(ctx: Context, said: str) -> Reply:
    body = (
        msg("I have no answer to `{question}`. Please use other words, or choose:", question=said),
    )
    actions = (*_subjects(ctx), Button(msg("Who can help"), "who can help"))
    return say(Card(title=_WHAT, body=body, actions=actions))


def _materials(
    ctx: Context, known: Sequence[Material], subject: Chapter, also: Sequence[Material] = ()
) -> tuple[Card, ...]:
    """What there is to learn from about it; ``also`` what was found by its title."""
    return _card(ctx, [*also, *(each for each in known if each.subject is subject)])


async def _all(ctx: Context) -> Sequence[Material]:
    """What came with the assistant, and what coordinators have added."""
    async with ctx.services.works.reading() as work:
        added = await work.materials.all()
    return [*ctx.services.content.learning.materials, *map(_as_material, added)]


def _as_material(kept: KeptMaterial) -> Material:
    return Material(
        id=f"added-{kept.id}",
        title=as_written(kept.title),
        subject=kept.subject,
        medium=kept.medium,
        minutes=kept.minutes,
        language=kept.language,
        address=kept.address,
    )


def _named(ctx: Context, known: Sequence[Material], said: str) -> Sequence[Material]:
    """By words of their titles, with typing errors."""
    languages = ctx.services.settings.languages
    put = ctx.services.ear.put
    told = [(each, [put(each.title, code) for code in languages]) for each in known]
    return [each for score, each in likest(said, told) if score >= _LEAST_OF_TITLE][:_MOST]


def _card(ctx: Context, materials: Sequence[Material]) -> tuple[Card, ...]:
    """The reader's own language first; what is in another one says so."""
    links = ctx.services.settings.links(ctx.language)
    each_once = {material.id: material for material in materials}.values()
    wanted = [(each, address) for each in each_once if (address := _address(each, links))]
    wanted.sort(key=lambda each: each[0].language not in ("", ctx.language))
    if not wanted:
        return ()
    return (
        Card(
            title=msg("To read and to watch"),
            body=tuple(_line(material) for material, _address in wanted),
            actions=tuple(Link(material.title, address) for material, address in wanted),
        ),
    )


def _address(material: Material, links: Mapping[str, str]) -> str:
    return material.address or links.get(material.link, "")


def _line(material: Material) -> Message:
    minutes = msgs("one minute", "{n} minutes", material.minutes)
    if not material.language:
        return msg(
            "{title} ({kind}, {minutes})",
            title=material.title,
            kind=KINDS[material.medium],
            minutes=minutes,
        )
    return msg(
        "{title} ({kind} in {language}, {minutes})",
        title=material.title,
        kind=KINDS[material.medium],
        language=Tongue(material.language),
        minutes=minutes,
    )


_WHAT = msg("What would you like to know?")
COMMAND = Command(
    name="learn",
    words=words("learn | explain | how do I | faq"),
    summary=msg("Get a short answer, and something to learn from"),
    form=Form(
        title=msg("Learn"),
        fields=(Text("topic", msg("About what?"), required=False),),
        into=About,
    ),
    run=learn,
    effect=False,
    chapter=Chapter.HELP,
)

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
from core.learning import Explained, Material, Medium, Subject
from core.likeness import likest
from core.text import Message, Tongue, msg, msgs, words
from handlers.help import CHAPTERS, chapter_called

_MOST = 5
# How much of what was asked an answer has to have, and how much more than the next one, to be given at once.
_LEAST, _CLEAR = 0.35, 0.15


@dataclass(frozen=True, slots=True)
class About:
    topic: str | None = None


async def learn(ctx: Context, about: About) -> Reply:
    learning = ctx.services.content.learning
    if not about.topic:
        return _start(ctx)
    known = learning.answer(about.topic)
    if known:
        return say(_answer(ctx, known), *_materials(ctx, known.subject))
    chapter = chapter_called(ctx, about.topic)
    if chapter:
        return _listed(ctx, chapter)
    return _found(ctx, about.topic)


def _start(ctx: Context) -> Reply:
    body = (msg("Write `learn` and your question in your own words, or choose:"),)
    return say(Card(title=_WHAT, body=body, actions=_subjects(ctx)))


def _subjects(ctx: Context) -> tuple[Button, ...]:
    told = {each.subject for each in ctx.services.content.learning.answers}
    return tuple(
        Button(title, f"learn {chapter.value}")
        for chapter, (title, _typed) in CHAPTERS.items()
        if Subject(chapter.value) in told
    )


def _listed(ctx: Context, chapter: Chapter) -> Reply:
    (title, _typed), subject = CHAPTERS[chapter], Subject(chapter.value)
    answers = ctx.services.content.learning.about(subject)
    buttons = tuple(Button(each.title, f"learn {each.id}") for each in answers)
    return say(Card(title=title, actions=buttons), *_materials(ctx, subject))


def _answer(ctx: Context, told: Explained) -> Card:
    summaries = {each.name: each.summary for each in ctx.services.commands}
    offers = tuple(Button(summaries[name], name) for name in told.offers if name in summaries)
    return Card(title=told.title, body=(told.says,), actions=offers)


def _found(ctx: Context, said: str) -> Reply:
    answers = [each for each in _likest(ctx, said) if each[0] >= _LEAST][:_MOST]
    if not answers:
        return _nothing(ctx, said)
    (best, first), *rest = answers
    clear = not rest or best - rest[0][0] >= _CLEAR
    shown = (_answer(ctx, first),) if clear else ()
    others = [each for _score, each in (rest if clear else answers)]
    return say(*shown, *_also(others, clear), *_materials(ctx, first.subject))


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


def _materials(ctx: Context, subject: Subject) -> Iterator[Card]:
    """The reader's own language first; what is in another one says so."""
    links = ctx.services.settings.links(ctx.language)
    wanted = [
        (material, address)
        for material in ctx.services.content.learning.materials
        if material.subject is subject and (address := _address(material, links))
    ]
    wanted.sort(key=lambda each: each[0].language not in ("", ctx.language))
    if wanted:
        yield Card(
            title=msg("To read and to watch"),
            body=tuple(_line(material) for material, _address in wanted),
            actions=tuple(Link(material.title, address) for material, address in wanted),
        )


def _address(material: Material, links: Mapping[str, str]) -> str:
    return material.address or links.get(material.link, "")


def _line(material: Material) -> Message:
    minutes = msgs("one minute", "{n} minutes", material.minutes)
    if not material.language:
        return msg(
            "{title} ({kind}, {minutes})",
            title=material.title,
            kind=_KINDS[material.medium],
            minutes=minutes,
        )
    return msg(
        "{title} ({kind} in {language}, {minutes})",
        title=material.title,
        kind=_KINDS[material.medium],
        language=Tongue(material.language),
        minutes=minutes,
    )


_WHAT = msg("What would you like to know?")
_KINDS: Mapping[Medium, Message] = {
    Medium.PAGE: msg("web page"),
    Medium.GUIDE: msg("guide"),
    Medium.VIDEO: msg("video"),
    Medium.PRESENTATION: msg("presentation"),
    Medium.COURSE: msg("place to practise"),
}


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

"""Replies and questions as lines of text: what Matrix and the terminal show, and what a screen reader reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.i18n import Voice
from chat.dialogue import SHOW_MORE, Ask, Check, Turn
from chat.fields import Choice, Choices, File, Option, ReferenceField, Search
from chat.markup import Span, Spans, Style, plain
from chat.message import Button, Card, Document, Fact, Link, Part, Reply
from core.text import Message, msg


class Kind(Enum):
    TITLE = "title"
    TEXT = "text"
    FACT = "fact"
    CHOICE = "choice"
    DETAIL = "detail"
    HINT = "hint"
    PROBLEM = "problem"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is what a person types to choose it; a ``file`` is sent beside the text."""

    kind: Kind
    spans: Spans
    number: int | None = None
    file: Document | None = None

    @property
    def text(self) -> str:
        words = plain(self.spans)
        return f"{self.number}. {words}" if self.number else words


def turn_lines(turn: Turn, voice: Voice) -> list[Line]:
    """Any turn, its choices numbered from 1."""
    match turn:
        case Reply():
            return reply_lines(turn, voice, first=1)
        case Ask():
            return list(_ask(turn, voice))
        case Check():
            return list(_check(turn, voice))


def reply_lines(reply: Reply, voice: Voice, first: int | None) -> list[Line]:
    """``first``: the number of the first choice; ``None`` shows what to type instead."""
    lines: list[Line] = []
    for part in reply.parts:
        if lines and isinstance(part, Card):
            lines.append(Line(Kind.GAP, ()))
        shown = sum(1 for line in lines if line.kind is Kind.CHOICE and line.number)
        lines += _part(part, voice, None if first is None else first + shown)
    return lines


def _part(part: Part, voice: Voice, first: int | None) -> Iterator[Line]:
    match part:
        case Message():
            yield Line(Kind.TEXT, voice.spans(part))
        case Document():
            said = f"{part.name}: {part.alt}" if part.alt else part.name
            yield Line(Kind.TEXT, (Span(said),), file=part)
        case Card():
            yield from _card(part, voice, first)


def _card(card: Card, voice: Voice, first: int | None) -> Iterator[Line]:
    yield Line(Kind.TITLE, voice.spans(card.title))
    for text in card.body:
        yield Line(Kind.TEXT, voice.spans(text))
    for fact in card.facts:
        yield Line(Kind.FACT, fact_spans(fact, voice))
    yield from _actions(card, voice, first)
    if card.footer:
        yield Line(Kind.HINT, voice.spans(card.footer))


def fact_spans(fact: Fact, voice: Voice) -> Spans:
    """Name and value on one line; a question and a whole sentence keep their own mark."""
    name = voice.text(fact.name)
    if not name.endswith(("?", ".")):
        name = voice.text(msg("{name}:", name=fact.name))
    return (Span(f"{name} ", Style.BOLD), *voice.spans(fact.value))


def _actions(card: Card, voice: Voice, first: int | None) -> Iterator[Line]:
    number = first
    for action in card.actions:
        if isinstance(action, Link):
            yield _link(action, voice)
        elif number is None:
            yield Line(Kind.CHOICE, typed_action(action, voice))
        else:
            yield Line(Kind.CHOICE, voice.spans(action.label), number)
            number += 1


def _link(link: Link, voice: Voice) -> Line:
    return Line(Kind.TEXT, (Span(voice.text(link.label), url=link.url),))


def typed_action(button: Button, voice: Voice) -> Spans:
    """A choice for readers who cannot press it: what it does and what to type."""
    typed = voice.typed(button.run)
    return voice.spans(msg("{label}: write `{typed}`", label=button.label, typed=typed))


def _ask(ask: Ask, voice: Voice) -> Iterator[Line]:
    yield from _head(ask, voice)
    if ask.title:
        yield Line(Kind.TITLE, voice.spans(ask.title))
    if ask.problem:
        yield Line(Kind.PROBLEM, voice.spans(ask.problem))
    yield Line(Kind.TEXT, voice.spans(_question(ask)))
    if ask.field.hint:
        yield Line(Kind.HINT, voice.spans(ask.field.hint))
    if isinstance(ask.field, Choice):
        yield from (_link(link, voice) for link in ask.field.links)
    if ask.current:
        yield Line(Kind.HINT, voice.spans(_current(ask.current)))
    yield from _numbered(ask.choices, voice)
    if ask.left:
        yield Line(Kind.CHOICE, voice.spans(SHOW_MORE), len(ask.options) + 1)
    if ask.skipped_by:
        yield Line(Kind.CHOICE, voice.spans(msg("Skip this question")), ask.skipped_by)
    yield Line(Kind.HINT, voice.spans(how_to_answer(ask)))


def _question(ask: Ask) -> Message:
    if not ask.total:
        return msg("**{question}**", question=ask.field.label)
    return msg(
        "**{question}** (question {position} of {total})",
        question=ask.field.label,
        position=ask.position,
        total=ask.total,
    )


def _current(answer: Message) -> Message:
    return msg("Your answer so far: **{answer}**. Write `keep` to leave it.", answer=answer)


def _numbered(found: Sequence[Option], voice: Voice) -> Iterator[Line]:
    for number, option in enumerate(found, 1):
        yield Line(Kind.CHOICE, voice.spans(option.label), number)
        if option.hint:
            yield Line(Kind.DETAIL, voice.spans(option.hint))


def how_to_answer(ask: Ask) -> Message:
    """One sentence under a question: how to answer it, and the way out."""
    how = _how(ask)
    if how is None:
        return _WAYS_OUT if ask.field.required else _WAYS_ON
    if ask.field.required:
        return msg("{how} `back`, `later` and `cancel` work too.", how=how)
    return msg("{how} `skip`, `back`, `later` and `cancel` work too.", how=how)


_WAYS_OUT = msg("`back`, `later` and `cancel` work too.")
_WAYS_ON = msg("`skip`, `back`, `later` and `cancel` work too.")


def _how(ask: Ask) -> Message | None:
    """Nothing where the question's own hint says how to search."""
    match ask.field:
        case Choice():
            return msg("Write the number of your answer.")
        case Choices():
            return msg("Write the numbers of your answers, for example `1, 3`, or `all`.")
        case ReferenceField() if ask.options:
            return msg("Write the number of the right one, or a reference.")
        case Search() if ask.options:
            return msg("Write the number of the right one, or other words to search again.")
        case Search():
            return None if ask.field.hint else msg("Write some letters or words of it.")
        case File():
            return msg("Attach the file here.")
        case _:
            return msg("Write your answer.")


def _head(turn: Ask | Check, voice: Voice) -> Iterator[Line]:
    if turn.head:
        yield Line(Kind.TEXT, voice.spans(turn.head))


def _check(check: Check, voice: Voice) -> Iterator[Line]:
    yield from _head(check, voice)
    yield Line(Kind.TITLE, voice.spans(check.title))
    if len(check.items) > 1:
        yield Line(Kind.TEXT, voice.spans(msg("Please check your answers.")))
    if check.problem:
        yield Line(Kind.PROBLEM, voice.spans(check.problem))
    for number, ending in enumerate(check.endings, 1):
        yield Line(Kind.CHOICE, voice.spans(ending.label), number)
    if check.items:
        yield Line(Kind.HINT, voice.spans(msg("To change an answer, write its number:")))
    for number, item in enumerate(check.items, len(check.endings) + 1):
        given = Fact(item.field.label, item.answer)
        yield Line(Kind.CHOICE, fact_spans(given, voice), number)
    yield Line(Kind.HINT, voice.spans(_WAYS_OUT))

"""Turns as messages of Slack: pieces of text and blocks, packed into as few messages as the limits allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from bot.i18n import Voice
from bot.lines import Kind, Line, reply_lines, turn_lines
from bot.slack.richtext import MOST, Json, gathered, paragraphs, rich_text
from bot.slack.wording import clean, clipped, escaped, size
from chat.dialogue import Ask, Check
from chat.markup import Span, Spans, Style, plain
from chat.message import Button, Card, Document, Lasting, Part, Reply
from core.text import msg

MOST_BLOCKS = 50
MOST_TEXT = 3900
_MOST_BUTTONS = 25
_HEADER, _LABEL, _VALUE = 150, 75, 2000
_TYPED = 600
NOTHING = "…"

RUN = "run:"
FORM = "form"


@dataclass(frozen=True, slots=True)
class Post:
    """One message: ``text`` says everything the blocks say, for those who hear it read out."""

    text: str
    blocks: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    lines: tuple[str, ...]
    blocks: tuple[Json, ...]


def reply_posts(reply: Reply, voice: Voice) -> list[Post]:
    lasting = tuple(part for part in reply.parts if isinstance(part, Lasting))
    if len(lasting) == len(reply.parts):
        return [*_kept(lasting, voice)]
    return _packed(piece for part in reply.parts for piece in _part(part, voice))


def question_posts(turn: Ask | Check, voice: Voice) -> list[Post]:
    """A question in the flow of a conversation: to be answered by typing, or in the form."""
    return _packed([*_worded(turn_lines(turn, voice)), _to_the_form(voice)])


def invitation_posts(voice: Voice) -> list[Post]:
    """In a shared room, where nobody should type their answers."""
    said = voice.spans(
        msg("I have a few questions. Please open the form: only you see it, and your answers.")
    )
    return _packed([*_spoken([said]), _to_the_form(voice)])


def _to_the_form(voice: Voice) -> _Piece:
    label = voice.text(msg("Open the form"))
    actions = {"type": "actions", "elements": [_button(FORM, label, "")]}
    return _Piece((escaped(clean(label)),), (actions,))


def documents(reply: Reply) -> list[Document]:
    return [part for part in reply.parts if isinstance(part, Document)]


def worded_blocks(lines: Sequence[Line]) -> list[Json]:
    """Lines without anything to press."""
    return [block for piece in _worded(lines) for block in piece.blocks]


@lru_cache(maxsize=256)
def _kept(cards: tuple[Lasting, ...], voice: Voice) -> Sequence[Post]:
    return tuple(_packed(piece for card in cards for piece in _part(card, voice)))


def _part(part: Part, voice: Voice) -> Iterator[_Piece]:
    lines = reply_lines(Reply((part,)), voice, None)
    if not isinstance(part, Card):
        yield from _worded(lines)
        return
    places = [place for place, line in enumerate(lines) if line.kind is Kind.CHOICE]
    last = places[-1] if places else len(lines)
    yield from _worded([line for line in lines[:last] if line.kind is not Kind.CHOICE])
    yield from _actions(part, [lines[place] for place in places], voice)
    yield from _worded(lines[last + 1 :])


def _worded(lines: Sequence[Line]) -> Iterator[_Piece]:
    """Facts stand together, every other line for itself."""
    for kind, members in groupby(lines, key=lambda line: line.kind):
        for line in members if kind not in _TOGETHER else ():
            yield from _title(line.spans) if kind is Kind.TITLE else _spoken([line.spans])
        if kind in _TOGETHER:
            yield from _spoken(_numbered(line) for line in members)


_TOGETHER = (Kind.FACT, Kind.CHOICE)


def _numbered(line: Line) -> Spans:
    return (Span(f"{line.number}. "), *line.spans) if line.number else line.spans


def _title(spans: Spans) -> Iterator[_Piece]:
    text = clean(plain(spans)).strip()
    if not text or size(text) > _HEADER or "\n" in text:
        yield from _spoken([tuple(Span(s.text, Style.BOLD, s.url) for s in spans)])
        return
    header = {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}
    yield _Piece((escaped(text),), (header,))


def _spoken(lines: Iterable[Spans]) -> Iterator[_Piece]:
    for held in gathered(lines):
        yield _Piece(tuple(line.text for line in held), (rich_text(held),))


def _actions(card: Card, choices: Sequence[Line], voice: Voice) -> Iterator[_Piece]:
    """Buttons, with what to type instead in the text alone: the buttons say it for those who see them."""
    buttons = [action for action in card.actions if isinstance(action, Button)]
    texts, elements = list[str](), list[Json]()
    for number, (button, line) in enumerate(zip(buttons, choices, strict=True)):
        text = escaped(clean(line.text))
        if size(text) > _TYPED:
            text = escaped(clipped(voice.text(button.label), _LABEL))
        full = len(elements) == _MOST_BUTTONS or sum(map(size, texts)) + size(text) > MOST
        if elements and full:
            yield _Piece(tuple(texts), ({"type": "actions", "elements": elements},))
            texts, elements = [], []
        texts.append(text)
        if len(button.run) <= _VALUE:
            elements.append(_button(f"{RUN}{number}", voice.text(button.label), button.run))
    if elements:
        yield _Piece(tuple(texts), ({"type": "actions", "elements": elements},))


def _button(action: str, label: str, run: str) -> Json:
    text = {"type": "plain_text", "text": clipped(label, _LABEL) or NOTHING, "emoji": False}
    button: Json = {"type": "button", "action_id": action, "text": text}
    return {**button, "value": run} if run else button


def _packed(pieces: Iterable[_Piece]) -> list[Post]:
    posts: list[Post] = []
    held: list[_Piece] = []
    blocks = heavy = 0
    for piece in pieces:
        long = sum(size(line) + 1 for line in piece.lines)
        blocks, heavy = blocks + len(piece.blocks), heavy + long
        if held and (blocks > MOST_BLOCKS or heavy > MOST_TEXT):
            posts.append(_post(held))
            held, blocks, heavy = [], len(piece.blocks), long
        held.append(piece)
    return (
        [*posts, _post(held)]
        if held
        else posts or [Post(NOTHING, tuple(paragraphs([(Span(NOTHING),)])))]
    )


def _post(pieces: Sequence[_Piece]) -> Post:
    text = "\n".join(line for piece in pieces for line in piece.lines)
    return Post(
        text if text.strip() else NOTHING,
        tuple(block for piece in pieces for block in piece.blocks),
    )

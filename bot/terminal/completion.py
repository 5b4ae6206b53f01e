"""What the Tab key offers: the words the bot understands, in the reader's language, numbers and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.i18n import Voice
from bot.terminal.slash import SLASHES
from chat.dialogue import BACK, CANCEL, KEEP, LATER, SKIP
from core.folding import fold_words
from core.text import Message


@dataclass(frozen=True, slots=True)
class Completion:
    """``text`` takes the place of the last ``replaces`` characters; ``why`` stands beside it."""

    text: str
    replaces: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``steering``: for a word with a slash, what may follow it. ``numbers``: what each stands for."""

    commands: tuple[str, ...]
    numbers: Mapping[int, str] = field(default_factory=dict)
    references: tuple[str, ...] = ()
    steering: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def typed_words(voice: Voice, *, filling: bool) -> tuple[str, ...]:
    """Every command as this reader types it; while a form is open, its own words come first."""
    always = (BACK, SKIP, KEEP, LATER, CANCEL) if filling else ()
    return tuple(_spellings(voice, (*always, *voice.words.values())))


def completions(typed: str, known: Vocabulary) -> Iterator[Completion]:
    text = typed.lstrip()
    if text.startswith("/"):
        yield from _steered(text, known)
    else:
        yield from _numbered(text, known.numbers)
        yield from _begun(text, known.commands)
        yield from _referred(text, known)


def _steered(text: str, known: Vocabulary) -> Iterator[Completion]:
    word, space, rest = text[1:].partition(" ")
    if space:
        yield from _begun(rest, known.steering.get(word, ()))
        return
    for slash in SLASHES:
        if slash.name.startswith(word):
            yield Completion(f"/{slash.name}", len(text))


def _numbered(text: str, numbers: Mapping[int, str]) -> Iterator[Completion]:
    for number, label in numbers.items():
        if str(number).startswith(text):
            yield Completion(str(number), len(text), label)


def _begun(text: str, known: Sequence[str]) -> Iterator[Completion]:
    """Marks and capitals may be left out: ``jaun`` and ``Piepras`` find their words."""
    begun = fold_words(text) + (" " if text.endswith(" ") else "")
    for each in known:
        if fold_words(each).startswith(begun):
            yield Completion(each, len(text))


def _referred(text: str, known: Vocabulary) -> Iterator[Completion]:
    """A reference, alone or after a command."""
    before, space, last = text.rpartition(" ")
    if space and fold_words(before) not in map(fold_words, known.commands):
        return
    for reference in known.references:
        if reference.startswith(last.upper()):
            yield Completion(reference, len(last))


def _spellings(voice: Voice, alternatives: Sequence[Message]) -> Iterator[str]:
    for each in alternatives:
        for spelling in voice.template(each).split("|"):
            if any(char.isalpha() for char in spelling):
                yield spelling.strip()

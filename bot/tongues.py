"""Which of the enabled languages somebody names, or speaks, as far as the words of commands tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from chat.courtesy import ASKED_FOR, LOOKED_AT, THANKS
from core.folding import fold_words
from core.text import Message, Tongue, msg

# As long as the words of a command get.
_LONGEST, _MOST = 10, 200
# "hei" and "oi" are said in many languages.
_TOO_SHORT = 3
_EVERYBODYS = "en"


class Voice(Protocol):
    @property
    def language(self) -> str: ...

    def text(self, message: Message) -> str: ...


class Tongues:
    def __init__(self, voices: Sequence[Voice], words: Sequence[Message]) -> None:
        self._voices = voices
        self._words = (*words, ASKED_FOR, LOOKED_AT, THANKS)

    def named(self, said: str) -> str | None:
        """By its own name, its name in any of the languages, or its code."""
        return self._names.get(fold_words(said[:_MOST]))

    def spoken(self, said: str) -> str | None:
        """The language in which it begins with the most words of a command; none, where two are alike.

        A single English word is written in any language: whoever writes `help` may well read Portuguese.
        """
        if len(said) <= _TOO_SHORT and said.isascii():
            return None
        parts = fold_words(said[:_MOST]).split()[:_LONGEST]
        taken = {language: _begun(parts, known) for language, known in self._phrases.items()}
        most = max(taken.values(), default=0)
        speaking = [language for language, length in taken.items() if length == most > 0]
        if len(speaking) != 1 or (speaking[0] == _EVERYBODYS and most == 1):
            return None
        return speaking[0]

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {name: code for voice in self._voices for name, code in self._named_by(voice)}

    def _named_by(self, voice: Voice) -> Iterator[tuple[str, str]]:
        for code in (each.language for each in self._voices):
            own, name = Tongue(code, own_name=True), Tongue(code)
            yield fold_words(code), code
            yield fold_words(voice.text(msg("{language}", language=own))), code
            yield fold_words(voice.text(msg("{language}", language=name))), code

    @cached_property
    def _phrases(self) -> Mapping[str, frozenset[str]]:
        return {voice.language: frozenset(self._all(voice)) for voice in self._voices}

    def _all(self, voice: Voice) -> Iterator[str]:
        for words in self._words:
            yield from filter(None, map(fold_words, voice.text(words).split("|")))


def _begun(parts: Sequence[str], known: frozenset[str]) -> int:
    """How many of the words are one of those that are known."""
    lengths = range(len(parts), 0, -1)
    return next((length for length in lengths if " ".join(parts[:length]) in known), 0)

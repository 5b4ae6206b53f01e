"""A language that does not exist: texts in one kind of brackets, values in another.

What is left over was never given to a translator. Code is there to be typed and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.messages.pofile import read_po

from bot.i18n import Voice
from bot.lines import Line
from chat.markup import Style
from core.text import Listing, Message, Value

_KEPT = re.compile(r"(\{\w+\}|`[^`]*`|\*\*|\[(?=[^\]]+\]\()|\]\([^)]*\))")
_TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧|‹[^‹›]*›")


@cache
def known_texts(folder: Path) -> frozenset[str]:
    """Every text a translator gets; typed words and date patterns are no texts to read."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.pot")):
        with path.open("rb") as source:
            for entry in read_po(source):
                if entry.id and not entry.context:
                    found.update([entry.id] if isinstance(entry.id, str) else entry.id)
    return frozenset(found)


class PseudoTranslations(NullTranslations):
    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self.known = known

    def gettext(self, message: str) -> str:
        return bracketed(message) if message in self.known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def bracketed(template: str) -> str:
    """Brackets around the words between values, marks and code."""
    pieces = _KEPT.split(template)
    pieces[::2] = [f"⟦{text}⟧" if text.strip() else text for text in pieces[::2]]
    return "".join(pieces)


class PseudoVoice(Voice):
    """Speaks the pseudo-language. A text that comes as a mere value is still a text, and left bare."""

    def _text(self, value: Value) -> str:
        if isinstance(value, Message):
            return super()._text(value)
        if isinstance(value, Listing):
            return " ".join(self._text(item) for item in value.items)
        if isinstance(value, str) and self._is_known(value):
            return value
        return f"‹{super()._text(value)}›"

    def _is_known(self, text: str) -> bool:
        return isinstance(self.translations, PseudoTranslations) and text in self.translations.known


def escaped(lines: Iterable[Line]) -> list[str]:
    """The lines in which something is neither translated nor a value nor code, as they are shown."""
    return [line.text for line in lines if not line.file and _bare(line)]


def _bare(line: Line) -> bool:
    said = "".join(span.text for span in line.spans if span.style is not Style.CODE)
    return any(char.isalpha() for char in _TRANSLATED.sub("", said))

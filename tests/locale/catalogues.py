"""The committed catalogues of the code's texts, read as the bot and as a translator read them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from bot.app import Parts, read_parts
from bot.config import Config
from bot.i18n import SOURCE, Voice
from chat.dialogue import BACK, CANCEL, CONTINUE, HELP, KEEP, LATER, SKIP
from chat.ear import TODAY, TOMORROW
from chat.fields import ALL
from chat.markup import Style, parse
from core.text import Message

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "locale"
LANGUAGES = tuple(sorted(path.name for path in LOCALE.iterdir() if path.is_dir()))
SPOKEN = (SOURCE, *LANGUAGES)

# What is understood while a form is open, and how it is written in the texts.
NAVIGATION = {
    "back": BACK,
    "skip": SKIP,
    "keep": KEEP,
    "later": LATER,
    "cancel": CANCEL,
    "continue": CONTINUE,
    "help": HELP,
    "all": ALL,
    "today": TODAY,
    "tomorrow": TOMORROW,
}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
TYPED, PATTERN = "typed words", "date pattern"


@cache
def parts() -> Parts:
    """The bot without a database, all its languages enabled."""
    return read_parts(Config())


def voice(language: str) -> Voice:
    return parts().languages.voice(language, "UTC")


@cache
def catalogue(language: str, domain: str = "bot") -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / f"{domain}.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


@cache
def template(domain: str = "bot") -> Catalog:
    with (LOCALE / f"{domain}.pot").open("rb") as source:
        return read_po(source, abort_invalid=True)


def entries(read: Catalog) -> list[Entry]:
    return [entry for entry in read if entry.id]


def key(entry: Entry) -> tuple[str | tuple[str, ...], str | None]:
    return (tuple(entry.id) if isinstance(entry.id, list | tuple) else entry.id), entry.context


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """A text, or its singular and plurals; what is not there is empty."""
    return tuple(text) if isinstance(text, list | tuple) else (text or "",)


@dataclass(frozen=True)
class Pair:
    """A translated text beside the English one it stands for."""

    source: str
    translated: str
    note: str

    def __str__(self) -> str:
        return f"{self.source!r} → {self.translated!r}"


def sentences(language: str) -> Iterator[Pair]:
    """Every text that is read and translated; a plural form beside the English form for the same numbers."""
    for entry in entries(catalogue(language)):
        if entry.context or not all(forms(entry.string)):
            continue
        note = " ".join(entry.auto_comments)
        english, own = forms(entry.id), forms(entry.string)
        if len(english) == 1:
            yield Pair(english[0], own[0], note)
            continue
        for number, form in enumerate(own):
            only_one = counted(catalogue(language), number) == [1]
            yield Pair(english[0 if only_one else 1], form, note)


def counted(read: Catalog, form: int) -> list[int]:
    """The numbers up to a thousand that take this plural form."""
    chosen = c2py(str(read.plural_expr))
    return [n for n in range(1001) if chosen(n) == form]


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def code_spans(text: str) -> list[str]:
    return [span.text for span in parse(text) if span.style is Style.CODE]


def first_word(language: str, words: Message) -> str:
    """How this language shows what can be typed in several ways."""
    return voice(language).template(words).split("|")[0].strip()

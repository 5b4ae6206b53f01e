"""Whether every text can be said in every enabled language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from bot.doctor.findings import Finding, ok, problem
from bot.i18n import SOURCE

_ABOUT = "languages"
_DOMAINS = ("bot", "content")


def check(folder: Path, languages: Iterable[str]) -> Iterator[Finding]:
    """The templates say which texts there are; the source language needs no catalogue."""
    wanted = {domain: _read(folder / f"{domain}.pot") for domain in _DOMAINS}
    for language in languages:
        if language != SOURCE:
            yield _language(folder, language, wanted)
        else:
            yield ok(_ABOUT, f"{language} is the source language")


def _language(folder: Path, language: str, wanted: dict[str, Catalog]) -> Finding:
    missing = 0
    for domain, texts in wanted.items():
        path = folder / language / "LC_MESSAGES" / f"{domain}.po"
        if not path.exists():
            return problem(
                _ABOUT, f"{language} has no {domain}.po; take it out of languages.enabled"
            )
        try:
            translated = _read(path)
        except (PoFileError, UnicodeDecodeError):
            return problem(_ABOUT, f"{path} cannot be read; mend it or put the original back")
        missing += sum(not _is_there(message, translated) for message in texts if message.id)
    if missing:
        texts_missing = "1 text is" if missing == 1 else f"{missing:,} texts are"
        return problem(
            _ABOUT, f"{language}: {texts_missing} not translated and will be shown in English"
        )
    return ok(_ABOUT, f"{language} is complete")


def _is_there(message: Message, translated: Catalog) -> bool:
    key = message.id[0] if isinstance(message.id, tuple) else message.id
    found = translated.get(key, message.context)
    if found is None or found.fuzzy:
        return False
    return all(found.string) if isinstance(found.string, tuple) else bool(found.string)


def _read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, abort_invalid=True)

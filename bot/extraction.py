"""Collects the texts of the content files for the catalogue (`babel.cfg` names this extractor)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from bot.documents import Document, parsed
from core.questions import FIXED_OPTIONS, Tree
from core.questions.problems import below, numbered
from core.text import words

Text = str | tuple[str, str]
Found = tuple[int, str | None, Text, list[str]]

# What the translator is told about the text under each key.
_NOTES = {
    "title": "Title",
    "label": "Label of a field or an area",
    "description": "What an area is for, in one sentence",
    "legal_basis": "Legal basis of a question set",
    "text": "Question to another authority",
    "hint": "Hint below a question or a field",
}
_ANSWER_NOTE = "Answer to pick"
_KEYWORDS_NOTE = "Words a person may type for an area, parted by |; there may be more or fewer"


def extract(source: IO[bytes], *_terms: object, **_options: object) -> Iterator[Found]:
    """Babel's protocol: line, keyword, text or (context, text), notes for the translator."""
    document = parsed(source.read().decode("utf-8"), source.name)
    if document.problems:
        raise ValueError("\n".join(str(problem) for problem in document.problems))
    yield from _texts(document.tree, "", document)


def _texts(tree: Tree, path: str, document: Document) -> Iterator[Found]:
    if isinstance(tree, list):
        for number, entry in enumerate(tree, start=1):
            yield from _texts(entry, numbered(path, number), document)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _below(key, value, below(path, key), document)


def _below(key: str, value: Tree, path: str, document: Document) -> Iterator[Found]:
    line = document.line(path)
    if key == "options" and isinstance(value, dict):
        for name, label in value.items():
            yield document.line(below(path, name)), None, str(label), [_ANSWER_NOTE]
    elif not isinstance(value, str):
        yield from _texts(value, path, document)
    elif key in _NOTES:
        yield line, None, value, [_NOTES[key]]
    elif key == "keywords":
        yield line, "pgettext", (str(words(value).context), value), [_KEYWORDS_NOTE]
    elif key == "answer":
        yield from ((line, None, text, [_ANSWER_NOTE]) for text in _fixed_answers(value))


def _fixed_answers(kind: str) -> tuple[str, ...]:
    """The built-in answers of this kind of question; none for what a follow-up waits for."""
    for known, options in FIXED_OPTIONS.items():
        if known == kind:
            return tuple(option.label.singular for option in options)
    return ()

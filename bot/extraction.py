"""Collects texts for the catalogues: those of the code, and those of the content files (`babel.cfg` names both)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from bot.documents import Document, parsed
from core.questions import FIXED_OPTIONS, Tree
from core.questions.problems import below, numbered

Text = str | tuple[str, str]
Found = tuple[int, str | None, Text, list[str]]

_TYPED = "typed words"
_TYPED_NOTE = "What a person may type, parted by |; more or fewer are fine, the first is shown"
_PATTERN_NOTE = "How a date is written: a Unicode date pattern"

# What the translator is told about the text in each place of the code: callee, and which argument.
_PLACES: dict[tuple[str, str | int], str] = {
    ("Button", 0): "Button, at most 75 characters",
    ("Option", 1): "Answer to pick, at most 75 characters",
    ("Link", 0): "Link, at most 75 characters",
    ("Form", "title"): "Title of a form, at most 24 characters",
    ("Card", "title"): "Title of a card",
    ("Fact", 0): "Name of a fact; a colon and its value follow",
    ("Command", "summary"): "What a command does, in the list of commands",
}
_PLACEHOLDERS = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Call:
    """A text marked in the code; ``texts`` is empty when it is not written out where it is marked."""

    line: int
    kind: str
    texts: tuple[str, ...]
    note: str | None


def from_code(source: IO[bytes], *_terms: object, **_options: object) -> Iterator[Found]:
    """Babel's protocol: line, keyword, text or (context, text) or (singular, plural), notes."""
    for call in marked(source.read().decode("utf-8")):
        if not call.texts or _nothing_but_values(call.texts[0]):
            continue
        notes = [call.note] if call.note else []
        match call.kind, call.texts:
            case "words", (text,):
                yield call.line, "pgettext", (_TYPED, text), [_TYPED_NOTE]
            case "Message", (text,):
                yield call.line, "pgettext", ("date pattern", text), [_PATTERN_NOTE]
            case "msgs", (singular, plural):
                yield call.line, "ngettext", (singular, plural), notes
            case _, (text, *_):
                yield call.line, None, text, notes


def marked(source: str) -> Iterator[Call]:
    """Every ``msg``, ``msgs``, ``words`` and date pattern of a module, as they stand in it."""
    tree = ast.parse(source)
    notes = {
        id(argument): note
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for place, argument in _arguments(call)
        if (note := _PLACES.get((_callee(call), place)))
    }
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_mark(node))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        yield Call(call.lineno, _callee(call), _written(call), notes.get(id(call)))


def _is_mark(call: ast.Call) -> bool:
    if _callee(call) == "Message":
        contexts = (k.value for k in call.keywords if k.arg == "context")
        return any(isinstance(c, ast.Constant) and c.value == "date pattern" for c in contexts)
    return _callee(call) in ("msg", "msgs", "words")


def _callee(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _arguments(call: ast.Call) -> Iterator[tuple[str | int, ast.expr]]:
    yield from enumerate(call.args)
    yield from ((k.arg, k.value) for k in call.keywords if k.arg)


def _written(call: ast.Call) -> tuple[str, ...]:
    wanted = call.args[: 2 if _callee(call) == "msgs" else 1]
    texts = tuple(
        each.value
        for each in wanted
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )
    return texts if len(texts) == len(wanted) else ()


def _nothing_but_values(text: str) -> bool:
    return not _PLACEHOLDERS.sub("", text).strip()


# What the translator is told about the text under each key of a content file.
_NOTES = {
    "title": "Title",
    "label": "Label of a field, an area or a profession",
    "description": "What an area is for, in one sentence",
    "legal_basis": "Legal basis of a question set",
    "text": "Question to another authority",
    "hint": "Hint below a question or a field",
    "colleague": "Name of an invented colleague, in practice",
    "official": "Name of an invented official, in practice",
    "aim": "What a lesson of practice is for, at most 450 characters",
    "learnt": "What was learnt in a lesson of practice, at most 450 characters",
    "says": "Answer to what officials ask, at most 450 characters; of news at most 200; of lessons: what to do",
}
_ANSWER_NOTE = "Answer to pick"
_KEYWORDS_NOTE = (
    "Words a person may type for an area or a profession, parted by |; there may be more or fewer"
)


def from_content(source: IO[bytes], *_terms: object, **_options: object) -> Iterator[Found]:
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
        yield line, "pgettext", (_TYPED, value), [_KEYWORDS_NOTE]
    elif key == "answer":
        yield from ((line, None, text, [_ANSWER_NOTE]) for text in _fixed_answers(value))


def _fixed_answers(kind: str) -> tuple[str, ...]:
    """The built-in answers of this kind of question; none for what a follow-up waits for."""
    for known, options in FIXED_OPTIONS.items():
        if known == kind:
            return tuple(option.label.singular for option in options)
    return ()

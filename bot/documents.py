"""YAML as people write it: every value is text, every place keeps its line, a key stands once.

Plain YAML would read `yes` as true, `14` as a number and `2026-01-01` as a day, and keep only the
last of two equal keys. Here the meaning of a value is decided by whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from core.questions import ContentProblem, Tree
from core.questions.problems import above, below, numbered

# The parser in C is some ten times as quick; not every platform has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST_PLACES = 100_000


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file; ``lines`` and ``problems`` know places as ``ContentProblem.path`` does."""

    tree: Tree
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[ContentProblem] = field(default_factory=list)

    def line(self, path: str) -> int:
        """The line of a place, or of what it would stand in when it is missing."""
        while path and path not in self.lines:
            path = above(path)
        return self.lines.get(path, 1)


def read_document(source: Path, name: str) -> Document:
    """Parse one file, called ``name`` in problems. A broken file is a problem, not an error."""
    try:
        return parsed(source.read_text(encoding="utf-8"), name)
    except OSError as error:
        return _broken(name, f"The file cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        return _broken(name, "The file is not written in UTF-8.")


def parsed(text: str, name: str) -> Document:
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return _broken(name, _plain(error.problem or "unknown"), line)
    except yaml.YAMLError as error:
        return _broken(name, f"The file is no plain text: {error}.")
    document = Document("")
    try:
        tree = _tree(node, "", name, document) if node else ""
    except (_TooLarge, RecursionError):
        return _broken(name, "A part of it holds itself, or far too much. Write it out plainly.")
    return Document(tree, document.lines, document.problems)


def _broken(name: str, sentence: str, line: int = 0) -> Document:
    return Document("", problems=[ContentProblem(name, "", sentence, line)])


def _plain(problem: str) -> str:
    """The parser's own words, after what is nearly always the reason."""
    return (
        "This line or the one above cannot be read. Indent with spaces, never with tabs, and put"
        f" quotation marks around a text that has a colon in it. (The parser says: {problem}.)"
    )


class _TooLarge(Exception):
    """What refers to other parts of the file again and again has no end."""


def _tree(node: yaml.Node, path: str, name: str, document: Document) -> Tree:
    if len(document.lines) > _MOST_PLACES:
        raise _TooLarge
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, name, document))
    if isinstance(node, yaml.SequenceNode):
        return [
            _tree(value, numbered(path, number), name, document)
            for number, value in enumerate(node.value, start=1)
        ]
    return str(node.value)


def _pairs(
    node: yaml.MappingNode, path: str, name: str, document: Document
) -> Iterator[tuple[str, Tree]]:
    seen: set[str] = set()
    for key_node, value in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        place = below(path, key)
        if key in seen:
            sentence = f"`{key}` stands twice here. Only one can count."
            document.problems.append(ContentProblem(name, place, sentence, line))
        seen.add(key)
        document.lines[place] = line
        yield key, _tree(value, place, name, document)

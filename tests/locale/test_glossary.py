"""The glossary says what the texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from chat.desk import STATES
from core.requests import State
from core.text import Message
from tests.locale.catalogues import (
    LANGUAGES,
    NAVIGATION,
    PLACEHOLDER,
    ROOT,
    first_word,
    parts,
    sentences,
    voice,
)

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
COLUMNS = ("en", "lv", "pt")


def tables(heading: str) -> Iterator[list[str]]:
    """The rows under a heading, without those that name the columns."""
    section = GLOSSARY.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] not in ("English", "---"):
            yield cells


def test_every_command_and_form_word_is_shown_as_it_is_typed() -> None:
    words = {c.name: c.words for c in parts().registry.values()} | NAVIGATION
    typed = [[cell.strip("`") for cell in row] for row in tables("What is typed")]
    here = {row[0] for row in typed}
    lacking = [_row(words[name]) for name in sorted(set(words) - here)]
    assert lacking == [], "add these to docs/glossary.md, under `What is typed`"
    assert here == set(words), "docs/glossary.md names what nobody can type: take it out"
    for row in typed:
        own = [first_word(language, words[row[0]]) for language in COLUMNS]
        assert row == own, f"docs/glossary.md, under `What is typed`, needs {_row(words[row[0]])}"


def _row(words: Message) -> str:
    own = [f"`{first_word(language, words)}`" for language in COLUMNS]
    return f"| {' | '.join(own)} |"


def test_every_state_is_called_as_its_readers_see_it() -> None:
    rows = {code.strip("`"): [en, *said] for en, code, *said in tables("States")}
    assert set(rows) == {state.name for state in State}
    for state, label in STATES.items():
        assert rows[state.name] == [voice(language).text(label) for language in COLUMNS]


@pytest.mark.parametrize("heading", ["Who", "What", "When"])
def test_an_idea_has_one_word(heading: str) -> None:
    never = {word.strip() for row in tables(heading) for word in row[-1].split(",")}
    assert len(never) >= 5
    texts = {
        text
        for language in LANGUAGES
        for p in sentences(language)
        for text in (p.source, p.translated)
    }
    used = {(word, text) for word in never for text in texts if says(text, word)}
    assert used == set()


def says(text: str, word: str) -> bool:
    said = PLACEHOLDER.sub("", text)
    return re.search(rf"\b{re.escape(word)}\b", said, re.IGNORECASE) is not None

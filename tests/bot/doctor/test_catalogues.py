from __future__ import annotations

from pathlib import Path

import pytest

from bot.doctor import Verdict, catalogues

TEMPLATE = """
msgid "Send"
msgstr ""

msgctxt "typed words"
msgid "send"
msgstr ""

msgid "One day"
msgid_plural "{n} days"
msgstr[0] ""
msgstr[1] ""
"""
COMPLETE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=n!=1;\\n"

msgid "Send"
msgstr "Enviar"

msgctxt "typed words"
msgid "send"
msgstr "enviar"

msgid "One day"
msgid_plural "{n} days"
msgstr[0] "Um dia"
msgstr[1] "{n} dias"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pt = tmp_path / "pt" / "LC_MESSAGES"
    pt.mkdir(parents=True)
    for domain in ("bot", "content"):
        (tmp_path / f"{domain}.pot").write_text(TEMPLATE, encoding="utf-8")
        (pt / f"{domain}.po").write_text(COMPLETE, encoding="utf-8")
    return tmp_path


def said(folder: Path, *languages: str) -> list[tuple[Verdict, str]]:
    return [(each.verdict, each.said) for each in catalogues.check(folder, languages)]


def test_a_complete_language_and_the_source_language_are_fine(folder: Path) -> None:
    assert said(folder, "en", "pt") == [
        (Verdict.OK, "en is the source language"),
        (Verdict.OK, "pt is complete"),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('msgstr "Enviar"', 'msgstr ""'),
        ('msgid "Send"\nmsgstr "Enviar"\n', ""),
        ('msgid "Send"', '#, fuzzy\nmsgid "Send"'),
        ('msgctxt "typed words"\n', 'msgctxt "something else"\n'),
        ('msgstr[1] "{n} dias"', 'msgstr[1] ""'),
    ],
    ids=["empty", "missing", "fuzzy", "another context", "a plural form"],
)
def test_a_text_without_its_translation_is_counted(before: str, after: str, folder: Path) -> None:
    file = folder / "pt" / "LC_MESSAGES" / "bot.po"
    assert before in COMPLETE
    file.write_text(COMPLETE.replace(before, after), encoding="utf-8")
    assert said(folder, "pt") == [
        (
            Verdict.PROBLEM,
            "pt: 1 text is not translated and will be shown in English",
        )
    ]


def test_a_language_without_catalogues_is_told(folder: Path) -> None:
    ((verdict, told),) = said(folder, "fr")
    assert verdict is Verdict.PROBLEM
    assert told == "fr has no bot.po; take it out of languages.enabled"


@pytest.mark.parametrize("data", [b'msgid "Send"\nnonsense\n', b'msgid "Send"\nmsgstr "\xff"\n'])
def test_a_catalogue_that_cannot_be_read_is_told(data: bytes, folder: Path) -> None:
    file = folder / "pt" / "LC_MESSAGES" / "content.po"
    file.write_bytes(data)
    ((verdict, told),) = said(folder, "pt")
    assert verdict is Verdict.PROBLEM
    assert told == f"{file} cannot be read; mend it or put the original back"

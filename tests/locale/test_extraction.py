"""Every text of the code reaches the template, or is found and refused."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.extraction import Found, from_code, marked
from tests.locale.catalogues import LOCALE, PLACEHOLDER, ROOT

PACKAGES = ("bot", "handlers", "chat", "core", "storage")
# Where a text may come from elsewhere: the definitions of the marks, and the content's own texts.
FROM_ELSEWHERE = {"core/text.py", "core/questions/reading.py"}

# Where texts stand in a table, and are given their values when one is chosen.
TEMPLATES = {
    "chat/notices.py",
    "chat/part_notices.py",
    "chat/timeline.py",
    "core/missing.py",
    "core/refusals.py",
}


def extracted(source: str) -> list[Found]:
    return list(from_code(io.BytesIO(source.encode())))


def texts(source: str) -> list[object]:
    return [text for _line, _keyword, text, _notes in extracted(source)]


def unwritten() -> Iterator[str]:
    """Marks whose text does not stand in the code, by file and line."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for call in marked(path.read_text(encoding="utf-8")):
                if not call.texts and name not in FROM_ELSEWHERE:
                    yield f"{name}:{call.line}"


def test_the_template_is_what_the_code_gives(tmp_path: Path) -> None:
    fresh = tmp_path / "bot.pot"
    command = ["--quiet", "extract", "--mapping=babel.cfg", f"--output={fresh}"]
    layout = ["--sort-by-file", "--no-location", "--omit-header", "."]
    babel = [sys.executable, "-m", "babel.messages.frontend"]
    subprocess.run([*babel, *command, *layout], cwd=ROOT, check=True, timeout=60)
    current = (LOCALE / "bot.pot").read_text(encoding="utf-8")
    assert fresh.read_text(encoding="utf-8") == current, "run `make catalogues`"


def test_every_text_is_written_out_where_it_is_marked() -> None:
    assert list(unwritten()) == []


def misfilled(source: str, *, templates: bool = False) -> Iterator[str]:
    """Literal texts whose placeholders are not what they are given, by line; a template is given nothing."""
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
            continue
        texts = [each.value for each in call.args[:2] if isinstance(each, ast.Constant)]
        given = {each.arg for each in call.keywords}
        if call.func.id not in ("msg", "msgs") or not texts or None in given:
            continue
        counted = {"n"} if call.func.id == "msgs" else set[str]()
        wanted = {name for text in texts for name in PLACEHOLDER.findall(str(text))}
        if wanted | counted != given | counted and (given or not templates):
            yield f"{call.lineno}: {sorted(wanted)} given {sorted(each or '' for each in given)}"


def test_every_text_is_given_exactly_what_it_shows() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{each}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for each in misfilled(
            path.read_text(encoding="utf-8"),
            templates=path.relative_to(ROOT).as_posix() in TEMPLATES,
        )
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ('msg("{name} is here.", name=n)', True),
        ('msg("{name} is here.")', False),
        ('msg("{nmae} is here.", name=n)', False),
        ('msg("Somebody is here.", name=n)', False),
        ('msg("{n} are here.", n=3)', True),
        ('msgs("One is here.", "{n} are here.", n)', True),
        ('msgs("{name} is here.", "{n} are here.", n)', False),
        ('msg("{name} is here.", **values)', True),
    ],
)
def test_a_text_without_its_value_is_found(source: str, right: bool) -> None:
    assert (list(misfilled(source)) == []) is right


def test_a_text_that_is_put_together_is_found() -> None:
    for put_together in ('msg(f"Hello {x}.")', 'msg("Hello " + x)', "msg(x)", 'msgs("One", y, n)'):
        (call,) = marked(put_together)
        assert call.texts == ()
        assert extracted(put_together) == []


def test_a_text_over_several_lines_is_one_text() -> None:
    assert texts('msg(\n    "One sentence. "\n    "And another.",\n)') == [
        "One sentence. And another."
    ]


def test_singular_and_plural_come_together() -> None:
    (found,) = extracted('msgs("one file", "{n} files", count)')
    assert found[1:3] == ("ngettext", ("one file", "{n} files"))


def test_typed_words_and_date_patterns_have_their_context() -> None:
    assert texts('words("my tasks | tasks")') == [("typed words", "my tasks | tasks")]
    assert texts('Message("EEE d MMM", context="date pattern")') == [("date pattern", "EEE d MMM")]


def test_a_message_made_from_another_is_not_a_text_of_its_own() -> None:
    assert texts("Message(template.singular, values)") == []


def test_values_alone_need_no_translation() -> None:
    assert texts('msg("{day}")\nmsg("{name} {ways}")\nmsg("{name}: {day}")') == ["{name}: {day}"]


def test_the_translator_is_told_where_a_text_stands() -> None:
    source = 'Button(msg("Send"), "send")\nForm(title=msg("Send a draft"))\nmsg("Sent.")'
    notes = [notes for _line, _keyword, _text, notes in extracted(source)]
    assert notes == [
        ["Button, at most 75 characters"],
        ["Title of a form, at most 24 characters"],
        [],
    ]

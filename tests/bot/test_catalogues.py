"""A catalogue is compiled once, and again whenever its source is another one."""

from __future__ import annotations

from pathlib import Path

from bot.catalogues import compiled

_PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Yes"\nmsgstr "{yes}"\n'
)


def _written(folder: Path, yes: str) -> Path:
    path = folder / "bot.po"
    path.write_text(_PO.replace("{yes}", yes), encoding="utf-8")
    return path


def test_it_is_read_as_it_stands_however_soon_it_was_changed(tmp_path: Path) -> None:
    for yes in ("Jā", "Sim", "Jā"):
        path = _written(tmp_path, yes)
        assert compiled(path).gettext("Yes") == yes
        assert compiled(path).gettext("Yes") == yes


def test_what_is_kept_compiled_is_one_file_beside_it(tmp_path: Path) -> None:
    path = _written(tmp_path, "Jā")
    compiled(path)
    compiled(_written(tmp_path, "Sim"))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bot.mo", "bot.po"]


def test_a_broken_file_beside_it_does_no_harm(tmp_path: Path) -> None:
    path = _written(tmp_path, "Jā")
    path.with_suffix(".mo").write_bytes(b"half of a f")
    assert compiled(path).gettext("Yes") == "Jā"


def test_a_folder_that_takes_nothing_is_no_hindrance(tmp_path: Path) -> None:
    path = _written(tmp_path, "Jā")
    path.with_suffix(".mo").mkdir()
    assert compiled(path).gettext("Yes") == "Jā"

"""What the Tab key offers."""

from __future__ import annotations

import pytest

from bot.app import ROOT
from bot.i18n import Languages, load
from bot.terminal.completion import Completion, Vocabulary, completions, typed_words
from handlers import my_tasks, new_request

LANGUAGES = Languages(
    load(ROOT / "locale", ["en", "lv", "pt"]),
    {command.name: command.words for command in (my_tasks.COMMAND, new_request.COMMAND)},
)
KNOWN = Vocabulary(
    commands=("jauns pieprasījums", "jautāt", "rādīt"),
    numbers={1: "Pieņemt", 2: "Piedāvāt citu termiņu", 12: "Vēl"},
    references=("LV-2026-000001", "PT-2026-000007"),
    steering={"as": ("anna", "joao"), "room": ("riga-team",)},
)


def offered(typed: str) -> list[str]:
    return [completion.text for completion in completions(typed, KNOWN)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("jaun", ["jauns pieprasījums"]),
        ("Jauns Pie", ["jauns pieprasījums"]),
        ("JAUTAT", ["jautāt"]),
        ("radi", ["rādīt"]),
        ("1", ["1", "12"]),
        ("2", ["2"]),
        ("lv-", ["LV-2026-000001"]),
        ("rādīt ", ["LV-2026-000001", "PT-2026-000007"]),
        ("rādīt PT", ["PT-2026-000007"]),
        ("something else ", []),
        ("/r", ["/room"]),
        ("/as j", ["joao"]),
        ("/as ", ["anna", "joao"]),
        ("/room ", ["riga-team"]),
        ("/nothing ", []),
    ],
)
def test_tab_offers(typed: str, expected: list[str]) -> None:
    assert offered(typed) == expected


def test_an_empty_line_offers_everything_numbers_first() -> None:
    everything = offered("")
    assert everything[:3] == ["1", "2", "12"]
    assert {"jautāt", "LV-2026-000001"} <= set(everything)


def test_a_number_says_what_it_stands_for() -> None:
    assert next(completions("2", KNOWN)) == Completion("2", 1, "Piedāvāt citu termiņu")


def test_only_the_reference_is_put_in_the_place_of_its_beginning() -> None:
    assert next(completions("rādīt LV", KNOWN)) == Completion("LV-2026-000001", 2)


def test_words_are_those_of_the_readers_language() -> None:
    latvian = typed_words(LANGUAGES.voice("lv", "UTC"), filling=False)
    portuguese = typed_words(LANGUAGES.voice("pt", "UTC"), filling=False)
    assert "mani uzdevumi" in latvian
    assert "as minhas tarefas" in portuguese
    assert not set(latvian) & {"my tasks", "as minhas tarefas"}


def test_an_open_form_offers_its_ways_out() -> None:
    voice = LANGUAGES.voice("lv", "UTC")
    assert "atcelt" in typed_words(voice, filling=True)
    assert "atcelt" not in typed_words(voice, filling=False)

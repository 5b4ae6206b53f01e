"""Lines on paper and on a screen."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.i18n import Voice
from bot.lines import Kind, Line, reply_lines, turn_lines
from bot.terminal.render import plain
from bot.terminal.screen import RichScreen
from chat.dialogue import Ask
from chat.fields import Choice, Option
from chat.markup import Span, Style
from chat.message import Button, Card, Fact, Link, problem, say
from core.text import as_written, msg

ESCAPE = "\x1b"
VOICE = Voice("en", "Europe/Riga")
CARD = Card(
    title=msg("A card"),
    body=(msg("Write `my tasks` to see **all** of it."),),
    facts=(Fact(msg("State"), msg("Open")),),
    actions=(
        Button(msg("Accept"), "accept LV-2026-000001"),
        Link(msg("Website"), "https://example.org"),
        Button(msg("Show"), "show LV-2026-000001"),
    ),
    footer=msg("A last word."),
)


def shown(lines: list[Line], *, terminal: bool, width: int = 80) -> str:
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=width, color_system="standard"
    )
    RichScreen(console).show(lines)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_card_reads_from_top_to_bottom_with_its_choices_numbered() -> None:
    assert plain(turn_lines(say(CARD), VOICE)) == [
        "A card",
        'Write "my tasks" to see all of it.',
        "  State: Open",
        "  1. Accept",
        "Website: https://example.org",
        "  2. Show",
        "A last word.",
    ]


def test_without_numbers_a_choice_says_what_to_type() -> None:
    lines = plain(reply_lines(say(CARD), VOICE, first=None))
    assert '  Accept: write "accept LV-2026-000001"' in lines


def test_numbers_go_on_from_those_that_stand_already() -> None:
    lines = plain(reply_lines(say(CARD), VOICE, first=4))
    assert [line for line in lines if line.startswith("  ")] == [
        "  State: Open",
        "  4. Accept",
        "  5. Show",
    ]


def test_an_options_hint_stands_under_its_option() -> None:
    field = Choice("one", msg("Which?"), (Option("a", msg("This"), msg("Why this.")),))
    lines = plain(turn_lines(Ask(field, 1, 1), VOICE))
    place = lines.index("  1. This")
    assert lines[place + 1] == "     Why this."


def test_a_problem_is_marked_without_colour() -> None:
    field = Choice("one", msg("Which?"), (Option("a", msg("This")),))
    lines = plain(turn_lines(Ask(field, 1, 1, problem=msg("Not that.")), VOICE))
    assert "! Not that." in lines


def test_what_is_no_terminal_gets_no_escape_and_no_wrapping() -> None:
    long = say(msg("{text}", text="word " * 60), CARD)
    text = shown(turn_lines(long, VOICE), terminal=False, width=40)
    assert ESCAPE not in text
    assert max(map(len, text.splitlines())) > 200


def test_a_terminal_wraps_under_the_beginning_of_a_choice() -> None:
    long = Card(msg("Long"), actions=(Button(msg("{text}", text="word " * 20), "help"),))
    text = shown(turn_lines(say(long), VOICE), terminal=True, width=40)
    choice, under, *_ = text.splitlines()[1:]
    assert choice.startswith("  1. word")
    assert under.startswith("     word")
    assert max(map(len, text.splitlines()[1:])) <= 40


def test_colours_add_nothing_to_the_words() -> None:
    lines = turn_lines(say(CARD), VOICE)
    painted = Console(file=io.StringIO(), force_terminal=True, width=80)
    RichScreen(painted).show(lines)
    assert isinstance(painted.file, io.StringIO)
    assert ESCAPE in painted.file.getvalue()
    bare = shown(lines, terminal=True)
    for escape in ("\x1b[1m", "\x1b[0m", "\x1b[2m", "\x1b[36m"):
        bare = bare.replace(escape, "")
    assert [line.rstrip() for line in bare.splitlines()] == plain(lines)


@pytest.mark.parametrize(
    "hostile", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\u202eevil", "a\rb", "\u2066x"]
)
def test_what_somebody_wrote_cannot_steer_the_terminal(hostile: str) -> None:
    [line] = plain(turn_lines(say(as_written(f"before {hostile} after")), VOICE))
    assert line.isprintable()
    assert line.startswith("before ")
    assert line.endswith(" after")


def test_square_brackets_are_words_and_no_markup() -> None:
    text = shown(turn_lines(problem(as_written("[red]not red[/red]")), VOICE), terminal=True)
    assert "[red]not red[/red]" in text


def test_a_value_inside_what_one_may_type_stands_in_the_same_quotes() -> None:
    assert plain(turn_lines(say(msg("Write `/{word}`.", word="help")), VOICE)) == ['Write "/help".']


def test_paragraphs_stay_under_the_first() -> None:
    line = Line(Kind.CHOICE, (Span("one\ntwo"),), number=3)
    assert plain([line]) == ["  3. one", "     two"]


def test_two_gaps_are_one() -> None:
    gap = Line(Kind.GAP, ())
    word = Line(Kind.TEXT, (Span("word", Style.BOLD),))
    assert shown([word, gap, gap, word], terminal=False) == "word\n\nword\n"

"""Replies and questions as lines: what can be chosen has the number that chooses it."""

from __future__ import annotations

import pytest

from bot.i18n import Voice
from bot.lines import Kind, Line, fact_spans, reply_lines, turn_lines
from chat.dialogue import Ask, Check, Checked, Turn
from chat.fields import Choice, Choices, Day, Field, File, Option, Search, Text
from chat.markup import Style
from chat.message import Button, Card, Document, Fact, Link, Reply, problem, say
from core.text import msg

VOICE = Voice("en", "UTC", words={"my tasks": msg("my tasks")})
LABEL = msg("Which one?")
OPTIONS = (Option("a", msg("First"), msg("It comes first")), Option("b", msg("Second")))


def button(run: str) -> Button:
    return Button(msg("Do {run}", run=run), run)


def numbered(lines: list[Line]) -> dict[int, str]:
    return {line.number: line.text for line in lines if line.number}


def texts(turn: Turn) -> str:
    return "\n".join(line.text for line in turn_lines(turn, VOICE))


def card(*runs: str, links: int = 0) -> Card:
    addresses = tuple(Link(msg("Read"), f"https://example.org/{n}") for n in range(links))
    return Card(msg("A card"), actions=(*addresses, *map(button, runs)))


def test_numbers_run_through_all_cards_as_the_buttons_do() -> None:
    reply = say(msg("Hello"), card("one", "two", links=1), card(), card("three", links=2))
    lines = turn_lines(reply, VOICE)
    runs = [b.run for b in reply.buttons()]
    assert numbered(lines) == {n: f"{n}. Do {run}" for n, run in enumerate(runs, 1)}


def test_numbers_may_go_on_from_earlier_ones() -> None:
    assert list(numbered(reply_lines(say(card("a"), card("b")), VOICE, first=7))) == [7, 8]


def test_without_numbers_it_says_what_to_type() -> None:
    lines = reply_lines(say(card("my tasks")), VOICE, first=None)
    assert not numbered(lines)
    [choice] = [line for line in lines if line.kind is Kind.CHOICE]
    assert [s.text for s in choice.spans if s.style is Style.CODE] == ["my tasks"]


def test_links_keep_their_address_and_have_no_number() -> None:
    lines = turn_lines(say(card(links=1)), VOICE)
    assert "https://example.org/0" in lines[-1].text
    assert lines[-1].number is None


def test_a_document_is_a_line_with_its_file() -> None:
    document = Document("**paper**.pdf", "application/pdf", b"%PDF")
    [line] = turn_lines(say(document), VOICE)
    assert line.file == document
    assert [span.style for span in line.spans] == [Style.PLAIN]


@pytest.mark.parametrize(
    ("name", "expected"), [("Town", "Town: "), ("Is it genuine?", "Is it genuine? ")]
)
def test_a_fact_has_a_colon_unless_it_asks(name: str, expected: str) -> None:
    spans = fact_spans(Fact(msg("{name}", name=name), msg("x")), VOICE)
    assert (spans[0].text, spans[0].style) == (expected, Style.BOLD)


FIELDS: tuple[Field, ...] = (
    Text("x", LABEL),
    Choice("x", LABEL, OPTIONS),
    Choices("x", LABEL, OPTIONS),
    Day("x", LABEL),
    File("x", LABEL),
    Search("x", LABEL, find=None, pick=None),  # type: ignore[arg-type]
)


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: type(f).__name__)
def test_every_question_says_how_to_answer_and_how_to_get_out(field: Field) -> None:
    asked = texts(Ask(field, 2, 5))
    assert "Which one?" in asked
    assert "question 2 of 5" in asked
    assert "cancel" in asked
    assert ("skip" in asked) == (not field.required)


@pytest.mark.parametrize("field", FIELDS[1:3], ids=lambda f: type(f).__name__)
def test_options_are_numbered_from_one_with_their_hints_below(field: Field) -> None:
    lines = turn_lines(Ask(field, 1, 0), VOICE)
    assert numbered(lines) == {1: "1. First", 2: "2. Second"}
    assert "It comes first" in [line.text for line in lines if line.kind is Kind.DETAIL]


def test_the_hits_of_a_search_are_numbered() -> None:
    assert list(numbered(turn_lines(Ask(FIELDS[5], 1, 0, options=OPTIONS), VOICE))) == [1, 2]


def test_a_problem_and_the_answer_so_far_are_shown_with_the_question() -> None:
    ask = Ask(FIELDS[0], 1, 1, problem=msg("Too long."), current=msg("{x}", x="**old**"))
    lines = turn_lines(ask, VOICE)
    assert [line.text for line in lines if line.kind is Kind.PROBLEM] == ["Too long."]
    assert "**old**" in texts(ask)


def test_the_check_numbers_endings_first_then_answers() -> None:
    items = (Checked(FIELDS[0], msg("{x}", x="one")), Checked(FIELDS[3], msg("two")))
    check = Check(msg("New"), items, (Option("send", msg("Send")), Option("keep", msg("Keep"))))
    found = numbered(turn_lines(check, VOICE))
    assert found[1] == "1. Send"
    assert found[2] == "2. Keep"
    assert found[3].startswith("3. Which one?")
    assert "one" in found[3]
    assert len(found) == 4


def test_a_problem_is_a_line_like_any_other_for_who_only_hears() -> None:
    assert texts(problem(msg("No."))) == "No."


def test_an_empty_reply_has_no_lines() -> None:
    assert turn_lines(Reply(()), VOICE) == []

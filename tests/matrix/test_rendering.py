"""Whatever stands in a turn: its messages hold it as text, mention nobody and fit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.i18n import Voice
from bot.lines import Line, reply_lines, turn_lines
from bot.matrix.markup import clean, plain
from bot.matrix.render import Content, Manner, contents
from bot.matrix.voices import in_room
from chat.dialogue import Ask, Check, Checked
from chat.fields import Choice, Choices, Option, Text
from chat.message import Button, Card, Document, Fact, Link, Reply, say
from core.text import as_written, msg
from tests.chat.hostile import harms

VOICE = Voice("en", "UTC")
ADDRESS = "https://example.org/help"
ALLOWED = {"p", "br", "ul", "ol", "li", "strong", "code", "a"}
NASTY = [
    "",
    " ",
    "\n\n\n",
    "@room @anna:localhost #room:localhost",
    "<b>bold</b><script>alert(1)</script><!-- -->&lt;&amp;",
    '"><img src=x onerror=alert(1)>',
    '<a href="https://matrix.to/#/@anna:localhost">Anna</a>',
    "[your bank](https://evil.example) **bold** `code` {name}",
    "1. Accept\n2. Withdraw",
    "> quoted\n- item\n# title",
    "\u202egnp.exe\u2066x\u2069\u200f\u061c",
    "zero\u200bwidth\ufeff",
    "NUL\x00 bell\x07 escape\x1b[31m",
    "\ud800 half a character",
    "👩\u200d🔬🇱🇻" * 40,
    "Ķīpsala Žluťoučký Ὀδυσσεύς България Łódź Þórr Ħ Ñ ß İ ő ș",
    "&" * 5_000,
    "ā" * 5_000,
    "🎉" * 20_000,
    "'\"<>&" * 10_000,
    "\n" * 50_000,
    "a" * 50_000,
    "word " * 10_000,
]
SHORT = [text for text in NASTY if len(text) < 1_000]
texts = st.one_of(
    st.sampled_from(SHORT), st.text(max_size=200), st.text("<>&!@#|*`\n\x00🎉'\"", max_size=2_000)
)


class Reader(HTMLParser):
    """What a client makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.starts: list[int] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        given = dict(attrs)
        assert given.keys() <= {"a": {"href"}, "ol": {"start"}}.get(tag, set())
        self.tags.append(tag)
        if tag == "br":
            self.text += "\n"
            return
        self.open.append(tag)
        if tag == "a":
            self.links.append(given["href"] or "")
        if tag == "ol":
            self.starts.append(int(given["start"] or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")


def read(messages: Sequence[Content]) -> list[Reader]:
    found = []
    for message in messages:
        size = len(json.dumps(message, ensure_ascii=False).encode())
        assert size < 45_000, "with encryption and signatures it would not fit"
        reader = Reader(message["formatted_body"])
        assert not reader.open
        found.append(reader)
    return found


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


def shown(lines: Sequence[Line]) -> str:
    return squeezed("".join(span.text for line in lines for span in line.spans))


def turns(said: str) -> list[Reply | Ask | Check]:
    """A turn of every kind, with this text wherever a person's words may stand."""
    words = as_written(said)
    option = Option("a", words, hint=words)
    field = Text("why", words, hint=words)
    card = Card(
        title=words,
        body=(msg("**{said}** and `{said}`", said=said), words),
        facts=(Fact(words, words),),
        actions=(Button(words, f"show {said}"), Link(words, ADDRESS)),
        footer=words,
    )
    return [
        say(words, card, Document(said, "text/plain", b"-")),
        Ask(field, 1, 3, problem=words, current=words, title=words),
        Ask(Choice("one", words, (option, option)), 1, 0),
        Ask(Choices("some", words, (option, option)), 1, 0),
        Check(words, (Checked(field, words),), (option,), problem=words),
    ]


@given(said=texts)
@example(said="[x](https://evil.example)")
@example(said="\ud800")
@settings(max_examples=60, deadline=None)
def test_p13_a_text_stays_a_text(said: str) -> None:
    for turn in turns(said):
        lines = turn_lines(turn, VOICE)
        messages = contents(lines, Manner.ANSWER)
        readers = read(messages)
        assert squeezed("".join(reader.text for reader in readers)) == shown(lines)
        assert {url for reader in readers for url in reader.links} <= {ADDRESS}
        assert all(message["m.mentions"] == {} for message in messages)
        assert not any(harms(message["body"]) for message in messages)
        assert not any(harms(reader.text) for reader in readers)


def test_p13_the_longest_texts_go_into_several_messages_and_nothing_is_lost() -> None:
    for said in NASTY:
        lines = turn_lines(say(as_written(said), as_written("the end")), VOICE)
        messages = contents(lines, Manner.LETTER, "@anna:localhost")
        bodies = squeezed("".join(message["body"] for message in messages))
        assert bodies == squeezed(said + "the end")
        read(messages)


def test_a_letter_calls_its_reader_and_nobody_else() -> None:
    lines = turn_lines(say(as_written("@room @joao:localhost")), VOICE)
    [letter] = contents(lines, Manner.LETTER, "@anna:localhost")
    assert letter["msgtype"] == "m.text"
    assert letter["m.mentions"] == {"user_ids": ["@anna:localhost"]}


def test_an_answer_rings_no_bell() -> None:
    [answer] = contents(turn_lines(say(as_written("Good.")), VOICE), Manner.ANSWER)
    assert answer["msgtype"] == "m.notice"


def test_only_what_a_browser_or_a_mail_program_opens_becomes_a_link() -> None:
    for address in (
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a b",
        "",
        "https://" + "a" * 3_000,
    ):
        card = Card(title=msg("Help"), actions=(Link(msg("Open"), address),))
        [reader] = read(contents(turn_lines(say(card), VOICE), Manner.ANSWER))
        assert reader.links == []
        assert "Open" in reader.text
    for address in (ADDRESS, "mailto:imi@example.org", 'https://example.org/?a=1&b="'):
        card = Card(title=msg("Help"), actions=(Link(msg("Open"), address.replace('"', "%22")),))
        [reader] = read(contents(turn_lines(say(card), VOICE), Manner.ANSWER))
        assert reader.links == [address.replace('"', "%22")]


def test_the_numbers_of_a_list_are_those_to_be_typed() -> None:
    buttons = tuple(Button(as_written(f"choice {n}"), f"show {n}") for n in range(3))
    card = Card(title=msg("Choose"), actions=buttons)
    lines = reply_lines(say(card, card), VOICE, first=4)
    [message] = contents(lines, Manner.LETTER)
    [reader] = read([message])
    assert reader.starts == [4, 7]
    assert "4. choice 0\n5. choice 1" in message["body"]
    assert "9. choice 2" in message["body"]


def test_a_number_split_over_messages_is_shown_once() -> None:
    options = (Option("a", as_written("x" * 30_000)), Option("b", as_written("second")))
    lines = turn_lines(Ask(Choice("c", msg("Which?"), options), 1, 1), VOICE)
    messages = contents(lines, Manner.ANSWER)
    body = "\n".join(message["body"] for message in messages)
    assert len(messages) > 1
    assert body.count("1. ") == 1
    assert "\n2. second" in body


def test_the_hint_of_an_option_stands_in_its_item() -> None:
    options = (Option("a", msg("First"), hint=msg("The hint.")), Option("b", msg("Second")))
    lines = turn_lines(Ask(Choice("c", msg("Which?"), options), 1, 1), VOICE)
    [message] = contents(lines, Manner.ANSWER)
    items = '<ol start="1"><li>First<br>The hint.</li><li>Second</li></ol>'
    assert items in message["formatted_body"]


def test_a_text_with_lines_cannot_play_a_choice() -> None:
    card = Card(title=msg("Note"), body=(as_written("Hello\n1. Accept"),))
    [message] = contents(turn_lines(say(card), VOICE), Manner.ANSWER)
    assert "\n1. " not in message["body"]


def test_in_a_room_what_is_to_be_typed_begins_with_the_prefix() -> None:
    card = Card(title=msg("R"), actions=(Button(msg("Open it"), "show LV-2026-000001"),))
    lines = reply_lines(say(card), in_room(VOICE, "!"), None)
    assert '"!show LV-2026-000001"' in plain(lines[-1].spans)


def test_an_empty_reply_has_no_message() -> None:
    assert contents(turn_lines(Reply(()), VOICE), Manner.ANSWER) == []


def test_what_is_to_be_typed_is_one_with_the_value_in_it() -> None:
    said = say(msg("Write `forward {reference}`.", reference=as_written("LV-2026-000001")))
    [content] = contents(reply_lines(said, VOICE, None), Manner.ANSWER)
    assert content["body"] == 'Write "forward LV-2026-000001".'
    assert "<code>forward LV-2026-000001</code>" in content["formatted_body"]

"""Whatever people type, in whatever field: it stays what it is, a text, and fits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.i18n import Voice
from bot.slack import card
from bot.slack.elements import Before, option
from bot.slack.heard import Pressed, Source, Standing
from bot.slack.modal import Shown, page_view, reply_view, waiting_view
from bot.slack.posts import Post, invitation_posts, question_posts, reply_posts
from bot.slack.spot import Spot
from bot.slack.wording import clean, size
from chat.dialogue import Ask, Check, Checked
from chat.fields import Choice, Choices, Day, Field, File, Option, ReferenceField, Search, Text
from chat.message import Button, Card, Document, Fact, Link, Reply, Tone, say
from chat.page import Page
from core.text import Message, as_written, msg
from tests.slack.sheets import (
    Json,
    assert_modal,
    assert_options,
    assert_posts,
    links,
    said,
)

VOICE = Voice("en", "UTC")
SPOT = Spot("C1", "17.1", "16.2 b", "0123456789abcdef")
NASTY = [
    "<!channel>",
    "<!here|here> <!everyone>",
    "<@U0000000001> <#C0000000001> <!subteam^S1>",
    "<https://evil.eu|your bank>",
    "[your bank](https://evil.eu) https://evil.eu",
    "*bold* _italic_ ~gone~ `code` ```block``` **x**",
    "> quote\n• list\n1. list",
    "<b>html</b><script>alert(1)</script>&amp;&lt;",
    "{name} {0} %s %(x)s",
    "\u202egnp.exe \u2066x\u2069 \u200f\u061c",
    "zero\u200bwidth\ufeff",
    "NUL\x00 bell\x07 escape\x1b[31m",
    "👩\u200d🔬" * 40,
    ":tada: @here @channel",
    "&" * 5000,
    "<" * 3000,
    "ā" * 5000,
    "🎉" * 3000,
    "word " * 2000,
    "Žluťoučký kůň, Ὀδυσσεύς, Ќирилица, Łódź, Þórr, Ħ, Ñ, ß, İ, ő, ș",
    " ",
    "\n\n",
    "\ud800",
]
texts = st.one_of(
    st.sampled_from(NASTY), st.text(max_size=200), st.text("<>&!@#|*`\n\x00🎉", max_size=4000)
)


def nobody(*_: object) -> None:
    raise AssertionError("no search is made to show one")


@given(texts)
@settings(max_examples=150, deadline=None)
@example("a" * 50_000)
def test_p13_a_text_arrives_whole_in_as_many_messages_as_it_takes(text: str) -> None:
    posts = reply_posts(say(msg("Said: {text}.", text=text)), VOICE)
    assert_posts(posts)
    blocks = [block for post in posts for block in post.blocks]
    assert said(blocks) == f"Said: {clean(text)}."
    assert links(blocks) == []
    assert all(size(said([block])) <= 3000 for block in blocks)


@given(texts, texts)
@settings(max_examples=40, deadline=None)
def test_p13_every_part_of_a_card_may_be_anything(text: str, run: str) -> None:
    written = as_written(text)
    whole = Card(
        title=written,
        body=(written, msg("**{x}** and `{x}`", x=text)),
        facts=tuple(Fact(written, written) for _ in range(12)),
        actions=(Button(written, run or "x"), Link(written, "https://x.eu/"), Button(written, "y")),
        footer=written,
    )
    posts = reply_posts(Reply((whole, Document(text or "f", "x/y", b"-"), written)), VOICE)
    assert_posts(posts)
    assert set(links([b for post in posts for b in post.blocks])) <= {"https://x.eu/"}


@given(
    st.sampled_from(
        [
            "javascript:alert(1)",
            "https://x.eu/<b>",
            "ftp://x",
            "",
            "https://" + "x" * 4000,
            "https://\u202eue.x",
        ]
    )
)
def test_a_link_leads_to_an_address_or_is_none(url: str) -> None:
    posts = reply_posts(say(Card(msg("Links"), actions=(Link(msg("Here"), url),))), VOICE)
    assert_posts(posts)
    for found in links([block for post in posts for block in post.blocks]):
        assert found.startswith(("https://", "http://", "mailto:"))
        assert len(found) <= 3000


def fields(text: str, options: int) -> list[Field]:
    label, hint = as_written(text), as_written(text)
    several = tuple(
        Option(f"v{n}", msg("{n} {text}", n=n, text=text), hint) for n in range(options)
    )
    return [
        Text("line", label, hint),
        Text("long", label, hint, required=False, multiline=True, max_length=10_000),
        ReferenceField(label=label, hint=None),
        Choice("choice", label, several, hint),
        Choices("choices", label, several, None),
        Search("search", label, nobody, nobody, hint),  # type: ignore[arg-type]
        Day("day", label, hint),
        File("file", label, hint),
    ]


@given(texts, st.sampled_from([1, 10, 11]))
@settings(max_examples=25, deadline=None)
def test_p13_every_kind_of_question_may_be_anything(text: str, options: int) -> None:
    asked = fields(text, options)
    answers = {
        "line": text[:300],
        "long": text,
        "choice": "v0",
        "choices": "v0",
        "day": "2026-03-01",
    }
    hit = Option("hit", as_written(text))
    before = {name: Before(answer) for name, answer in answers.items()}
    for found in (Before(), Before("hit", hit), Before(hits=(hit,)), Before("0" * 64)):
        page = Page(as_written(text), tuple(asked), answers, None, True)
        shown = Shown(as_written(text), before | {"search": found, "file": found})
        assert_modal(page_view(page, SPOT, VOICE, shown))
    assert_modal(
        page_view(Page(as_written(text), tuple(asked), {}, None, False), SPOT, VOICE, Shown())
    )
    assert_options({"options": [option(hit, VOICE)]})


@given(texts, st.sampled_from([1, 8]))
@settings(max_examples=40, deadline=None)
def test_the_answers_to_be_checked_may_be_anything(text: str, items: int) -> None:
    label: Message = as_written(text)
    endings = (Option("send", label), Option("draft", label))
    checked = tuple(Checked(Text(f"f{n}", label), label) for n in range(items))
    check = Check(label, checked, endings, problem=label)
    view = page_view(Page(label, (), {}, check, True), SPOT, VOICE, Shown())
    assert_modal(view)
    assert any("ending:draft" in str(block) for block in view["blocks"])
    assert_posts(question_posts(check, VOICE))


@pytest.mark.parametrize("options", [100, 101])
def test_a_long_list_of_options_fits(options: int) -> None:
    asked = fields("word " * 20, options)
    for before in (Before(), Before("v99"), Before("v0,v99")):
        shown = Shown(None, {"choice": before, "choices": before})
        view = page_view(Page(msg("Many"), tuple(asked), {}, None, True), SPOT, VOICE, shown)
        assert_modal(view)
        assert all(str(view).count(f"'v{n}'") >= 2 for n in range(options))


def test_a_hundred_and_twenty_answers_can_be_checked() -> None:
    checked = tuple(Checked(Text(f"f{n}", msg("Name")), msg("{n}", n=n)) for n in range(120))
    endings = (Option("send", msg("Send it, whatever it may hold")), Option("draft", msg("Keep")))
    page = Page(msg("Many"), (), {}, Check(msg("Many"), checked, endings), True)
    view = page_view(page, SPOT, VOICE, Shown())
    assert_modal(view)
    assert "ending:draft" in str(view)
    assert view["submit"]["text"] == "OK"
    assert "Send it, whatever it may hold" in said(view["blocks"])


@given(texts)
@settings(max_examples=40, deadline=None)
def test_a_question_in_the_conversation_may_be_anything(text: str) -> None:
    label: Message = as_written(text)
    hits = tuple(Option(str(n), label, label) for n in range(5))
    for asked in fields(text, 12):
        assert_posts(question_posts(Ask(asked, 1, 3, label, hits, label, label), VOICE))
    assert_modal(reply_view(say(label, Card(label, (label,))), VOICE))


@given(texts, texts)
@settings(max_examples=40, deadline=None)
def test_a_message_put_right_may_have_held_anything(text: str, said_now: str) -> None:
    whole = Card(as_written(text), (as_written(text),), actions=(Button(msg("Do"), "accept"),))
    [*_, post] = reply_posts(say(whole), VOICE)
    standing = tuple({**block, "block_id": f"b{n}"} for n, block in enumerate(post.blocks))
    pressed = Pressed(
        Source("T1", "U1", "D1"), "accept", text, f"b{len(standing) - 1}", "", "",
        Standing("17.1", False, standing),
    )  # fmt: skip
    for tone in Tone:
        change = card.alone(pressed, say(as_written(said_now), tone=tone), VOICE, effect=True)
        assert change.instead or change.follows
        if change.instead:
            assert_posts([_post(change.instead)])
    shown = card.shared(pressed, said_now, datetime(2026, 3, 1, tzinfo=UTC), VOICE)
    if shown:
        assert_posts([_post(shown)])


def _post(body: Json) -> Post:
    return Post(body["text"], tuple(body["blocks"]))


def test_what_is_always_the_same_fits() -> None:
    assert_modal(waiting_view(VOICE))
    assert_posts(invitation_posts(VOICE))

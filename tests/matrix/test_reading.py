"""Events come from anywhere: what they say is read with care, or not at all."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lines import Kind, Line
from bot.matrix.addressing import Me
from bot.matrix.offers import Offers
from bot.matrix.read import Said, read
from chat.markup import Span

ROOM = "!room:localhost"
BOT = "@imi-7:localhost"
ME = Me(BOT, "IMI Assistant", "!")


def message(body: str = "hello", **content: Any) -> dict[str, Any]:
    return {
        "type": "m.room.message",
        "event_id": "$1",
        "sender": "@anna:localhost",
        "content": {"msgtype": "m.text", "body": body, **content},
    }


def said(words: str, **content: Any) -> Said:
    found = read(message(words, **content), ROOM)
    assert found is not None
    return found


def heard(words: str, **content: Any) -> tuple[str, bool] | None:
    """In a room of many."""
    found = ME.hear(said(words, **content), private=False)
    return (found.text, found.explicit) if found else None


def heard_in_private(words: str) -> tuple[str, bool] | None:
    found = ME.hear(said(words), private=True)
    return (found.text, found.explicit) if found else None


KEYS = (
    "msgtype",
    "body",
    "filename",
    "url",
    "info",
    "size",
    "mimetype",
    "m.relates_to",
    "rel_type",
    "event_id",
    "m.new_content",
    "m.mentions",
    "user_ids",
    "formatted_body",
)
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("m.text"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(content=json, kind=json, sender=json)
def test_an_event_of_any_shape_is_read_or_left(content: object, kind: object, sender: Any) -> None:
    event = {"type": "m.room.message", "event_id": "$1", "sender": sender, "content": content}
    found = read(event, ROOM)
    assert found is None or isinstance(found.words, str)
    assert read({"type": kind, "content": content}, ROOM) is None


def test_what_an_old_client_repeats_of_the_message_replied_to_is_left_out() -> None:
    relation = {"m.in_reply_to": {"event_id": "$0"}}
    body = "> <@imi:localhost> Which day?\n> Write it.\n\n30.11.2026"
    assert said(body, **{"m.relates_to": relation}).words == "30.11.2026"
    assert said("> a quote of my own").words == "> a quote of my own"


def test_a_thread_and_an_edit_are_known() -> None:
    thread = {"m.relates_to": {"rel_type": "m.thread", "event_id": "$root"}}
    assert said("hello", **thread).thread == "$root"
    edit = {
        "m.relates_to": {"rel_type": "m.replace", "event_id": "$old"},
        "m.new_content": {"msgtype": "m.text", "body": "better"},
    }
    edited = said("* better", **edit)
    assert (edited.words, edited.edits, edited.thread) == ("better", "$old", "")


@pytest.mark.parametrize(
    "kind", ["m.notice", "m.emote", "m.location", "m.key.verification.request"]
)
def test_only_what_a_person_writes_is_read(kind: str) -> None:
    assert read(message(msgtype=kind), ROOM) is None


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\apliecība.pdf", "apliecība.pdf"),
        ("a\x00\u202eb.pdf", "ab.pdf"),
        ("...", "file"),
        ("", "file"),
        # How much of it is shown is said where files are taken.
        ("x" * 300 + ".pdf", "x" * 300 + ".pdf"),
    ],
)
def test_a_files_name_is_a_name_only(given: str, kept: str) -> None:
    found = said(given, msgtype="m.file", url="mxc://localhost/abc")
    assert found.attachment is not None
    assert found.attachment.name == kept
    assert found.attachment.kind == "application/octet-stream"


def test_a_file_from_elsewhere_than_a_homeserver_is_no_file() -> None:
    assert read(message(msgtype="m.file", url="https://evil.example/x"), ROOM) is None


@pytest.mark.parametrize(
    ("words", "explicit"),
    [("my tasks", False), ("!my tasks", True), ("! my tasks", True), ("  !my tasks  ", True)],
)
def test_in_private_everything_is_for_the_bot(words: str, explicit: bool) -> None:
    assert heard_in_private(words) == ("my tasks", explicit)


@pytest.mark.parametrize(
    "words", ["my tasks", "what does the IMI Assistant do?", "!", "imi-7: my tasks", ""]
)
def test_in_a_room_people_speak_with_each_other(words: str) -> None:
    assert heard(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "IMI Assistant: my tasks",
        "imi assistant, my tasks",
        f"{BOT} my tasks",
        "@imi-7: my tasks",
        "my tasks IMI Assistant",
    ],
)
def test_a_mention_is_no_part_of_what_is_said(words: str) -> None:
    assert heard(words, **{"m.mentions": {"user_ids": [BOT]}}) == ("my tasks", False)


def test_a_mention_and_the_prefix_may_stand_together() -> None:
    mentions = {"m.mentions": {"user_ids": [BOT]}}
    assert heard("IMI Assistant: !my tasks", **mentions) == ("my tasks", True)


def test_a_bare_call_asks_for_help() -> None:
    assert heard("IMI Assistant", **{"m.mentions": {"user_ids": [BOT]}}) == ("help", False)


def test_a_client_that_knows_no_mentions_puts_a_link() -> None:
    link = f'<a href="https://matrix.to/#/{BOT}">IMI Assistant</a>: my tasks'
    assert heard("IMI Assistant: my tasks", formatted_body=link) == ("my tasks", False)
    others = {"formatted_body": link, "m.mentions": {"user_ids": ["@joao:localhost"]}}
    assert heard("IMI Assistant: my tasks", **others) is None


def test_an_answer_that_begins_with_the_bots_name_stays_whole_in_private() -> None:
    assert heard_in_private("IMI Assistant was wrong") == ("IMI Assistant was wrong", False)


@pytest.mark.parametrize(
    "key", ["9" * 5000, "", "²", "٢", 2, None, ["2"], "\udcff", "2\ufe0f\u20e3 "]
)
def test_a_reaction_of_any_shape_is_chosen_or_left(key: object) -> None:
    offers = Offers()
    lines = [Line(Kind.CHOICE, (Span("Yes"),), number) for number in (1, 2)]
    offers.keep("@anna:a.org", "!r", ["$offer"], lines)
    relation = {"rel_type": "m.annotation", "event_id": "$offer", "key": key}
    event = {"event_id": "$e", "sender": "@anna:a.org", "content": {"m.relates_to": relation}}
    assert offers.chosen(event, "!r") is None
    assert offers.chosen({**event, "sender": "@eve:a.org"}, "!r") is None
    good = {**event, "content": {"m.relates_to": {**relation, "key": "2"}}}
    assert offers.chosen(good, "!elsewhere") is None
    assert offers.chosen({**good, "sender": "@eve:a.org"}, "!r") is None
    assert offers.chosen(good, "!r") is not None

"""Is what the bot shows what Slack takes? Two published models, and what neither of them sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from bot.i18n import Languages, Voice, load
from bot.slack.posts import Post
from bot.slack.wording import size
from tests.chat.hostile import harms
from tests.support.slack.blocks import check_message, check_options, check_view

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "lv", "pt")
Json = dict[str, Any]

# Elements by which a text would call somebody, or lead somewhere.
LIVE = {"user", "usergroup", "channel", "broadcast", "link", "emoji", "team", "date"}


class Wordy(NullTranslations):
    """A language that takes twice the words for everything."""

    def gettext(self, message: str) -> str:
        return f"{message} {message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def voices() -> list[Voice]:
    languages = Languages(load(ROOT / "locale", LANGUAGES), {})
    spoken = [languages.voice(language, "Europe/Riga") for language in LANGUAGES]
    return [*spoken, Voice("en", "UTC", Wordy())]


def assert_posts(posts: Sequence[Post]) -> None:
    assert posts
    for post in posts:
        check_message(list(post.blocks))
        assert post.text.strip()
        assert size(post.text) <= 4000
        assert "<" not in post.text
        assert ">" not in post.text
        assert not harms(post.text)
        assert_still(list(post.blocks))


def assert_modal(view: Json) -> None:
    check_view(view, "modal")
    assert len(view.get("private_metadata", "")) <= 3000
    ids = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    assert len(ids) == len(set(ids))
    assert_still(view["blocks"])


def assert_options(answer: Json) -> None:
    check_options(answer)


def assert_still(blocks: Sequence[Json]) -> None:
    """No text is read for marks, and nothing in it is alive."""
    for node in nodes(list(blocks)):
        assert not harms(node["text"] if isinstance(node.get("text"), str) else "")
        assert node.get("type") != "mrkdwn"
        assert node.get("type") not in LIVE - {"link"}
        if node.get("type") == "plain_text":
            assert node["emoji"] is False


def links(blocks: Sequence[Json]) -> list[str]:
    return [node["url"] for node in nodes(list(blocks)) if "url" in node]


def said(blocks: Sequence[Json]) -> str:
    """All rich text, as it stands."""
    return "".join(
        node["text"] for node in nodes(list(blocks)) if node.get("type") in ("text", "link")
    )


def nodes(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from nodes(inner)

"""A card that is the same for everybody is put into words once for each voice, and never for another."""

from __future__ import annotations

from bot import i18n
from bot.app import ROOT
from bot.slack.posts import Post, reply_posts
from chat.message import Button, Card, Lasting, say
from core.text import Typed, msg
from handlers import my_tasks

LANGUAGES = i18n.Languages(
    i18n.load(ROOT / "locale", ("en", "lv", "pt")), {"my tasks": my_tasks.COMMAND.words}
)
TITLE = msg("See what waits for you")
BODY = (msg("`{typed}`: {summary}", typed=Typed("my tasks"), summary=TITLE),)
ACTIONS = (Button(TITLE, "my tasks"),)


def shown(card: Card, language: str) -> list[Post]:
    return reply_posts(say(card), LANGUAGES.voice(language, "Europe/Riga"))


def test_it_reads_as_if_it_were_put_into_words_each_time() -> None:
    kept = Lasting(TITLE, BODY, actions=ACTIONS)
    for language in ("lv", "en", "pt", "lv", "en", "pt"):
        assert shown(kept, language) == shown(Card(TITLE, BODY, actions=ACTIONS), language)
    assert len({shown(kept, language)[0].text for language in ("lv", "en", "pt")}) == 3


def test_its_words_are_looked_for_once() -> None:
    kept = Lasting(TITLE, BODY, actions=ACTIONS)
    first, again = (shown(kept, "lv")[0].blocks for _ in range(2))
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_two_cards_are_never_taken_for_one_another() -> None:
    one, other = Lasting(TITLE), Lasting(msg("Help"))
    assert one != Lasting(TITLE)
    assert shown(one, "en")[0].text == "See what waits for you"
    assert shown(other, "en")[0].text == "Help"

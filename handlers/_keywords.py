"""What an authority is competent in, in its own words: it is found by them."""

from __future__ import annotations

from chat.fields import Text
from core.text import Message, msg

_MOST = 20


def keywords_field(now: Message | None = None) -> Text:
    return Text(
        "keywords",
        msg("In what is it competent? A few keywords, with commas between."),
        hint=now or msg("For example: hairdressers, beauty salons. Others find it by these words."),
        required=False,
        max_length=500,
    )


def keywords_in(said: str | None) -> tuple[str, ...]:
    words = (word.strip() for word in (said or "").split(","))
    return tuple(dict.fromkeys(word for word in words if word))[:_MOST]

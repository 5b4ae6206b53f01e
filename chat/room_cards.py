"""A request as a team's room sees it: reference, area, countries, dates and whose turn it is, and no more."""

from __future__ import annotations

from collections.abc import Iterator

from chat.cards import date_fact, title
from chat.message import Button, Card, Fact
from core.lifecycle import FINAL
from core.questions import Content
from core.requests import State
from core.text import Country, Message, msg
from core.views import Outline


def room_card(outline: Outline, content: Content, *said: Message) -> Card:
    """What a team's room may see: reference, area, countries and dates."""
    return Card(
        title=title(outline, content),
        body=said,
        facts=(
            Fact(
                msg("Countries"),
                msg(
                    "{asker} asks {answerer}",
                    asker=Country(outline.asker_country),
                    answerer=Country(outline.answerer_country),
                ),
            ),
            date_fact(outline),
            *_whose_turn(outline),
        ),
        actions=(Button(msg("Open it privately"), f"show {outline.reference}"),),
    )


def _whose_turn(outline: Outline) -> Iterator[Fact]:
    """The country that is to do something now; nothing once it is over. A part is settled in one country."""
    if outline.state in FINAL:
        return
    asks = not outline.whole and (outline.proposed or outline.state in _THE_ASKERS)
    country = Country(outline.asker_country if asks else outline.answerer_country)
    yield Fact(msg("Whose turn it is"), msg("{country}", country=country))


_THE_ASKERS = frozenset({State.DRAFT, State.SUBMITTED, State.ANSWERED, State.CLARIFIED})

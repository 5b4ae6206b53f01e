"""How the answers were: two short choices, and one button for each pair of them."""

from __future__ import annotations

from chat.fields import Choice, Option
from chat.message import Button, Card
from chat.written import EFFORT, TIMELINESS
from core.ratings import Effort, Rating, Timeliness
from core.requests import Reference
from core.text import msg


def timeliness_field(*, required: bool) -> Choice:
    options = tuple(Option(each.value, label) for each, label in TIMELINESS.items())
    return Choice("timeliness", msg("Did the answers come in time?"), options, required=required)


def effort_field(*, required: bool) -> Choice:
    options = tuple(Option(each.value, label) for each, label in EFFORT.items())
    return Choice("effort", msg("Were the answers useful?"), options, required=required)


def rating_of(timeliness: str | None, effort: str | None) -> Rating | None:
    if not timeliness and not effort:
        return None
    return Rating(
        Timeliness(timeliness) if timeliness else None, Effort(effort) if effort else None
    )


def rating_card(name: Reference) -> Card:
    return Card(
        title=msg("How were the answers?"),
        body=(msg("Nobody has to say it. The authority that answered sees it."),),
        actions=tuple(
            Button(
                msg("{timeliness}: {effort}", timeliness=timely, effort=made),
                f"rate {name} {when.value} {how.value}",
            )
            for when, timely in TIMELINESS.items()
            for how, made in EFFORT.items()
        ),
    )

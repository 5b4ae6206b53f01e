"""The living card: of each request one message for each reader in each place, kept as the request now stands.

What was said of the request first becomes its card; all that is said later stands under it. A change plans,
in its own transaction, that the cards which may stand somewhere are shown anew. When its hour has come a card
is made from the request as it is then, so of several changes only the last has to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from core.outbox import CARD, DIGEST, Delivery, Planned, Progress, Recipient, Topic
from core.people import Address
from core.requests import Request, RequestId

_UNDER_WAY = frozenset({Progress.SENT, Progress.SENDING, Progress.UNSURE})


def card_of(request: RequestId) -> Topic:
    return Topic(CARD, str(request))


def refreshed(request: Request, said: Iterable[Delivery], now: datetime) -> Sequence[Planned]:
    """To be shown anew to whoever was told of the request: ``said`` is what the outbox holds of it."""
    told = {
        row.planned.recipient.key: row.planned.recipient
        for row in said
        if row.progress in _UNDER_WAY
        # It may be on its way already, with the request as it was.
        or (row.progress is Progress.PLANNED and row.planned.due <= now)
        if not _is_shared(row)
    }
    return showing(request.id, told.values(), request.version, now)


def showing(
    request: RequestId, readers: Iterable[Recipient], version: int, now: datetime
) -> Sequence[Planned]:
    """Each reader's card, as the request stands from this version on."""
    card = card_of(request)
    return [Planned(card, reader, str(version), now, now.date()) for reader in readers]


def standing(rows: Iterable[Delivery]) -> Mapping[Address, str]:
    """Of one reader's rows about a request: in each place the platform's own id of the card that stands there.

    A card that was gone is written anew, and takes its place.
    """
    found: dict[Address, str] = {}
    for row in sorted(rows, key=_moment):
        if row.progress is Progress.SENT and row.address and row.receipt and not _is_shared(row):
            if row.planned.about.name == CARD:
                found[row.address] = row.receipt
            else:
                found.setdefault(row.address, row.receipt)
    return found


def is_outdated(card: Planned, others: Iterable[Delivery], now: datetime) -> bool:
    """Whether the same card has been planned of a later version: that one shows everything."""
    return any(
        int(other.planned.kind) > int(card.kind) and other.planned.due <= now
        for other in others
        if other.planned.recipient == card.recipient and other.progress is not Progress.FAILED
    )


def _is_shared(row: Delivery) -> bool:
    """Said together with other things: a message of several requests is the card of none."""
    return DIGEST in row.planned.values


def _moment(row: Delivery) -> tuple[datetime, int, str]:
    """Of cards shown in one moment the later version comes last."""
    card = row.planned.about.name == CARD
    return row.settled or row.planned.due, int(row.planned.kind) if card else 0, row.id

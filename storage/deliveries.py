"""A row of the outbox as a delivery."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from core.outbox import Delivery, DeliveryId, Planned, Progress, Recipient, Topic
from core.people import Address
from storage.tables import outbox

_O = outbox.c

# What a claim brings back, in the order ``claimed_in`` takes it apart: a thousand rows at a time.
COLUMNS = (
    _O.id,
    _O.progress,
    _O.attempts,
    _O.problem,
    _O.topic,
    _O.subject,
    _O.recipient,
    _O.kind,
    _O.due,
    _O.local,
    _O.details,
)
# The same few people and rooms come again and again.
_recipient = lru_cache(maxsize=10_000)(Recipient.read)
_topic = lru_cache(maxsize=10_000)(Topic)
_PROGRESS = {each.value: each for each in Progress}


def claimed_in(row: Sequence[Any]) -> Delivery:
    """Nothing is known yet of where it goes."""
    name, progress, attempts, problem, *planned = row
    return Delivery(
        DeliveryId(name), _planned(planned), _PROGRESS[progress], attempts, None, "", problem
    )


def _planned(facts: Sequence[Any]) -> Planned:
    topic, subject, recipient, kind, due, local, details = facts
    return Planned(_topic(topic, subject), _recipient(recipient), kind, due, local, details)


# The same and what has become of it, in the order ``told_in`` takes it apart: a request has dozens of them.
TOLD = (*COLUMNS, _O.platform, _O.workspace, _O.account, _O.receipt, _O.settled, _O.language)


def told_in(row: Sequence[Any]) -> Delivery:
    name, progress, attempts, problem, *planned = row[: len(COLUMNS)]
    platform, workspace, account, receipt, settled, language = row[len(COLUMNS) :]
    return Delivery(
        DeliveryId(name),
        _planned(planned),
        _PROGRESS[progress],
        attempts,
        Address(platform, workspace, account) if platform else None,
        receipt,
        problem,
        settled,
        language or "",
    )

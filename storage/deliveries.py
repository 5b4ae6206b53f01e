"""A row of the outbox as a delivery."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from core.outbox import Delivery, Planned, Progress, Recipient, Topic
from core.people import Address
from storage.queue import STANDS, WITH_QUEUE
from storage.tables import outbox

_O = outbox.c

PLANNED = (_O.topic, _O.subject, _O.recipient, _O.kind, _O.due, _O.local, _O.details)
# The same few people and rooms come again and again.
_recipient = lru_cache(maxsize=10_000)(Recipient.read)
_topic = lru_cache(maxsize=10_000)(Topic)
_PROGRESS = {each.value: each for each in Progress}


def claimed_in(row: Sequence[Any]) -> Delivery:
    """Name, progress, attempts, problem and what ``PLANNED`` has: nothing is known yet of where it goes."""
    name, progress, attempts, problem, topic, subject, recipient, kind, due, local, values = row
    about, reader = _topic(topic, subject), _recipient(recipient)
    planned = Planned(about, reader, kind, due, local, values)
    return Delivery(name, planned, _PROGRESS[progress], attempts, None, "", problem)


# The same and what has become of it, in the order ``told_in`` takes it apart: a request has dozens of them.
BECAME = (_O.platform, _O.workspace, _O.account, _O.receipt, _O.settled, _O.language)
TOLD = select(_O.id, *STANDS, *PLANNED, *BECAME).select_from(WITH_QUEUE)


def told_in(row: Sequence[Any]) -> Delivery:
    *known, platform, workspace, account, receipt, settled, language = row
    name, progress, attempts, problem, topic, subject, recipient, kind, due, local, values = known
    about, reader = _topic(topic, subject), _recipient(recipient)
    planned = Planned(about, reader, kind, due, local, values)
    where = Address(platform, workspace, account) if platform else None
    stands = (_PROGRESS[progress], attempts, where, receipt, problem, settled, language or "")
    return Delivery(name, planned, *stands)

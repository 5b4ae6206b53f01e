"""A row of the outbox as a delivery."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from core.lifecycle import Notice
from core.outbox import Delivery, DeliveryId, Planned, Progress, Recipient
from core.people import Address
from core.requests import RequestId


def delivery_in(row: Row[Any]) -> Delivery:
    return Delivery(
        id=DeliveryId(row.id),
        planned=Planned(
            request=RequestId(row.request),
            recipient=Recipient.read(row.recipient),
            kind=Notice(row.kind),
            due=row.due,
            local=row.local,
            values=row.details,
        ),
        progress=Progress(row.progress),
        attempts=row.attempts,
        address=Address(row.platform, row.workspace, row.account) if row.platform else None,
        receipt=row.receipt,
        problem=row.problem,
    )

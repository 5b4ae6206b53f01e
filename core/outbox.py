"""The outbox: the one truth about what is said to whom, and when.

Rows are written in the transaction of the change that causes them. The scheduler only wakes the worker.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol, TypeAlias

from core.people import Address, Guest, Person, PersonId, Room, RoomId
from core.requests import RequestId
from core.values import value

DeliveryId = NewType("DeliveryId", str)


class Progress(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    FAILED = "failed"
    STALE = "stale"
    CANCELLED = "cancelled"


@value(frozen=True, slots=True)
class Recipient:
    """A person or a team's room, wherever they are reached; a guest, where they have written from."""

    person: PersonId | None = None
    room: RoomId | None = None
    guest: Guest | None = None
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Asked for with every row, and written once."""
        if self.guest:
            key = f"guest:{_name(self.guest)}"
        else:
            key = f"person:{self.person}" if self.person else f"room:{self.room}"
        object.__setattr__(self, "key", key)

    @classmethod
    def to(cls, reader: Person | Room) -> Recipient:
        return cls(person=reader.id) if isinstance(reader, Person) else cls(room=reader.id)

    @classmethod
    def read(cls, key: str) -> Recipient:
        kind, _colon, name = key.partition(":")
        if kind == "guest":
            return cls(guest=_guest(name))
        return cls(person=PersonId(name)) if kind == "person" else cls(room=RoomId(name))


def _name(guest: Guest) -> str:
    """Accounts may have spaces and colons in them: the account is the last."""
    place = guest.address
    return f"{guest.language} {guest.time_zone} {place.platform} {place.workspace} {place.account}"


def _guest(name: str) -> Guest:
    language, zone, platform, workspace, account = name.split(" ", 4)
    return Guest(Address(platform, workspace, account), language, zone)


@value(frozen=True, slots=True)
class Topic:
    """What a message is about: a request, or another thing people are told of (``application``, ``training``)."""

    name: str
    key: str

    @classmethod
    def of(cls, request: RequestId) -> Topic:
        return cls(REQUEST, str(request))

    @property
    def request(self) -> RequestId | None:
        return RequestId(int(self.key)) if self.name in (REQUEST, CARD) else None


REQUEST = "request"

# The living card of a request: what was said of it first in a place, kept as the request now stands.
CARD = "card"

# What is said together with other things of the same hour says so; the message that has them all is about this.
DIGEST = "digest"
# The same after a standstill: it has what was handed over to it, whose value names its instant.
CAUGHT_UP = "caught_up"
TOGETHER: Mapping[str, str] = {DIGEST: "yes"}


# What does not come anew, but takes the place of messages that were sent, names them in its values.
REVISES = "revises"


# What a message about one thing is known by: its recipient, its kind and its instant.
Key: TypeAlias = tuple[str, str, datetime]


@value(frozen=True, slots=True)
class Planned:
    """One message to come: ``due`` is an instant in UTC, ``local`` the recipient's day.

    ``kind`` is the topic's own word for what is said (a ``Notice`` where it is a request). ``values`` says what
    the thing itself no longer tells when the message is made (who acted, on which day).
    """

    about: Topic
    recipient: Recipient
    kind: str
    due: datetime
    local: date
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.recipient.key, self.kind, self.due

    @property
    def revises(self) -> tuple[DeliveryId, ...]:
        """The messages that are to be shown as things stand now, where they stand."""
        return tuple(map(DeliveryId, self.values.get(REVISES, "").split()))


@value(frozen=True, slots=True)
class Delivery:
    """A planned message with what has become of it."""

    id: DeliveryId
    planned: Planned
    progress: Progress
    attempts: int = 0
    address: Address | None = None
    receipt: str = ""
    problem: str = ""
    settled: datetime | None = None
    language: str = ""


class Outbox(Protocol):
    async def plan(self, messages: Sequence[Planned]) -> None:
        """Add what is not there yet (same topic, recipient, kind and instant).

        What was cancelled is planned again; anything else that is there stays as it is.
        """
        ...

    async def of(self, about: Topic) -> Sequence[Delivery]:
        """Everything planned, sent or given up about it, by the instant it was due."""
        ...

    async def not_given_up(self, about: Topic) -> Sequence[Delivery]:
        """The same without what was cancelled."""
        ...

    async def arrived(self, about: Topic, recipient: Recipient) -> Sequence[Delivery]:
        """What this reader was sent about it, by the instant it was due."""
        ...

    async def to(
        self, recipient: Recipient, since: datetime, until: datetime
    ) -> Sequence[Delivery]:
        """Everything for one reader that is due after one instant and by another, the first due first."""
        ...

    async def hand_over(self, deliveries: Sequence[Delivery], values: Mapping[str, str]) -> None:
        """What they say is said in another message, as ``values`` tell beside their own; as far as each still
        stands as it was read."""
        ...

    async def told(self, deliveries: Sequence[DeliveryId], by: DeliveryId) -> None:
        """These were said in another message: what became of that became of them."""
        ...

    async def cancel(self, deliveries: Sequence[DeliveryId]) -> None:
        """Give up what is still planned; what is under way or done is left alone."""
        ...

    async def forget(self, about: Topic, kinds: Collection[str]) -> None:
        """As if nobody had ever been told this of it."""
        ...


class Tried(StrEnum):
    """How a try ended that is to be made again; a limit obeyed does not count as a try."""

    FAILED = "failed"
    UNSENT = "unsent"
    UNSURE = "unsure"


class Mailroom(Protocol):
    """The outbox as its worker sees it; every call is a transaction of its own."""

    async def claim(self, now: datetime, limit: int, lease: int) -> Sequence[Delivery]:
        """Take what is due, most overdue first; ``attempts`` counts this one.

        A claim not settled within ``lease`` seconds is free again, and comes back ``UNSURE``: whoever
        had it may have sent it.
        """
        ...

    async def settle(self, delivery: DeliveryId, progress: Progress, note: Settled) -> None:
        """Record how a claimed delivery ended; one that is no longer in hand stays as it is."""
        ...

    async def settle_many(self, outcomes: Sequence[tuple[DeliveryId, Progress, Settled]]) -> None:
        """The same for many at once: all are recorded or none."""
        ...

    async def retry(
        self, delivery: DeliveryId, due: datetime, problem: str, tried: Tried = Tried.FAILED
    ) -> None:
        """Put back for later; one that may have arrived comes back as ``UNSURE``."""
        ...

    async def next_due(self) -> datetime | None:
        """When there is something to claim next: what falls due, is tried again, or was left behind."""
        ...


@value(frozen=True, slots=True)
class Settled:
    """How a delivery ended: where it went, the platform's own id for it, or what went wrong; when it ended."""

    address: Address | None = None
    receipt: str = ""
    problem: str = ""
    at: datetime | None = None
    language: str = ""

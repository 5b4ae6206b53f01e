"""A unit of work: several writes that happen together or not at all."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol, Self

from core.applications import Applications
from core.audit import Audit
from core.authorities import Authorities
from core.consent import Consents
from core.edits import Edits
from core.feeds import Feeds
from core.habits import HabitsOf
from core.houses import Houses
from core.link_codes import LinkCodes
from core.materials import Materials
from core.merging import Merging
from core.outbox import Outbox
from core.pauses import Pauses
from core.people import People
from core.practices import Practices
from core.ratings import Ratings
from core.records import Records
from core.registers import Registers
from core.standings import Standings
from core.stored_requests import Requests
from core.surveys import Surveys
from core.traces import AllTraces
from core.trainings import Trainings
from core.upkeep import Upkeeps
from core.workflows import Workflows


class Work(Protocol):
    """Leaving without ``commit`` rolls everything back."""

    @property
    def requests(self) -> Requests: ...
    @property
    def standings(self) -> Standings: ...
    @property
    def records(self) -> Records: ...
    @property
    def people(self) -> People: ...
    @property
    def applications(self) -> Applications: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def authorities(self) -> Authorities: ...
    @property
    def registers(self) -> Registers: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def link_codes(self) -> LinkCodes: ...
    @property
    def edits(self) -> Edits: ...
    @property
    def merging(self) -> Merging: ...
    @property
    def upkeeps(self) -> Upkeeps: ...
    @property
    def feeds(self) -> Feeds: ...
    @property
    def houses(self) -> Houses: ...
    @property
    def habits(self) -> HabitsOf: ...
    @property
    def pauses(self) -> Pauses: ...
    @property
    def traces(self) -> AllTraces: ...
    @property
    def trainings(self) -> Trainings: ...
    @property
    def materials(self) -> Materials: ...
    @property
    def ratings(self) -> Ratings: ...
    @property
    def surveys(self) -> Surveys: ...
    @property
    def practices(self) -> Practices: ...
    @property
    def workflows(self) -> Workflows: ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    async def commit(self) -> None: ...


class Works(Protocol):
    """Opens units of work: one that may write, one that only reads (and blocks nobody)."""

    def writing(self) -> Work: ...

    def reading(self) -> Work: ...

"""Units of work over one database connection."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.applications import SqlApplications
from storage.audit import Due, SqlAudit
from storage.authorities import SqlAuthorities
from storage.consents import SqlConsents
from storage.edits import SqlEdits
from storage.engine import Database
from storage.feeds import SqlFeeds
from storage.habits import SqlHabits
from storage.houses import SqlHouses
from storage.link_codes import SqlLinkCodes
from storage.materials import SqlMaterials
from storage.merging import SqlMerging
from storage.outbox import SqlOutbox
from storage.pauses import SqlPauses
from storage.people import SqlPeople
from storage.practices import SqlPractices
from storage.ratings import SqlRatings
from storage.records import SqlRecords
from storage.registers import SqlRegisters
from storage.requests import SqlRequests
from storage.standings import SqlStandings
from storage.surveys import SqlSurveys
from storage.traces import SqlTraces
from storage.trainings import SqlTrainings
from storage.upkeeps import SqlUpkeeps
from storage.workflows import SqlWorkflows
from storage.writing import WritingConnection


@dataclass(frozen=True, slots=True)
class SqlWorks:
    database: Database

    def writing(self) -> SqlWork:
        return SqlWork(self.database.writer)

    def reading(self) -> SqlWork:
        return SqlWork(self.database.reader)


class SqlWork:
    """Entered once; leaving without ``commit`` rolls back, and nothing is done after it."""

    __slots__ = ("_connection", "_due", "_people")

    def __init__(self, engine: AsyncEngine) -> None:
        self._connection: AsyncConnection = engine.connect()
        self._people = SqlPeople(self._connection)
        self._due: Due = {}

    @property
    def requests(self) -> SqlRequests:
        return SqlRequests(self._connection, self._due)

    @property
    def standings(self) -> SqlStandings:
        return SqlStandings(self._connection)

    @property
    def records(self) -> SqlRecords:
        return SqlRecords(self._connection)

    @property
    def people(self) -> SqlPeople:
        return self._people

    @property
    def applications(self) -> SqlApplications:
        return SqlApplications(self._connection)

    @property
    def consents(self) -> SqlConsents:
        return SqlConsents(self._connection)

    @property
    def authorities(self) -> SqlAuthorities:
        return SqlAuthorities(self._connection)

    @property
    def registers(self) -> SqlRegisters:
        return SqlRegisters(self._connection)

    @property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self._connection)

    @property
    def audit(self) -> SqlAudit:
        return SqlAudit(self._connection, self._due)

    @property
    def link_codes(self) -> SqlLinkCodes:
        return SqlLinkCodes(self._connection)

    @property
    def edits(self) -> SqlEdits:
        return SqlEdits(self._connection)

    @property
    def merging(self) -> SqlMerging:
        return SqlMerging(self._connection)

    @property
    def upkeeps(self) -> SqlUpkeeps:
        return SqlUpkeeps(self._connection)

    @property
    def feeds(self) -> SqlFeeds:
        return SqlFeeds(self._connection)

    @property
    def houses(self) -> SqlHouses:
        return SqlHouses(self._connection)

    @property
    def habits(self) -> SqlHabits:
        return SqlHabits(self._connection)

    @property
    def pauses(self) -> SqlPauses:
        return SqlPauses(self._connection)

    @property
    def traces(self) -> SqlTraces:
        return SqlTraces(self._connection)

    @property
    def trainings(self) -> SqlTrainings:
        return SqlTrainings(self._connection)

    @property
    def materials(self) -> SqlMaterials:
        return SqlMaterials(self._connection)

    @property
    def ratings(self) -> SqlRatings:
        return SqlRatings(self._connection)

    @property
    def surveys(self) -> SqlSurveys:
        return SqlSurveys(self._connection)

    @property
    def practices(self) -> SqlPractices:
        return SqlPractices(self._connection)

    @property
    def workflows(self) -> SqlWorkflows:
        return SqlWorkflows(self._connection)

    async def __aenter__(self) -> Self:
        await self._connection.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._connection.__aexit__(kind, error, trace)

    async def commit(self) -> None:
        if isinstance(self._connection, WritingConnection):
            await self._connection.end()
        else:
            await self._connection.commit()

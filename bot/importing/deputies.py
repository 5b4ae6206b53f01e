"""Who stands in for whom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.importing import cells
from bot.importing.file import Advance
from bot.importing.problems import Problems, quoted
from bot.importing.rows import Columns, Once, Row
from bot.importing.run import Noun
from bot.importing.sheet import Sheet
from bot.importing.trail import Done, put_person
from core.people import PersonId
from core.work import Work

COLUMNS = Columns(required=("person", "deputy"))


@dataclass(frozen=True, slots=True)
class Standing:
    person: PersonId
    deputy: PersonId


@dataclass(slots=True)
class DeputyImport:
    """The file's deputies of a person replace those they had; other people keep theirs."""

    path: Path
    noun: Noun = field(default=Noun("deputy", "deputies"), init=False)
    unused: Sequence[str] = field(default=(), init=False)

    @property
    def files(self) -> Sequence[Path]:
        return [self.path]

    async def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[Standing]]:
        sheet = Sheet(self.path, COLUMNS, problems, advance)
        read = [(row, _read(row)) for row in sheet.rows()]
        self.unused = sheet.unused
        known: dict[PersonId, bool] = {}
        pairs = Once()
        for row, standing in read:
            pairs.check(row, "deputy", row.good and standing)
            if row.good and standing.person == standing.deputy:
                row.wrong("deputy", "nobody is their own deputy")
            await _check_people(row, standing, work, known)
        yield [standing for row, standing in read if row.good]

    async def put(self, work: Work, batch: Sequence[Standing]) -> Sequence[Done]:
        deputies: dict[PersonId, list[PersonId]] = {}
        for standing in batch:
            deputies.setdefault(standing.person, []).append(standing.deputy)
        done: list[Done] = []
        for name, theirs in deputies.items():
            if person := await work.people.get(name):
                after = replace(person, deputies=tuple(theirs))
                done += await put_person(work, person, after, None)
        return done


def _read(row: Row) -> Standing:
    return Standing(
        PersonId(row.take("person", cells.identifier, "")),
        PersonId(row.take("deputy", cells.identifier, "")),
    )


async def _check_people(
    row: Row, standing: Standing, work: Work, known: dict[PersonId, bool]
) -> None:
    for column, person in (("person", standing.person), ("deputy", standing.deputy)):
        if person and person not in known:
            known[person] = await work.people.get(person) is not None
        if person and not known[person]:
            row.wrong(column, f"{quoted(person)} is not a person here; import people first")

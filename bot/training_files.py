"""Files of training dates that were sent in chat, read as those of the command line are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.importing import TrainingImport, Usual
from bot.importing.file import InHand
from bot.importing.problems import Problem, Problems, short
from core.people import Person
from core.training_desk import TrainingDesk
from core.training_files import Dates, Fault
from core.work import Work


@dataclass(frozen=True, slots=True)
class ImportedTrainings:
    desk: TrainingDesk

    async def read(self, work: Work, data: bytes, actor: Person, seats: int | None = None) -> Dates:
        usual, problems = Usual(seats=seats), Problems()
        kind = TrainingImport(InHand("", data), actor.id, self.desk, usual)
        batches = kind.batches(work, problems, lambda _bytes: None)
        plans = [plan async for batch in batches for plan in batch]
        wrong = sorted(problems.kept, key=lambda each: each.line)
        return Dates(plans, [_fault(each) for each in wrong], problems.rows, _named(kind.unused))


def _named(columns: Sequence[str]) -> list[str]:
    return [short(each) for each in columns if each]


def _fault(problem: Problem) -> Fault:
    return Fault(problem.line, problem.column, problem.message)

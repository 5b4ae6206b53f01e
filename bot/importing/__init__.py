"""Files of CSV or JSON lines into the database: everything in a file, or nothing and every reason why."""

from __future__ import annotations

from bot.importing.authorities import AuthorityImport
from bot.importing.coordinators import CoordinatorImport
from bot.importing.deputies import DeputyImport
from bot.importing.file import Unreadable
from bot.importing.people import PeopleImport
from bot.importing.problems import MOST_SHOWN, Problem
from bot.importing.registers import RegisterImport
from bot.importing.rooms import RoomImport
from bot.importing.run import Import, Outcome, Watch, bring_in
from bot.importing.trainings import TrainingImport, Usual

__all__ = [
    "MOST_SHOWN",
    "AuthorityImport",
    "CoordinatorImport",
    "DeputyImport",
    "Import",
    "Outcome",
    "PeopleImport",
    "Problem",
    "RegisterImport",
    "RoomImport",
    "TrainingImport",
    "Unreadable",
    "Usual",
    "Watch",
    "bring_in",
]

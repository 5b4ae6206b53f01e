"""What starting a survey takes: `python -m benchmarks.survey`.

10,000 officials of one country, with quiet hours and time zones of their own: each is asked and reminded once. One unit
of work on each database, from the command's own service: whom to ask, two rows of the outbox for each, and who was
asked. Seconds; the processor's time beside them, for the machine is shared. Then what one answer takes among them.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from sqlalchemy import insert

from bot.run import prepare
from core.habits import Habits
from core.outbox import Topic
from core.people import ALL_AREAS, PersonId, Role
from core.surveying import Sketch, Surveying
from core.surveys import SURVEY, Audience, Survey
from handlers._surveys import surveying
from storage import tables
from storage.habits import document_of
from tests.support.postgres import running_postgres
from tests.support.world import MovableClock, World, a_world, official, sqlite_url

PEOPLE = 10_000
_TIMES, _ANSWERS = 5, 30
_ZONES = ("Europe/Riga", "Europe/Lisbon", "Europe/Athens")
_QUIET = (Habits(), Habits(not_before=time(10)), Habits(not_after=time(16)), Habits(hour=time(13)))
_UNTIL = date(2026, 3, 20)

Row = dict[str, float | str]
_Columns = dict[str, object]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rows = [await _measured("sqlite", sqlite_url(Path(folder)))]
    with running_postgres() as server, server.database() as url:
        return [*rows, await _measured("postgresql", url)]


async def _measured(database: str, url: str) -> Row:
    world = await a_world(url, MovableClock())
    try:
        await _populated(world)
        # As it runs: what is there by then is not looked through for rubbish.
        await prepare(world.assistant)
        service = surveying(world.assistant.services)
        # The first time, statements are put together and holidays are looked up.
        survey = await service.start(world.person("ilze"), _sketch(world))
        walls, cpus = list[float](), list[float]()
        for _time in range(_TIMES):
            wall, cpu = perf_counter(), process_time()
            survey = await service.start(world.person("ilze"), _sketch(world))
            cpus.append(process_time() - cpu)
            walls.append(perf_counter() - wall)
        return {
            "database": database,
            "people": survey.asked,
            "rows": await _planned(world, survey),
            "s": round(median(walls), 2),
            "cpu_s": round(median(cpus), 2),
            "answer_ms": await _answering(service, survey),
        }
    finally:
        await world.assistant.close()


async def _populated(world: World) -> None:
    """All at once: one after the other they would take longer than everything else."""
    people, members, wishes = list[_Columns](), list[_Columns](), list[_Columns]()
    for number in range(PEOPLE):
        id, habits = PersonId(f"p{number:05}"), _QUIET[number % len(_QUIET)]
        zone = _ZONES[number % len(_ZONES)]
        named = {"id": id, "name": f"Person {number}", "language": "lv", "time_zone": zone}
        people.append({**named, "active": True, "agreed": 1})
        where = {"person": id, "position": 0, "authority": "lv-ptac", "area": ALL_AREAS}
        members.append({**where, "roles": "handler"})
        if habits != Habits():
            wishes.append({"owner": f"person:{id}", "document": document_of(habits)})
    async with world.assistant.database.writer.begin() as connection:
        for table, rows in (
            (tables.people, people),
            (tables.memberships, members),
            (tables.habits, wishes),
        ):
            await connection.execute(insert(table), rows)


def _sketch(world: World) -> Sketch:
    template = world.assistant.services.content.surveys[0]
    audience = Audience(roles=frozenset({Role.HANDLER}))
    return Sketch(template.title, template.questions, audience, _UNTIL)


async def _planned(world: World, survey: Survey) -> int:
    async with world.assistant.services.works.reading() as work:
        return len(await work.outbox.of(Topic(SURVEY, str(survey.id))))


async def _answering(service: Surveying, survey: Survey) -> float:
    people = [replace(official(id, id, "lv-ptac"), id=PersonId(id)) for id in _answerers()]
    walls = list[float]()
    for person in people:
        wall = perf_counter()
        given = {1: "5", 2: "4", 3: "2", 4: "1", 5: f"More examples, please: {person.id}"}
        await service.answer(person, survey.id, given)
        walls.append(perf_counter() - wall)
    return round(median(walls) * 1000, 1)


def _answerers() -> Iterator[str]:
    return (f"p{number:05}" for number in range(_ANSWERS))


def table(rows: list[Row]) -> str:
    lines = [list(rows[0]), *([str(cell) for cell in row.values()] for row in rows)]
    return "\n".join("  ".join(cell.rjust(11) for cell in line) for line in lines)


if __name__ == "__main__":
    print(table(run()))

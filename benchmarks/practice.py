"""What a thousand people in practice cost the real exchange's commands: `python -m benchmarks.practice`.

One assistant, one database, and the same real commands in turn: with nobody in practice, with a thousand people in it
who write nothing just now, and with a thousand who write, each in a practice of their own: one message in every four
minutes each, five in a row, beside 500 real commands a second, which is one beside 125. Every round goes through all
three, and a cost is that of a round against its own first part: the processor's time for each real command, with all
that practice takes in between, so that other users of the machine do not count. From typed words to a reply; no
platform stands between.
"""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bot.run import prepare
from core.people import Address, PersonId
from core.practices import Practice
from tests.support.talking import Talking
from tests.support.world import MovableClock, World, a_world, sqlite_url

PEOPLE = 1_000
BESIDE = 125
IN_A_ROW = 5
_PRACTISING = 60
_ROUNDS = 9
_COMMANDS = 500
_SAID = ("help", "find authority lisbon", "my tasks")
_NOBODY, _IDLE, _WRITING = "nobody", "1,000 in it, silent", "1,000 in it, writing"

Row = dict[str, float | str]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        world = await a_world(sqlite_url(Path(folder)), MovableClock())
        try:
            await prepare(world.assistant)
            return await _measured(world)
        finally:
            await world.assistant.close()


async def _measured(world: World) -> list[Row]:
    await _register(world)
    await _inside(world, inside=True)
    for number in range(_PRACTISING):
        await Talking(world, _name(number)).say("my tasks")
    took: dict[str, list[tuple[float, float]]] = {_NOBODY: [], _IDLE: [], _WRITING: []}
    await _commands(world)
    learners = _learners(world)
    for _round in range(_ROUNDS):
        await _inside(world, inside=False)
        took[_NOBODY].append(await _commands(world))
        await _inside(world, inside=True)
        took[_IDLE].append(await _commands(world))
        took[_WRITING].append(await _commands(world, learners))
    return _rows(took)


def _rows(took: dict[str, list[tuple[float, float]]]) -> list[Row]:
    alone = [cpu for cpu, _p50 in took[_NOBODY]]
    return [
        {
            "practice": name,
            "cpu_ms": round(median(cpu for cpu, _p50 in rounds), 3),
            "p50_ms": round(median(p50 for _cpu, p50 in rounds), 2),
            "cost_percent": round(
                100 * median(cpu / own - 1 for (cpu, _), own in zip(rounds, alone, strict=True)), 1
            ),
        }
        for name, rounds in took.items()
    ]


async def _commands(world: World, learners: Iterator[Talking] | None = None) -> tuple[float, float]:
    """The processor's milliseconds for each, and the median of how long one took."""
    officials = itertools.cycle([Talking(world, who) for who in ("anna", "joao", "sean")])
    took: list[float] = []
    busy = process_time()
    for number, said in enumerate(itertools.islice(itertools.cycle(_SAID), _COMMANDS)):
        if learners and number % BESIDE == 0:
            await next(learners).say("my tasks")
        began = perf_counter()
        await next(officials).say(said)
        took.append((perf_counter() - began) * 1000)
    return (process_time() - busy) * 1000 / _COMMANDS, median(took)


def _learners(world: World) -> Iterator[Talking]:
    """More than are held open, so that each has to be opened first."""
    for number in itertools.cycle(range(_PRACTISING)):
        yield from itertools.repeat(Talking(world, _name(number)), IN_A_ROW)


async def _register(world: World) -> None:
    anna = world.person("anna")
    async with world.assistant.services.works.writing() as work:
        for number in range(PEOPLE):
            id = PersonId(_name(number))
            learner = replace(anna, id=id, name=f"Learner {number}")
            await work.people.put(learner, [Address(world.platform, "", id)])
        await work.commit()


async def _inside(world: World, *, inside: bool) -> None:
    now = world.clock.now()
    async with world.assistant.services.works.writing() as work:
        for number in range(PEOPLE):
            id = PersonId(_name(number))
            until = now + timedelta(days=30)
            await work.practices.put(Practice(id, now, id, PersonId("ilze"), until, inside))
        await work.commit()


def _name(number: int) -> str:
    return f"learner{number:04}"


def table(rows: list[Row]) -> str:
    lines = [f"{'in practice':<24} {'cpu ms':>8} {'p50 ms':>8} {'cost %':>8}"]
    for row in rows:
        lines.append(
            f"{row['practice']:<24} {row['cpu_ms']:>8} {row['p50_ms']:>8} {row['cost_percent']:>8}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run()))

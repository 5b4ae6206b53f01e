"""Units of work of every kind at once: what is stored is what each of them was told, and nobody suffers for another."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import Database
from storage.tables import memberships
from tests.storage.units import (
    MANY,
    READ,
    Undone,
    add,
    add_many,
    begun,
    in_words,
    of,
    opened,
    stored,
    unit,
    within,
)

_JOIN = insert(memberships)
_NOBODY = {"position": 0, "authority": "nowhere", "area": "*", "roles": ""}


@dataclass(frozen=True)
class Planned:
    """A unit of work, how it asks, what for, and how it is to end."""

    way: str
    steps: tuple[str, ...]
    end: str
    # After so many turns of the loop.
    cancelled: int | None


WAYS = st.sampled_from(["unit", "begun", "commit", "single"])
STEPS = st.lists(
    st.sampled_from(["add", "in words", "read", "pause", "pause", "many"]), max_size=5
).map(tuple)
ENDS = st.sampled_from(["kept", "kept", "raised", "refused"])
PLANS = st.lists(
    st.builds(Planned, WAYS, STEPS, ENDS, st.one_of(st.none(), st.none(), st.integers(0, 12))),
    min_size=1,
    max_size=7,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(plans=PLANS)
def test_what_is_stored_is_what_each_was_told(filled_file: Path, plans: list[Planned]) -> None:
    asyncio.run(_walked(filled_file, plans))


async def _walked(template: Path, plans: list[Planned]) -> None:
    with TemporaryDirectory() as folder:
        file = shutil.copy(template, folder)
        async with opened(f"sqlite:///{file}") as database, asyncio.timeout(30):
            told = await _told(database, plans)
            kept = stored(database)
            someone = any(plan.end == "refused" for plan in plans)
            for number, (plan, each) in enumerate(zip(plans, told, strict=True)):
                here = {name for name in kept if name.startswith(f"{number}:")}
                why = _why_not(plan, is_anyone_refused=someone)
                _hold_against(plan, each, here, _meant(plan, number), why)
            assert not within(database).in_transaction
            await unit(database, lambda connection: add(connection, "next"))
            assert stored(database) == kept | {"next"}, "nothing comes later"


async def _told(database: Database, plans: list[Planned]) -> list[BaseException | None]:
    tasks = [asyncio.create_task(_act(database, plan, n)) for n, plan in enumerate(plans)]
    for turn in range(13):
        for task, plan in zip(tasks, plans, strict=True):
            if plan.cancelled == turn:
                task.cancel()
        await asyncio.sleep(0)
    return await asyncio.gather(*map(of, tasks), return_exceptions=True)


def _meant(plan: Planned, number: int) -> set[str]:
    """All that it writes."""
    written = [(at, step) for at, step in enumerate(plan.steps) if step not in ("read", "pause")]
    return {
        name
        for at, step in written
        for name in (
            [f"{number}:{at}:{each}" for each in range(MANY)]
            if step == "many"
            else [f"{number}:{at}:"]
        )
    }


def _why_not(plan: Planned, *, is_anyone_refused: bool) -> tuple[type[BaseException], ...]:
    """Whoever has read what was refused afterwards would read something else now."""
    by_end = {"kept": (), "raised": (Undone,), "refused": (IntegrityError,)}[plan.end]
    by_others = (OperationalError,) if "read" in plan.steps and is_anyone_refused else ()
    given_up = () if plan.cancelled is None else (asyncio.CancelledError,)
    return (*by_end, *by_others, *given_up)


def _hold_against(
    plan: Planned,
    told: BaseException | None,
    here: set[str],
    meant: set[str],
    why_not: tuple[type[BaseException], ...],
) -> None:
    assert isinstance(told, why_not) or (told is None and plan.end == "kept"), repr(told)
    if plan.way == "single":
        assert here <= meant if told else here == meant
    elif told is None:
        assert here == meant
    elif isinstance(told, asyncio.CancelledError) and plan.end == "kept":
        assert here in (set(), meant), "all or nothing"
    else:
        assert not here


async def _act(database: Database, plan: Planned, number: int) -> None:
    async def do(connection: AsyncConnection) -> None:
        for at, step in enumerate(plan.steps):
            await _step(connection, step, f"{number}:{at}:")
        if plan.end == "raised":
            raise Undone
        if plan.end == "refused":
            await connection.execute(_JOIN, {**_NOBODY, "person": f"{number}"})

    match plan.way:
        case "unit":
            await unit(database, do)
        case "begun":
            await begun(database, do)
        case "commit":
            async with database.writer.connect() as connection:
                await do(connection)
                await connection.commit()
        case _:
            async with database.single.connect() as connection:
                await do(connection)


async def _step(connection: AsyncConnection, step: str, name: str) -> None:
    match step:
        case "add":
            await add(connection, name)
        case "in words":
            await in_words(connection, name)
        case "read":
            await connection.execute(READ)
        case "many":
            await add_many(connection, name)
        case _:
            await asyncio.sleep(0)

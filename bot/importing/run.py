"""One import from beginning to end: everything is checked first, then written in one transaction."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from bot.importing.file import Advance
from bot.importing.problems import Problem, Problems
from bot.importing.trail import Done, write_down
from core.clock import Clock
from core.work import Work, Works

T = TypeVar("T")

BATCH = 1_000


def in_batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


@dataclass(frozen=True, slots=True)
class Noun:
    one: str
    many: str

    def counted(self, number: int) -> str:
        return f"{number:,} {self.one if number == 1 else self.many}"


class Import(Protocol[T]):
    """One kind of file: what its rows become and where they are kept."""

    @property
    def noun(self) -> Noun: ...

    @property
    def files(self) -> Sequence[Path]: ...

    @property
    def unused(self) -> Sequence[str]:
        """Columns nobody reads; known after the first pass."""
        ...

    def batches(
        self, work: Work, problems: Problems, advance: Advance
    ) -> AsyncIterator[Sequence[T]]:
        """Good rows only, checked against the database. Raises ``Unreadable``."""
        ...

    async def put(self, work: Work, batch: Sequence[T]) -> Sequence[Done]:
        """What is other than it was; not what has written itself down as somebody's doing."""
        ...


def _unwatched(_number: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Told of the bytes read while checking, and of the entries written."""

    checked: Callable[[int], None] = _unwatched
    written: Callable[[int], None] = _unwatched


@dataclass(frozen=True, slots=True)
class Outcome:
    """``written`` only when there are no problems and it was no dry run."""

    entries: int
    written: bool
    count: int = 0
    problems: Sequence[Problem] = field(default=())


async def bring_in(
    works: Works, kind: Import[T], dry_run: bool, watch: Watch, clock: Clock
) -> Outcome:
    """Raises ``Unreadable``; nothing is kept unless all is."""
    problems = Problems()
    entries = await _checked(works, kind, problems, watch)
    if not problems.count and not dry_run:
        # Read anew rather than kept in memory: should the file have changed, nothing is committed.
        await _written(works, kind, problems, watch, clock)
    written = not problems.count and not dry_run
    return Outcome(entries, written, problems.count, tuple(problems.kept))


async def _checked(works: Works, kind: Import[T], problems: Problems, watch: Watch) -> int:
    entries = 0
    async with works.reading() as work:
        async for batch in kind.batches(work, problems, watch.checked):
            entries += len(batch)
    return entries


async def _written(
    works: Works, kind: Import[T], problems: Problems, watch: Watch, clock: Clock
) -> None:
    async with works.writing() as work:
        async for batch in kind.batches(work, problems, _unwatched):
            await write_down(work, await kind.put(work, batch), clock)
            watch.written(len(batch))
        if not problems.count:
            await work.commit()

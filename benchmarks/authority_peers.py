"""Others that could find authorities, on the same names and questions: rapidfuzz over all, PostgreSQL's pg_trgm.

They get names and questions folded as ours are; none of them transliterates in any other way.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter

import asyncpg
from rapidfuzz import fuzz, process

from benchmarks.directory import Question, grown
from core.search.folding import fold

# A body has several names, so more rows than hits are asked for.
_ROWS = 20
_HITS = 5
_FIND = """
    select id from (select id, similarity(name, $1) as alike from authority_names where name % $1) as found
    order by alike desc limit $2
"""

Row = dict[str, float | int | str]
Search = Callable[[str], Sequence[str]]


def brute_force(data: Path, size: int, questions: Sequence[Question]) -> Row:
    ids, names = zip(*_folded(data, size), strict=True)

    def search(text: str) -> list[str]:
        found = process.extract(fold(text), names, scorer=fuzz.ratio, limit=_ROWS)
        return [ids[at] for _, _, at in found]

    return timed(search, questions)


def trigrams(data: Path, size: int, questions: Sequence[Question]) -> Row | None:
    """None unless `IMI_BENCH_POSTGRES` is the url of a database that has the extension pg_trgm."""
    url = os.environ.get("IMI_BENCH_POSTGRES")
    return asyncio.run(_trigrams(url, data, size, questions)) if url else None


async def _trigrams(url: str, data: Path, size: int, questions: Sequence[Question]) -> Row:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("create extension if not exists pg_trgm")
        await connection.execute("create temporary table authority_names (id text, name text)")
        records = list(_folded(data, size))
        await connection.copy_records_to_table("authority_names", records=records)
        start = perf_counter()
        await connection.execute("create index on authority_names using gin (name gin_trgm_ops)")
        built = perf_counter() - start
        await connection.execute("analyze authority_names")
        statement = await connection.prepare(_FIND)

        async def search(text: str) -> list[str]:
            return [row["id"] for row in await statement.fetch(fold(text), _ROWS)]

        return {**await _timed(search, questions), "build_s": round(built, 1)}
    finally:
        await connection.close()


def timed(search: Search, questions: Sequence[Question], repeats: int = 1) -> Row:
    async def searched(text: str) -> Sequence[str]:
        return search(text)

    return asyncio.run(_timed(searched, questions, repeats))


async def _timed(
    search: Callable[[str], Awaitable[Sequence[str]]],
    questions: Sequence[Question],
    repeats: int = 1,
) -> Row:
    """Milliseconds per question, each the median of some rounds over all, and how often the right body was found."""
    rounds = [[await _lap(search, question) for question in questions] for _ in range(repeats)]
    times = [
        sorted(seconds for seconds, _ in laps)[repeats // 2] for laps in zip(*rounds, strict=True)
    ]
    first, among = [], []
    for question, (_, found) in zip(questions, rounds[0], strict=True):
        if question.right:
            ids = list(dict.fromkeys(found))[:_HITS]
            first.append(bool(ids) and ids[0] in question.right)
            among.append(not question.right.isdisjoint(ids))
    return {
        "hit1": share(first),
        "hit5": share(among),
        "p50_ms": quantile(times, 0.5),
        "p99_ms": quantile(times, 0.99),
    }


async def _lap(
    search: Callable[[str], Awaitable[Sequence[str]]], question: Question
) -> tuple[float, Sequence[str]]:
    start = perf_counter()
    found = await search(question.text)
    return perf_counter() - start, found


def quantile(seconds: Sequence[float], part: float) -> float:
    """In milliseconds."""
    return round(sorted(seconds)[int(len(seconds) * part)] * 1000, 3)


def share(marks: Sequence[bool]) -> float:
    return round(sum(marks) / len(marks), 4) if marks else 0.0


def _folded(data: Path, size: int) -> Iterable[tuple[str, str]]:
    for entry in grown(data, size):
        yield from ((entry.id, fold(name.text)) for name in entry.names)

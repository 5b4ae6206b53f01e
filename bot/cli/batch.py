"""Many searches: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.cli.exits import Exit, Failure
from bot.cli.finding import Searching, Wanted, search_for


@dataclass(frozen=True, slots=True)
class Query:
    id: str | int
    text: str


async def answer_all(batch: Path, wanted: Wanted) -> None:
    """Every line that can be read is answered; one that cannot is told of, and fails the whole."""
    broken = 0
    async with search_for(wanted) as searching:
        with batch.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    query = _read(line)
                except ValueError as error:
                    broken += 1
                    typer.echo(f"{batch.name} line {number}: {error}", err=True)
                else:
                    if query:
                        typer.echo(await _answer(searching, query))
    if broken:
        lines_are = "1 line" if broken == 1 else f"{broken:,} lines"
        raise Failure(Exit.FAILED, f"{lines_are} could not be read; the others were answered.")


async def _answer(searching: Searching, query: Query) -> str:
    """Without hits when nothing is found with confidence: the nearest would only be rubbish."""
    began = time.perf_counter()
    found = await searching.hits(query.text)
    milliseconds = round((time.perf_counter() - began) * 1000, 3)
    hits = [each.id for each in found if found[0].confident]
    return json.dumps({"id": query.id, "hits": hits, "ms": milliseconds}, ensure_ascii=False)


def _read(line: bytes) -> Query | None:
    """Nothing for an empty line. Raises ``ValueError`` with the reason."""
    try:
        text = line.decode("utf-8-sig").strip()
        entry: object = json.loads(text) if text else None
    except UnicodeDecodeError:
        raise ValueError("is not written in UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("is not JSON") from None
    if not text:
        return None
    match entry:
        case {"id": str() | int() as name, "query": str() as said}:
            return Query(name, said)
    raise ValueError('is not an object with "id" and "query"')

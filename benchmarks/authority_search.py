"""How well and how fast authorities are found: `python -m benchmarks.authority_search`.

The folder with the names and questions is `IMI_BENCH_DATA`, or `shared/data` beside the project. Compare only
within one run: each figure is measured in a process of its own, and times are medians of three. Among a million
grown names several may fit a partial question as well as the right one does, so fewer of those are hits.
"""

from __future__ import annotations

import gc
import os
import resource
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks.authority_peers import Row, brute_force, share, timed, trigrams
from benchmarks.directory import Question, data_folder, entries, grown, questions
from bot.gazetteer import vocabulary
from core.search import Index, Vocabulary

CONTENT = Path(__file__).parents[1] / "content"
MILLION = 1_000_000
_SETS = {"dev": "queries_dev.jsonl", "hard": "queries_hard_dev.jsonl"}
_GREEK_AND_BULGARIAN = ("transliteration", "hard_translit")
# Others take their time over a million names: they get every so many-th question, and so do we beside them.
_EVERY = 8
_REPEATS = 3
_COLUMNS = ("names", "engine", "questions", "hit1", "hit5", "p50_ms", "p99_ms", "build_s", "mib")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting:
    data: Path
    size: int
    kept: Path
    asked: dict[str, list[Question]]

    @property
    def sample(self) -> list[Question]:
        return [question for some in self.asked.values() for question in some][::_EVERY]


def run(data: Path | None = None) -> dict[str, list[Row]]:
    """``rows``: one for each engine, number of names and set of questions; ``rules``: ours by kind of question."""
    folder = data or data_folder()
    asked = {name: questions(folder / file) for name, file in _SETS.items()}
    real = sum(len(entry.names) for entry in entries(folder))
    rows: list[Row] = []
    rules: list[Row] = []
    for size in (real, MILLION):
        with tempfile.TemporaryDirectory() as kept:
            setting = Setting(folder, size, Path(kept) / "index", asked)
            rows += [{"names": size, **row} for row in _rows(setting)]
            rules += [{"names": size, **row} for row in _apart(_by_rule, setting)]
    return {"rows": rows, "rules": rules}


def table(rows: Sequence[Row], columns: Sequence[str] = _COLUMNS) -> str:
    cells = [list(columns), *([str(row.get(column, "")) for column in columns] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in cells
    )


def _rows(setting: Setting) -> Iterator[Row]:
    built = {"build_s": _apart(_build, setting), "mib": _apart(_memory, setting)}
    for name, some in setting.asked.items():
        yield {"engine": "ours", "questions": name, **_apart(_ours, setting, some), **built}
    sample = setting.sample
    yield {"engine": "ours", "questions": "sample", **_apart(_ours, setting, sample)}
    for engine, work in (("rapidfuzz, all", brute_force), ("pg_trgm, GIN", trigrams)):
        if row := _apart(work, setting.data, setting.size, sample):
            yield {"engine": engine, "questions": "sample", **row}


def _apart(work: Callable[..., T], *arguments: object) -> T:
    """What the work gives, done in a fresh process: nothing warms or weighs on anything else."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _build(setting: Setting) -> float:
    known, directory = _words(), list(grown(setting.data, setting.size))
    start = perf_counter()
    index = Index.build(directory, known)
    built = perf_counter() - start
    setting.kept.write_bytes(index.to_bytes())
    return round(built, 1)


def _memory(setting: Setting) -> int:
    """MiB by which a process grows that reads the index and answers every question."""
    known, before = _words(), _resident()
    index = Index.from_bytes(setting.kept.read_bytes(), known)
    for some in setting.asked.values():
        for question in some:
            index.find(question.text)
    gc.collect()
    return _resident() - before


def _ours(setting: Setting, asked: Sequence[Question]) -> Row:
    index = _index(setting)
    for question in asked:
        index.find(question.text)
    return timed(lambda text: [hit.id for hit in index.find(text)], asked, _REPEATS)


def _by_rule(setting: Setting) -> list[Row]:
    """Right answers by kind of question; of bodies that are not there the right answer is none with confidence."""
    index = _index(setting)
    groups: defaultdict[tuple[str, str], list[tuple[bool, bool, bool]]] = defaultdict(list)
    for name, some in setting.asked.items():
        for question in some:
            told = mark(index, question)
            groups[name, question.rule].append(told)
            if question.rule.startswith(_GREEK_AND_BULGARIAN):
                groups["both", "Greek and Bulgarian in Latin letters"].append(told)
    return [counted(name, rule, marks) for (name, rule), marks in groups.items()]


def counted(name: str, rule: str, marks: Sequence[tuple[bool, bool, bool]]) -> Row:
    first, among, sure = (share(column) for column in zip(*marks, strict=True))
    counted: Row = {"questions": name, "rule": rule, "n": len(marks)}
    return {**counted, "hit1": first, "hit5": among, "confident": sure}


def mark(index: Index, question: Question) -> tuple[bool, bool, bool]:
    """Right first, right among five, right first and said with confidence."""
    hits = index.find(question.text)
    sure = bool(hits) and hits[0].confident
    if not question.right:
        return not sure, not sure, not sure
    right = [hit.id in question.right for hit in hits]
    return right[:1] == [True], any(right), right[:1] == [True] and sure


def _index(setting: Setting) -> Index:
    return Index.from_bytes(setting.kept.read_bytes(), _words())


def _words() -> Vocabulary:
    return vocabulary(CONTENT, {})


def _resident() -> int:
    """MiB of memory in use; where the system does not tell, the most there ever was."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGESIZE") // 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    found = run()
    print(table(found["rows"]))
    print()
    print(table(found["rules"], ("names", "questions", "rule", "n", "hit1", "hit5", "confident")))


if __name__ == "__main__":
    main()

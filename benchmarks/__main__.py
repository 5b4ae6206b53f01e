"""`make bench` measures, prints tables and writes `var/bench.json`; ARGS="command startup" for some parts only.

The machine is shared and noisy: compare only within one run, quote medians and ratios.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "var" / "bench.json"


def _command() -> Any:
    from benchmarks import command

    found = command.run()
    print(command.table(found))
    return found


def _search() -> Any:
    from benchmarks import authority_search

    found = authority_search.run()
    print(authority_search.table(found["rows"]))
    return found


def _outbox() -> Any:
    from benchmarks import outbox

    found = outbox.run()
    print(outbox.table(found))
    return found


def _outbox_peers() -> Any:
    from benchmarks import outbox_peers

    found = outbox_peers.run()
    print(outbox_peers.table(found))
    return found


def _cases() -> Any:
    from benchmarks import cases

    found = cases.run()
    print(cases.table(found))
    return found


def _startup() -> Any:
    from benchmarks import startup

    found = startup.run()
    print(startup.table(found))
    return found


def _acknowledging() -> Any:
    from benchmarks import acknowledging

    found = acknowledging.run()
    print(acknowledging.table(found))
    return found


def _suggesting() -> Any:
    from benchmarks import suggesting

    found = suggesting.run()
    print(suggesting.table(found))
    return found


def _many_cases() -> Any:
    from benchmarks import many_cases

    found = many_cases.run()
    print(many_cases.table(found))
    return found


def _matrix() -> Any:
    from benchmarks import matrix

    found = matrix.run()
    print(matrix.table(found))
    return found


def _punctuality() -> Any:
    from benchmarks import punctuality

    found = punctuality.run()
    print(punctuality.table(found))
    return found


def _planning() -> Any:
    from benchmarks import planning

    found = planning.run()
    print(planning.table(found))
    return found


def _practice() -> Any:
    from benchmarks import practice

    found = practice.run()
    print(practice.table(found))
    return found


def _bursts() -> Any:
    from benchmarks import bursts

    found = bursts.run()
    print(bursts.table(found))
    return found


def _survey() -> Any:
    from benchmarks import survey

    found = survey.run()
    print(survey.table(found))
    return found


PARTS: Mapping[str, Callable[[], Any]] = {
    "command": _command,
    "acknowledging": _acknowledging,
    "search": _search,
    "suggesting": _suggesting,
    "many_cases": _many_cases,
    "outbox": _outbox,
    "outbox_peers": _outbox_peers,
    "punctuality": _punctuality,
    "planning": _planning,
    "bursts": _bursts,
    "practice": _practice,
    "survey": _survey,
    "cases": _cases,
    "startup": _startup,
    "matrix": _matrix,
}


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"There is no {', '.join(unknown)}; there is {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    found: dict[str, Any] = {"measured": datetime.now(UTC).isoformat(timespec="seconds")}
    for name in wanted or PARTS:
        print(f"\n== {name}")
        found[name] = PARTS[name]()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2, default=str), encoding="utf-8")
    print(f"\nwritten to {RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

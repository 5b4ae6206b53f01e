"""How long the command line and the assistant take to start, and what they weigh: `python -m benchmarks.startup`.

Each figure is a process of its own, measured five times; the floor is a bare interpreter.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

_REPEATS = 5
_BIN = Path(sys.executable).parent

COMMANDS = {
    "bare interpreter (floor)": [sys.executable, "-c", "pass"],
    "imi-assistant --help": [str(_BIN / "imi-assistant"), "--help"],
    "put together, nothing connected": [
        sys.executable,
        "-c",
        "from bot.app import assemble; from bot.config import Config; assemble(Config())",
    ],
    "the whole demo of the leaflet": [str(_BIN / "imi-assistant"), "demo"],
}


def run() -> dict[str, dict[str, float]]:
    return {name: _measured(command) for name, command in COMMANDS.items()}


def _measured(command: Sequence[str]) -> dict[str, float]:
    once = [_once(command) for _repeat in range(_REPEATS)]
    return {
        "seconds": round(median(seconds for seconds, _mib in once), 3),
        "mib": round(median(mib for _seconds, mib in once), 1),
    }


def _once(command: Sequence[str]) -> tuple[float, float]:
    """Wall-clock seconds and peak memory of one run, as the system counts it."""
    began = perf_counter()
    with Path(os.devnull).open("wb") as nowhere:
        process = subprocess.Popen(
            command, stdout=nowhere, stderr=nowhere, stdin=subprocess.DEVNULL
        )
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return perf_counter() - began, used.ru_maxrss / 1024


def table(found: dict[str, dict[str, float]]) -> str:
    rows = [
        f"{name:<34} {row['seconds']:>8.3f} s {row['mib']:>8.1f} MiB" for name, row in found.items()
    ]
    return "\n".join(["Start-up (medians)", *rows])


if __name__ == "__main__":
    print(table(run()))

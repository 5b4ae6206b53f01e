"""How long the command line and the assistant take to start, and what they weigh: `python -m benchmarks.startup`.

Each figure is a process of its own, measured five times; the floor is a bare interpreter. With a million reminders
planned the assistant is up once it has looked for what is due and knows when to wake; beside it one job for each of
100,000 reminders in APScheduler's memory, as a bot without an outbox has it.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from storage import migrations

_REPEATS = 5
_TURNS = 9
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


_PLANNED = (0, 1_000_000)
_UP = """
import asyncio, sys
from bot.app import assemble
from bot.config import Config
from bot.settings import Database

async def up():
    assistant = assemble(Config(database=Database(url=sys.argv[1])))
    await assistant.mailroom.claim(assistant.clock.now(), 100, 60)
    await assistant.mailroom.next_due()
    await assistant.close()

asyncio.run(up())
"""
# Names begin with the instant, as ``storage.queue.name_of`` makes them.
_FILL = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :rows)
INSERT INTO outbox (
    id, topic, subject, recipient, kind, due, local, details, progress, attempts, receipt, problem
)
SELECT printf('%012x%020x', 1000 * (strftime('%s', '2100-01-01') + n), n), 'request', n / 20,
    'person:p', 'reply_due',
    strftime('%Y-%m-%d %H:%M:%S.000000', '2100-01-01', '+' || n || ' seconds'),
    '2100-01-01', '{}', 'planned', 0, '', ''
FROM numbers WHERE :rows > 0
"""
_JOBS = """
from datetime import datetime, timedelta, timezone
from apscheduler.schedulers.background import BackgroundScheduler
scheduler, first = BackgroundScheduler(timezone=timezone.utc), datetime(2100, 1, 1, tzinfo=timezone.utc)
for number in range(100_000):
    scheduler.add_job(print, "date", run_date=first + timedelta(seconds=number))
scheduler.start()
scheduler.shutdown()
"""


def run() -> dict[str, dict[str, float]]:
    found = {name: _measured(command) for name, command in COMMANDS.items()}
    with tempfile.TemporaryDirectory() as folder:
        urls = {rows: _planned(Path(folder) / f"{rows}.db", rows) for rows in _PLANNED}
        up = {rows: [sys.executable, "-c", _UP, url] for rows, url in urls.items()}
        # In turns: whatever else the machine does meets both alike.
        once = [{rows: _once(command) for rows, command in up.items()} for _repeat in range(_TURNS)]
    for rows in _PLANNED:
        found[f"up, {rows:,} reminders planned"] = _median([each[rows] for each in once])
    name = "APScheduler, 100,000 jobs in memory"
    return {**found, name: _measured([sys.executable, "-c", _JOBS], repeats=1)}


def _planned(file: Path, rows: int) -> str:
    url = f"sqlite:///{file}"
    asyncio.run(migrations.upgrade(url))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(_FILL, {"rows": rows})
        connection.execute("INSERT INTO queue SELECT id, due, NULL, progress, 0, '' FROM outbox")
    return url


def _measured(command: Sequence[str], repeats: int = _REPEATS) -> dict[str, float]:
    return _median([_once(command) for _repeat in range(repeats)])


def _median(once: Sequence[tuple[float, float]]) -> dict[str, float]:
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
        f"{name:<36} {row['seconds']:>8.3f} s {row['mib']:>8.1f} MiB" for name, row in found.items()
    ]
    return "\n".join(["Start-up (medians)", *rows])


if __name__ == "__main__":
    print(table(run()))

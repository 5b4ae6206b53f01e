"""What one would pick instead of our outbox, beside it: `python -m benchmarks.outbox_peers`.

Each has the same number of rows that are due. Ours claims and settles batches. procrastinate fetches and finishes one
job after another, as its worker does. APScheduler's job store reads all that is due at once and then removes each job
(a scheduler does so before it runs one): its rate is that of both together. Nothing is sent anywhere.
"""

from __future__ import annotations

import asyncio
import pickle
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Status
from sqlalchemy import insert, make_url

from benchmarks import outbox
from tests.support.postgres import running_postgres

ROWS = 100_000
_JOBS = 200
_REMOVED = 500
_DUE = datetime(2026, 4, 1, 6, tzinfo=UTC)
_SOME_DAY = datetime(2100, 1, 1, tzinfo=UTC)
_FILL = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at, args)
    SELECT 'default', 'remind', 'todo', now(), '{}' FROM generate_series(1, %(rows)s)
"""

Row = dict[str, float | str]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    rates: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        rates["ours, sqlite"] = await _ours(f"sqlite:///{Path(folder) / 'imi.db'}")
        store = f"sqlite:///{Path(folder) / 'jobs.db'}"
        rates["apscheduler, sqlite"] = await asyncio.to_thread(_apscheduler, store)
    with running_postgres() as server:
        with server.database() as url:
            rates["ours, postgresql"] = await _ours(url)
        with server.database() as url:
            rates["procrastinate, postgresql"] = await _procrastinate(url)
    return [
        {"outbox": name, "rows": ROWS, "per_s": round(rate), "ours_x": round(best / rate, 1)}
        for name, rate in rates.items()
        if (best := rates[f"ours, {name.rpartition(' ')[2]}"])
    ]


async def _ours(url: str) -> float:
    found = await outbox.measured({ROWS: url})
    return float(found[0]["both"])


async def _procrastinate(url: str) -> float:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=address))
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await app.connector.execute_query_async(_FILL, rows=ROWS)
        await app.connector.execute_query_async("ANALYZE")
        jobs = app.job_manager
        worker = await jobs.register_worker()
        began = perf_counter()
        for _job in range(_JOBS):
            job = await jobs.fetch_job(None, worker)
            assert job is not None, "there are more"
            await jobs.finish_job(job, Status.SUCCEEDED, delete_job=False)
        return _JOBS / (perf_counter() - began)


def _apscheduler(url: str) -> float:
    store = SQLAlchemyJobStore(url=url)
    scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    scheduler.start(paused=True)
    scheduler.add_job(print, "date", run_date=_SOME_DAY, id="first")
    scheduler.shutdown()
    _fill(store)
    began = perf_counter()
    due = store.get_due_jobs(datetime.now(UTC))
    between = perf_counter()
    for job in due[:_REMOVED]:
        store.remove_job(job.id)
    return 1 / ((between - began) / len(due) + (perf_counter() - between) / _REMOVED)


def _fill(store: Any) -> None:
    rows = _copies(store.lookup_job("first").__getstate__())
    with store.engine.begin() as connection:
        while some := list(islice(rows, 10_000)):
            connection.execute(insert(store.jobs_t), some)


def _copies(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number in range(ROWS - 1):
        name = f"job-{number}"
        pickled = pickle.dumps(
            {**state, "id": name, "next_run_time": _DUE}, pickle.HIGHEST_PROTOCOL
        )
        yield {"id": name, "next_run_time": _DUE.timestamp(), "job_state": pickled}


def table(rows: Sequence[Row]) -> str:
    lines = [f"{'outbox':<28} {'rows':>9} {'per s':>9} {'ours x':>8}"]
    lines += [f"{r['outbox']:<28} {r['rows']:>9,} {r['per_s']:>9,} {r['ours_x']:>8}" for r in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run()))

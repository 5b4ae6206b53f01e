from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from core.outbox import Progress, Settled
from storage.engine import open_database
from storage.mailroom import SqlMailroom
from storage.work import SqlWorks
from tests.bot.cli.conftest import Program
from tests.storage.examples import LISBON, NOW, RIGA, ana, anna, draft, message
from tests.support.schemas import migrated


async def _fill(url: str) -> None:
    await migrated(url)
    database = open_database(url)
    async with SqlWorks(database).writing() as work:
        await work.authorities.put([RIGA, LISBON])
        await work.people.put(anna())
        await work.people.put(ana())
        request = await work.requests.add(draft())
        await work.outbox.plan([message(request.id, NOW)])
        await work.commit()
    mailroom = SqlMailroom(database)
    [claimed] = await mailroom.claim(NOW, 10, 60)
    await mailroom.settle(claimed.id, Progress.FAILED, Settled(problem="account_inactive"))
    await database.close()


@pytest.fixture
def given_up(installation: Path) -> None:
    asyncio.run(_fill(f"sqlite:///{installation / 'imi.db'}"))


@pytest.fixture(autouse=True)
def there(installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMI_DATABASE_URL", f"sqlite:///{installation / 'imi.db'}")


@pytest.mark.usefixtures("given_up")
def test_what_was_given_up_is_listed(program: Program) -> None:
    ended = program("outbox", "list")
    assert ended.code == 0
    assert "failed" in ended.said
    assert "account_inactive" in ended.said


@pytest.mark.usefixtures("given_up")
def test_a_script_reads_json_lines(program: Program) -> None:
    [line] = program("outbox", "list", "--json").said.splitlines()
    row = json.loads(line)
    assert (row["progress"], row["problem"], row["to"]) == (
        "failed",
        "account_inactive",
        "person:anna",
    )
    done = program("outbox", "retry", "--json", row["id"])
    assert json.loads(done.said) == {"changed": [row["id"]]}
    assert program("outbox", "list", "--json").said == ""


@pytest.mark.usefixtures("given_up")
def test_all_are_dropped_at_once(program: Program) -> None:
    assert program("outbox", "drop", "--all").said == "1 message given up for good.\n"
    assert program("outbox", "list").said == "No message was given up.\n"


@pytest.mark.usefixtures("given_up")
def test_an_unknown_one_is_told(program: Program) -> None:
    ended = program("outbox", "retry", "nobody's")
    assert ended.code == 1
    assert "nobody's" in ended.complained


@pytest.mark.parametrize("action", ["retry", "drop"])
def test_nothing_chosen_is_wrong_usage(action: str, program: Program) -> None:
    assert program("outbox", action).code == 2
    assert program("outbox", action, "--all", "one").code == 2

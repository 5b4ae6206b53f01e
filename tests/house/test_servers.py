"""The real servers that the other tests rely on."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections import Counter

import asyncpg
import pytest

from tests.support.postgres import PostgresServer, running_postgres
from tests.support.synapse import MatrixUser, Synapse


async def answer(url: str, question: str) -> str | int | bool:
    connection = await asyncpg.connect(url)
    try:
        found: str | int | bool = await connection.fetchval(question)
        return found
    finally:
        await connection.close()


async def test_postgres_answers_in_a_fresh_database(postgres_url: str) -> None:
    tables = "select count(*) from pg_tables where schemaname = 'public'"
    assert await answer(postgres_url, tables) == 0
    assert str(await answer(postgres_url, "select version()")).startswith("PostgreSQL")


async def test_postgres_knows_the_lower_case_of_every_alphabet(postgres_url: str) -> None:
    assert await answer(postgres_url, "select lower('ĀŠ ΑΘΉΝΑ СОФИЯ ØÞ')") == "āš αθήνα софия øþ"


async def test_a_database_is_a_copy_of_its_template(postgres_server: PostgresServer) -> None:
    fillings: list[str] = []
    for _ in range(2):
        template = postgres_server.template("house", fillings.append)
    assert len(fillings) == 1
    with postgres_server.database(template) as first, postgres_server.database(template) as second:
        await answer(first, "create table kept_apart (id int)")
        there = "select to_regclass('kept_apart') is not null"
        assert await answer(first, there)
        assert not await answer(second, there)


async def test_postgres_leaves_nothing_running() -> None:
    with running_postgres() as server:
        assert server.answers()
    with pytest.raises(ConnectionRefusedError):
        await asyncpg.connect(server.url("postgres"))


def post(synapse: Synapse, user: MatrixUser, path: str, **content: str) -> dict[str, str]:
    """What the homeserver answers, be it a result or a Matrix error."""
    request = urllib.request.Request(
        f"{synapse.url}/_matrix/client/v3/{path}",
        data=json.dumps(content).encode(),
        headers={"Authorization": f"Bearer {user.access_token}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            said: dict[str, str] = json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            said = json.load(error)
    return said


def burst(synapse: Synapse, name: str) -> Counter[str]:
    """How often each answer came to a client that sends thirty messages and never waits."""
    user = synapse.register(name)
    room = post(synapse, user, "createRoom", name="Rīga")["room_id"]
    path = f"rooms/{room}/send/m.room.message"
    answers = [post(synapse, user, path, msgtype="m.text", body="Labdien!") for _ in range(30)]
    return Counter(answer.get("errcode", "sent") for answer in answers)


def test_synapse_takes_a_burst_of_messages(synapse: Synapse) -> None:
    assert burst(synapse, "João") == {"sent": 30}


def test_synapse_with_its_own_limits_refuses_a_burst(throttled_synapse: Synapse) -> None:
    answers = burst(throttled_synapse, "Anna")
    assert set(answers) == {"sent", "M_LIMIT_EXCEEDED"}
    assert answers["M_LIMIT_EXCEEDED"] > answers["sent"]


def test_synapse_keeps_what_it_knew_over_a_restart(synapse: Synapse) -> None:
    user = synapse.register("Anna")
    room = post(synapse, user, "createRoom", name="Rīga")["room_id"]
    synapse.stop()
    assert not synapse.answers()
    synapse.start()
    assert post(synapse, user, f"rooms/{room}/leave") == {}

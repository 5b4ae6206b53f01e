"""A question to the bot and back over a real Synapse: `python -m benchmarks.matrix`.

A person's client writes, and waits until the answer has come with its sync. Beside the bot stands a bare matrix-nio
bot that echoes: sync_forever, one callback, room_send, nothing remembered and nothing checked. Both serve the same
person on the same homeserver, in turn, once in plain rooms and once in encrypted ones.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import nio
import nio.store

from tests.support.matrix_chat import MatrixChat, a_matrix_world
from tests.support.matrix_people import Official
from tests.support.synapse import MatrixUser, Synapse, running_synapse
from tests.support.world import MovableClock, sqlite_url

ROUNDS = 40
WARM_UP = 5
ASKED = "my tasks"

Row = dict[str, float | str]
Ask = Callable[[], Awaitable[None]]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "synapse").mkdir()
        with running_synapse(place / "synapse") as synapse:
            found = [await _compared(synapse, place, sealed=sealed) for sealed in (False, True)]
    return [row for rows in found for row in rows]


async def _compared(synapse: Synapse, folder: Path, *, sealed: bool) -> list[Row]:
    own = folder / ("sealed" if sealed else "plain")
    own.mkdir()
    world = a_matrix_world(sqlite_url(own), MovableClock(), synapse, "anna", sealed=sealed)
    async with world as matrix, _echoing(synapse, sealed=sealed) as echo:
        chat, anna = MatrixChat(matrix), await matrix.official("anna")
        await chat.say("anna", "help")
        ours = await chat.direct("anna")
        theirs = await anna.new_room(echo.id, direct=True, encrypted=sealed)
        await anna.until(lambda: any(seen.room == theirs for seen in anna.seen))
        took = await _in_turn(
            {
                "bare nio echo": lambda: _asked(anna, theirs, echo.id),
                "ours": lambda: _asked(anna, ours, matrix.bot.id),
            }
        )
    return _rows("encrypted" if sealed else "plain", took)


async def _in_turn(asks: Mapping[str, Ask]) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in asks}
    for number in range(WARM_UP + ROUNDS):
        for name, ask in asks.items():
            began = time.perf_counter()
            await ask()
            if number >= WARM_UP:
                took[name].append((time.perf_counter() - began) * 1000)
    return took


async def _asked(person: Official, room: str, bot: str) -> None:
    """From writing to having read the answer."""
    before = len(person.seen)
    await person.write(room, ASKED)
    await person.until(
        lambda: any(seen.room == room and seen.sender == bot for seen in person.seen[before:])
    )


def _rows(kind: str, took: Mapping[str, list[float]]) -> list[Row]:
    base = median(took["bare nio echo"])
    return [
        {
            "room": kind,
            "bot": name,
            "p50_ms": round(median(times), 1),
            "p95_ms": round(quantiles(times, n=20)[-1], 1),
            "x_echo": round(median(times) / base, 2),
        }
        for name, times in took.items()
    ]


@asynccontextmanager
async def _echoing(synapse: Synapse, *, sealed: bool) -> AsyncIterator[MatrixUser]:
    """The bare bot, as nio's own examples have it."""
    user = synapse.register("Echo")
    config = nio.AsyncClientConfig(
        store=nio.store.SqliteMemoryStore, encryption_enabled=sealed, pickle_key="for a test"
    )
    client = nio.AsyncClient(synapse.url, user.id, config=config)
    client.restore_login(user.id, user.device_id, user.access_token)

    async def invited(room: Any, _event: Any) -> None:
        await client.join(room.room_id)
        await _say(client, room.room_id, "hello")

    async def said(room: Any, event: Any) -> None:
        if event.sender != client.user_id:
            await _say(client, room.room_id, event.body)

    client.add_event_callback(invited, nio.InviteMemberEvent)
    client.add_event_callback(said, nio.RoomMessageText)
    listening = asyncio.create_task(client.sync_forever(timeout=30_000))
    try:
        yield user
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await client.close()


async def _say(client: nio.AsyncClient, room: str, text: str) -> None:
    content = {"msgtype": "m.text", "body": text}
    if room not in client.rooms:
        await client.sync(0)
    await client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)


def table(rows: list[Row]) -> str:
    lines = [f"{'room':12}{'bot':18}{'p50 ms':>9}{'p95 ms':>9}{'x echo':>9}"]
    lines += [
        f"{row['room']:12}{row['bot']:18}{row['p50_ms']:>9}{row['p95_ms']:>9}{row['x_echo']:>9}"
        for row in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run()))

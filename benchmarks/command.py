"""A command from signed HTTP request to reply: `python -m benchmarks.command`.

Three servers, each in a process of its own, answer the same signed slash commands over as many connections: aiohttp
that checks the signature (the floor), a bare slack-bolt echo with one listener, and the bot with everything behind
it (speaker, event handled once, conversation, catalogue, Block Kit). Rounds go in turn; medians are quoted.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from urllib.parse import urlencode

import aiohttp

CONNECTIONS = 64
SECONDS = 4.0
ROUNDS = 5
SERVERS: Mapping[str, str] = {
    "aiohttp + signature (floor)": "floor",
    "slack-bolt echo, one listener": "echo",
    "ours: help": "ours",
    "ours: find authority lisbon": "ours",
    "ours: my tasks": "ours",
}
COMMANDS = {
    "ours: help": "help",
    "ours: find authority lisbon": "find authority lisbon",
    "ours: my tasks": "my tasks",
}

Row = dict[str, float | str]


def run() -> list[Row]:
    return asyncio.run(_run())


async def _run() -> list[Row]:
    servers = {kind: _Server(kind) for kind in dict.fromkeys(SERVERS.values())}
    try:
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in SERVERS}
        for _round in range(ROUNDS):
            for name, kind in SERVERS.items():
                found[name].append(await _load(servers[kind], COMMANDS.get(name, "help")))
    finally:
        for server in servers.values():
            server.stop()
    return _rows(found)


def _rows(found: Mapping[str, list[tuple[float, float, float]]]) -> list[Row]:
    rates = {name: [rate for rate, _p50, _p99 in rounds] for name, rounds in found.items()}
    echo = rates["slack-bolt echo, one listener"]
    return [
        {
            "server": name,
            "per_s": round(median(rates[name])),
            "p50_ms": round(median(p50 for _rate, p50, _p99 in rounds), 1),
            "p99_ms": round(median(p99 for _rate, _p50, p99 in rounds), 1),
            "x_echo": round(median(a / b for a, b in zip(rates[name], echo, strict=True)), 2),
        }
        for name, rounds in found.items()
    ]


class _Server:
    def __init__(self, kind: str) -> None:
        command = [sys.executable, "-m", "benchmarks.command_servers", kind]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None, "the server says where it listens"
        said = json.loads(self._process.stdout.readline())
        self.url: str = said["url"]
        self.forms: list[dict[str, str]] = said["forms"]
        self.secret: str = said["secret"]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


async def _load(server: _Server, text: str) -> tuple[float, float, float]:
    """Requests a second, and the median and 99th percentile in milliseconds."""
    took: list[float] = []
    bodies = _bodies(server.forms, text)
    until = time.perf_counter() + SECONDS
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(connector=connector) as session:
        began = time.perf_counter()
        await asyncio.gather(
            *(_ask(session, server, bodies, until, took) for _c in range(CONNECTIONS))
        )
        spent = time.perf_counter() - began
    took.sort()
    return len(took) / spent, took[len(took) // 2] * 1000, took[int(len(took) * 0.99)] * 1000


async def _ask(
    session: aiohttp.ClientSession,
    server: _Server,
    bodies: Iterator[bytes],
    until: float,
    took: list[float],
) -> None:
    while (began := time.perf_counter()) < until:
        body = next(bodies)
        async with session.post(server.url, data=body, headers=_signed(server, body)) as response:
            said = await response.read()
            assert response.status == 200, response.status
            assert said, "every server answers in the response"
        took.append(time.perf_counter() - began)


def _bodies(held: Sequence[Mapping[str, str]], text: str) -> Iterator[bytes]:
    """Every command is another one: a replay would be handled only once."""
    for number in itertools.count(time.monotonic_ns()):
        form = {
            **held[number % len(held)],
            "command": "/imi",
            "text": text,
            "team_domain": "europe",
            "channel_name": "directmessage",
            "user_name": "anna",
            "is_enterprise_install": "false",
            "trigger_id": f"{number}.1.a",
            "response_url": "https://hooks.slack.com/commands/T0000001/1/a",
        }
        yield urlencode(form).encode()


def _signed(server: _Server, body: bytes) -> dict[str, str]:
    now = str(int(time.time()))
    digest = hmac.new(
        server.secret.encode(), f"v0:{now}:".encode() + body, hashlib.sha256
    ).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={digest}",
    }


def table(rows: list[Row]) -> str:
    lines = [f"{'server':<32} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'x echo':>8}"]
    for row in rows:
        lines.append(
            f"{row['server']:<32} {row['per_s']:>8} {row['p50_ms']:>8} {row['p99_ms']:>8} {row['x_echo']:>8}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(run()))

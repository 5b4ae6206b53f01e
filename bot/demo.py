"""The demo: a fresh world of invented people on the embedded database, played in the terminal or from a script."""

from __future__ import annotations

import asyncio
import csv
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.app import ROOT, Assistant, assemble
from bot.config import Config
from bot.importing import (
    AuthorityImport,
    CoordinatorImport,
    DeputyImport,
    Import,
    PeopleImport,
    RegisterImport,
    RoomImport,
    Watch,
    bring_in,
)
from bot.settings import Attachments, Contact, Database, Help, Limits, Practice
from bot.terminal.cast import Cast, Player
from bot.terminal.clock import HandClock
from bot.terminal.mishaps import Mishaps
from bot.terminal.playing import ZONE, Play
from bot.terminal.script import Failed, Numbered, Unreadable, read_file
from bot.terminal.stage import Stage
from core.people import Person, PersonId, RoomId
from storage import schema

T = TypeVar("T")

DIRECTORY = ROOT / "content" / "directory"
DEMO = ROOT / "content" / "demo"
LEAFLET = ROOT / "demo" / "leaflet.txt"

# A Monday on which everybody works, at an hour after nine in Lisbon too: going forward by days
# reaches the reminders of both sides.
START = datetime(2026, 3, 2, 11, 30, tzinfo=ZoneInfo(ZONE))
FIRST = "anna"

# Somebody whom the bot does not know.
STRANGER = Person(PersonId("nora"), "Nora Vītola", "lv", ZONE)

PLAYED, FAILED, NO_SCRIPT = 0, 1, 2


# Invented, as everybody here; an operator names those of each country in app.yaml.
_HELP = {
    country: Help(
        coordinator=Contact(name=coordinator, email=f"imi@{country.lower()}.example.org"),
        helpdesk=Contact(name=helpdesk, website=f"https://help.{country.lower()}.example.org"),
    )
    for country, coordinator, helpdesk in (
        ("IE", "National IMI coordinator", "IMI helpdesk"),
        ("LV", "Nacionālais IMI koordinators", "IMI palīdzības dienests"),
        ("PT", "Coordenador nacional do IMI", "Serviço de assistência do IMI"),
    )
}


class BrokenContent(Exception):
    """A file of the content cannot be brought in; ``str()`` says where."""


@dataclass(frozen=True, slots=True)
class DemoWorld:
    stage: Stage
    clock: HandClock
    cast: Cast


def run(script: Path | None) -> int:
    """Play a script, or what is typed; without anybody at the keyboard, the leaflet's example.

    0: played to its end. 1: a line failed, or the demo broke. 2: there is no such script.
    """
    if script is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        script = LEAFLET
    try:
        steps = read_file(script) if script else None
        asyncio.run(_run(steps))
    except Unreadable as error:
        return _complain(str(error), NO_SCRIPT)
    except Failed as error:
        return _complain(f"{script}, {error}", FAILED)
    except BrokenContent as error:
        return _complain(str(error), FAILED)
    except BrokenPipeError:
        # Whoever reads the transcript has seen enough; leaving must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    return PLAYED


async def _run(steps: Sequence[Numbered] | None) -> None:
    async with demo_world() as world:
        if steps is None:
            await _converse(world)
        else:
            with Mishaps() as mishaps:
                play = Play(world.stage, world.clock, world.cast, _write, mishaps.take)
                await play.perform(steps)


@asynccontextmanager
async def demo_world() -> AsyncIterator[DemoWorld]:
    """Everything anew, in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="imi-demo-") as folder:
        url = f"sqlite:///{Path(folder) / 'imi.sqlite3'}"
        await schema.create(url)
        clock = HandClock(START)
        attachments = Attachments(folder=Path(folder) / "files", keys=(os.urandom(32),))
        limits = Limits(messages_per_minute=0)
        config = Config(
            database=Database(url=url),
            practice=Practice(
                database=Database(url=f"sqlite:///{Path(folder) / 'practice.sqlite3'}")
            ),
            attachments=attachments,
            limits=limits,
            help=_HELP,
        )
        assistant = assemble(config, clock)
        try:
            await _fill(assistant)
            stage = Stage(assistant)
            stage.open()
            yield DemoWorld(stage, clock, await _cast(assistant))
        finally:
            await assistant.close()


async def _fill(assistant: Assistant) -> None:
    languages = assistant.config.languages.enabled
    areas = [str(area.id) for area in assistant.services.content.areas.all]
    names = DIRECTORY / "authority_names.csv"
    await _bring(
        assistant, AuthorityImport(DIRECTORY / "authorities.csv", areas, names, START.date())
    )
    await _bring(assistant, RegisterImport(DIRECTORY / "registers.csv", areas))
    await _bring(assistant, CoordinatorImport(DEMO / "coordinators.csv", areas))
    await _bring(assistant, PeopleImport(DEMO / "people.csv", areas, languages))
    await _bring(assistant, DeputyImport(DEMO / "deputies.csv"))
    await _bring(assistant, RoomImport(DEMO / "rooms.csv", languages))


async def _bring(assistant: Assistant, kind: Import[T]) -> None:
    services = assistant.services
    outcome = await bring_in(services.works, kind, False, Watch(), services.clock)
    if not outcome.written:
        raise BrokenContent("\n".join(map(str, outcome.problems)))


async def _cast(assistant: Assistant) -> Cast:
    async with assistant.services.works.reading() as work:
        people = [await work.people.get(PersonId(id)) for id in _ids(DEMO / "people.csv")]
        rooms = [await work.people.room(RoomId(id)) for id in _ids(DEMO / "rooms.csv")]
        players: dict[str, Player] = {}
        for person in filter(None, people):
            known = await work.authorities.many(person.authorities())
            places = tuple(known[id] for id in person.authorities() if id in known)
            players[person.id] = Player(person, places)
        players[STRANGER.id] = Player(STRANGER)
        return Cast(players, {room.id: room for room in rooms if room})


def _ids(file: Path) -> Sequence[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(dict.fromkeys(row["id"] for row in csv.DictReader(lines)))


async def _converse(world: DemoWorld) -> None:
    # A script needs neither the prompt nor the screen, and starts sooner without them.
    from rich.console import Console

    from bot.terminal.prompt import converse
    from bot.terminal.screen import RichScreen
    from bot.terminal.session import Session

    screen = RichScreen(Console(highlight=False))
    with Mishaps() as mishaps:
        await converse(Session(world.stage, world.clock, world.cast, screen, FIRST))
    for mishap in mishaps.take():
        sys.stderr.write(f"{mishap}\n")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(why: str, code: int) -> int:
    sys.stdout.flush()
    sys.stderr.write(f"{why}\n")
    return code

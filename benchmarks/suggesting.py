"""How long somebody waits for hits while typing into a form's search field: `python -m benchmarks.suggesting`.

Everything between the adapter and the database is in it: the open form, the search among all real authorities,
whom the speaker may ask. The database is SQLite in a file.
"""

from __future__ import annotations

import asyncio
import gzip
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from benchmarks.directory import data_folder, questions
from bot.app import Assistant, assemble
from bot.config import Config
from bot.importing import AuthorityImport, Watch, bring_in
from bot.settings import Database, Limits
from chat.aside import suggested
from chat.context import Context, Place
from chat.conversation import Conversation
from core.errors import UserError
from core.people import ALL_AREAS, Address, AuthorityId, Membership, Person, PersonId, Role
from storage import schema

LIMIT_MS = 100
_SEARCHES = 150
_SHORTEST, _STEP = 3, 4
_FROM = "LV"


def run(data: Path | None = None) -> dict[str, float]:
    return asyncio.run(_run(data or data_folder()))


async def _run(data: Path) -> dict[str, float]:
    async with _assistant(data) as assistant:
        ctx = await _context(assistant)
        conversation = assistant.front.conversation
        await conversation.hear(ctx, "new request")
        await _suggested(conversation, ctx, "first")
        times: list[float] = []
        for said in _typed(data):
            began = perf_counter()
            # One of the own country is answered with a sentence instead of hits.
            with suppress(UserError):
                await _suggested(conversation, ctx, said)
            times.append((perf_counter() - began) * 1000)
    parts = quantiles(times, n=100)
    return {
        "keystrokes": len(times),
        "p50_ms": round(parts[49], 2),
        "p99_ms": round(parts[98], 2),
        "limit_ms": LIMIT_MS,
    }


async def _suggested(conversation: Conversation, ctx: Context, said: str) -> None:
    """As Slack's search field is answered: the open form is read again at each key."""
    dialogue = (await conversation.talk(ctx)).dialogue
    assert dialogue is not None, "the form is open"
    await suggested(conversation.dispatcher.registry, ctx, dialogue, "answerer", said)


def _typed(data: Path) -> Iterator[str]:
    """What stands in the field at every fourth key of each search."""
    for question in questions(data / "queries_dev.jsonl")[:_SEARCHES]:
        for length in range(_SHORTEST, len(question.text) + _STEP, _STEP):
            yield question.text[:length]


@asynccontextmanager
async def _assistant(data: Path) -> AsyncIterator[Assistant]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'imi.sqlite3'}"
        await schema.create(url)
        assistant = assemble(
            Config(database=Database(url=url), limits=Limits(messages_per_minute=0))
        )
        try:
            works = assistant.services.works
            files = [_unpacked(data / name, Path(folder)) for name in _FILES]
            kind = AuthorityImport(files[0], [], files[1])
            await bring_in(works, kind, False, Watch(), assistant.services.clock)
            yield assistant
        finally:
            await assistant.close()


_FILES = ("authorities.csv.gz", "authority_names.csv.gz")


def _unpacked(packed: Path, folder: Path) -> Path:
    file = folder / packed.stem
    with gzip.open(packed) as source, file.open("wb") as target:
        shutil.copyfileobj(source, target)
    return file


async def _context(assistant: Assistant) -> Context:
    """Somebody who may ask in every area, at the first authority of one country."""
    works = assistant.services.works
    speaker = Address("terminal", "", "anna")
    async with works.writing() as work:
        own = await anext(a.id async for a in work.authorities.all() if a.country == _FROM)
        role = Membership(AuthorityId(own), ALL_AREAS, frozenset({Role.HANDLER}))
        person = Person(PersonId("anna"), "Anna", "lv", "Europe/Riga", (role,))
        await work.people.put(person, [speaker])
        await work.commit()
    return await assistant.front.context(speaker, Place("terminal", "private"))


def table(found: dict[str, float]) -> str:
    return "\n".join(
        ["Suggestions while typing", *(f"{name:>12} {value:>10}" for name, value in found.items())]
    )


if __name__ == "__main__":
    print(table(run()))

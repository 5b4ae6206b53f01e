"""The practices that there are: each is opened when its learner comes, and thrown away when it has ended."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from bot.config import Config
from bot.practice.clock import LearnersClock
from bot.practice.founding import Founding, Learner
from bot.practice.learner import Practised
from bot.practice.mailbox import PLATFORM, Mailbox
from bot.practice.players import Players
from bot.practice.world import World
from bot.settings import Platforms, Translation, Web
from chat.context import Context
from core.clock import Clock
from core.people import Address, Person, PersonId
from core.practices import Practice
from core.work import Works
from storage.engine import Database
from storage.worlds import WorldsDatabase, fingerprint

if TYPE_CHECKING:
    from bot.app import Assistant

Open = Callable[[Config, Clock, Database], "Assistant"]
_MOST_OPEN = 32
_SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class ThrownAway:
    worlds: int


@dataclass(frozen=True, slots=True)
class OpenWorlds:
    """``works`` are the real ones: there it stands who may practise, and nothing else is read or written."""

    config: Config
    clock: Clock
    works: Works
    open: Open
    _worlds: OrderedDict[str, World] = field(default_factory=OrderedDict)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def inside(self, ctx: Context, practice: Practice) -> Context:
        learner = await self._learner(ctx, practice)
        async with self._alone(practice.world):
            world = await self._world(learner)
        return await self._context(ctx, world, learner)

    async def _context(self, ctx: Context, world: World, learner: Learner) -> Context:
        async def anew() -> None:
            async with self._alone(learner.id):
                await self._database.empty(world.assistant.database)
                world.clock.reset()
                await self._found(learner, world)

        return replace(
            ctx,
            speaker=Address(PLATFORM, "", learner.id),
            who=await _spoken_to(world, ctx.person, learner.agreed),
            services=world.assistant.services,
            practice=Practised(world, ctx, anew),
        )

    async def _learner(self, ctx: Context, practice: Practice) -> Learner:
        person = ctx.person
        known = await ctx.authorities(*person.authorities()[:1])
        country = next((each.country for each in known.values()), "LV")
        agreed = self.config.terms.version
        id = PersonId(practice.world)
        return Learner(id, country, person.language, person.time_zone, agreed)

    async def _world(self, learner: Learner) -> World:
        """Open already, or as it was left; one of another version of the tables begins anew."""
        if learner.id not in self._worlds:
            if learner.id not in await self._database.names():
                return await self._begun(learner)
            world = self._opened(learner, self._database.open(learner.id))
            if not await _is_of_this_version(world):
                await world.close()
                return await self._begun(learner)
            await self._keep(learner.id, world)
            await world.wake()
        self._worlds.move_to_end(learner.id)
        return self._worlds[learner.id]

    async def _begun(self, learner: Learner) -> World:
        self._throw_away_files(learner.id)
        world = self._opened(learner, await self._database.create(learner.id))
        await self._found(learner, world)
        await self._keep(learner.id, world)
        return world

    async def _found(self, learner: Learner, world: World) -> None:
        services = world.assistant.services
        languages = world.assistant.languages
        areas = frozenset(area.id for area in services.content.areas.all)
        founding = Founding(
            services.content.theatre, areas, self.config.languages.enabled, languages.put
        )
        await founding.found(services.works, learner, world.clock)
        await world.wake()
        await world.assistant.marks.put(_SCHEMA, fingerprint())

    def _opened(self, learner: Learner, database: Database) -> World:
        clock, mailbox = LearnersClock(self.clock), Mailbox(learner.id)
        assistant = self.open(self._config_of(learner.id), clock, database)
        assistant.mailman.channels[PLATFORM] = mailbox
        services = assistant.services
        put = assistant.languages.put
        players = Players(services, services.content.theatre, learner.id, put)
        return World(assistant, clock, players, mailbox, learner.country, learner.time_zone)

    def _config_of(self, world: str) -> Config:
        """Nothing of it leads outside: no platform, no mail, no web, no bucket, no translating server."""
        attachments = self.config.attachments.model_copy(
            update={"store": "disk", "folder": self._files(world)}
        )
        limits = self.config.limits.model_copy(update={"messages_per_minute": 0})
        return self.config.model_copy(
            update={
                "platforms": Platforms(),
                "mail": type(self.config.mail)(),
                "web": Web(enabled=False),
                "translation": Translation(),
                "help": {},
                "attachments": attachments,
                "limits": limits,
            }
        )

    async def round(self) -> ThrownAway:
        """What belongs to nobody who may still practise goes."""
        async with self.works.reading() as work:
            practices = await work.practices.all()
        open_now = {each.world for each in practices if each.is_open(self.clock.now())}
        gone = [name for name in await self._database.names() if name not in open_now]
        for world in gone:
            async with self._alone(world):
                await self._close(world)
                await self._database.drop(world)
                self._throw_away_files(world)
        return ThrownAway(len(gone))

    async def close(self) -> None:
        for world in list(self._worlds):
            await self._close(world)

    async def _keep(self, id: str, world: World) -> None:
        self._worlds[id] = world
        for oldest in list(self._worlds)[:-_MOST_OPEN]:
            await self._close(oldest)

    async def _close(self, world: str) -> None:
        if known := self._worlds.pop(world, None):
            await known.close()

    def _files(self, world: str) -> Path:
        return self.config.attachments.folder / "practice" / world

    def _throw_away_files(self, world: str) -> None:
        rmtree(self._files(world), ignore_errors=True)

    @property
    def _database(self) -> WorldsDatabase:
        return WorldsDatabase(self.config.practice.database.url)

    def _alone(self, world: str) -> asyncio.Lock:
        return self._locks.setdefault(world, asyncio.Lock())


async def _is_of_this_version(world: World) -> bool:
    try:
        return await world.assistant.marks.get(_SCHEMA) == fingerprint()
    except Exception:
        # Not even that can be read: it is of no use to anybody.
        return False


async def _spoken_to(world: World, real: Person, agreed: int) -> Person:
    """In the language and by the clock that they have now; they have agreed to the terms before they came in."""
    person = await world.person()
    same = replace(person, language=real.language, time_zone=real.time_zone, agreed=agreed)
    if same == person:
        return person
    async with world.assistant.services.works.writing() as work:
        await work.people.put(same)
        await work.commit()
    return same

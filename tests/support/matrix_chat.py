"""Talks to the bot through its Matrix adapter, over a real Synapse."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import assemble
from bot.front import Front
from bot.matrix.adapter import MatrixAdapter, Memory
from bot.matrix.hearing import PLATFORM, address
from bot.settings import Limits, Matrix
from chat.context import Context, Place
from chat.fields import Field, File, Search
from core.people import AuthorityId, PersonId, Room, RoomId
from tests.support.chats import all_asked, may_end
from tests.support.matrix_people import Official, Seen
from tests.support.papers import handed_in
from tests.support.synapse import MatrixUser, Synapse
from tests.support.world import PEOPLE, ROOMS, MovableClock, World, a_world, sqlite_url


@dataclass
class MatrixWorld:
    """The bot on Matrix, and the people who have an account there."""

    world: World
    synapse: Synapse
    bot: MatrixUser
    accounts: Mapping[str, MatrixUser]
    store: Path
    sealed: bool = False
    rooms: dict[str, str] = field(default_factory=dict)
    settings: Matrix = field(init=False)
    adapter: MatrixAdapter = field(init=False)
    officials: dict[str, Official] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    _running: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.settings = Matrix(
            enabled=True,
            homeserver=self.synapse.url,
            user=self.bot.id,
            password=SecretStr(self.bot.password),
            allowed_homeservers=(self.synapse.server_name,),
            store=self.store,
            store_passphrase=SecretStr("a passphrase for tests"),
        )

    async def official(self, person: str) -> Official:
        """Somebody nobody knows gets an account, too."""
        if person not in self.officials:
            account = self.accounts.get(person) or self.synapse.register(person)
            self.officials[person] = await Official.enter(
                self.synapse.url, account, sealed=self.sealed
            )
        return self.officials[person]

    async def start(self) -> None:
        assistant = self.world.assistant
        memory = Memory(assistant.marks, assistant.events, assistant.leases)
        self.adapter = MatrixAdapter(self.settings, assistant.front, memory, self.limits)
        await self.adapter.start()
        assistant.mailman.channels[PLATFORM] = self.adapter
        self._running = asyncio.create_task(self.adapter.run())

    async def stop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            await self.adapter.stop()
        self._running = None

    async def restart(self) -> None:
        await self.stop()
        await self.world.assistant.close()
        self.world.assistant = assemble(self.world.assistant.config, self.world.clock)
        await self.start()

    async def use(self, **settings: object) -> None:
        """Restart the bot with other settings; the database stays."""
        await self.stop()
        self.settings = self.settings.model_copy(update=settings)
        await self.start()

    async def limit(self, **limits: int) -> None:
        self.limits = Limits(**limits)
        await self.use()

    async def begin_anew(self, url: str) -> None:
        """The same accounts and rooms, with a database that knows nothing of what was."""
        await self.stop()
        await self.world.assistant.close()
        self.world = await a_world(url, self.world.clock, PLATFORM)
        await self.register()
        await self.start()

    async def end_login(self) -> None:
        """As an administrator or a user may: the bot's token ends at once."""
        device = await self.device()
        assert device is not None
        itself = await Official.enter(self.synapse.url, self.bot)
        await itself.end_device(device)
        await itself.close()

    async def device(self) -> str | None:
        return await self.world.assistant.marks.get(f"matrix session of {self.bot.id}")

    async def close(self) -> None:
        await self.stop()
        for official in self.officials.values():
            await official.close()
        await self.world.assistant.close()

    async def register(self) -> None:
        """Make the people and their rooms known by their addresses here."""
        async with self.world.assistant.services.works.writing() as work:
            for id, account in self.accounts.items():
                person = await work.people.get(PersonId(id))
                assert person is not None
                await work.people.put(person, [address(account.id)])
            for id, owner, language, zone in ROOMS:
                if room := self.rooms.get(id):
                    place = address(room)
                    team = Room(RoomId(id), AuthorityId(owner), id, language, zone, place)
                    await work.people.put_room(team)
            await work.commit()

    async def open_team_rooms(self) -> None:
        """Each with the bot and one of the team, who sees for us what stands there."""
        for id, owner, _language, _zone in ROOMS:
            member = await self.official(first_of(owner))
            self.rooms[id] = await member.new_room(self.bot.id, name=id, encrypted=self.sealed)
        for id, owner, _language, _zone in ROOMS:
            await self.entered(await self.official(first_of(owner)), self.rooms[id])

    async def entered(self, official: Official, room: str) -> None:
        """Once the bot has greeted a room, it is in it."""
        await official.until(
            lambda: any(s.room == room and s.sender == self.bot.id for s in official.seen)
        )


@asynccontextmanager
async def a_matrix_world(
    url: str, clock: MovableClock, synapse: Synapse, *people: str, sealed: bool = False
) -> AsyncIterator[MatrixWorld]:
    """``people``: who has an account; everybody, with the teams' rooms, unless named.

    ``sealed``: their clients encrypt, and their rooms are encrypted.
    """
    world = await a_world(url, clock, PLATFORM)
    ids = people or tuple(person.id for person in PEOPLE)
    accounts = {id: synapse.register(world.person(id).name) for id in ids}
    store = synapse.new_folder()
    matrix = MatrixWorld(world, synapse, synapse.register("IMI Assistant"), accounts, store, sealed)
    try:
        await matrix.start()
        if not people:
            await matrix.open_team_rooms()
        await matrix.register()
        yield matrix
    finally:
        await matrix.close()


@pytest.fixture
async def sealed_world(tmp_path: Path, synapse: Synapse) -> AsyncIterator[MatrixWorld]:
    """Anna and João have clients that encrypt, and so are all their rooms."""
    url = sqlite_url(tmp_path)
    async with a_matrix_world(url, MovableClock(), synapse, "anna", "joao", sealed=True) as world:
        yield world


def first_of(authority: str) -> str:
    return next(p.id for p in PEOPLE if p.memberships[0].authority == authority)


@dataclass
class MatrixChat:
    """Implements ``Chat``."""

    matrix: MatrixWorld
    _direct: dict[str, str] = field(default_factory=dict)
    _read: dict[tuple[str, str], int] = field(default_factory=dict)
    _shown: dict[str, str] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.matrix.world

    async def say(self, person: str, text: str) -> str:
        official = await self.matrix.official(person)
        event = await official.write(await self.direct(person), text)
        return self._show(person, await official.answers(event))

    async def press(self, person: str, run: str) -> str:
        talk = await self._front.conversation.talk(await self.context(person))
        assert run in talk.choices, f"{run} is not offered, only {talk.choices}"
        number = talk.choices.index(run) + 1
        shown = self._shown.get(person, "")
        assert re.search(rf"^{number}\. ", shown, re.M), f"{person} was not shown {number}"
        return await self.say(person, str(number))

    async def fill(self, person: str, command: str, **answers: str) -> str:
        given = {name.replace("__", "."): text for name, text in answers.items()}
        shown, asked, last = await self.say(person, command), list[str](), None
        while (field := await self.asked(person)) and asked[-1:] != [field.name]:
            asked.append(field.name)
            shown, last = await self.answer(person, field, given), field
        if field is None and (endings := await self._endings(person)):
            number = endings.index(given.get("ending", endings[0])) + 1
            shown = await self.say(person, str(number))
        if field is None and not may_end(last):
            all_asked(command, given, asked, shown)
        return shown

    async def send(self, person: str, file: str) -> str:
        return await self._attach(person, file)

    async def inbox(self, person: str) -> list[str]:
        news = [each for each in await self._news(person, "inbox") if "delivery" in each.about]
        direct = [each.body for each in news if each.room not in self.matrix.rooms.values()]
        self._shown[person] = "\n".join([self._shown.get(person, ""), *direct])
        return direct

    async def standing(self, person: str) -> str:
        official, bot = await self.matrix.official(person), self.matrix.bot.id
        await official.look()
        bodies: dict[str, str] = {}
        for each in official.seen:
            if each.sender == bot and "delivery" in each.about:
                bodies[each.event] = each.body
            elif each.sender == bot and each.replaces in bodies:
                bodies[each.replaces] = str(each.content["m.new_content"]["body"])
        return "\n".join(bodies.values())

    async def room(self, room: str) -> list[str]:
        owner = next(owner for id, owner, *_ in ROOMS if id == room)
        here, bot = self.matrix.rooms[room], self.matrix.bot.id
        news = await self._news(first_of(owner), room)
        own = [each for each in news if each.room == here and each.sender == bot]
        return [each.body for each in own if not each.replaces]

    async def say_in_room(self, person: str, room: str, text: str) -> str:
        """``person`` has to be the one of the team who is in the room."""
        official, here = await self.matrix.official(person), self.matrix.rooms[room]
        event = await official.write(here, f"!{text}")
        await official.answers(event, here)
        private = await self.direct(person)
        return self._show(person, await official.answered_privately(event, private))

    async def settle(self) -> None:
        await self.matrix.world.settle()

    async def restart(self) -> None:
        await self.matrix.restart()

    async def direct(self, person: str) -> str:
        """The room a person has with the bot, whoever of them invited the other."""
        if person not in self._direct:
            official = await self.matrix.official(person)
            room = await official.enter_room_of(self.matrix.bot.id)
            self._direct[person] = room or await official.new_room(
                self.matrix.bot.id, direct=True, encrypted=self.matrix.sealed
            )
        return self._direct[person]

    def moved(self, person: str, room: str) -> None:
        """From now on this person writes there."""
        self._direct[person] = room

    @property
    def _front(self) -> Front:
        return self.matrix.world.assistant.front

    async def context(self, person: str) -> Context:
        account = (await self.matrix.official(person)).user.id
        place = Place(PLATFORM, await self.direct(person))
        return await self._front.context(address(account), place)

    async def asked(self, person: str) -> Field | None:
        page = await self._front.conversation.page(await self.context(person))
        return page.fields[0] if page and page.fields else None

    async def _endings(self, person: str) -> list[str]:
        page = await self._front.conversation.page(await self.context(person))
        return [ending.value for ending in page.check.endings] if page and page.check else []

    async def answer(self, person: str, field: Field, given: Mapping[str, str]) -> str:
        answer = given.get(field.name)
        if not answer:
            assert not field.required, f"{field.name} has to be answered"
            return await self.say(person, "skip")
        if isinstance(field, File):
            return await self._attach(person, answer)
        shown = await self.say(person, answer)
        if isinstance(field, Search):
            talk = await self._front.conversation.talk(await self.context(person))
            if talk.dialogue and talk.dialogue.hits:
                return await self.say(person, "1")
        return shown

    async def _attach(self, person: str, answer: str) -> str:
        name, data = handed_in(answer)
        official = await self.matrix.official(person)
        room = await self.direct(person)
        event = await official.attach(room, name, "text/plain", data)
        return self._show(person, await official.answers(event))

    async def _news(self, person: str, reader: str) -> list[Seen]:
        """What has come since this reader last looked."""
        official = await self.matrix.official(person)
        await official.look()
        if person not in self._direct:
            room = await official.enter_room_of(self.matrix.bot.id)
            if room:
                self._direct[person] = room
        start = self._read.get((person, reader), 0)
        self._read[person, reader] = len(official.seen)
        return official.seen[start:]

    def _show(self, person: str, seen: list[Seen]) -> str:
        self._shown[person] = shown = "\n".join(each.body for each in seen)
        return shown

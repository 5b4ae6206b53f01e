"""Talks to the bot through Slack: a strict stand-in at one end, the real adapter at the other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

from pydantic import SecretStr

from bot.app import assemble
from bot.settings import Slack
from bot.slack.adapter import Kept, SlackFace
from bot.slack.elements import TOLD
from bot.slack.reception import Patience
from core.people import Address, AuthorityId, Room, RoomId
from core.talks import Events
from storage.installations import SqlInstallations
from storage.sealing import Ring
from tests.support.chats import all_asked
from tests.support.papers import handed_in
from tests.support.slack import (
    LEAST_SCOPES,
    App,
    Channel,
    Message,
    Person,
    SlackStandIn,
    Timing,
    View,
    Workspace,
)
from tests.support.slack.elements import KEYS, options_of
from tests.support.slack.wire import Json
from tests.support.world import PEOPLE, ROOMS, MovableClock, World, a_world

Mode = Literal["http", "socket"]

SCOPES = LEAST_SCOPES | {"channels:history", "files:read", "files:write"}
LETTER = "imi_delivery"
KEY = b"k" * 32
_PATIENT = 20


@dataclass
class SlackWorld:
    """The world's people in one workspace of Slack, and the bot beside them."""

    world: World
    slack: SlackStandIn
    workspace: Workspace
    mode: Mode
    patience: Patience = field(default_factory=Patience)
    events: Events | None = None
    """In place of the database's, for whoever wants it slower."""
    people: dict[str, Person] = field(default_factory=dict)
    rooms: dict[str, Channel] = field(default_factory=dict)
    face: SlackFace = field(init=False)

    async def start(self) -> None:
        """Open the bot's end, and tell Slack where it is."""
        assistant = self.world.assistant
        limits, settings = assistant.config.limits, self.settings()
        self.face = SlackFace(
            assistant.front, self.kept(), settings, limits.attachment_bytes, self.patience
        )
        await self.face.start()
        assistant.mailman.channels["slack"] = self.face
        if self.mode == "http":
            self.slack.deliver_to(self.face.url)
        else:
            self.slack.deliver_over_sockets()
            await self.slack.until(lambda: self.slack.sockets.connections)

    async def stop(self) -> None:
        await self.face.stop()
        await self.world.assistant.close()

    def kept(self) -> Kept:
        assistant = self.world.assistant
        installations = SqlInstallations(assistant.database, Ring([KEY]))
        return Kept(self.events or assistant.events, installations)

    def settings(self) -> Slack:
        return Slack(
            enabled=True,
            mode=self.mode,
            port=0,
            api_base_url=self.slack.base_url,
            bot_token=SecretStr(self.workspace.bot_token),
            signing_secret=SecretStr(self.slack.app.signing_secret),
            app_token=SecretStr(self.slack.app.app_token),
        )

    def person(self, id: str) -> Person:
        """Somebody whom the bot does not know comes into being when they first speak."""
        if id not in self.people:
            self.people[id] = self.slack.add_person(self.workspace, id, locale="en-GB")
        return self.people[id]

    async def hits(self, who: Person, modal: View, name: str, letters: str) -> list[Json]:
        """What a search offers; on a slow machine it asks for another letter first."""
        for _ in range(_PATIENT):
            found = await who.type_in_search(modal, name, letters)
            timed_out = not found and not self.slack.deliveries[-1].ok
            if not timed_out and [hit["value"] for hit in found] != [TOLD]:
                break
            await self.face.idle()
        return found

    async def calm(self) -> None:
        """Nothing is under way, neither in Slack nor in the bot."""
        while True:
            await self.slack.settled()
            await self.face.idle()
            if self.slack.courier.idle:
                return

    async def move_in(self) -> None:
        """Everybody gets their place in Slack, and no other."""
        for person in PEOPLE:
            language = f"{person.language}-{person.memberships[0].authority[:2].upper()}"
            self.people[person.id] = self.slack.add_person(
                self.workspace, person.id, real_name=person.name, locale=language
            )
        async with self.world.assistant.services.works.writing() as work:
            for person in PEOPLE:
                address = Address("slack", self.workspace.id, self.people[person.id].id)
                await work.people.put(person, [address])
            for name, owner, language, zone in ROOMS:
                channel = self._room(name, owner)
                place = Address("slack", self.workspace.id, channel.id)
                room = Room(RoomId(name), AuthorityId(owner), name, language, zone, place)
                await work.people.put_room(room)
            await work.commit()

    def _room(self, name: str, owner: str) -> Channel:
        team = [self.people[person.id] for person in PEOPLE if person.authorities() == (owner,)]
        self.rooms[name] = self.slack.add_channel(self.workspace, name, *team)
        return self.rooms[name]


@asynccontextmanager
async def a_slack_world(
    url: str,
    clock: MovableClock,
    mode: Mode,
    patience: Patience | None = None,
    timing: Timing | None = None,
) -> AsyncIterator[SlackWorld]:
    async with SlackStandIn(App(scopes=SCOPES), timing) as slack:
        world = await a_world(url, clock)
        workspace = slack.add_workspace("Europe")
        stage = SlackWorld(world, slack, workspace, mode, patience or Patience())
        await stage.move_in()
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stop()


@dataclass
class SlackChat:
    """Implements ``Chat``. Everything a person says is typed in their direct messages, forms are modals."""

    stage: SlackWorld
    _shown: dict[str, list[Message]] = field(default_factory=dict)
    _read: dict[str, int] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.stage.world

    async def say(self, person: str, text: str) -> str:
        before = self._before(person)
        await self.stage.person(person).dm(text)
        return await self._after(person, before)

    async def press(self, person: str, run: str) -> str:
        places = [one for one in self._shown.get(person, []) if run in _runs(one.blocks)]
        offered = [_runs(one.blocks) for one in self._shown.get(person, [])]
        assert places, f"{run} is not offered to {person}, only {offered}"
        before = self._before(person)
        await self.stage.person(person).click(places[-1], run)
        return await self._after(person, before)

    async def fill(self, person: str, command: str, **answers: str) -> str:
        given = {name.replace("__", "."): text for name, text in answers.items()}
        before = self._before(person)
        who = self.stage.person(person)
        await who.slash("/imi", command)
        await self.stage.calm()
        seen, asked = list[object](), list[str]()
        while (modal := who.modal) is not None and modal.raw.get("submit"):
            if modal.errors or _state(modal) in seen:
                break
            seen.append(_state(modal))
            asked += [block["block_id"] for block in modal.blocks if block["type"] == "input"]
            await self._page(who, modal, given)
            await self.stage.calm()
        shown = await self._after(person, before)
        if modal is None:
            all_asked(command, given, asked, shown)
        return shown

    async def send(self, person: str, file: str) -> str:
        before = self._before(person)
        who = self.stage.person(person)
        await who.share(who.dm_channel, *handed_in(file))
        return await self._after(person, before)

    async def inbox(self, person: str) -> list[str]:
        messages = self.stage.person(person).messages()
        new = [one for one in messages[self._read.get(person, 0) :] if _is_letter(one)]
        self._read[person] = len(messages)
        self._shown.setdefault(person, []).extend(new)
        return [one.words for one in new]

    async def standing(self, person: str) -> str:
        return "\n".join(
            one.words for one in self.stage.person(person).messages() if _is_letter(one)
        )

    async def room(self, room: str) -> list[str]:
        messages = self.stage.rooms[room].messages
        new = messages[self._read.get(room, 0) :]
        self._read[room] = len(messages)
        return [one.words for one in new if one.user == self.stage.workspace.bot_user]

    async def say_in_room(self, person: str, room: str, text: str) -> str:
        before = self._before(person)
        await self.stage.person(person).mention(self.stage.rooms[room], text)
        return await self._after(person, before)

    async def settle(self) -> None:
        await self.stage.calm()
        await self.stage.world.settle()
        await self.stage.calm()

    async def restart(self) -> None:
        world = self.stage.world
        await self.stage.stop()
        world.assistant = assemble(world.assistant.config, world.clock)
        await self.stage.start()

    async def _page(self, who: Person, modal: View, given: Mapping[str, str]) -> None:
        """Answer one page and send it off; at the end, choose how to end."""
        asked = [block for block in modal.blocks if block["type"] == "input"]
        for block in asked:
            answer = given.get(block["block_id"])
            if answer:
                await self.answer(who, modal, block, answer)
        ending = f"ending:{given.get('ending', '')}"
        if not asked and ending in _actions(modal):
            await who.click(modal, ending)
        else:
            await who.submit(modal)

    async def answer(self, who: Person, modal: View, block: Json, answer: str) -> None:
        """As a person would: type letters and take the first hit, choose the second option …"""
        name, element = block["block_id"], block["element"]
        if element["type"] == "external_select":
            hits = await self.stage.hits(who, modal, name, answer)
            assert hits, f"nothing is found for {answer!r}"
            await who.fill(modal, {name: hits[0]["value"]})
        elif element["type"] == "file_input":
            await who.fill(modal, {name: [who.file(*handed_in(answer))]})
        elif KEYS[element["type"]].startswith("selected_option"):
            values = [one["value"] for one in options_of(element)]
            parts = [part.strip() for part in answer.split(",")]
            chosen = [values[int(part) - 1] if part.isdecimal() else part for part in parts]
            many = KEYS[element["type"]] == "selected_options"
            await who.fill(modal, {name: chosen if many else chosen[0]})
        else:
            await who.fill(modal, {name: answer})

    def _before(self, person: str) -> dict[str, str]:
        return {one.ts: one.words for one in self._visible(person)}

    async def _after(self, person: str, before: Mapping[str, str]) -> str:
        """What is new or other than it was, and the modal that is open."""
        await self.stage.calm()
        new = [
            one
            for one in self._visible(person)
            if before.get(one.ts) != one.words and one.user == self.stage.workspace.bot_user
        ]
        self._shown[person] = new
        self._read[person] = len(self.stage.person(person).messages())
        modal = self.stage.person(person).modal
        said = [one.words for one in new]
        if modal:
            said += [modal.title, modal.words, *modal.errors.values()]
        return "\n".join(said)

    def _visible(self, person: str) -> list[Message]:
        who = self.stage.person(person)
        whispered = [
            one for room in self.stage.workspace.channels.values() for one in who.ephemerals(room)
        ]
        return [*who.messages(), *whispered]


def _runs(blocks: list[Json]) -> list[str]:
    return [
        one.get("value", "")
        for block in blocks
        if block["type"] == "actions"
        for one in block["elements"]
    ]


def _actions(modal: View) -> list[str]:
    return [
        one["action_id"]
        for block in modal.blocks
        if block["type"] == "actions"
        for one in block["elements"]
    ]


def _state(modal: View) -> object:
    return modal.id, modal.raw.get("private_metadata"), [b["block_id"] for b in modal.blocks]


def _is_letter(message: Message) -> bool:
    return bool(message.raw.get("metadata", {}).get("event_type") == LETTER)

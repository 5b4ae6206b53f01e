"""What a person says and does in Slack; what they see and press is in `screen`."""

from __future__ import annotations

import asyncio
import json
import re
import time
import uuid
from typing import Unpack

from tests.support.slack import payloads, texts
from tests.support.slack.delivery import Delivery
from tests.support.slack.methods.files import new_file
from tests.support.slack.people import Channel, Message, Profile
from tests.support.slack.posts import announce, keep
from tests.support.slack.screen import Screen
from tests.support.slack.wire import Json, SlackError


class Person(Screen):
    """Every action returns once the bot has acknowledged it, or failed to."""

    async def say(self, channel: Channel, text: str, thread_ts: str | None = None) -> Message:
        return await self._write(channel, self._typed(text), thread_ts)

    async def dm(self, text: str, thread_ts: str | None = None) -> Message:
        return await self.say(self.dm_channel, text, thread_ts)

    async def mention(self, channel: Channel, text: str, thread_ts: str | None = None) -> Message:
        return await self.say(channel, f"<@{self.workspace.bot_user}> {text}", thread_ts)

    async def share(self, channel: Channel, name: str, content: bytes, text: str = "") -> Message:
        raw = self._typed(text) | {"subtype": "file_share", "files": [self.file(name, content)]}
        return await self._write(channel, raw | {"upload": False, "display_as_bot": False}, None)

    def file(self, name: str, content: bytes) -> Json:
        """A file of mine, to be shared or put into a file field."""
        found = new_file(self.workspace, self.world.base_url, name, self.id)
        found["size"] = len(content)
        self.workspace.contents[found["id"]] = content
        return found

    async def edit(self, message: Message, text: str) -> None:
        before = dict(message.raw)
        found = self._typed(text)
        edited = {"user": self.id, "ts": self.workspace.next_ts()}
        message.raw |= {"text": found["text"], "blocks": found["blocks"], "edited": edited}
        announce(self.world, self.workspace, message, before)

    async def slash(self, command: str, text: str = "", channel: Channel | None = None) -> Delivery:
        """A command; Slack has none in threads, and none for people of other organisations."""
        if self.user.is_external:
            raise AssertionError("only people of the workspace can run its commands")
        place = channel or self.dm_channel
        words = (command, texts.typed(text))
        payload = payloads.command(self.workspace, self.user, place, words)
        address = self.responses.new(self.workspace, place, self.id)
        payload["response_url"] = address
        payload["trigger_id"] = self.world.new_trigger(self.workspace, self.id)
        delivery = await self.courier.command(payload)
        if not delivery.ok:
            self.notices.append(f"{command} failed with the error operation_timeout")
        elif delivery.answer:
            self._show_answer(address, delivery)
        return delivery

    async def global_shortcut(self, callback_id: str) -> Delivery:
        extra = {"callback_id": callback_id, "action_ts": f"{time.time():.6f}"}
        return await self._interact("shortcut", extra)

    async def message_shortcut(self, callback_id: str, message: Message) -> Delivery:
        if message.reader is not None:
            raise AssertionError("an ephemeral message has no shortcuts")
        channel = self.workspace.channels[message.channel_id]
        extra = {
            "callback_id": callback_id,
            "action_ts": f"{time.time():.6f}",
            "channel": {"id": channel.id, "name": payloads.channel_name(channel)},
            "message_ts": message.ts,
            "message": message.raw,
            "response_url": self.responses.new(self.workspace, channel, self.id, message),
        }
        return await self._interact("message_action", extra)

    async def open_home(self, tab: str = "home") -> Delivery | None:
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.dm_channel.id,
            "event_ts": self.workspace.next_ts(),
            "tab": tab,
        }
        if self.home:
            event["view"] = self.home.as_json()
        return await self.courier.event(self.workspace, event)

    async def change(self, **profile: Unpack[Profile]) -> Delivery | None:
        """Another language, time zone, role ...; the app hears of it if it listens."""
        self.user.profile.update(profile)
        event = {
            "type": "user_change",
            "user": self.user.as_json(with_locale=True),
            "event_ts": self.workspace.next_ts(),
        }
        return await self.courier.event(self.workspace, event)

    def _typed(self, text: str) -> Json:
        block = texts.rich_text(text, self.workspace.next_id("b"))
        return {"text": texts.typed(text), "blocks": [block] if text else []}

    async def _write(self, channel: Channel, said: Json, thread_ts: str | None) -> Message:
        if self.id not in channel.members or channel.is_archived:
            raise AssertionError(f"{self.user.name} cannot write in {channel.name}")
        raw: Json = {
            "client_msg_id": str(uuid.uuid4()),
            "type": "message",
            "user": self.id,
            "ts": self.workspace.next_ts(),
            "team": self.user.home_team,
            **said,
        }
        if self.user.is_external:
            raw |= {"user_team": self.user.home_team, "source_team": self.user.home_team}
        if self.user.bot_id:
            raw["bot_id"] = self.user.bot_id
        if thread_ts:
            raw["thread_ts"] = thread_ts
        message = keep(channel, raw)
        event = {**raw, "channel": channel.id, "event_ts": message.ts}
        await self._tell(channel, event)
        return message

    async def _tell(self, channel: Channel, event: Json) -> None:
        work = [self.courier.event(self.workspace, {**event, "channel_type": channel.kind})]
        bot = self.workspace.bot_user
        mentioned = re.search(f"<@{bot}>", event["text"]) is not None
        if mentioned and channel.kind != "im" and bot in channel.members:
            work.append(self.courier.event(self.workspace, {**event, "type": "app_mention"}))
        await asyncio.gather(*work)

    def _show_answer(self, address: str, delivery: Delivery) -> None:
        """What came in the acknowledgement of a command is shown like a response."""
        grant = self.responses.grants[address.rpartition("/")[2]]
        try:
            said = json.loads(delivery.answer) if delivery.json_answer else delivery.answer
            self.responses.apply(grant, said if isinstance(said, dict) else {"text": said})
        except (ValueError, SlackError) as error:
            self.world.complain(f"{delivery.name}: {error}")

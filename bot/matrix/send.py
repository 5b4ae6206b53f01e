"""Sending: answers patiently, letters at once or not at all; each by its own transaction, so that it comes once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from bot.lines import Line
from bot.matrix.homeserver import Homeserver
from bot.matrix.patience import patiently
from bot.matrix.render import Content, Manner, contents
from chat.message import Document

# In each message of the bot: what it answers or delivers, and which part of it this is.
OWN = "imi_assistant"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a message goes. In a thread it goes after ``last``, for clients that know no threads."""

    room: str
    thread: str = ""
    last: str = ""

    def relation(self) -> Content:
        if not self.thread:
            return {}
        before = {"event_id": self.last or self.thread}
        relation = {"rel_type": "m.thread", "event_id": self.thread}
        return {"m.relates_to": {**relation, "is_falling_back": True, "m.in_reply_to": before}}


@dataclass(frozen=True, slots=True)
class Post:
    """Messages that belong together; ``about`` stands in each of them and gives the transaction its name."""

    spot: Spot
    contents: Sequence[Content]
    about: Mapping[str, str]

    def parts(self) -> list[tuple[Content, str]]:
        """Each message with its transaction, the same whenever it is tried."""
        name = sha256("\0".join((*self.about.values(), self.spot.room)).encode()).hexdigest()[:32]
        number, relation = len(self.contents), self.spot.relation()
        return [
            (
                {**content, **relation, OWN: {**self.about, "part": part, "of": number}},
                f"imi-{name}-{part}",
            )
            for part, content in enumerate(self.contents, 1)
        ]


@dataclass(frozen=True, slots=True)
class Sender:
    homeserver: Homeserver

    async def answer(self, event: str, lines: Sequence[Line], spot: Spot) -> None:
        """Answer an event, there or elsewhere; keeps limits and outlasts faults."""
        messages = list(contents(lines, Manner.ANSWER))
        for document in _documents(lines):
            messages.append(await patiently(partial(self._uploaded, document)))
        post = Post(spot, messages, {"answers": event})
        for content, transaction in post.parts():
            await patiently(partial(self.homeserver.send, spot.room, content, transaction))

    async def deliver(self, letter: str, lines: Sequence[Line], spot: Spot, to: str | None) -> str:
        """Send at once, calling this person, or raise; the id of the first message."""
        messages = list(contents(lines, Manner.LETTER, to))
        messages += [await self._uploaded(document) for document in _documents(lines)]
        post = Post(spot, messages, {"delivery": letter})
        sent = [
            await self.homeserver.send(spot.room, content, transaction)
            for content, transaction in post.parts()
        ]
        return sent[0]

    async def _uploaded(self, document: Document) -> Content:
        url = await self.homeserver.upload(document.name, document.kind, document.data)
        return {
            "msgtype": "m.file",
            "body": document.name,
            "filename": document.name,
            "info": {"mimetype": document.kind, "size": len(document.data)},
            "url": url,
            "m.mentions": {},
        }


def _documents(lines: Sequence[Line]) -> list[Document]:
    return [line.file for line in lines if line.file is not None]

"""Sending: answers patiently, letters at once or not at all; each by its own transaction, so that it comes once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from bot.lines import Line
from bot.matrix.faults import Refused, Silent
from bot.matrix.offers import reactions
from bot.matrix.patience import patiently
from bot.matrix.render import Content, Manner, contents
from bot.matrix.writing import OWN, Writer
from chat.message import Document


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

    @property
    def name(self) -> str:
        """Tells nothing to whoever sees it, and is the same whenever this is tried."""
        told = "\0".join((*self.about.values(), self.spot.room))
        return sha256(told.encode()).hexdigest()[:32]

    def parts(self) -> list[Content]:
        """Each message, with its place among the others."""
        number, relation = len(self.contents), self.spot.relation()
        return [
            {
                **content,
                **relation,
                OWN: {**self.about, "name": self.name, "part": part, "of": number},
            }
            for part, content in enumerate(self.contents, 1)
        ]


@dataclass(frozen=True, slots=True)
class Sender:
    writer: Writer

    async def answer(self, event: str, lines: Sequence[Line], spot: Spot) -> list[str]:
        """Answer an event, there or elsewhere; keeps limits and outlasts faults. The ids of the texts."""
        texts = contents(lines, Manner.ANSWER)
        messages = list(texts)
        for document in _documents(lines):
            messages.append(await patiently(partial(self.writer.upload, spot.room, document)))
        sent = [
            await patiently(partial(self.writer.write, spot.room, content))
            for content in Post(spot, messages, {"answers": event}).parts()
        ]
        return sent[: len(texts)]

    async def react(self, room: str, event: str, lines: Sequence[Line]) -> None:
        """Put the numbers of a short list under it. A courtesy: at the first fault it is left."""
        with suppress(Refused, Silent):
            for place, reaction in enumerate(reactions(lines), 1):
                relation = {"rel_type": "m.annotation", "event_id": event, **reaction}
                name = sha256(f"{event} {place}".encode()).hexdigest()[:32]
                await self.writer.homeserver.send(
                    room, {"m.relates_to": relation}, f"imi-{name}", "m.reaction"
                )

    async def deliver(self, letter: str, lines: Sequence[Line], spot: Spot, to: str | None) -> str:
        """Send at once, calling this person, or raise; the id of the first message."""
        messages = list(contents(lines, Manner.LETTER, to))
        messages += [await self.writer.upload(spot.room, each) for each in _documents(lines)]
        post = letter_post(letter, spot, messages)
        sent = [await self.writer.write(spot.room, content) for content in post.parts()]
        return sent[0]

    async def revise(self, letter: str, lines: Sequence[Line], spot: Spot, event: str) -> None:
        """Put this in the place of the event, for whoever sees edits; others read it after a star."""
        [shown, *_more] = contents(lines, Manner.LETTER)
        relation = {"rel_type": "m.replace", "event_id": event}
        edit = {**shown, "body": f"* {shown['body']}", "m.new_content": shown}
        [part] = Post(spot, [edit], {"revision": letter, "of_event": event}).parts()
        await self.writer.write(spot.room, {**part, "m.relates_to": relation})


def letter_post(letter: str, spot: Spot, messages: Sequence[Content] = ()) -> Post:
    return Post(spot, messages, {"delivery": letter})


def _documents(lines: Sequence[Line]) -> list[Document]:
    return [line.file for line in lines if line.file is not None]

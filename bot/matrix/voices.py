"""How the bot speaks in a room, and what it says there of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.i18n import Voice
from bot.lines import Kind, Line
from core.text import Message, msg


@dataclass(frozen=True)
class RoomVoice(Voice):
    """In a room, what is typed begins with the prefix."""

    prefix: str = "!"

    def typed(self, run: str) -> str:
        return self.prefix + Voice.typed(self, run)


def in_room(voice: Voice, prefix: str) -> Voice:
    return RoomVoice(
        voice.language, voice.time_zone, voice.translations, voice.words, voice.options, prefix
    )


def spoken(voice: Voice, *messages: Message) -> list[Line]:
    return [Line(Kind.TEXT, voice.spans(message)) for message in messages]


def not_allowed(server: str) -> Message:
    return msg(
        "I work only with people of certain homeservers, and {server} is not one of them. "
        "The administration that runs me can add it.",
        server=server,
    )


def greeting(prefix: str, *, private: bool) -> Iterable[Message]:
    yield msg("Hello, I am the IMI Assistant.")
    if private:
        yield msg("Write `help` to see what I can do.")
    else:
        yield msg(
            "Here I answer what begins with `{prefix}`, for example `{example}`, or mentions me. "
            "What is for you alone, I write to you in private.",
            prefix=prefix,
            example=f"{prefix}help",
        )


ANSWERED_IN_PRIVATE = msg("I have answered you in our private chat.")
NO_PRIVATE_CHAT = msg(
    "My answer is for you alone, but I cannot open a private chat with you. "
    "Please start one with me and ask me there."
)
BROKE = msg("Something went wrong on my side, and I could not answer. Please try again later.")
TOO_LATE_TO_EDIT = msg(
    "I take changes to your last message only. To change an earlier answer of a form, write `back`."
)
NOT_SEALED = msg(
    "This chat is encrypted, but your message came without encryption: anybody could have written it in your name, "
    "so I have done nothing. Please write it again with an app that encrypts, for example Element."
)
UNREADABLE = msg(
    "I cannot read what you wrote: its key has not reached me. Please write it once more. "
    "If that does not help, start a new chat with me."
)

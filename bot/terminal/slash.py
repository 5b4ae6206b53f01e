"""The words with a slash: they steer the demo and never reach the bot."""

from __future__ import annotations

from dataclasses import dataclass

from core.text import Message, msg


@dataclass(frozen=True, slots=True)
class Slash:
    """``example`` is how it is typed. Not all are wanted on the ``first`` screen."""

    name: str
    example: str
    summary: Message
    first: bool = True


SLASHES = (
    Slash("as", "/as joao", msg("Be somebody else, for example João in Lisbon")),
    Slash("who", "/who", msg("See all the people and rooms")),
    Slash("room", "/room lisboa-team", msg("Look into a team's room")),
    Slash("clock", "/clock +3d", msg("Let three days pass and watch the reminders come")),
    Slash(
        "attach",
        "/attach scan.pdf",
        msg("Hand in a file when a question asks for one"),
        first=False,
    ),
    Slash("save", "/save", msg("Save the document that is shown"), first=False),
    Slash("help", "/help", msg("See this again")),
    Slash("quit", "/quit", msg("Leave")),
)


def read(said: str) -> tuple[str, str] | None:
    """The word without its slash, and what follows it; ``None`` for what is said to the bot."""
    text = said.strip()
    if not text.startswith("/"):
        return None
    word, _space, rest = text[1:].partition(" ")
    return word.lower(), rest.strip()

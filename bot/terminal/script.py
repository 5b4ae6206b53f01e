"""A script of the demo: who types what, how the clock moves, and what must have been shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.terminal import slash

_LINE = re.compile(
    r"(?P<expect>expect\s+(?P<no>not\s+)?)?(?P<who>[^\s:]+)(?:\s+in\s+(?P<room>[^\s:]+))?\s*:\s*(?P<text>.*)"
)
_CLOCK, _ATTACH = "clock", "attach"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Say:
    """``room``: said there, before the whole team."""

    who: str
    text: str
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Attach:
    """A file from the disk is handed in, where a question asks for one."""

    who: str
    path: str


@dataclass(frozen=True, slots=True)
class Move:
    to: str


@dataclass(frozen=True, slots=True)
class Expect:
    """``reader`` must have been shown ``text`` since the last step, or must not."""

    reader: str
    text: str
    shown: bool = True


Step: TypeAlias = Say | Attach | Move | Expect


@dataclass(frozen=True, slots=True)
class Numbered:
    """A step with the line of the script that asks for it."""

    number: int
    line: str
    step: Step


class Unreadable(Exception):
    """There is no script to be read; ``str()`` says why."""


class Failed(Exception):
    """A line of a script cannot be played, or does not hold."""

    def __init__(self, number: int, line: str, why: str) -> None:
        super().__init__(f"line {number}: {line}\n{why}")


def read_file(path: Path) -> tuple[Numbered, ...]:
    """Raises ``Unreadable`` or ``Failed``."""
    try:
        with path.open("rb") as source:
            data = source.read(_MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Unreadable(f"{path} is not a script: it is no UTF-8 text.")
    if len(data) > _MOST_BYTES:
        raise Unreadable(f"{path} is not a script: it is longer than {_MOST_BYTES:,} bytes.")
    return _some(path, tuple(read(text)))


def _some(path: Path, steps: tuple[Numbered, ...]) -> tuple[Numbered, ...]:
    if not any(isinstance(each.step, Say | Attach | Move) for each in steps):
        raise Unreadable(
            f"{path} has nothing to play. Write lines like `anna: my tasks` or `clock: +3d`."
        )
    return steps


def read(text: str) -> Iterator[Numbered]:
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare and not bare.startswith("#"):
            yield Numbered(number, bare, _step(number, bare))


def _step(number: int, line: str) -> Step:
    found = _LINE.fullmatch(line)
    if found is None:
        raise Failed(number, line, _HOW)
    who, room, text = found["who"], found["room"], found["text"]
    steers = found["expect"] or who == _CLOCK
    if not steers:
        return _typed(number, line, Say(who, text, room))
    if room:
        raise Failed(number, line, _HOW)
    if not text:
        raise Failed(number, line, "There is nothing after the colon.")
    return Expect(who, text, shown=not found["no"]) if found["expect"] else Move(text)


def _typed(number: int, line: str, typed: Say) -> Step:
    """An empty line may be typed too. What steers the try-out is steered here by the line itself."""
    steered = slash.read(typed.text)
    word, rest = steered or ("", "")
    if word == _CLOCK and rest:
        return Move(rest)
    if word == _ATTACH and rest and not typed.room:
        return Attach(typed.who, rest)
    if word in _STEERING:
        raise Failed(number, line, _STEERING[word])
    return typed


_STEERING = {
    "as": "Each line says who types it: `joao: my tasks`. There is no `/as` in a script.",
    "clock": "Say how far: `clock: +3d`.",
    "attach": "Say who hands in which file, in private: `anna: /attach scan.pdf`.",
    "room": "What a room is shown is printed by itself. To write there: `anna in riga-team: my tasks`.",
}

_HOW = (
    "A line is one of: `anna: my tasks`, `anna in riga-team: my tasks`, `clock: +3d`, "
    "`expect joao: text`, `expect not joao: text`, `# comment`."
)

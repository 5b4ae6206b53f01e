"""The kinds of question a form can ask.

An answer is text on every platform. ``hear`` turns what was said into its canonical form or says what is wrong;
``value`` gives the canonical form its type; ``show`` is how it reads back.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias

from chat.context import Context
from chat.ear import Hearing
from chat.file_field import File as File
from chat.message import Link
from chat.options import Option as Option
from chat.options import found_among, label_of, option_meant, with_ranges
from chat.worlds import of_its_world
from core.acts import checked_day
from core.errors import UserError
from core.references import read_reference
from core.requests import Action, Reference
from core.text import Listing, Message, as_written, msg, msgs, words

Answers: TypeAlias = Mapping[str, str]

# How a question that was left out reads back.
NOTHING = msg("no answer")

ALL = words("all")
_AND = words("and")
_LONGEST_SEARCH = 300


class Field(Protocol):
    """One question. ``hint`` helps to answer it; an empty answer stands for a skipped question.

    Who asks for help reads ``why`` it is asked, and what a ``good`` answer looks like.
    """

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Message: ...
    @property
    def hint(self) -> Message | None: ...
    @property
    def required(self) -> bool: ...
    @property
    def why(self) -> Message | None: ...
    @property
    def good(self) -> Message: ...

    def hear(self, said: str, hearing: Hearing) -> str: ...

    def value(self, answer: str) -> object: ...

    def show(self, answer: str) -> Message: ...


@dataclass(frozen=True, slots=True)
class Text:
    name: str
    label: Message
    hint: Message | None = None
    required: bool = True
    multiline: bool = False
    max_length: int = 300
    blank: Message = NOTHING
    why: Message | None = None

    @property
    def good(self) -> Message:
        if self.multiline:
            return msg(
                "Write it in your own words, whole sentences, up to {n} characters.",
                n=self.max_length,
            )
        return msg("Write it on one line, up to {n} characters.", n=self.max_length)

    def hear(self, said: str, hearing: Hearing) -> str:
        if not said.strip():
            raise UserError(msg("This cannot be empty. Please write an answer."))
        if len(said) > self.max_length:
            raise UserError(
                msgs(
                    "Your text has {length} characters; one is allowed here.",
                    "Your text has {length} characters; up to {n} are allowed here. Please shorten it.",
                    self.max_length,
                    length=len(said),
                )
            )
        return said.strip() if self.multiline else " ".join(said.split())

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)


@dataclass(frozen=True, slots=True)
class ReferenceField:
    """The reference of a request, however it is typed; ``action`` is what is to be done with it."""

    name: str = "reference"
    label: Message = field(default=msg("Which request?"))
    hint: Message | None = field(
        default=msg("Write its reference, for example LV-2026-000042. `my tasks` shows yours.")
    )
    required: bool = True
    action: Action | None = None
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg("A reference is a country, a year and a number, as in LV-2026-000042.")

    def hear(self, said: str, hearing: Hearing) -> str:
        found = read_reference(said)
        if found is None:
            raise UserError(
                msg(
                    "`{said}` is not the reference of a request. One looks like LV-2026-000042; "
                    "`my tasks` shows yours.",
                    said=said[:40],
                )
            )
        return of_its_world(found, practising=hearing.practising)

    def value(self, answer: str) -> Reference:
        return Reference(answer)

    def show(self, answer: str) -> Message:
        return as_written(answer)


@dataclass(frozen=True, slots=True)
class Choice:
    """``links``: what to look at before choosing."""

    name: str
    label: Message
    options: tuple[Option, ...]
    hint: Message | None = None
    required: bool = True
    links: tuple[Link, ...] = ()
    blank: Message = NOTHING
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg("One of the answers, by its number or in its words.")

    def hear(self, said: str, hearing: Hearing) -> str:
        return option_meant(self.options, said, hearing).value

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return label_of(self.options, answer)


@dataclass(frozen=True, slots=True)
class Choices:
    """Several of the options; canonical form: their values, joined by commas.

    ``not_all``: why not every one of them may be chosen.
    """

    name: str
    label: Message
    options: tuple[Option, ...]
    hint: Message | None = None
    required: bool = True
    not_all: Message | None = None
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg("One or several of the answers, by their numbers: `1, 3`, `2-4` or `all`.")

    def hear(self, said: str, hearing: Hearing) -> str:
        chosen = self._chosen(said, hearing)
        if self.not_all and len(self.value(chosen)) == len(self.options):
            raise UserError(self.not_all)
        return chosen

    def _chosen(self, said: str, hearing: Hearing) -> str:
        if hearing.same(said, ALL):
            return ",".join(option.value for option in self.options)
        if (one := found_among(self.options, said, hearing)) is not None:
            return one.value
        spread = with_ranges(said)
        listed = filter(None, re.split(r"[,;+&\s]+", spread))
        parts = [part for part in listed if not hearing.same(part, _AND)]
        chosen = {option_meant(self.options, part, hearing).value for part in parts}
        if not chosen:
            raise UserError(msg("Please choose at least one, for example `1, 3` or `all`."))
        return ",".join(option.value for option in self.options if option.value in chosen)

    def value(self, answer: str) -> tuple[str, ...]:
        return tuple(answer.split(",")) if answer else ()

    def show(self, answer: str) -> Message:
        labels = tuple(label_of(self.options, value) for value in self.value(answer))
        return msg("{chosen}", chosen=Listing(labels))


@dataclass(frozen=True, slots=True)
class Day:
    """``ahead``: only a day that can be promised, after today and within a year."""

    name: str
    label: Message
    hint: Message | None = None
    required: bool = True
    ahead: bool = False
    blank: Message = NOTHING
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg("A day, as you would write it: 23.03.2026, `tomorrow`, or a day of the week.")

    def hear(self, said: str, hearing: Hearing) -> str:
        day = hearing.day(said)
        return (checked_day(day, hearing.today) if self.ahead else day).isoformat()

    def value(self, answer: str) -> date:
        return date.fromisoformat(answer)

    def show(self, answer: str) -> Message:
        return msg("{day}", day=self.value(answer))


@dataclass(frozen=True, slots=True)
class Search:
    """Type a few letters, choose among the hits; the answer is the hit's value.

    ``find`` gives the hits for what was typed, ``pick`` the one with this value if the speaker may choose it.
    """

    name: str
    label: Message
    find: Callable[[Context, Answers, str], Awaitable[Sequence[Option]]]
    pick: Callable[[Context, Answers, str], Awaitable[Option | None]]
    hint: Message | None = None
    required: bool = True
    why: Message | None = None

    @property
    def good(self) -> Message:
        return msg(
            "A part of the name is enough, spelled as well as you can: I show what is like it, and you choose."
        )

    def hear(self, said: str, hearing: Hearing) -> str:
        return said.strip()[:_LONGEST_SEARCH]

    def value(self, answer: str) -> str:
        return answer

    def show(self, answer: str) -> Message:
        return as_written(answer)


YES = Option("yes", msg("Yes"))
NO = Option("no", msg("No"))


def yes_no(
    name: str, label: Message, hint: Message | None = None, *, required: bool = True
) -> Choice:
    return Choice(name, label, (YES, NO), hint, required)

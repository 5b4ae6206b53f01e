"""A form: questions, what counts as an answer, and what the answers make."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from chat.context import Context
from chat.fields import (
    NOTHING,
    Answers,
    Choice,
    Day,
    Field,
    File,
    Option,
    ReferenceField,
    Search,
    Text,
)
from chat.seen import Seen, Unasked
from chat.short_names import spelled_out
from chat.wanting import saying_who_could
from core.errors import UserError
from core.references import take_reference
from core.requests import Reference
from core.text import Listing, Message, as_written, msg

T = TypeVar("T")

NEEDED = msg("An answer is needed here.")
_EMPTY = msg("Nothing was written. Write your answer, or `skip` to leave the question out.")
ENDING = "ending"
_EDITION = re.compile(r"#\d{1,6}(?!\S)")
# "of", "for the": what may stand between a command and the reference.
_LEADING = 2


class InvalidForm(Exception):
    """Answers that do not hold, each with what is wrong."""

    def __init__(self, problems: Mapping[str, Message]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Branch:
    """Questions that depend on the answers before them; ``None``: not to be told yet."""

    after: tuple[str, ...]
    fields: Callable[[Context, Answers], Awaitable[Sequence[Field] | None]]


Step: TypeAlias = "Field | Branch"


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """``into`` gets each answer by its field's name; a name ``subject.birth`` arrives inside ``subject``.

    A form with ``endings`` shows its answers to be checked before it ends; ``into`` gets the ``ending`` chosen.
    """

    title: Message
    fields: tuple[Step, ...]
    into: Callable[..., T]
    endings: tuple[Option, ...] = ()

    @property
    def may_stay_empty(self) -> bool:
        """Whether it can end without a single answer, and nothing has to be looked up to know so."""
        steps = self.fields
        return not self.endings and not any(isinstance(s, Branch) or s.required for s in steps)

    async def resolve(self, ctx: Context, answers: Answers) -> Resolved:
        """The questions these answers lead to, as far as they lead.

        Raises ``UserError`` with the answer that leads no further as its ``field``.
        """
        found: list[Field] = []
        for step in self.fields:
            known = (step,) if not isinstance(step, Branch) else await _branched(step, ctx, answers)
            if known is None:
                return Resolved(tuple(found), complete=False)
            for field in known:
                found.append(field)
                if ending := _ending(field, answers):
                    return Resolved(tuple(found), complete=True, ending=ending)
        return Resolved(tuple(found), complete=True)

    def typed(self, said: str, fields: Sequence[Field] | None = None) -> Answers:
        """Read typed arguments in field order; the last field takes the rest.

        ``fields``: the questions the form begins with, where more is known than the form itself says.
        """
        answers: dict[str, str] = {}
        rest = said.strip()
        leading = tuple(self._leading()) if fields is None else fields
        for place, field in enumerate(leading):
            word, rest = _take(field, rest, last=place == len(leading) - 1)
            if word:
                answers[field.name] = word
        return answers

    def _leading(self) -> Iterator[Field]:
        for step in self.fields:
            if isinstance(step, Branch):
                return
            yield step


@dataclass(frozen=True, slots=True)
class Resolved:
    """A form's questions for certain answers; not ``complete`` while a later branch waits for one.

    ``ending`` when one of the answers has ended it.
    """

    fields: tuple[Field, ...]
    complete: bool
    ending: str | None = None

    def missing(self, answers: Answers) -> Field | None:
        return next(iter(self.open(answers)), None)

    def open(self, answers: Answers) -> tuple[Field, ...]:
        """What is still to be asked."""
        unasked = (f for f in self.fields if not isinstance(f, Unasked))
        return tuple(field for field in unasked if field.name not in answers)

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)

    def spare(self, answers: Answers) -> dict[str, str]:
        """The answers to questions that are still asked."""
        names = {field.name for field in self.fields}
        return {name: text for name, text in answers.items() if name in names or name == ENDING}

    def values(self, answers: Answers) -> dict[str, Any]:
        """Typed values by name. Raises ``InvalidForm`` when a needed answer is missing."""
        problems = {f.name: NEEDED for f in self.fields if f.required and not answers.get(f.name)}
        if problems:
            raise InvalidForm(problems)
        found: dict[str, Any] = {}
        for field in self.fields:
            answer = answers.get(field.name, "")
            _place(found, field.name, field.value(answer) if answer else None)
        if ending := self.ending or answers.get(ENDING):
            found[ENDING] = ending
        return found


def _ending(field: Field, answers: Answers) -> str | None:
    """The answer to this question, if it ends the form."""
    if not isinstance(field, Choice):
        return None
    chosen = answers.get(field.name)
    return next((o.value for o in field.options if o.ends and o.value == chosen), None)


async def _branched(step: Branch, ctx: Context, answers: Answers) -> Sequence[Field] | None:
    if not all(name in answers for name in step.after):
        return None
    try:
        return await saying_who_could(ctx, step.fields(ctx, answers))
    except UserError as error:
        error.field = error.field or next(reversed(step.after), None)
        raise


async def heard(field: Field, said: str, ctx: Context, answers: Answers) -> str:
    """The canonical form of what was said. Raises ``UserError``; a search is settled by its own list."""
    if not said.strip():
        raise UserError(NEEDED if field.required else _EMPTY)
    if isinstance(field, ReferenceField):
        said = await spelled_out(ctx, said)
    text = field.hear(said, ctx.hearing)
    if isinstance(field, ReferenceField) and field.action:
        checking = ctx.services.exchange.check(ctx.person, Reference(text), field.action)
        await saying_who_could(ctx, checking)
    if isinstance(field, Search) and await field.pick(ctx, answers, text) is None:
        raise UserError(msg("Please choose one from the list."))
    if isinstance(field, File):
        await _check_stored(ctx, field.value(text))
    return text


async def _check_stored(ctx: Context, files: Sequence[str]) -> None:
    for file in files:
        if await ctx.services.files.about(file) is None:
            raise UserError(msg("That is not a file. Please attach one, or write `skip`."))


async def heard_all(
    fields: Sequence[Field], said: Answers, ctx: Context, earlier: Answers | None = None
) -> tuple[dict[str, str], dict[str, Message]]:
    """Many answers at once: those that hold, and what is wrong with the others."""
    known = {**(earlier or {}), **said}
    good: dict[str, str] = {}
    wrong: dict[str, Message] = {}
    for field in fields:
        if field.name not in said:
            continue
        try:
            good[field.name] = await _heard(field, said[field.name], ctx, {**known, **good})
        except UserError as error:
            wrong[field.name] = error.message
    return good, wrong


async def _heard(field: Field, said: str, ctx: Context, answers: Answers) -> str:
    if said.strip():
        return await heard(field, said, ctx, answers)
    if field.required:
        raise UserError(NEEDED)
    return ""


async def shown(field: Field, answer: str, ctx: Context, answers: Answers) -> Message:
    """How an answer reads back."""
    if not answer:
        return field.blank if isinstance(field, Text | Choice | Day) else NOTHING
    if isinstance(field, Search) and (option := await picked(field, ctx, answers, answer)):
        return option.label
    if isinstance(field, File):
        return await _named(ctx, field.value(answer))
    return field.show(answer)


async def _named(ctx: Context, files: Sequence[str]) -> Message:
    kept = [await ctx.services.files.about(file) for file in files]
    names = tuple(as_written(each.name) for each in kept if each)
    return msg("{names}", names=Listing(names)) if names else NOTHING


async def picked(field: Search, ctx: Context, answers: Answers, value: str) -> Option | None:
    """The hit with this value, unless it may not be chosen any more."""
    try:
        return await field.pick(ctx, answers, value)
    except UserError:
        return None


def _take(field: Field, text: str, *, last: bool) -> tuple[str, str]:
    if isinstance(field, ReferenceField) and (found := _reference_soon(text)):
        return found
    if isinstance(field, Seen) and not _EDITION.match(text):
        return "", text
    if last:
        return text, ""
    word, _space, rest = text.partition(" ")
    return word, rest.strip()


def _reference_soon(text: str) -> tuple[str, str] | None:
    """A reference behind a word or two, as in ``extend the deadline of LV-2026-000042``."""
    behind = (text.split(maxsplit=words)[-1] for words in range(_LEADING + 1) if text)
    return next((found for rest in behind if (found := take_reference(rest))), None)


def _place(found: dict[str, Any], name: str, value: object) -> None:
    group, dot, inner = name.partition(".")
    if dot:
        inside = found.setdefault(group, {})
        if value is not None:
            inside[inner] = value
    else:
        found[group] = value

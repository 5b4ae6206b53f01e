"""A form asked one question at a time: the state of it, and what comes next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, TypeAlias

from chat.context import Context
from chat.defects import Malformed
from chat.fields import (
    Choice,
    Choices,
    Day,
    Field,
    File,
    Option,
    ReferenceField,
    Search,
    Text,
)
from chat.form import ENDING, Form, Resolved, picked, shown
from chat.message import Reply
from chat.references import fitting
from chat.seen import Unasked
from core.errors import UserError
from core.text import Message, msg, words

CANCEL = words("cancel | stop")
BACK = words("back")
SKIP = words("skip")
KEEP = words("keep")
LATER = words("later | save")
CONTINUE = words("continue")
HELP = words("help | ?")
MORE = words("more | show more")
SHOW_MORE = msg("Show more")
# A search shows so many of its hits at a time.
AT_ONCE = 5
# So many bytes tell a form from all others of one person.
MARK = 4


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The answers so far; ``asking`` is a question asked again, ``hits`` what its search found.

    ``turned``: how many of the hits were shown before. ``began``: when it was opened, as an ISO moment.
    ``mark`` tells it from all others that are open, of the same command too.
    """

    command: str
    answers: Mapping[str, str] = field(default_factory=dict)
    asking: str | None = None
    hits: tuple[str, ...] = ()
    began: str = ""
    turned: int = 0
    mark: str = ""

    @property
    def page(self) -> tuple[str, ...]:
        return self.hits[self.turned : self.turned + AT_ONCE]

    @property
    def left(self) -> int:
        """How many hits are not shown yet."""
        return max(0, len(self.hits) - self.turned - AT_ONCE)


@dataclass(frozen=True, slots=True)
class Talk:
    """One person in one place: the open dialogue, those put aside, what the numbers and "more" stand for."""

    dialogue: Dialogue | None = None
    aside: tuple[Dialogue, ...] = ()
    choices: tuple[str, ...] = ()
    more: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Talk()

    def offering(self, reply: Reply) -> Talk:
        """What is offered now; a sentence that offers nothing leaves what was offered before it choosable."""
        buttons = reply.buttons()
        if not buttons:
            return self
        more = next((button.run for button in buttons if button.label == SHOW_MORE), "")
        return replace(self, choices=tuple(button.run for button in buttons), more=more)

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @property
    def forms(self) -> tuple[Dialogue, ...]:
        """Every form begun here, the open one last."""
        return (*self.aside, self.dialogue) if self.dialogue else self.aside

    @classmethod
    def load(cls, document: str | None) -> Talk:
        if document is None:
            return cls()
        raw: dict[str, Any] = json.loads(document)
        return cls(
            dialogue=_dialogue(raw["dialogue"]) if raw["dialogue"] else None,
            aside=tuple(_dialogue(each) for each in raw["aside"]),
            choices=tuple(raw["choices"]),
            more=raw.get("more", ""),
        )


@dataclass(frozen=True, slots=True)
class Ask:
    """The next question, ``position`` of ``total`` as far as known; ``current`` is the answer it had,
    ``head`` what stands above all of it.

    ``left``: how many hits of a search there are beside the ``options``. ``language``: as in a reply.
    """

    field: Field
    position: int
    total: int
    problem: Message | None = None
    options: tuple[Option, ...] = ()
    current: Message | None = None
    title: Message | None = None
    left: int = 0
    language: str | None = None
    head: Message | None = None

    @property
    def choices(self) -> tuple[Option, ...]:
        """What can be chosen by its number."""
        return self.field.options if isinstance(self.field, Choice | Choices) else self.options

    @property
    def skipped_by(self) -> int | None:
        """The number after all others, which leaves the question out; where it may be an answer, there is none."""
        if self.field.required or not isinstance(self.field, _NUMBERED):
            return None
        return len(self.choices) + bool(self.left) + 1


_NUMBERED = (Choice, Choices, Day, File, ReferenceField, Search)


@dataclass(frozen=True, slots=True)
class Checked:
    field: Field
    answer: Message


@dataclass(frozen=True, slots=True)
class Check:
    """All answers, to be looked over; then one of the ``endings``, or a change."""

    title: Message
    items: tuple[Checked, ...]
    endings: tuple[Option, ...]
    problem: Message | None = None
    language: str | None = None
    head: Message | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """Nothing is left to ask."""


Turn: TypeAlias = Reply | Ask | Check
Next: TypeAlias = Ask | Check | Filled


async def upcoming(form: Form[Any], ctx: Context, dialogue: Dialogue) -> Next:
    """What to ask now; nothing but the answers decides it."""
    resolved = await form.resolve(ctx, dialogue.answers)
    wanted = asked(resolved, dialogue)
    if wanted is not None:
        return await _ask(form, ctx, dialogue, resolved, wanted)
    if not resolved.complete:
        raise Malformed(f"the form {form.title.singular!r}: a branch gives no questions for good")
    if form.endings and not resolved.ending and ENDING not in dialogue.answers:
        return await _check(form, ctx, dialogue, resolved)
    return Filled()


def asked(resolved: Resolved, dialogue: Dialogue) -> Field | None:
    again = resolved.field(dialogue.asking) if dialogue.asking else None
    return again or resolved.missing(dialogue.answers)


async def asks_words(form: Form[Any], ctx: Context, dialogue: Dialogue) -> bool:
    """Whether the question is answered in one's own words."""
    try:
        resolved = await form.resolve(ctx, dialogue.answers)
    except UserError:
        return False
    return isinstance(asked(resolved, dialogue), Text)


def before(resolved: Resolved, dialogue: Dialogue) -> Field | None:
    """The question asked before the present one."""
    current = asked(resolved, dialogue)
    names = [f.name for f in resolved.fields]
    place = names.index(current.name) if current else len(names)
    return resolved.fields[place - 1] if place else None


def answered(dialogue: Dialogue, name: str, answer: str) -> Dialogue:
    return replace(dialogue, answers={**dialogue.answers, name: answer}, asking=None, hits=())


async def _ask(
    form: Form[Any], ctx: Context, dialogue: Dialogue, resolved: Resolved, wanted: Field
) -> Ask:
    current = dialogue.answers.get(wanted.name)
    counted = [f for f in resolved.fields if not isinstance(f, ReferenceField | Unasked)]
    known = resolved.complete and wanted in counted and len(counted) > 1
    return Ask(
        field=wanted,
        position=counted.index(wanted) + 1 if known else 0,
        total=len(counted) if known else 0,
        options=await hits(ctx, dialogue, wanted),
        current=await shown(wanted, current, ctx, dialogue.answers) if current else None,
        title=form.title if not dialogue.answers else None,
        left=dialogue.left,
    )


async def hits(ctx: Context, dialogue: Dialogue, wanted: Field) -> tuple[Option, ...]:
    """What a search shows and may still be chosen, numbered as it is shown."""
    if isinstance(wanted, ReferenceField):
        return await fitting(ctx, wanted)
    if not isinstance(wanted, Search):
        return ()
    found = [await picked(wanted, ctx, dialogue.answers, value) for value in dialogue.page]
    return tuple(option for option in found if option)


async def _check(form: Form[Any], ctx: Context, dialogue: Dialogue, resolved: Resolved) -> Check:
    items = [
        Checked(f, await shown(f, dialogue.answers[f.name], ctx, dialogue.answers))
        for f in resolved.fields
    ]
    return Check(form.title, tuple(items), form.endings)


def _dialogue(raw: dict[str, Any]) -> Dialogue:
    began, turned, mark = raw.get("began", ""), raw.get("turned", 0), raw.get("mark", "")
    hits = tuple(raw["hits"])
    return Dialogue(raw["command"], raw["answers"], raw["asking"], hits, began, turned, mark)

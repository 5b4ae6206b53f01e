"""What is left of a form's answers when one of them is changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chat.context import Context
from chat.ear import Hearing
from chat.fields import Answers, Field, ReferenceField
from chat.form import ENDING, Form, Resolved, heard_all
from core.errors import UserError


async def held(form: Form[Any], ctx: Context, answers: Answers, said: Answers) -> Answers:
    """``answers`` with those of a page that hold."""
    resolved = await form.resolve(ctx, answers)
    good, _wrong = await heard_all(resolved.fields, said, ctx, answers)
    return await revised(form, ctx, resolved, answers, good)


async def revised(
    form: Form[Any], ctx: Context, before: Resolved, answers: Answers, given: Answers
) -> Answers:
    """``answers`` with those ``given``, without the ones that answered other questions than are asked now.

    ``before``: the questions as the answers led to them until now.
    """
    kept = {**answers, **given}
    if not _touches_later(before, answers, given):
        return kept
    while True:
        try:
            after = await form.resolve(ctx, kept)
        except UserError:
            return kept
        fitting = _Revision(before, after, given, ctx.hearing).fitting(kept)
        if fitting == kept:
            return kept
        kept = fitting


def _touches_later(before: Resolved, answers: Answers, given: Answers) -> bool:
    """Whether anything was answered after the first of the given ones."""
    changed = [name for name, text in given.items() if answers.get(name) != text]
    names = [field.name for field in before.fields]
    places = [names.index(name) for name in changed if name in names]
    earlier = set(names[: min(places)]) if places else set(names)
    return bool(answers.keys() - earlier - given.keys() - {ENDING})


@dataclass(frozen=True, slots=True)
class _Revision:
    before: Resolved
    after: Resolved
    given: Answers
    hearing: Hearing

    def fitting(self, answers: Answers) -> dict[str, str]:
        if any(isinstance(self.after.field(name), ReferenceField) for name in self.given):
            return {name: text for name, text in answers.items() if name in self.given}
        return {name: text for name, text in answers.items() if self._fits(name, text)}

    def _fits(self, name: str, text: str) -> bool:
        if name in self.given or name == ENDING:
            return True
        old, new = self.before.field(name), self.after.field(name)
        if new is None:
            return old is None and not self.after.complete
        return (old is None or _alike(old, new)) and _holds(new, text, self.hearing)


def _alike(one: Field, other: Field) -> bool:
    """Whether both ask the same; what the hint says does not matter."""
    asks = [(type(f), f.label, getattr(f, "options", ())) for f in (one, other)]
    return asks[0] == asks[1]


def _holds(field: Field, text: str, hearing: Hearing) -> bool:
    if not text:
        return not field.required
    try:
        return field.hear(text, hearing) == text
    except UserError:
        return False

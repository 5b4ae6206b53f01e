"""What officials ask most, typed as it is asked, without a command before it."""

from __future__ import annotations

from chat.context import Context
from chat.fields import ReferenceField
from chat.recognition import Exact, Near
from core.likeness import likest

# So much of what was said stands in the question or its other words.
_SURE = 0.9
_LEAST_WORDS, _LONGEST = 3, 200
_HELPING = "help"


def asked_often(ctx: Context, said: str) -> str | None:
    """The id of the answer, if it is surely that."""
    if len(said.split()) < _LEAST_WORDS or len(said) > _LONGEST:
        return None
    ear, answers = ctx.services.ear, ctx.services.content.learning.answers
    described = [(a.id, [*ear.phrases(a.title), *ear.phrases(a.keywords)]) for a in answers]
    found = likest(said, described)
    return found[0][1] if found and found[0][0] >= _SURE else None


def is_read(recognised: Near | None) -> bool:
    """It is shown at once what was probably meant."""
    if recognised is None or not recognised.clear:
        return False
    return not recognised.meant[0].command.effect


def may_be_a_question(meant: Exact) -> bool:
    """More is said than the command, but no request is named where one has to be: every name has a figure."""
    if not meant.rest or any(letter.isdigit() for letter in meant.rest):
        return False
    first = next(iter(meant.command.form.fields), None)
    return isinstance(first, ReferenceField) or meant.command.name == _HELPING

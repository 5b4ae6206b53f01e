"""What officials ask most, typed as it is asked, without a command before it."""

from __future__ import annotations

from chat.context import Context
from core.likeness import likest

# So much of what was said stands in the question or its other words.
_SURE = 0.9
_LEAST_WORDS, _LONGEST = 3, 200


def asked_often(ctx: Context, said: str) -> str | None:
    """The id of the answer, if it is surely that."""
    if len(said.split()) < _LEAST_WORDS or len(said) > _LONGEST:
        return None
    ear, answers = ctx.services.ear, ctx.services.content.learning.answers
    described = [(a.id, [*ear.phrases(a.title), *ear.phrases(a.keywords)]) for a in answers]
    found = likest(said, described)
    return found[0][1] if found and found[0][0] >= _SURE else None

"""Steps that have to say why: a reference, and a person's own words."""

from __future__ import annotations

from dataclasses import dataclass

from chat.context import Context
from chat.fields import Text
from core.acts import Given
from core.requests import FreeText, Reference
from core.text import Message, msg

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Worded:
    reference: Reference
    text: str


def words_field(label: Message, hint: Message) -> Text:
    why = msg("Whoever gets it reads it beside the request, and it stays there.")
    return Text("text", label, hint, multiline=True, max_length=_LONGEST, why=why)


def in_words(ctx: Context, worded: Worded) -> Given:
    return Given(text=FreeText(worded.text, ctx.language))

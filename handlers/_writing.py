"""Writing to the other authority inside a case: a person's own words, with documents if there are any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.context import Context
from chat.fields import Answers, Field, File, ReferenceField
from chat.form import Branch, Form
from core.acts import Given
from core.requests import Action, FreeText, Reference
from core.text import Message, msg
from handlers._documents import attached
from handlers._words import words_field


@dataclass(frozen=True, slots=True)
class Writing:
    reference: Reference
    text: str
    attachments: tuple[str, ...] | None = None


def writing_form(title: Message, action: Action, label: Message) -> Form[Writing]:
    hint = msg("They read it in your language.")
    return Form(
        title=title,
        fields=(
            ReferenceField(action=action),
            words_field(label, hint),
            # Behind a branch, so that the text takes all that is typed after the reference.
            Branch(("text",), _documents),
        ),
        into=Writing,
    )


async def _documents(_ctx: Context, _answers: Answers) -> Sequence[Field]:
    return (File("attachments", msg("Is there a document to attach?"), why=WHY_ATTACH),)


WHY_ATTACH = msg(
    "A certificate or a letter shows what you mean. The other authority sees it with the request."
)


async def given_in(ctx: Context, writing: Writing) -> Given:
    files = await attached(ctx, writing.attachments or ())
    return Given(text=FreeText(writing.text, ctx.language), attachments=files)

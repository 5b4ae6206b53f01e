"""Change what the directory says of a public register; all of it counts as checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Field, Option
from chat.form import Branch, Form
from chat.message import Reply, Tone, say
from core.authorities import Authority
from core.keeping import Change, Keeping, UnknownRegister, administered, keeper_for
from core.people import AreaId
from core.registers import Register
from core.text import Named, msg, words
from handlers._register_card import register_card, shelf_for
from handlers._register_fields import register_fields
from handlers._register_search import known_register, register_field

_EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Edited:
    register: str
    ending: str
    name: str | None = None
    english: str | None = None
    url: str | None = None
    languages: tuple[str, ...] | None = None
    areas: tuple[str, ...] | None = None
    subject: str | None = None
    free: str | None = None


async def edit_register(ctx: Context, edited: Edited) -> Reply:
    before = await _known(ctx, edited.register)
    language = (await _keeper(ctx, before)).language
    change = Change(
        names=_names(before, language, edited),
        languages=edited.languages,
        url=edited.url,
        areas=frozenset(map(AreaId, edited.areas)) if edited.areas else None,
        subject="" if edited.subject == _EMPTY else edited.subject,
        free=None if edited.free is None else edited.free == "yes",
    )
    keeping = Keeping(ctx.services.works, ctx.services.clock)
    after = await keeping.change(ctx.person, before.id, change)
    said = msg("**{name}** is up to date again. Thank you.", name=after.names)
    card = register_card(ctx, after, await shelf_for(ctx, [after]))
    return say(said, card, tone=Tone.GOOD)


def _names(before: Register, language: str, edited: Edited) -> Named | None:
    given = {code: text for code, text in ((language, edited.name), ("en", edited.english)) if text}
    return Named({**before.names.names, **given}) if given else None


async def _known(ctx: Context, id: str) -> Register:
    register = await known_register(ctx, id)
    if register is None:
        raise UnknownRegister
    return register


async def _keeper(ctx: Context, register: Register) -> Authority:
    """The authority for which the speaker may change it. Raises ``NotKept``."""
    own = await ctx.authorities(*administered(ctx.person))
    return own[keeper_for(ctx.person, register, own)]


async def _fields(ctx: Context, answers: Answers) -> Sequence[Field]:
    register = await _known(ctx, answers["register"])
    keeper = await _keeper(ctx, register)
    return register_fields(ctx, keeper.language, register)


COMMAND = Command(
    name="edit register",
    words=words("edit register | change register | update register"),
    summary=msg("Change what is said of a register"),
    form=Form(
        title=msg("Change a register"),
        fields=(register_field(), Branch(("register",), _fields)),
        into=Edited,
        endings=(Option("keep", msg("Save it, the rest is right")),),
    ),
    run=edit_register,
    chapter=Chapter.DIRECTORY,
)

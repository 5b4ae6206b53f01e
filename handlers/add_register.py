"""Add a public register that one's own authority keeps up to date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Field, Option
from chat.form import Branch, Form
from chat.message import Reply, Tone, say
from core.keeping import Keeping, NewRegister, administered
from core.people import AreaId, AuthorityId, Right
from core.refusals import NotYourRight
from core.text import Named, msg, words
from core.wanted import Wanted
from handlers._register_card import register_card, shelf_for
from handlers._register_fields import register_fields


@dataclass(frozen=True, slots=True)
class Added:
    name: str
    url: str
    languages: tuple[str, ...]
    areas: tuple[str, ...]
    free: str
    ending: str
    english: str | None = None
    subject: str | None = None
    keeper: str | None = None


async def add_register(ctx: Context, added: Added) -> Reply:
    keeper = AuthorityId(added.keeper or administered(ctx.person)[0])
    language = (await ctx.authorities(keeper))[keeper].language
    english = {"en": added.english} if added.english else {}
    new = NewRegister(
        keeper=keeper,
        names=Named({language: added.name, **english}),
        languages=added.languages,
        url=added.url,
        areas=frozenset(map(AreaId, added.areas)),
        subject=added.subject or "",
        free=added.free == "yes",
    )
    register = await Keeping(ctx.services.works, ctx.services.clock).add(ctx.person, new)
    said = msg("**{name}** is in the directory now.", name=register.names)
    card = register_card(ctx, register, await shelf_for(ctx, [register]))
    return say(said, card, tone=Tone.GOOD)


async def _keeper(ctx: Context, _answers: Answers) -> Sequence[Field]:
    own = administered(ctx.person)
    if not own:
        raise NotYourRight(Wanted({Right.ADMINISTER}))
    if len(own) == 1:
        return ()
    known = await ctx.authorities(*own)
    options = tuple(Option(a, msg("{name}", name=known[a].name)) for a in own if a in known)
    return (Choice("keeper", msg("Which of your authorities keeps it up to date?"), options),)


async def _rest(ctx: Context, answers: Answers) -> Sequence[Field] | None:
    own = administered(ctx.person)
    if len(own) > 1 and "keeper" not in answers:
        return None
    keeper = AuthorityId(answers.get("keeper") or own[0])
    return register_fields(ctx, (await ctx.authorities(keeper))[keeper].language, None)


COMMAND = Command(
    name="add register",
    words=words("add register | new register | add a register"),
    summary=msg("Add a public register that you keep up to date"),
    form=Form(
        title=msg("Add a register"),
        fields=(Branch((), _keeper), Branch((), _rest)),
        into=Added,
        endings=(Option("add", msg("Add the register")),),
    ),
    run=add_register,
    chapter=Chapter.DIRECTORY,
)

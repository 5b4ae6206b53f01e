"""Set how one's authority works: in which areas a colleague approves requests, in which one allocates them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choice, Choices, Field, Option
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.arranging import Arrangement, Arranging
from core.authorities import Authority
from core.describing import NotKeptByYou
from core.keeping import administered
from core.people import ALL_AREAS, AreaId, AuthorityId
from core.text import Listing, Message, msg, words
from core.workflows import Workflow


@dataclass(frozen=True, slots=True)
class Arranged:
    authority: str
    what: str
    areas: tuple[str, ...] | None
    ending: str


async def arrange(ctx: Context, arranged: Arranged) -> Reply:
    authority = AuthorityId(arranged.authority)
    areas = [AreaId(area) for area in arranged.areas or ()]
    what = Arrangement(arranged.what)
    after = await _arranging(ctx).change(ctx.person, authority, what, areas)
    known = await ctx.authorities(authority)
    said = msg(
        "From now on your authority works like this. It is written down that you changed it. You can undo this "
        "for a day."
    )
    undo = Button(msg("Undo this change"), f"undo {authority}")
    card = replace(workflow_card(ctx, known[authority], after), actions=(undo,))
    return say(said, card, tone=Tone.GOOD)


def _arranging(ctx: Context) -> Arranging:
    return Arranging(ctx.services.works, ctx.services.clock)


def workflow_card(ctx: Context, authority: Authority, workflow: Workflow) -> Card:
    return Card(
        title=msg("{name}", name=authority.name),
        facts=(
            Fact(LABELS[Arrangement.APPROVAL], _where(ctx, workflow.approval)),
            Fact(LABELS[Arrangement.ALLOCATION], _where(ctx, workflow.allocation)),
        ),
    )


LABELS: Mapping[Arrangement, Message] = {
    Arrangement.APPROVAL: msg("A colleague approves before a request is sent"),
    Arrangement.ALLOCATION: msg("A colleague allocates the requests that arrive"),
}


def _where(ctx: Context, areas: Collection[AreaId]) -> Message:
    known = ctx.services.content.areas
    if ALL_AREAS in areas or {area.id for area in known.all} <= set(areas):
        return msg("in all areas")
    if not areas:
        return msg("nowhere")
    return msg("{areas}", areas=Listing(tuple(known.label(area) for area in sorted(areas))))


async def _which(ctx: Context, _answers: Answers) -> Sequence[Field]:
    own = await ctx.authorities(*administered(ctx.person))
    if not own:
        raise NotKeptByYou
    options = tuple(Option(id, msg("{name}", name=each.name)) for id, each in own.items())
    return (Choice("authority", msg("Which authority?"), options),)


async def _what(_ctx: Context, _answers: Answers) -> Sequence[Field]:
    options = tuple(Option(what.value, label) for what, label in LABELS.items())
    return (Choice("what", msg("What do you want to set?"), options),)


async def _areas(ctx: Context, answers: Answers) -> Sequence[Field]:
    now = await _arranging(ctx).of(ctx.person, AuthorityId(answers["authority"]))
    what = Arrangement(answers["what"])
    held = now.approval if what is Arrangement.APPROVAL else now.allocation
    options = tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all)
    return (
        Choices(
            "areas",
            msg("In which areas?"),
            options,
            hint=msg("It is now: {areas}. Leave it out for nowhere.", areas=_where(ctx, held)),
            required=False,
        ),
    )


COMMAND = Command(
    name="approval and allocation",
    words=words("approval and allocation | workflow"),
    summary=msg("Set whether colleagues approve and allocate"),
    form=Form(
        title=msg("Approval and allocation"),
        fields=(
            Branch((), _which),
            Branch(("authority",), _what),
            Branch(("authority", "what"), _areas),
        ),
        into=Arranged,
        endings=(Option("set", msg("Work like this")),),
    ),
    run=arrange,
    chapter=Chapter.TEAM,
)

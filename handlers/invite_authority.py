"""Have an authority register itself: the coordinator says which and whom to ask, the rest its own people say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.addresses import PersonsAddress
from chat.chapters import Chapter
from chat.command import Command
from chat.context import Context
from chat.fields import Answers, Choices, Field, Option
from chat.form import Branch, Form
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.addresses import read_address
from core.admission_refusals import AlreadyInvited
from core.admitting import Filing
from core.applications import Wish
from core.authorities import Authority
from core.founding import Founding, NewAuthority
from core.people import Address, AreaId, Role
from core.text import as_written, msg, words
from handlers._admission import PersonsName, admissions, areas_named
from handlers._new_authority import FIRST, THERE, own_authority, there_already

_FIRST_ONES = frozenset({Role.HANDLER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Invited:
    name: str
    city: str
    ending: str
    areas: tuple[str, ...] = ()
    address: str = ""
    official: str = ""
    double: str | None = None


async def invite_authority(ctx: Context, given: Invited) -> Reply:
    if given.ending == THERE:
        return there_already(given.name)
    address = read_address(given.address, ctx.speaker)
    await _check_free(ctx, address)
    own = await own_authority(ctx)
    areas = tuple(map(AreaId, given.areas))
    new = NewAuthority(own.language, {own.language: given.name}, given.city, areas)
    made = await Founding(ctx.services.works, ctx.services.clock).found(ctx.person, new)
    filing = Filing(address, given.official, ctx.language, Wish(made.id, areas, _FIRST_ONES))
    await admissions(ctx.services).invite(ctx.person, filing)
    return say(_card(ctx, made, given), tone=Tone.GOOD)


async def _check_free(ctx: Context, address: Address) -> None:
    """Before anything is added: nobody answers two invitations at once."""
    async with ctx.services.works.reading() as work:
        if await work.applications.open_of(address):
            raise AlreadyInvited


def _card(ctx: Context, made: Authority, given: Invited) -> Card:
    areas = tuple(map(AreaId, given.areas))
    return Card(
        title=msg("{name} is invited", name=made.name),
        body=(
            msg(
                "I have written to {official}. Whoever says yes describes the authority and invites its "
                "other people; then I tell you.",
                official=given.official,
            ),
        ),
        facts=(
            Fact(msg("Town"), as_written(made.city)),
            Fact(msg("Areas"), areas_named(ctx.services, areas)),
        ),
        actions=(Button(msg("Details"), f"authority {made.id}"),),
    )


async def _whom(ctx: Context, _answers: Answers) -> Sequence[Field]:
    areas = tuple(Option(area.id, area.label) for area in ctx.services.content.areas.all)
    return (
        Choices("areas", msg("In which areas does it answer?"), areas),
        PersonsAddress(
            "address",
            msg("Whom there shall I invite?"),
            hint=msg(
                "Mention them, or write the address I tell people who write to me for the first time, "
                "such as `matrix:@nora:example.org`."
            ),
        ),
        PersonsName("official", msg("What is this person's name?"), max_length=100),
    )


COMMAND = Command(
    name="invite authority",
    words=words("invite authority | invite an authority | have an authority registered"),
    summary=msg("Have an authority of your country register itself"),
    form=Form(
        title=msg("Invite an authority"),
        fields=(*FIRST, Branch(("name", "city"), _whom)),
        into=Invited,
        endings=(Option("invite", msg("Yes, invite it")),),
    ),
    run=invite_authority,
    chapter=Chapter.DIRECTORY,
)

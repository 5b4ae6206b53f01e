"""An application as those see it who decide on it; in a room, nothing of whom it is about."""

from __future__ import annotations

from collections.abc import Iterator

from chat.context import Context, Services
from chat.message import Button, Card, Fact, Reply, Tone, say
from core.applications import Application, Stage
from core.authorities import Authority
from core.people import Person
from core.text import Country, Message, as_written, msg
from core.work import Work
from handlers._admission import areas_named, roles_named

_STATES = {
    Stage.INVITED: msg("Invited, not confirmed yet"),
    Stage.WAITING: msg("Waits for a decision"),
    Stage.ASKED: msg("Waits for the person's answer"),
    Stage.APPROVED: msg("Approved"),
    Stage.REFUSED: msg("Refused"),
    Stage.DECLINED: msg("Declined by the person"),
}


async def decided(ctx: Context, application: Application, said: Message) -> Reply:
    async with ctx.services.works.reading() as work:
        card = await private_card(ctx.services, work, application)
    return say(said, card, tone=Tone.GOOD)


async def private_card(services: Services, work: Work, application: Application) -> Card:
    authority = await work.authorities.get(application.wish.authority)
    assert authority is not None, "the table refers to it"
    by = await work.people.get(application.by) if application.by else None
    inviter = await work.people.get(application.inviter) if application.inviter else None
    return Card(
        title=msg("{name} wants to work with IMI", name=application.name),
        body=tuple(_so_far(application, by, inviter)),
        facts=tuple(_facts(services, application, authority)),
        actions=_buttons(application),
    )


def room_card(services: Services, application: Application) -> Card:
    return Card(
        title=msg("Somebody wants to be registered"),
        facts=(
            Fact(msg("Country"), msg("{country}", country=Country(application.country))),
            Fact(msg("Areas"), areas_named(services, application.wish.areas)),
            Fact(msg("Sent on"), msg("{at}", at=application.filed)),
        ),
        actions=(Button(msg("Open it privately"), f"application {application.id}"),),
    )


def _so_far(
    application: Application, by: Person | None, inviter: Person | None
) -> Iterator[Message]:
    if inviter:
        yield msg("Proposed by {name}.", name=inviter.name)
    if by and application.decided and application.stage in (Stage.APPROVED, Stage.REFUSED):
        yield msg("Decided by {name} on {at}.", name=by.name, at=application.decided)
    if application.is_open:
        yield msg("Please check that this person works there, and that the address is theirs.")


def _facts(services: Services, application: Application, authority: Authority) -> Iterator[Fact]:
    wish, address = application.wish, application.address
    place = ":".join(
        part for part in (address.platform, address.workspace, address.account) if part
    )
    yield Fact(msg("State"), _STATES[application.stage])
    yield Fact(msg("Authority"), msg("{name}", name=authority.name))
    yield Fact(msg("Areas"), areas_named(services, wish.areas))
    yield Fact(msg("What this person will do"), roles_named(wish.roles))
    yield Fact(msg("Writes from"), as_written(place))
    yield Fact(msg("Sent on"), msg("{at}", at=application.filed))
    if application.word:
        yield Fact(msg("Message"), as_written(application.word))
    if application.question:
        yield Fact(msg("The question"), as_written(application.question))
    if application.answer:
        yield Fact(msg("The answer"), as_written(application.answer))
    if application.reason:
        yield Fact(msg("Reason"), as_written(application.reason))


def _buttons(application: Application) -> tuple[Button, ...]:
    if application.stage not in (Stage.WAITING, Stage.ASKED):
        return ()
    name = application.id
    return (
        Button(msg("Approve"), f"approve application {name}"),
        Button(msg("Approve in part"), f"approve in part {name}"),
        Button(msg("Ask a question"), f"ask applicant {name}"),
        Button(msg("Refuse"), f"refuse application {name}"),
    )

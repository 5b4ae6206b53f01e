"""What the commands about registering people share: the service, and the questions about areas and roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chat.context import Context, Services
from chat.ear import Hearing
from chat.fields import NO, YES, Answers, Choices, Field, Option, Search, Text
from core.admissions import Admissions
from core.applications import Application, ApplicationId
from core.authorities import Authority
from core.errors import UserError
from core.invoking import Callers
from core.people import ALL_AREAS, AreaId, Role
from core.text import Listing, Message, as_written, msg

ROLES: Mapping[Role, Message] = {
    Role.VIEWER: msg("reads"),
    Role.HANDLER: msg("handles requests"),
    Role.APPROVER: msg("approves requests"),
    Role.ALLOCATOR: msg("allocates requests"),
    Role.REFERRAL_HANDLER: msg("handles referrals"),
    Role.ADMINISTRATOR: msg("keeps the data up to date"),
    Role.COORDINATOR: msg("coordinates"),
}

EXPLAINED: Mapping[Role, Message] = {
    Role.VIEWER: msg("Sees requests and authorities, and changes nothing."),
    Role.HANDLER: msg("Sends requests and answers those that come."),
    Role.APPROVER: msg("Approves requests before they are sent."),
    Role.ALLOCATOR: msg("Says who of the colleagues takes which request."),
    Role.REFERRAL_HANDLER: msg("Looks at answers that were not enough."),
    Role.ADMINISTRATOR: msg("Keeps the authority's data and its people's rights up to date."),
    Role.COORDINATOR: msg("Decides who works with IMI at other authorities too."),
}

ORDINARY = tuple(role for role in Role if role is not Role.COORDINATOR)


def admissions(services: Services) -> Admissions:
    exchange = services.exchange
    callers = Callers(services.calendar, exchange.announcer.planner.schedule)
    return Admissions(services.works, services.clock, callers, exchange.changed)


class PersonsName(Text):
    """A second `yes` of somebody in a hurry is not what they are called, and neither is a picture."""

    __slots__ = ()

    def hear(self, said: str, hearing: Hearing) -> str:
        text = super().hear(said, hearing)
        agreed = any(hearing.same(text, option.label) for option in (YES, NO))
        if agreed or not any(letter.isalpha() for letter in text):
            raise UserError(msg("Please write the first name and the surname, in letters."))
        return text


def areas_of(services: Services, authority: Authority) -> tuple[AreaId, ...]:
    """The areas in which somebody can work there; one without any deals with all."""
    known = [area for area in services.content.areas.all if area.id in authority.areas]
    return tuple(area.id for area in known or services.content.areas.all)


def areas_field(services: Services, areas: Sequence[AreaId], label: Message) -> Field:
    options = tuple(Option(area, services.content.areas.label(area)) for area in areas)
    return Choices("areas", label, options, hint=msg("Write `all`, or numbers such as `1, 3`."))


def roles_field(roles: Sequence[Role], label: Message) -> Field:
    """Said as what one does: nobody need know the names of roles."""
    return Choices(
        "roles",
        label,
        tuple(Option(role.value, ROLES[role], EXPLAINED[role]) for role in roles),
        hint=msg("Most people handle requests. You can choose several."),
    )


def roles_named(roles: Sequence[Role] | frozenset[Role]) -> Message:
    named = tuple(ROLES[role] for role in Role if role in roles)
    return msg("{roles}", roles=Listing(named))


def areas_named(services: Services, areas: Sequence[AreaId]) -> Message:
    if ALL_AREAS in areas:
        return msg("all areas")
    labels = tuple(services.content.areas.label(area) for area in areas)
    return msg("{areas}", areas=Listing(labels))


def application_field() -> Search:
    return Search(
        "application",
        msg("Which application?"),
        _find,
        _pick,
        hint=msg("Write a part of the name. `open applications` shows those that wait for you."),
    )


def word_field(name: str, label: Message) -> Text:
    """Something that whoever applies is to read."""
    return Text(
        name,
        label,
        hint=msg("They read it in your language."),
        multiline=True,
        max_length=1000,
    )


async def _find(ctx: Context, _answers: Answers, said: str) -> Sequence[Option]:
    waiting = await admissions(ctx.services).waiting(ctx.person)
    named = [each for each in waiting if said.casefold() in each.name.casefold()]
    return [_option(each) for each in (named or waiting)[:5]]


async def _pick(ctx: Context, _answers: Answers, value: str) -> Option | None:
    if not value.isdecimal() or len(value) > 9:
        return None
    return _option(await admissions(ctx.services).show(ctx.person, ApplicationId(int(value))))


def _option(application: Application) -> Option:
    return Option(str(application.id), as_written(application.name))

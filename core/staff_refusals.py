"""Why nothing changes about a colleague, each in a sentence that says who could or what to do."""

from __future__ import annotations

from typing import Self

from core.authorities import Authority
from core.errors import UserError
from core.people import Person, Right
from core.text import Listing, Message, msg, msgs
from core.work import Work


class UnknownColleague(UserError):
    """Not there, or not for this reader: the two must look alike."""

    field = "person"

    def __init__(self) -> None:
        super().__init__(
            msg("I do not know this colleague there. Write `colleagues` to see who works with you.")
        )


class NotDecidedByYou(UserError):
    """Only who works there themselves is told who decides there."""

    @classmethod
    async def told(cls, work: Work, actor: Person, authority: Authority) -> Self:
        if authority.id not in actor.authorities():
            return cls(UnknownColleague().message)
        team = await work.people.of_authority(authority.id)
        names = tuple(
            person.name
            for person in team
            if person.id != actor.id and _administers(person, authority)
        )
        return cls(_who_could(names))


def _administers(person: Person, authority: Authority) -> bool:
    held = [m for m in person.memberships if m.authority == authority.id]
    return any(m.gives(Right.ADMINISTER, m.area) for m in held)


def _who_could(names: tuple[str, ...]) -> Message:
    if not names:
        return msg(
            "You may not decide on this. Your coordinator can: `who can help` says who that is."
        )
    return msg(
        "You may not decide on this. {names} can, or your coordinator.", names=Listing(names)
    )


class NeedsHeir(UserError):
    field = "heir"

    def __init__(self, count: int) -> None:
        super().__init__(
            msgs(
                "This person has one open request in hand. Please say which colleague takes it over.",
                "This person has {n} open requests in hand. Please say which colleague takes them over.",
                count,
            )
        )


class NotAnHeir(UserError):
    field = "heir"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This colleague cannot handle all of these requests. Please choose another, or give "
                "them the right first."
            )
        )


class Unreachable(UserError):
    field = "person"

    def __init__(self) -> None:
        super().__init__(
            msg("I cannot reach this person anywhere, so they cannot be proposed as coordinator.")
        )

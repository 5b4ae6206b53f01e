"""Why nothing changes about a colleague, each in a sentence that says who could or what to do."""

from __future__ import annotations

from core.errors import UserError
from core.people import AuthorityId, Person, Right
from core.text import msg, msgs
from core.wanted import Wanted


class UnknownColleague(UserError):
    """Not there, or not for this reader: the two must look alike."""

    field = "person"

    def __init__(self) -> None:
        super().__init__(
            msg("I do not know this colleague there. Write `colleagues` to see who works with you.")
        )


class NotDecidedByYou(UserError):
    """Only who works there themselves is told who decides there."""

    def __init__(
        self, actor: Person, authority: AuthorityId, *, on_coordinators: bool = False
    ) -> None:
        if authority not in actor.authorities():
            super().__init__(UnknownColleague().message)
            return
        super().__init__(msg("You may not decide on this."))
        right = Right.COORDINATE if on_coordinators else Right.ADMINISTER
        self.wanted = Wanted({right}, where=(authority,))


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

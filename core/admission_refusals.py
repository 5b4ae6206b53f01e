"""Why somebody is not registered, invited or given a right, each in a sentence that says who could."""

from __future__ import annotations

from core.applications import Application, Stage
from core.errors import UserError
from core.people import AuthorityId, Person, Right
from core.text import Named, msg
from core.wanted import Wanted


class UnknownApplication(UserError):
    """Not there, or not for this reader: the two must look alike."""

    def __init__(self) -> None:
        super().__init__(
            msg(
                "I do not know an application of this number that you may see. "
                "Write `open applications` to see those that wait for you."
            )
        )


class AlreadyDecided(UserError):
    """Who comes second learns who was first; only those who could have decided learn it."""

    def __init__(self, application: Application, by: Person | None) -> None:
        name, at = by.name if by else "", application.decided or application.filed
        match application.stage:
            case Stage.APPROVED:
                said = msg("This was already approved by {name} on {at}.", name=name, at=at)
            case Stage.REFUSED:
                said = msg("This was already refused by {name} on {at}.", name=name, at=at)
            case Stage.DECLINED:
                said = msg("This person does not want to be registered any more.")
            case _:
                said = msg(
                    "The invited person has not confirmed yet. There is nothing to decide now."
                )
        super().__init__(said)


class NotAllAreas(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "You may not decide on all of these areas. Approve it in part, for the areas that are yours."
            )
        )


class FourEyes(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "Another coordinator has to decide on this: whoever proposes a coordinator does not "
                "approve it alone."
            )
        )
        self.wanted = Wanted({Right.COORDINATE})


class NobodyDecides(UserError):
    """An application would reach nobody: better said before than found out after weeks."""

    field = "authority"

    def __init__(self, name: Named) -> None:
        super().__init__(
            msg(
                "Nobody who could decide on this uses this assistant for **{name}** yet. Please write to "
                "your national coordinator, or choose another authority.",
                name=name,
            )
        )


class AlreadyApplied(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "There is an application from this address already. Write `register` to see where it stands."
            )
        )


class NothingToTakeBack(UserError):
    def __init__(self) -> None:
        super().__init__(msg("No application of yours waits for a decision."))


class AlreadyInvited(UserError):
    field = "address"

    def __init__(self) -> None:
        super().__init__(msg("This person has an application or an invitation that is still open."))


class NotInvitedByYou(UserError):
    field = "authority"

    def __init__(self, authority: AuthorityId | None = None, *, coordinator: bool = False) -> None:
        super().__init__(msg("You cannot invite somebody to this authority in this role."))
        right = Right.COORDINATE if coordinator else Right.ADMINISTER
        self.wanted = Wanted({right}, where=(authority,) if authority else None)


class OneOfUs(UserError):
    field = "address"

    def __init__(self, person: Person) -> None:
        super().__init__(
            msg(
                "{name} works there already. Write `change rights` to give other rights.",
                name=person.name,
            )
        )

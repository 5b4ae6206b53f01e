"""Why a request cannot be handed to whom it was to be handed to."""

from __future__ import annotations

from core.authorities import Authority
from core.errors import UserError
from core.text import Country, msg


class UnknownThere(UserError):
    field = "to"

    def __init__(self) -> None:
        super().__init__(
            msg("This authority is no longer in the directory. Please choose another.")
        )


class AlreadyTheirs(UserError):
    field = "to"

    def __init__(self) -> None:
        super().__init__(
            msg("The request is already with this authority. Please choose another one.")
        )


class TheyAsk(UserError):
    field = "to"

    def __init__(self) -> None:
        super().__init__(msg("This authority is the one that asks. Please choose another one."))


class OtherCountry(UserError):
    field = "to"

    def __init__(self, country: str) -> None:
        super().__init__(
            msg(
                "This authority is in another country. A request can only be passed on within the country "
                "that was asked: {country}.",
                country=Country(country),
            )
        )


class AreaNotThere(UserError):
    field = "to"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This authority does not deal with the area of the request. Please choose another one."
            )
        )


class NobodyThereForIt(UserError):
    field = "to"

    def __init__(self, authority: Authority) -> None:
        super().__init__(
            msg(
                "Nobody at **{name}** could take the request in this area yet. Please choose another "
                "authority, or ask your coordinator to have somebody registered there.",
                name=authority.name,
            )
        )


class NotAHandler(UserError):
    field = "colleague"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This person cannot handle requests in this area at your authority. "
                "Please choose a colleague who can."
            )
        )


class NoApprover(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "At your authority a colleague has to approve a request before it is sent, and nobody else "
                "there may do that yet. Please ask your administrator to give a colleague the right. "
                "Your draft is kept."
            )
        )


class NoCoordinator(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "No coordinator who takes referrals is linked to your authority for this area. You can "
                "forward the request, or propose another date."
            )
        )


class NoCoordinatorForAnswers(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "No coordinator who takes referrals is linked to your authority or the other one for this area. "
                "You can ask for clarification, or write a message."
            )
        )


class NoWords(UserError):
    field = "text"

    def __init__(self) -> None:
        super().__init__(msg("Please write a sentence or two: the reader has to know why."))


class TooLateToApprove(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "The day by which the answer is wanted is not in the future any more. "
                "Please return the draft, so that it gets another date."
            )
        )

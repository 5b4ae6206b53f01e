"""Why nothing comes of it, each in a sentence that says what to do instead."""

from __future__ import annotations

from datetime import datetime

from core.errors import UserError
from core.people import Right
from core.text import Message, Named, msg
from core.trainings import Training
from core.wanted import Wanted


class UnknownTraining(UserError):
    """Not there, or not for this reader: the two must look alike."""

    field = "training"

    def __init__(self) -> None:
        super().__init__(
            msg("I do not know this training. Write `next training` to see those for you.")
        )


class NotRunByYou(UserError):
    field = "training"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "Only the coordinator who runs this training may do that, or the national coordinator."
            )
        )


class NoCoordinator(UserError):
    def __init__(self) -> None:
        super().__init__(msg("Only coordinators may do that."))
        self.wanted = Wanted({Right.COORDINATE})


class CalledOff(UserError):
    field = "training"

    def __init__(self, training: Training) -> None:
        super().__init__(
            msg(
                "**{title}** was called off. Write `next training` to see others.",
                title=training.titles,
            )
        )


class AlreadyBegun(UserError):
    field = "training"

    def __init__(self, training: Training) -> None:
        super().__init__(
            msg(
                "**{title}** has begun already: {at}. Write `next training` to see others.",
                title=training.titles,
                at=training.starts,
            )
        )


class AlreadyEnrolled(UserError):
    field = "training"

    def __init__(self, training: Training, waiting: int) -> None:
        """``waiting``: the place on the waiting list; 0 with a seat."""
        super().__init__(_enrolled(training, waiting))


def _enrolled(training: Training, waiting: int) -> Message:
    if waiting:
        return msg(
            "You are on the waiting list of **{title}** already, as number {place}.",
            title=training.titles,
            place=waiting,
        )
    return msg(
        "You already have a seat: **{title}**, {at}.", title=training.titles, at=training.starts
    )


class NotEnrolled(UserError):
    field = "training"

    def __init__(self, titles: Named) -> None:
        super().__init__(
            msg("You have no seat in **{title}** and do not wait for one.", title=titles)
        )


class StartsInThePast(UserError):
    field = "hour"

    def __init__(self, starts: datetime) -> None:
        super().__init__(
            msg("{at} is in the past. Please give a moment that is still to come.", at=starts)
        )


class TooFarAhead(UserError):
    field = "hour"

    def __init__(self, starts: datetime) -> None:
        super().__init__(
            msg("{at} is more than ten years ahead. Please give an earlier day.", at=starts)
        )


class NoSeats(UserError):
    field = "seats"

    def __init__(self, most: int) -> None:
        super().__init__(
            msg("A training needs at least one seat, and has at most {most}.", most=most)
        )


class NoLength(UserError):
    field = "minutes"

    def __init__(self, most: int) -> None:
        super().__init__(
            msg("A training takes at least one minute, and at most {most}.", most=most)
        )


class NothingChanges(UserError):
    def __init__(self, training: Training) -> None:
        super().__init__(
            msg(
                "Nothing changes: **{title}** is planned like this already, {at}. Nobody was told again.",
                title=training.titles,
                at=training.starts,
            )
        )

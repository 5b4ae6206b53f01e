"""Why nothing comes of it, each in a sentence that says what to do instead."""

from __future__ import annotations

from core.errors import UserError
from core.surveys import Survey
from core.text import msg


class UnknownSurvey(UserError):
    """Not there, or not for this reader: the two must look alike."""

    field = "survey"

    def __init__(self) -> None:
        super().__init__(
            msg("I do not know this survey. Write `surveys` to see those in which you are asked.")
        )


class NotYourSurvey(UserError):
    field = "survey"

    def __init__(self) -> None:
        super().__init__(
            msg("Only the coordinator who runs this survey sees that, or the national coordinator.")
        )


class SurveyOver(UserError):
    field = "survey"

    def __init__(self, survey: Survey) -> None:
        super().__init__(
            msg(
                "**{title}** has ended: answers were taken until {at}. Write `surveys` to see others.",
                title=survey.title,
                at=survey.ends,
            )
        )


class AnsweredAlready(UserError):
    field = "survey"

    def __init__(self, survey: Survey) -> None:
        super().__init__(
            msg(
                "You have answered **{title}** already; thank you. Nobody can tell which answers are yours, so they "
                "cannot be changed.",
                title=survey.title,
            )
        )


class NobodyToAsk(UserError):
    field = "roles"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "Nobody whom you coordinate is among these. Please choose other areas or other rights."
            )
        )


class TooLong(UserError):
    field = "until"

    def __init__(self, days: int) -> None:
        super().__init__(
            msg("A survey takes at most {days} days. Please choose an earlier day.", days=days)
        )

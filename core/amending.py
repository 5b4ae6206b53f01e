"""Changing a request that nobody has accepted yet: which parts, and what they become."""

from __future__ import annotations

from dataclasses import replace

from core.acts import Act, Changed, checked_day
from core.amendments import Amendment, Part, listed
from core.errors import UserError
from core.requests import Reference, Request
from core.text import msg


class NothingChanged(UserError):
    def __init__(self) -> None:
        super().__init__(msg("Nothing is different from before, so nothing has changed."))


class ChangedMeanwhile(UserError):
    """Somebody accepts what is no longer what they have seen."""

    def __init__(self, request: Request) -> None:
        super().__init__(
            msg(
                "Request **{reference}** was changed after it was sent: {parts}. Please look at it as it is "
                "now. To accept it, press the button, or write `accept {reference} #{edition}`.",
                reference=request.reference,
                parts=listed(request.changed),
                edition=request.edition,
            )
        )
        self.reference: Reference = request.reference


def amend(act: Act) -> Changed:
    """A date proposed for what it was before no longer counts. Raises ``UserError``."""
    before, amendment = act.request, act.given.amendment
    changed = _amended(act, amendment) if amendment else Changed()
    parts = differing(before, replace(before, **changed))
    if not parts:
        raise NothingChanged
    if before.sent is None:
        return changed
    named = tuple(part for part in Part if part in (*before.changed, *parts))
    return {**changed, "edition": before.edition + 1, "changed": named, "proposal": None}


def _amended(act: Act, amendment: Amendment) -> Changed:
    parts, changed = amendment.parts, Changed()
    if Part.QUESTIONS in parts:
        changed["questions"] = amendment.questions
    if Part.DATE in parts:
        changed["wished"] = checked_day(amendment.wished, act.today)
        changed["term"] = replace(act.request.ends, rule=amendment.rule)
    if Part.SUBJECT in parts:
        changed["subject"] = amendment.subject
    if Part.NOTE in parts:
        changed["note"] = amendment.note
    if Part.DOCUMENTS in parts:
        changed["attachments"] = amendment.attachments
    return changed


def differing(before: Request, after: Request) -> tuple[Part, ...]:
    pairs = {
        Part.QUESTIONS: (before.questions, after.questions),
        Part.DATE: (before.wished, after.wished),
        Part.SUBJECT: (before.subject, after.subject),
        Part.NOTE: (before.note, after.note),
        Part.DOCUMENTS: (before.attachments, after.attachments),
    }
    return tuple(part for part, (old, new) in pairs.items() if old != new)


def check_seen(act: Act) -> None:
    """Raises ``ChangedMeanwhile`` where the request is not what the actor has looked at."""
    if act.request.edition != (act.given.edition or 1):
        raise ChangedMeanwhile(act.request)

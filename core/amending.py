"""Changing a request that nobody has accepted yet: which parts, and what they become."""

from __future__ import annotations

from dataclasses import replace

from core.acts import Act, checked_day
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


def amend(act: Act) -> Request:
    """A date proposed for what it was before no longer counts. Raises ``UserError``."""
    before, amendment = act.request, act.given.amendment
    after = _amended(act, amendment) if amendment else before
    parts = differing(before, after)
    if not parts:
        raise NothingChanged
    if before.sent is None:
        return after
    changed = tuple(part for part in Part if part in (*before.changed, *parts))
    return replace(after, edition=before.edition + 1, changed=changed, proposal=None)


def _amended(act: Act, amendment: Amendment) -> Request:
    request, parts = act.request, amendment.parts
    if Part.QUESTIONS in parts:
        request = replace(request, questions=amendment.questions)
    if Part.DATE in parts:
        term = replace(request.ends, rule=amendment.rule)
        request = replace(request, wished=checked_day(amendment.wished, act.today), term=term)
    if Part.SUBJECT in parts:
        request = replace(request, subject=amendment.subject)
    if Part.NOTE in parts:
        request = replace(request, note=amendment.note)
    if Part.DOCUMENTS in parts:
        request = replace(request, attachments=amendment.attachments)
    return request


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

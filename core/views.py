"""Need to know: the one rule about who sees what of a request.

Before acceptance the answering side sees the questions, the area, the asker and the dates, not the person
concerned, not free text, not attachments. Nor do coordinators who are asked to help, or an authority that has
given the request to another. Rooms see reference, area, countries and dates, whatever happens.
Regulation (EU) No 1024/2012, Art. 9.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any

from core.authorities import Authority
from core.deadlines import Term
from core.people import AreaId, AuthorityId, Person, PersonId, Right, Room
from core.ratings import Rating
from core.references import part_reference, whole_reference
from core.requests import (
    Action,
    Answer,
    Attachment,
    FreeText,
    Part,
    Proposal,
    QuestionId,
    Reference,
    Remark,
    Request,
    Side,
    State,
    Written,
)
from core.values import value


@value(frozen=True, slots=True)
class Outline:
    """What a room may show."""

    reference: Reference
    state: State
    area: AreaId
    asker_country: str
    answerer_country: str
    wished: date
    agreed: date | None
    proposed: date | None
    term: Term
    whole: Reference | None = None


@value(frozen=True, slots=True)
class PartView:
    """Where a part stands, for those who see its whole: who answers it, and by when."""

    reference: Reference
    answerer: AuthorityId
    state: State
    due: date
    questions: tuple[QuestionId, ...]


@value(frozen=True, slots=True)
class RequestView:
    """What one person may see; ``details`` is false while the person concerned stays hidden."""

    outline: Outline
    side: Side
    version: int
    question_set: str
    asker: AuthorityId
    answerer: AuthorityId
    questions: tuple[QuestionId, ...]
    proposal: Proposal | None
    colleague: PersonId | None
    answered_count: int
    details: bool
    blocked: datetime | None = None
    erased: datetime | None = None
    subject: Mapping[str, str] = field(default_factory=dict)
    note: FreeText | None = None
    attachments: tuple[Attachment, ...] = ()
    answers: Mapping[QuestionId, Answer] = field(default_factory=dict)
    remark: Remark | None = None
    written: tuple[Written, ...] = ()
    rating: Rating | None = None
    edition: int = 1
    changed: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    first_asker: AuthorityId | None = None

    @property
    def reference(self) -> Reference:
        return self.outline.reference

    @property
    def state(self) -> State:
        return self.outline.state


def outline_of(request: Request, room: Room) -> Outline | None:
    """What this room may show: nothing of a draft, nothing of a request that is not its authority's now."""
    if request.side_of(room.authority) in (None, Side.FORMER) or request.sent is None:
        return None
    return _outline(request)


def supervised(request: Request, party: Authority, reader: Person | Room) -> Outline | None:
    """The same for the coordinator one of the parties is linked to: people there, and its rooms."""
    linked = party.coordinator(request.area)
    own = (reader.authority,) if isinstance(reader, Room) else reader.authorities()
    parties = (request.asker, request.answerer, request.coordinator)
    if linked not in own or party.id not in parties or request.sent is None:
        return None
    return _outline(request)


def view_of(request: Request, reader: Person) -> RequestView | None:
    """What this person may see now; ``None`` when the request does not exist for them."""
    side = next(_sides(request, reader), None)
    if side is None:
        return None
    seen = opened_view(request, side)
    return _withheld(seen) if request.blocked else seen


def is_seen(request: Request, reader: Person) -> bool:
    """Whether there is anything of it that this person may see."""
    return next(_sides(request, reader), None) is not None


def opened_view(request: Request, side: Side) -> RequestView:
    """As this side sees it, though it may be blocked: for who has the right and a ground to open it."""
    details = side is Side.ASKER or (side is Side.ANSWERER and request.accepted is not None)
    answers = request.answers if side is Side.ANSWERER else request.sent_answers
    return RequestView(
        outline=_outline(request),
        side=side,
        version=request.version,
        question_set=request.question_set,
        asker=request.asker,
        answerer=request.answerer,
        questions=request.questions,
        proposal=request.proposal,
        colleague=request.responsible(side),
        answered_count=len(request.answers),
        details=details,
        blocked=request.blocked,
        erased=request.erased,
        subject=request.subject if details else {},
        note=request.note if details else None,
        attachments=request.attachments if details else (),
        answers=answers if details else {},
        remark=_remark(request, side),
        written=request.written if details else (),
        rating=request.rating if details else None,
        edition=request.edition,
        changed=request.changed,
        parts=() if side is Side.FORMER else request.parts,
        first_asker=request.whole.asker if request.whole else None,
    )


def parts_seen(view: RequestView, parts: Sequence[Request]) -> tuple[PartView, ...]:
    """Of the parts of this view's request those that its reader may know of."""
    known = {part_reference(view.reference, part.number) for part in view.parts}
    return tuple(
        PartView(part.reference, part.answerer, part.state, part.due, part.questions)
        for part in parts
        if part.reference in known
    )


# What a view may show though the data are blocked; everything that is not named here is withheld.
SHOWN_BLOCKED = frozenset(
    {
        *("outline", "side", "version", "question_set", "asker", "answerer"),
        *("colleague", "answered_count", "blocked", "erased", "edition", "changed"),
        "first_asker",
    }
)


def _withheld(view: RequestView) -> RequestView:
    shown: dict[str, Any] = {name: getattr(view, name) for name in SHOWN_BLOCKED}
    return RequestView(**shown, questions=(), proposal=None, details=False)


# Who reads the words that went with a step: those it was said to, and their own side.
_REMARKS: Mapping[Action, tuple[Side, ...]] = {
    Action.REFER: (Side.COORDINATOR,),
    Action.SEND_BACK: (Side.ANSWERER,),
    Action.ADVISE: (Side.ASKER,),
}


def _remark(request: Request, side: Side) -> Remark | None:
    remark = request.remark
    if remark is None or side not in (remark.side, *_REMARKS.get(remark.action, ())):
        return None
    return remark


_SIDES = tuple(Side)


def sides_of(request: Request, reader: Person) -> tuple[Side, ...]:
    """The sides on which the reader may look; nobody but the asker sees what was never sent."""
    return tuple(_sides(request, reader))


def _sides(request: Request, reader: Person) -> Iterator[Side]:
    for side in (Side.ASKER,) if request.sent is None else _SIDES:
        for authority in request.authorities(side):
            if reader.may(Right.VIEW, authority, request.area):
                yield side
                break


def _outline(request: Request) -> Outline:
    return Outline(
        reference=request.reference,
        state=request.state,
        area=request.area,
        asker_country=request.whole.country if request.whole else request.asker_country,
        answerer_country=request.answerer_country,
        wished=request.wished,
        agreed=request.agreed,
        proposed=request.proposal.day if request.proposal else None,
        term=request.ends,
        whole=whole_reference(request.reference) if request.whole else None,
    )

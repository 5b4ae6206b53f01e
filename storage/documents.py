"""What of a request is not worth a column, as a JSON document.

Field names here are a stored format: a new one needs a default in ``Request``, and an old one is never reused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

from core.deadlines import Rule, Term
from core.people import AuthorityId, PersonId
from core.ratings import Effort, Rating, Timeliness
from core.requests import (
    Action,
    Answer,
    Attachment,
    Change,
    FreeText,
    Part,
    PartState,
    Passing,
    Proposal,
    QuestionId,
    Remark,
    Request,
    RequestId,
    Side,
    Whole,
    Written,
)
from storage.columns import in_utc

Document = Mapping[str, Any]
T = TypeVar("T")

_moment_in = datetime.fromisoformat
_action, _side = cache(Action), cache(Side)


def document_of(request: Request) -> Document:
    return {
        "questions": request.questions,
        "question_set": request.question_set,
        "subject": dict(request.subject),
        "note": request.note and _text_out(request.note),
        "attachments": list(map(_attachment_out, request.attachments)),
        "answers": {name: _answer_out(answer) for name, answer in request.answers.items()},
        "proposal": request.proposal and _proposal_out(request.proposal),
        "term": request.term and _term_out(request.term),
        "last": _change_out(request.last),
        "sent": _moment_out(request.sent),
        "accepted": _moment_out(request.accepted),
        "answered": _moment_out(request.answered),
        "closed": _moment_out(request.closed),
        "passed": list(map(_passing_out, request.passed)),
        "remark": request.remark and _remark_out(request.remark),
        "since": _moment_out(request.since),
        "told": {name: _answer_out(answer) for name, answer in request.told.items()},
        "written": list(map(_written_out, request.written)),
        "rating": request.rating and _rating_out(request.rating),
        "coordinates": request.coordinates,
        "edition": request.edition,
        "changed": request.changed,
        "parts": list(map(_part_out, request.parts)),
        "whole": request.whole and _whole_out(request.whole),
    }


def facts_in(document: Document) -> dict[str, Any]:
    """The same, as keyword arguments of ``Request``: what is empty or not there is as it is without them."""
    return {
        "questions": tuple(document["questions"]),
        "question_set": document["question_set"],
        "last": _change_in(document["last"]),
        **{name: read(stored) for name, read in _READ.items() if (stored := document.get(name))},
    }


def _if_there(read: Callable[[Any], T], value: object) -> T | None:
    return None if value is None else read(value)


def _moment_out(moment: datetime | None) -> datetime | None:
    """Whoever writes the document puts it into words, quicker than we would."""
    return None if moment is None else in_utc(moment)


def _term_out(term: Term) -> Document:
    rule = term.rule.stored if term.rule else None
    return {"place": term.place, "zone": term.zone, "rule": rule}


def _term_in(stored: Document) -> Term:
    return Term(stored["place"], stored["zone"], _if_there(Rule.read, stored["rule"]))


def _text_out(text: FreeText) -> Document:
    return {"text": text.text, "language": text.language}


def _text_in(stored: Document) -> FreeText:
    return FreeText(stored["text"], stored["language"])


def _attachment_out(attachment: Attachment) -> Document:
    return {
        "file": attachment.file,
        "name": attachment.name,
        "kind": attachment.kind,
        "size": attachment.size,
        "by": attachment.by,
    }


def _attachment_in(stored: Document) -> Attachment:
    return Attachment(
        stored["file"], stored["name"], stored["kind"], stored["size"], PersonId(stored["by"])
    )


def _answer_out(answer: Answer) -> Document:
    return {
        "value": answer.value,
        "by": answer.by,
        "at": _moment_out(answer.at),
        "language": answer.language,
    }


def _answer_in(stored: Document) -> Answer:
    return Answer(
        stored["value"], PersonId(stored["by"]), _moment_in(stored["at"]), stored["language"]
    )


def _answers_in(stored: Document) -> dict[QuestionId, Answer]:
    return {QuestionId(name): _answer_in(answer) for name, answer in stored.items()}


def _proposal_out(proposal: Proposal) -> Document:
    day = proposal.day.isoformat()
    rule = proposal.rule.stored if proposal.rule else None
    return {"day": day, "by": proposal.by, "at": _moment_out(proposal.at), "rule": rule}


def _proposal_in(stored: Document) -> Proposal:
    day = date.fromisoformat(stored["day"])
    rule = _if_there(Rule.read, stored.get("rule"))
    return Proposal(day, PersonId(stored["by"]), _moment_in(stored["at"]), rule)


def _passing_out(passing: Passing) -> Document:
    at = _moment_out(passing.at)
    return {"authority": passing.authority, "handler": passing.handler, "at": at}


def _passing_in(stored: Document) -> Passing:
    handler = _if_there(PersonId, stored["handler"])
    return Passing(AuthorityId(stored["authority"]), handler, _moment_in(stored["at"]))


def _remark_out(remark: Remark) -> Document:
    return {
        "action": remark.action,
        "text": _text_out(remark.text),
        "by": remark.by,
        "at": _moment_out(remark.at),
        "side": remark.side,
    }


def _remark_in(stored: Document) -> Remark:
    by, at, action = PersonId(stored["by"]), _moment_in(stored["at"]), _action(stored["action"])
    side = _side(stored["side"]) if "side" in stored else _SIDES[action]
    return Remark(action, _text_in(stored["text"]), by, at, side)


# On which side a remark was made that was stored without it.
_SIDES: Mapping[Action, Side] = {
    Action.RETURN: Side.ASKER,
    Action.REFER: Side.ANSWERER,
    Action.SEND_BACK: Side.COORDINATOR,
}


def _written_out(written: Written) -> Document:
    return {
        "action": written.action,
        "text": _text_out(written.text),
        "by": written.by,
        "authority": written.authority,
        "at": _moment_out(written.at),
    }


def _written_in(stored: Document) -> Written:
    by, authority = PersonId(stored["by"]), AuthorityId(stored["authority"])
    text, at = _text_in(stored["text"]), _moment_in(stored["at"])
    return Written(_action(stored["action"]), text, by, authority, at)


def _rating_out(rating: Rating) -> Document:
    return {"timeliness": rating.timeliness, "effort": rating.effort}


def _rating_in(stored: Document) -> Rating:
    return Rating(_if_there(Timeliness, stored["timeliness"]), _if_there(Effort, stored["effort"]))


def _part_out(part: Part) -> Document:
    return {"number": part.number, "questions": part.questions, "state": part.state}


def _part_in(stored: Document) -> Part:
    questions = tuple(map(QuestionId, stored["questions"]))
    return Part(stored["number"], questions, PartState(stored["state"]))


def _whole_out(whole: Whole) -> Document:
    return {"request": whole.request, "asker": whole.asker, "country": whole.country}


def _whole_in(stored: Document) -> Whole:
    asker = AuthorityId(stored["asker"])
    return Whole(RequestId(stored["request"]), asker, stored["country"])


def _change_out(change: Change) -> Document:
    at = _moment_out(change.at)
    return {"action": change.action, "by": change.by, "side": change.side, "at": at}


def _change_in(stored: Document) -> Change:
    by, at = PersonId(stored["by"]), _moment_in(stored["at"])
    return Change(_action(stored["action"]), by, _side(stored["side"]), at)


def _each(read: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda stored: tuple(map(read, stored))


_READ: Mapping[str, Callable[[Any], object]] = {
    "subject": dict,
    "note": _text_in,
    "attachments": _each(_attachment_in),
    "answers": _answers_in,
    "proposal": _proposal_in,
    "term": _term_in,
    "sent": _moment_in,
    "accepted": _moment_in,
    "answered": _moment_in,
    "closed": _moment_in,
    "passed": _each(_passing_in),
    "remark": _remark_in,
    "since": _moment_in,
    "told": _answers_in,
    "written": _each(_written_in),
    "rating": _rating_in,
    "coordinates": _side,
    "edition": int,
    "changed": tuple,
    "parts": _each(_part_in),
    "whole": _whole_in,
}

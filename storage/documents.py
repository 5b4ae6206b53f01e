"""What of a request is not worth a column, as a JSON document.

Field names here are a stored format: a new one needs a default when it is read, and an old one is
never reused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
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

Document = Mapping[str, Any]
T = TypeVar("T")


def document_of(request: Request) -> Document:
    return {
        "questions": request.questions,
        "question_set": request.question_set,
        "subject": dict(request.subject),
        "note": _text_out(request.note),
        "attachments": [_attachment_out(each) for each in request.attachments],
        "answers": {name: _answer_out(answer) for name, answer in request.answers.items()},
        "proposal": _proposal_out(request.proposal),
        "term": _term_out(request.term),
        "last": _change_out(request.last),
        "sent": _moment_out(request.sent),
        "accepted": _moment_out(request.accepted),
        "answered": _moment_out(request.answered),
        "closed": _moment_out(request.closed),
        "passed": [_passing_out(each) for each in request.passed],
        "remark": _remark_out(request.remark),
        "since": _moment_out(request.since),
        "told": {name: _answer_out(answer) for name, answer in request.told.items()},
        "written": [_written_out(each) for each in request.written],
        "rating": _rating_out(request.rating),
        "coordinates": request.coordinates.value,
        "edition": request.edition,
        "changed": request.changed,
        "parts": [_part_out(each) for each in request.parts],
        "whole": _whole_out(request.whole),
    }


def facts_in(document: Document) -> dict[str, Any]:
    """The same, as keyword arguments of ``Request``."""
    return {
        "questions": tuple(map(QuestionId, document["questions"])),
        "question_set": document["question_set"],
        "subject": document["subject"],
        "note": _if_there(_text_in, document["note"]),
        "attachments": tuple(map(_attachment_in, document["attachments"])),
        "answers": _answers_in(document["answers"]),
        "proposal": _if_there(_proposal_in, document["proposal"]),
        "term": _if_there(_term_in, document.get("term")),
        "last": _change_in(document["last"]),
        "sent": _if_there(_moment_in, document["sent"]),
        "accepted": _if_there(_moment_in, document["accepted"]),
        "answered": _if_there(_moment_in, document["answered"]),
        "closed": _if_there(_moment_in, document["closed"]),
        "passed": tuple(map(_passing_in, document.get("passed", ()))),
        "remark": _if_there(_remark_in, document.get("remark")),
        "since": _if_there(_moment_in, document.get("since")),
        "told": _answers_in(document.get("told", {})),
        "written": tuple(map(_written_in, document.get("written", ()))),
        "rating": _if_there(_rating_in, document.get("rating")),
        "edition": document.get("edition", 1),
        "changed": tuple(document.get("changed", ())),
        "coordinates": Side(document.get("coordinates", Side.ANSWERER)),
        "parts": tuple(map(_part_in, document.get("parts", ()))),
        "whole": _if_there(_whole_in, document.get("whole")),
    }


def _if_there(read: Callable[[Any], T], value: object) -> T | None:
    return None if value is None else read(value)


def _moment_out(moment: datetime | None) -> datetime | None:
    """Whoever writes the document puts it into words, quicker than we would."""
    if moment is None or moment.tzinfo is UTC:
        return moment
    if moment.tzinfo is None:
        raise ValueError("a moment without its time zone is not stored")
    return moment.astimezone(UTC)


def _moment_in(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _term_out(term: Term | None) -> Document | None:
    if term is None:
        return None
    rule = term.rule.stored if term.rule else None
    return {"place": term.place, "zone": term.zone, "rule": rule}


def _term_in(stored: Document) -> Term:
    return Term(stored["place"], stored["zone"], _if_there(Rule.read, stored["rule"]))


def _text_out(text: FreeText | None) -> Document | None:
    return {"text": text.text, "language": text.language} if text else None


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


def _proposal_out(proposal: Proposal | None) -> Document | None:
    if proposal is None:
        return None
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


def _remark_out(remark: Remark | None) -> Document | None:
    if remark is None:
        return None
    return {
        "action": remark.action.value,
        "text": _text_out(remark.text),
        "by": remark.by,
        "at": _moment_out(remark.at),
        "side": remark.side.value,
    }


def _remark_in(stored: Document) -> Remark:
    by, at, action = PersonId(stored["by"]), _moment_in(stored["at"]), Action(stored["action"])
    side = Side(stored["side"]) if "side" in stored else _SIDES[action]
    return Remark(action, _text_in(stored["text"]), by, at, side)


# On which side a remark was made that was stored without it.
_SIDES: Mapping[Action, Side] = {
    Action.RETURN: Side.ASKER,
    Action.REFER: Side.ANSWERER,
    Action.SEND_BACK: Side.COORDINATOR,
}


def _written_out(written: Written) -> Document:
    return {
        "action": written.action.value,
        "text": _text_out(written.text),
        "by": written.by,
        "authority": written.authority,
        "at": _moment_out(written.at),
    }


def _written_in(stored: Document) -> Written:
    by, authority = PersonId(stored["by"]), AuthorityId(stored["authority"])
    text, at = _text_in(stored["text"]), _moment_in(stored["at"])
    return Written(Action(stored["action"]), text, by, authority, at)


def _rating_out(rating: Rating | None) -> Document | None:
    if rating is None:
        return None
    return {"timeliness": rating.timeliness, "effort": rating.effort}


def _rating_in(stored: Document) -> Rating:
    return Rating(_if_there(Timeliness, stored["timeliness"]), _if_there(Effort, stored["effort"]))


def _part_out(part: Part) -> Document:
    return {"number": part.number, "questions": part.questions, "state": part.state.value}


def _part_in(stored: Document) -> Part:
    questions = tuple(map(QuestionId, stored["questions"]))
    return Part(stored["number"], questions, PartState(stored["state"]))


def _whole_out(whole: Whole | None) -> Document | None:
    if whole is None:
        return None
    return {"request": whole.request, "asker": whole.asker, "country": whole.country}


def _whole_in(stored: Document) -> Whole:
    asker = AuthorityId(stored["asker"])
    return Whole(RequestId(stored["request"]), asker, stored["country"])


def _change_out(change: Change) -> Document:
    return {
        "action": change.action.value,
        "by": change.by,
        "side": change.side.value,
        "at": _moment_out(change.at),
    }


def _change_in(stored: Document) -> Change:
    by, at = PersonId(stored["by"]), _moment_in(stored["at"])
    return Change(Action(stored["action"]), by, Side(stored["side"]), at)

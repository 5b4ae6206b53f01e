"""What is kept about the speaker as a document for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, time

from chat.dialogue import Dialogue
from core.applications import Application
from core.authorities import Authority
from core.habits import WISHES, Habits
from core.own_data import OwnData
from handlers._own_traces import kept_of


def document(kept: OwnData, known: Iterable[Authority], forms: Iterable[Dialogue] = ()) -> bytes:
    person = kept.person
    told: Mapping[str, object] = {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "time_zone": person.time_zone,
        "memberships": [
            {"authority": m.authority, "area": m.area, "roles": sorted(m.roles)}
            for m in person.memberships
        ],
        "deputies": list(kept.deputies),
        "accounts": [
            {"platform": a.platform, "workspace": a.workspace, "account": a.account}
            for a in kept.addresses
        ],
        "favourites": list(kept.favourites),
        "authorities": {authority.id: dict(authority.name.names) for authority in known},
        "reminders": _habits(kept.habits),
        "away": [[stay.first, stay.last] for stay in kept.habits.away],
        "calendar_opened": kept.calendar,
        "last_seen": kept.seen,
        "agreed_to": [
            {"version": c.version, "at": c.at, "language": c.language, "text": c.text}
            for c in kept.consents
        ],
        "applications": [_application(each) for each in kept.applications],
        **_learning(kept),
        **kept_of(kept.traces, forms),
        "acts": [
            {"request": reference, "action": entry.action, "at": entry.at, "for": entry.authority}
            for reference, entry in kept.acts
        ],
        "changes": [
            {"deed": deed.deed, "at": deed.at, "for": deed.authority, "parts": list(deed.parts)}
            for deed in kept.deeds
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=_written).encode()


def _learning(kept: OwnData) -> Mapping[str, object]:
    return {**_trainings(kept), **_surveys(kept), **_practice(kept)}


def _trainings(kept: OwnData) -> Mapping[str, object]:
    return {
        "trainings": [
            {"uid": t.uid, "starts": t.starts, "enrolled": mine.at, "seat": mine.seated}
            for t, mine in kept.enrolments
        ],
        "trainings_run": [{"uid": t.uid, "starts": t.starts} for t in kept.runs],
        "training_wished_since": kept.training_wish,
    }


def _surveys(kept: OwnData) -> Mapping[str, object]:
    return {
        "surveys_asked": [
            {"survey": survey.id, "until": survey.ends, "answered": asked.answered}
            for survey, asked in kept.surveys_asked
        ],
        "surveys_run": [{"survey": s.id, "started": s.started} for s in kept.surveys_run],
    }


def _practice(kept: OwnData) -> Mapping[str, object]:
    mine = kept.practice
    return {
        "practice": mine and {"asked": mine.asked, "until": mine.until, "granted_by": mine.by},
        "lessons": dict(kept.lessons),
        "practice_granted": [{"person": p.person, "until": p.until} for p in kept.let_practise],
    }


def _habits(habits: Habits) -> Mapping[str, object]:
    return {name: value for name in WISHES if (value := getattr(habits, name)) is not None}


def _application(application: Application) -> Mapping[str, object]:
    return {
        "at": application.filed,
        "stage": application.stage,
        "authority": application.wish.authority,
        "areas": list(application.wish.areas),
        "roles": sorted(application.wish.roles),
        "message": application.word,
        "question": application.question,
        "answer": application.answer,
        "reason": application.reason,
    }


def _written(value: object) -> str:
    assert isinstance(value, date | time), "nothing else is kept"
    return value.isoformat()

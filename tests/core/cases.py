"""Requests and people for tests of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from core.people import ALL_AREAS, AreaId, AuthorityId, Membership, Person, PersonId, Role
from core.requests import (
    Action,
    Change,
    FreeText,
    QuestionId,
    Reference,
    Request,
    RequestId,
    Side,
    State,
)

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
RIGA, LISBON, PORTO = AuthorityId("riga"), AuthorityId("lisbon"), AuthorityId("porto")
COORDINATION, ELSEWHERE = AuthorityId("coordination"), AuthorityId("berlin")
SERVICES = AreaId("services")


def official(id: str, authority: AuthorityId, *roles: Role, zone: str = "Europe/Riga") -> Person:
    held = frozenset(roles or (Role.HANDLER,))
    return Person(PersonId(id), id.title(), "en", zone, (Membership(authority, ALL_AREAS, held),))


ANNA = official("anna", RIGA)
LIGA = official("liga", RIGA)
JOAO = official("joao", LISBON, zone="Europe/Lisbon")
TIAGO = official("tiago", PORTO, zone="Europe/Lisbon")
RUI = official("rui", COORDINATION, Role.REFERRAL_HANDLER, zone="Europe/Lisbon")
VERA = official("vera", RIGA, Role.APPROVER)
ALDA = official("alda", LISBON, Role.ALLOCATOR, zone="Europe/Lisbon")
READER = official("reader", RIGA, Role.VIEWER)


def request(state: State = State.DRAFT, **changes: Any) -> Request:
    made = Request(
        id=RequestId(1),
        reference=Reference("LV-2026-000001"),
        version=1,
        state=state,
        area=SERVICES,
        question_set="services",
        asker=RIGA,
        answerer=LISBON,
        asker_country="LV",
        answerer_country="PT",
        author=ANNA.id,
        questions=(QuestionId("established"), QuestionId("entitled")),
        wished=date(2026, 3, 20),
        created=NOW,
        last=Change(Action.CREATE, ANNA.id, Side.ASKER, NOW),
        subject={"name": "Rui Guia"},
        note=FreeText("Vai viņš ir gids?", "lv"),
    )
    accepted = {"accepted": NOW, "agreed": made.wished, "handler": JOAO.id}
    reached: dict[State, dict[str, Any]] = {
        State.DRAFT: {},
        State.SUBMITTED: {},
        State.ALLOCATING: {"sent": NOW},
        State.AWAITING: {"sent": NOW},
        State.REFERRED: {"sent": NOW, "coordinator": COORDINATION},
        State.ACCEPTED: {"sent": NOW, **accepted},
    }
    reached[State.PARTLY] = {"sent": NOW, **accepted}
    later = {"sent": NOW, **accepted, "answered": NOW}
    reached[State.DISPUTED] = {**later, "coordinator": COORDINATION}
    return replace(made, **{**reached.get(state, later), **changes})

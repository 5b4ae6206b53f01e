from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.people import AreaId
from core.ratings import Effort, Rating, Timeliness
from core.requests import (
    Action,
    Answer,
    Attachment,
    FreeText,
    Proposal,
    QuestionId,
    Request,
    State,
    Written,
)
from core.retention import (
    KEPT,
    Keeping,
    Retention,
    abandoned,
    blocked,
    erased,
    months_before,
)
from core.views import SHOWN_BLOCKED, RequestView, opened_view, view_of
from tests.core.cases import ANNA, JOAO, NOW, RIGA, request

SERVICES = AreaId("services")
PERSONAL = {"subject", "remark", "note", "attachments", "answers", "proposal", "told", "written"}


def full(state: State = State.CLOSED) -> Request:
    """With everything that can be said in it."""
    return replace(
        request(state, closed=NOW),
        attachments=(Attachment("f", "Rui Guia.pdf", "application/pdf", 1, ANNA.id),),
        answers={QuestionId("entitled"): Answer("Rui Guia", JOAO.id, NOW, "pt")},
        proposal=Proposal(date(2026, 4, 1), JOAO.id, NOW),
        told={QuestionId("entitled"): Answer("Rui Guia", JOAO.id, NOW, "pt")},
        written=(Written(Action.MESSAGE, FreeText("Rui Guia?", "lv"), ANNA.id, RIGA, NOW),),
        rating=Rating(Timeliness.LATE, Effort.USEFUL),
    )


def test_every_part_of_a_request_is_said_to_stay_or_to_go() -> None:
    """Whoever adds one decides: what is not in KEPT goes."""
    names = {field.name for field in fields(Request)}
    assert names >= KEPT
    assert names - KEPT == PERSONAL


def test_what_is_erased_says_nothing_of_anybody() -> None:
    gone = erased(full(), NOW)
    assert "Rui" not in repr(gone)
    assert (gone.erased, gone.blocked, gone.version) == (NOW, NOW, full().version + 1)
    for name in KEPT - {"erased", "blocked", "version"}:
        assert getattr(gone, name) == getattr(full(), name)


def test_when_it_was_blocked_stays() -> None:
    earlier = NOW - timedelta(days=900)
    assert erased(replace(full(), blocked=earlier), NOW).blocked == earlier


def test_a_draft_that_is_given_up_is_withdrawn_and_empty() -> None:
    gone = abandoned(request(State.DRAFT), NOW)
    assert (gone.state, gone.closed, gone.erased) == (State.WITHDRAWN, NOW, NOW)
    assert "Rui" not in repr(gone)


def test_blocked_data_are_seen_by_nobody_and_nothing_can_be_done() -> None:
    hidden = blocked(full(), NOW)
    for reader in (ANNA, JOAO):
        view = view_of(hidden, reader)
        assert view is not None
        assert not view.details
        assert "Rui" not in repr(view)
        assert (view.reference, view.blocked) == (hidden.reference, NOW)
        opened = opened_view(hidden, view.side)
        assert opened.subject == full().subject


def test_every_part_of_a_view_is_withheld_unless_said_otherwise() -> None:
    names = {field.name for field in fields(RequestView)}
    assert names - SHOWN_BLOCKED == PERSONAL - {"told"} | {
        "details",
        "questions",
        "rating",
        "parts",
    }


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        ("2026-09-02", 6, "2026-03-02"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-08-31", 6, "2024-02-29"),
        ("2026-01-15", 36, "2023-01-15"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-02-29", 36, "2021-02-28"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, before: str) -> None:
    moment = datetime.fromisoformat(f"{day}T12:30+00:00")
    assert months_before(moment, months).isoformat() == f"{before}T12:30:00+00:00"


@given(st.integers(0, 36_500), st.integers(1, 36))
def test_months_before_is_never_later_and_at_most_some_days_more(day: int, months: int) -> None:
    moment = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=day)
    days = (moment - months_before(moment, months)).days
    assert months * 28 <= days <= months * 31 + 3


def test_an_area_may_have_its_own_times() -> None:
    rules = Retention(Keeping(6, 36), {SERVICES: Keeping(18, 24)})
    now = datetime(2026, 7, 1, tzinfo=UTC)
    block, erase = rules.to_block(now), rules.to_erase(now)
    assert (block.before.year, block.before.month) == (2026, 1)
    assert (block.areas[SERVICES].year, block.areas[SERVICES].month) == (2025, 1)
    assert (erase.before.year, erase.areas[SERVICES].year) == (2023, 2024)

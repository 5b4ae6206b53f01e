"""Which card stands where, and when it is shown anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.living_cards import is_outdated, refreshed, showing, standing
from core.outbox import DIGEST, TOGETHER, Delivery, DeliveryId, Planned, Progress, Recipient, Topic
from core.people import Address, PersonId
from core.requests import RequestId, State
from core.steps import Notice
from tests.core.cases import NOW, request

JOAO = Recipient(person=PersonId("joao"))
DIRECT = Address("slack", "T1", "U1")
CASE = RequestId(1)
LATER = NOW + timedelta(hours=1)


def said(progress: Progress = Progress.SENT, receipt: str = "D1/1") -> Delivery:
    planned = Planned(Topic.of(CASE), JOAO, Notice.RECEIVED, NOW, NOW.date())
    return Delivery(DeliveryId("a"), planned, progress, 1, DIRECT, receipt, settled=NOW)


def shown(version: int, receipt: str = "D1/1") -> Delivery:
    [planned] = showing(CASE, [JOAO], version, LATER)
    name = DeliveryId(f"z{version}")
    return Delivery(name, planned, Progress.SENT, 1, DIRECT, receipt, settled=LATER)


def test_the_first_message_is_the_card_and_stays_it() -> None:
    later = replace(said(receipt="D1/2"), id=DeliveryId("b"), settled=LATER)
    assert standing([later, said(), shown(2)]) == {DIRECT: "D1/1"}


def test_one_that_was_written_anew_takes_its_place() -> None:
    assert standing([said(), shown(2), shown(3, "D1/9"), shown(10, "D1/9")]) == {DIRECT: "D1/9"}


def test_a_message_of_several_requests_is_the_card_of_none() -> None:
    told = said()
    together = replace(told, planned=replace(told.planned, values=TOGETHER))
    assert DIGEST in TOGETHER
    assert standing([together]) == {}
    assert refreshed(request(State.AWAITING), [together], LATER) == []


def test_whoever_was_told_or_may_be_being_told_is_shown_every_change_once() -> None:
    for progress in (Progress.SENT, Progress.SENDING, Progress.UNSURE, Progress.PLANNED):
        [row] = refreshed(request(State.AWAITING, version=7), [said(progress)] * 2, LATER)
        assert (row.recipient, row.kind, row.due) == (JOAO, "7", LATER)
    for progress in (Progress.CANCELLED, Progress.STALE, Progress.FAILED):
        assert refreshed(request(State.AWAITING), [said(progress)], LATER) == []
    ahead = said(Progress.PLANNED)
    assert refreshed(request(State.AWAITING), [ahead], NOW - timedelta(days=1)) == []


def test_of_several_changes_only_the_last_is_shown() -> None:
    earlier, last = shown(9), shown(10)
    assert is_outdated(earlier.planned, [earlier, last], LATER)
    assert not is_outdated(last.planned, [earlier, last], LATER)
    lost = replace(last, progress=Progress.FAILED)
    assert not is_outdated(earlier.planned, [earlier, lost], LATER)

"""Values to store: two authorities, two people, requests between them and messages about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from core.authorities import Authority, AuthorityName
from core.outbox import Planned, Recipient, Topic
from core.people import (
    ALL_AREAS,
    Address,
    AreaId,
    AuthorityId,
    Membership,
    Person,
    PersonId,
    Role,
    Room,
    RoomId,
)
from core.ratings import Rating, Timeliness
from core.references import reference
from core.requests import (
    Action,
    Answer,
    Attachment,
    Change,
    FreeText,
    Proposal,
    QuestionId,
    Remark,
    Request,
    RequestId,
    Side,
    State,
    Written,
)
from core.steps import Notice

NOW = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
QUALIFICATIONS = AreaId("qualifications")

RIGA = Authority(
    AuthorityId("lv-riga"),
    "LV",
    "lv",
    (
        AuthorityName("Rīgas dome", "lv", "primary"),
        AuthorityName("Riga City Council", "en", "label"),
        AuthorityName("RD", "lv", "abbreviation"),
    ),
    city="Rīga",
    areas=frozenset({QUALIFICATIONS, AreaId("services")}),
    languages=("lv", "en"),
    contact="riga@example.org",
    category="municipality",
    coordinators={
        QUALIFICATIONS: AuthorityId("pt-lisbon"),
        AreaId("services"): AuthorityId("lv-riga"),
    },
    updated=date(2025, 12, 31),
)
LISBON = Authority(
    AuthorityId("pt-lisbon"), "PT", "pt", (AuthorityName("Turismo de Portugal", "pt", "primary"),)
)
TEAM = Room(
    RoomId("riga-team"),
    RIGA.id,
    "Komanda",
    "lv",
    "Europe/Riga",
    Address("matrix", "", "!riga:example.org"),
)
ANNA_IN_SLACK = Address("slack", "T1", "U1")
ANNA_IN_MATRIX = Address("matrix", "", "@anna:example.org")


def anna() -> Person:
    return Person(
        PersonId("anna"),
        "Anna Bērziņa",
        "lv",
        "Europe/Riga",
        (
            Membership(RIGA.id, QUALIFICATIONS, frozenset({Role.HANDLER, Role.ALLOCATOR})),
            Membership(RIGA.id, AreaId("services"), frozenset()),
        ),
    )


def ana() -> Person:
    handler = Membership(LISBON.id, ALL_AREAS, frozenset({Role.HANDLER}))
    return Person(PersonId("ana"), "Ana Sousa", "pt", "Europe/Lisbon", (handler,))


def draft(number: int = 1) -> Request:
    return Request(
        id=RequestId(0),
        reference=reference("LV", 2026, number),
        version=1,
        state=State.DRAFT,
        area=QUALIFICATIONS,
        question_set="qualifications-1",
        asker=RIGA.id,
        answerer=LISBON.id,
        asker_country="LV",
        answerer_country="PT",
        author=anna().id,
        questions=(QuestionId("holder"), QuestionId("since")),
        wished=date(2026, 4, 30),
        created=NOW,
        last=Change(Action.CREATE, anna().id, Side.ASKER, NOW),
    )


def rich(number: int = 1) -> Request:
    """A request with everything in it that can be."""
    since = QuestionId("since")
    return replace(
        draft(number),
        state=State.ANSWERED,
        last=Change(Action.REPLY, ana().id, Side.ANSWERER, NOW + timedelta(days=3)),
        subject={"name": "Zoë \u202eŠķēle\x00", "born": "1990-02-28"},
        note=FreeText("Διευκρίνιση, <!channel> 😀", "el"),
        attachments=(Attachment("ab" * 32, "diplôme.pdf", "application/pdf", 12, anna().id),),
        answers={since: Answer("2019-01-31", ana().id, NOW + timedelta(days=2), "pt")},
        handler=ana().id,
        proposal=Proposal(date(2026, 5, 4), ana().id, NOW + timedelta(days=1)),
        agreed=date(2026, 5, 4),
        sent=NOW,
        accepted=NOW + timedelta(days=1),
        answered=NOW + timedelta(days=3),
        closed=NOW + timedelta(days=4),
        since=NOW + timedelta(days=4),
        told={since: Answer("2019-01-30", ana().id, NOW + timedelta(days=1), "pt")},
        remark=Remark(Action.REFER, FreeText("Γιατί;", "el"), anna().id, NOW, Side.ASKER),
        written=(Written(Action.ASK, FreeText("Kas?", "lv"), anna().id, RIGA.id, NOW),),
        rating=Rating(Timeliness.LATE, None),
        coordinates=Side.ASKER,
        edition=3,
        changed=("date",),
    )


def message(request: RequestId, due: datetime, to: Person | Room | None = None) -> Planned:
    recipient = Recipient.to(to or anna())
    return Planned(
        Topic.of(request), recipient, Notice.REPLY_DUE, due, due.date(), {"day": "2026-04-30"}
    )

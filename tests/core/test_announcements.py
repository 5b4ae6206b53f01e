"""What a change makes the outbox hold: who is told now, who is reminded later, what is given up."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from core.acts import Given
from core.outbox import Progress, Settled
from core.people import Role
from core.reminders import REMINDERS
from core.requests import Action, Reference
from core.steps import Notice
from tests.support.casework import ANSWERS, WISHED, Casework, roles

LATER = date(2026, 3, 30)


async def waiting(casework: Casework, name: Reference, kind: Notice) -> dict[str, list[date]]:
    """The days on which each reader would hear this."""
    found: dict[str, list[date]] = {}
    for row in await casework.outbox(name):
        if row.planned.kind == kind and row.progress is Progress.PLANNED:
            found.setdefault(row.planned.recipient.key, []).append(row.planned.local)
    return {reader: sorted(days) for reader, days in found.items()}


async def told(casework: Casework, name: Reference, kind: Notice) -> set[str]:
    return set(await waiting(casework, name, kind))


async def replan(casework: Casework, name: Reference) -> None:
    async with casework.world.assistant.services.works.writing() as work:
        request = await work.requests.get(name)
        assert request is not None
        await casework.exchange.announcer.replan(work, request, casework.world.clock.now())
        await work.commit()


def before(day: date, *days: int) -> list[date]:
    return [day - timedelta(days=n) for n in days]


async def test_a_new_request_is_told_to_everybody_who_may_take_it_and_to_their_room(
    casework: Casework,
) -> None:
    name = await casework.asked()
    everybody = {"person:joao", "person:marta", "room:lisboa-team"}
    assert await told(casework, name, Notice.RECEIVED) == everybody
    asker = {"person:anna", "room:riga-team"}
    assert await told(casework, name, Notice.ACCEPTANCE_DUE) == everybody | asker


async def test_who_has_accepted_is_reminded_and_colleagues_are_left_alone(
    casework: Casework,
) -> None:
    name = await casework.accepted()
    assert await waiting(casework, name, Notice.REPLY_DUE) == {
        "person:joao": before(WISHED, 7, 3, 0),
        "room:lisboa-team": before(WISHED, 7, 0),
    }
    in_room = {"room:lisboa-team": before(WISHED, 3)}
    assert in_room.items() <= (await waiting(casework, name, Notice.NOT_REACTED)).items()
    assert await told(casework, name, Notice.ACCEPTANCE_DUE) == set()
    assert await told(casework, name, Notice.ACCEPTED) == {"person:anna", "room:riga-team"}


async def test_when_who_has_the_case_lost_the_right_all_colleagues_are_told(
    casework: Casework,
) -> None:
    name = await casework.accepted()
    await casework.put(roles(casework.world.person("joao"), Role.VIEWER))
    await replan(casework, name)
    assert await told(casework, name, Notice.REPLY_DUE) == {"person:marta", "room:lisboa-team"}


async def test_a_draft_tells_nobody_and_reminds_nobody(casework: Casework) -> None:
    assert await casework.outbox(await casework.drafted()) == []


async def test_planning_again_changes_nothing(casework: Casework) -> None:
    name = await casework.accepted()
    rows = await casework.outbox(name)
    for _time in range(3):
        await replan(casework, name)
    assert await casework.outbox(name) == rows


async def test_a_new_date_moves_the_reminders(casework: Casework) -> None:
    name = await casework.accepted()
    await casework.agreed_to(name, LATER)
    reminded = await waiting(casework, name, Notice.REPLY_DUE)
    assert reminded["person:joao"] == before(LATER, 7, 3, 0)


async def test_a_date_that_comes_back_brings_its_reminders_back(casework: Casework) -> None:
    name = await casework.accepted()
    await casework.agreed_to(name, LATER)
    await casework.agreed_to(name, WISHED)
    reminded = await waiting(casework, name, Notice.REPLY_DUE)
    assert reminded["person:joao"] == before(WISHED, 7, 3, 0)


async def test_a_proposal_silences_the_reminders_to_accept_until_it_is_declined(
    casework: Casework,
) -> None:
    name = await casework.asked()
    reminded = await waiting(casework, name, Notice.ACCEPTANCE_DUE)
    await casework.act("joao", name, Action.PROPOSE, Given(day=LATER))
    assert await waiting(casework, name, Notice.ACCEPTANCE_DUE) == {}
    await casework.act("anna", name, Action.INSIST)
    assert await waiting(casework, name, Notice.ACCEPTANCE_DUE) == reminded


async def test_what_was_already_sent_is_not_planned_again(casework: Casework) -> None:
    name = await casework.accepted()
    mailroom = casework.world.assistant.mailroom
    clock = casework.world.clock
    clock.forward(days=15)
    for row in await mailroom.claim(clock.now(), 100, 60):
        await mailroom.settle(row.id, Progress.SENT, Settled())
    await replan(casework, name)
    keys = Counter(row.planned.key for row in await casework.outbox(name))
    assert set(keys.values()) == {1}
    assert await mailroom.claim(clock.now(), 100, 60) == []


async def test_the_end_of_a_request_is_the_end_of_its_reminders(casework: Casework) -> None:
    withdrawn = await casework.accepted()
    await casework.act("anna", withdrawn, Action.WITHDRAW)
    closed = await casework.answered()
    await casework.act("anna", closed, Action.CLOSE)
    for name in (withdrawn, closed):
        left = [r for r in await casework.outbox(name) if r.progress is Progress.PLANNED]
        assert not [row for row in left if row.planned.kind in REMINDERS]


async def test_answering_turns_the_reminders_to_the_asker(casework: Casework) -> None:
    name = await casework.accepted()
    await casework.act("joao", name, Action.ANSWER, Given(answers=ANSWERS))
    assert await told(casework, name, Notice.REPLY_DUE) == {"person:joao", "room:lisboa-team"}
    await casework.act("joao", name, Action.REPLY)
    assert await told(casework, name, Notice.REPLY_DUE) == set()
    assert await told(casework, name, Notice.OVERDUE) == set()
    assert await told(casework, name, Notice.ANSWER_WAITING) == {"person:anna", "room:riga-team"}


async def test_a_request_accepted_late_gets_only_the_reminders_still_to_come(
    casework: Casework,
) -> None:
    name = await casework.asked()
    casework.world.clock.forward(days=18, hours=2)
    await casework.act("joao", name, Action.ACCEPT)
    reminded = await waiting(casework, name, Notice.REPLY_DUE)
    assert reminded["person:joao"] == before(WISHED, 0)


async def test_nobody_is_told_of_their_own_sides_act(casework: Casework) -> None:
    name = await casework.answered()
    await casework.act("anna", name, Action.CLOSE)
    readers: dict[str, set[str]] = {}
    for row in await casework.outbox(name):
        readers.setdefault(row.planned.kind, set()).add(row.planned.recipient.key)
    assert readers[Notice.ANSWERED] == {"person:anna", "room:riga-team"}
    assert readers[Notice.CLOSED] == {"person:joao", "room:lisboa-team"}

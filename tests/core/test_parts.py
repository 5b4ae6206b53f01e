"""Parts on a real database: what they share with their whole, what they do not, and that both end together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.acts import Given
from core.custodian import Round
from core.errors import UserError
from core.lifecycle import FINAL
from core.outbox import Progress
from core.people import AuthorityId
from core.refusals import UnknownRequest
from core.reminders import REMINDERS
from core.requests import Action, FreeText, PartState, Reference, Side, State
from core.timeline import timeline
from core.views import view_of
from tests.support.casework import ENTITLED, INSURED, SECRETS, SINCE, WISHED, Casework
from tests.support.world import MovableClock, a_world

DAY = date(2026, 3, 18)
SPLIT = Given(day=DAY, to=AuthorityId("pt-act"), questions=(ENTITLED,))
PEOPLE = ("anna", "joao", "marta", "tiago")


async def split(casework: Casework, given: Given = SPLIT) -> tuple[Reference, Reference]:
    name = await casework.accepted()
    await casework.act("joao", name, Action.SPLIT, given)
    return name, Reference(f"{name}/1")


async def refused(
    casework: Casework, who: str, name: Reference, action: Action, given: Given | None = None
) -> str:
    with pytest.raises(UserError) as error:
        await casework.act(who, name, action, given)
    return casework.world.assistant.languages.voice("en", "UTC").text(error.value.message)


async def test_a_part_takes_its_questions_with_what_follows_from_them(casework: Casework) -> None:
    name, part = await split(casework)
    given_on = await casework.request(part)
    assert given_on.questions == (ENTITLED, SINCE)
    assert (given_on.state, given_on.wished, given_on.answerer) == (State.AWAITING, DAY, "pt-act")
    assert (await casework.request(name)).away == {ENTITLED, SINCE}


async def test_the_part_knows_what_it_needs_and_nothing_more(casework: Casework) -> None:
    text = FreeText("Vosso registo?", "pt")
    name, part = await split(casework, replace(SPLIT, text=text))
    person = casework.world.person("tiago")
    before = (await casework.exchange.show(person, part)).view
    assert (before.subject, before.note, before.attachments) == ({}, None, ())
    after = (await casework.act("tiago", part, Action.ACCEPT)).view
    assert after.subject["name"] == SECRETS[0]
    assert (after.note, after.attachments) == (text, ())
    with pytest.raises(UnknownRequest):
        await casework.exchange.show(person, name)
    assert view_of(await casework.request(part), casework.world.person("anna")) is None


async def test_documents_go_along_only_if_they_are_needed(casework: Casework) -> None:
    _name, part = await split(casework, replace(SPLIT, documents=True))
    view = (await casework.act("tiago", part, Action.ACCEPT)).view
    assert [attached.name for attached in view.attachments] == [SECRETS[2]]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"questions": ()}, "at least one"),
        ({"questions": (ENTITLED, INSURED)}, "has to stay with you"),
        ({"to": AuthorityId("pt-turismo")}, "already with this authority"),
        ({"to": AuthorityId("lv-ptac")}, "the one that asks"),
        ({"to": AuthorityId("ie-ccpc")}, "another country"),
        ({"to": AuthorityId("nobody")}, "no longer in the directory"),
        ({"day": WISHED}, "needs an earlier date"),
        ({"day": date(2026, 3, 1)}, "not in the future"),
    ],
)
async def test_what_cannot_be_split_off_is_said_and_nothing_changes(
    casework: Casework, changes: dict[str, object], said: str
) -> None:
    name = await casework.accepted()
    before = await casework.request(name)
    given = replace(SPLIT, **changes)  # type: ignore[arg-type]
    assert said in await refused(casework, "joao", name, Action.SPLIT, given)
    assert await casework.request(name) == before


async def test_the_whole_waits_for_its_part_and_then_has_all_the_answers(
    casework: Casework,
) -> None:
    name, part = await split(casework)
    await casework.act("joao", name, Action.ANSWER, Given(answers={INSURED: "no"}))
    away = Given(answers={ENTITLED: "yes"})
    assert str(part) in await refused(casework, "joao", name, Action.ANSWER, away)
    assert "still with another" in await refused(casework, "joao", name, Action.REPLY)
    assert "rest stays" in await refused(casework, "joao", name, Action.FORWARD)
    await casework.act("tiago", part, Action.ACCEPT)
    await casework.act("tiago", part, Action.ANSWER, Given(answers={ENTITLED: "unknown"}))
    await casework.act("tiago", part, Action.REPLY)
    whole = await casework.request(name)
    assert {q: answer.value for q, answer in whole.answers.items()} == {
        ENTITLED: "unknown",
        INSURED: "no",
    }
    await casework.act("joao", name, Action.REPLY)
    await casework.act("anna", name, Action.CLOSE)
    assert (await casework.request(part)).state is State.CLOSED
    assert (await casework.request(part)).closed == (await casework.request(name)).closed


async def test_a_later_date_than_the_wholes_is_not_agreed(casework: Casework) -> None:
    name, part = await split(casework)
    await casework.act("tiago", part, Action.PROPOSE, Given(day=WISHED + timedelta(days=5)))
    said = await refused(casework, "joao", part, Action.AGREE)
    assert f"propose date {name}" in said
    await casework.act("tiago", part, Action.PROPOSE, Given(day=WISHED - timedelta(days=1)))
    case = await casework.act("joao", part, Action.AGREE)
    assert case.view.state is State.ACCEPTED


async def test_the_parts_reminders_end_before_the_whole_is_due(casework: Casework) -> None:
    _name, part = await split(casework)
    await casework.act("tiago", part, Action.ACCEPT)
    planned = [
        row.planned
        for row in await casework.outbox(part)
        if row.progress is Progress.PLANNED and row.planned.kind == "reply_due"
    ]
    assert planned
    assert max(row.local for row in planned) < WISHED


async def test_taken_back_before_acceptance_and_not_after(casework: Casework) -> None:
    name, part = await split(casework)
    assert "ends together" in await refused(casework, "joao", part, Action.WITHDRAW)
    await casework.act("joao", part, Action.TAKE_BACK)
    whole = await casework.request(name)
    assert whole.parts[0].state is PartState.TAKEN_BACK
    assert not whole.away
    await casework.act("joao", name, Action.SPLIT, SPLIT)
    second = Reference(f"{name}/2")
    await casework.act("tiago", second, Action.ACCEPT)
    await refused(casework, "joao", second, Action.TAKE_BACK)
    assert "is not split again" in await refused(casework, "tiago", second, Action.SPLIT, SPLIT)


async def test_withdrawing_the_whole_ends_its_parts_and_says_so(casework: Casework) -> None:
    name, part = await split(casework)
    await casework.act("tiago", part, Action.ACCEPT)
    await casework.act("anna", name, Action.WITHDRAW)
    ended = await casework.request(part)
    assert ended.state is State.WITHDRAWN
    told = [row.planned for row in await casework.outbox(part) if row.planned.kind == "withdrawn"]
    assert "tiago" in {row.recipient.person for row in told}
    left = [r for r in await casework.outbox(part) if r.progress is Progress.PLANNED]
    assert not [row for row in left if row.planned.kind in REMINDERS]
    # Who is told that it is over does not learn who in Riga has ended it.
    assert "Anna" not in await refused(casework, "joao", part, Action.AGREE)


async def test_the_timeline_of_the_whole_tells_of_its_parts(casework: Casework) -> None:
    name, part = await split(casework)
    await casework.act("tiago", part, Action.PROPOSE, Given(day=DAY - timedelta(days=1)))
    await casework.act("tiago", part, Action.ACCEPT)
    works = casework.world.assistant.services.works
    asker = (await timeline(works, casework.world.person("anna"), name))[1]
    assert [(m.action, m.details.get("part")) for m in asker][-2:] == [
        (Action.SPLIT, part),
        (Action.ACCEPT, part),
    ]
    answerer = (await timeline(works, casework.world.person("joao"), name))[1]
    assert (Action.PROPOSE, part) in [(m.action, m.details.get("part")) for m in answerer]


async def test_both_are_blocked_and_erased_together(casework: Casework) -> None:
    """A part that was taken back waits for its whole as well; what is erased on demand goes with its parts."""
    name, part = await split(casework)
    await casework.act("joao", part, Action.TAKE_BACK)
    casework.world.clock.forward(days=200)
    custodian = casework.world.assistant.custodian
    assert await custodian.round() == Round()
    await casework.act("anna", name, Action.WITHDRAW)
    casework.world.clock.forward(days=190)
    assert (await custodian.round()).blocked == 1
    assert (await casework.request(part)).blocked
    casework.world.clock.forward(days=3 * 366)
    assert (await custodian.round()).erased == 1
    gone = await casework.request(part)
    assert (gone.erased, gone.subject, gone.questions) == (
        casework.world.clock.now(),
        {},
        (ENTITLED, SINCE),
    )
    assert await casework.outbox(part) == []


moves = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE), st.booleans(), st.sampled_from(list(Action)), st.integers(1, 15)
    ),
    min_size=8,
    max_size=30,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=moves)
async def test_a_whole_and_its_part_walked_at_random_stay_of_one_mind(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, bool, Action, int]]
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('parts') / 'imi.sqlite3'}"
    casework = Casework(await a_world(url, MovableClock()))
    try:
        await walk(casework, moves)
    finally:
        await casework.world.assistant.close()


async def walk(casework: Casework, moves: list[tuple[str, bool, Action, int]]) -> None:
    name, part = await split(casework)
    for who, whole, action, days in moves:
        casework.world.clock.forward(hours=3)
        today = casework.world.clock.now().date()
        asked = Given(
            day=today + timedelta(days=days) if action in (Action.PROPOSE, Action.SPLIT) else None,
            answers={ENTITLED: "unknown"} if not whole else {INSURED: "no"},
            to=AuthorityId("pt-act"),
            questions=(ENTITLED,),
        )
        try:
            await casework.act(who, name if whole else part, action, asked)
        except UserError:
            continue
        await check_of_one_mind(casework, name)


async def check_of_one_mind(casework: Casework, name: Reference) -> None:
    whole = await casework.request(name)
    assert whole.version == len(await casework.audit(name))
    for known in whole.parts:
        part = await casework.request(Reference(f"{name}/{known.number}"))
        assert part.version == len(await casework.audit(part.reference))
        ended = part.state in (State.ANSWERED, *FINAL)
        assert (known.state is not PartState.OPEN) == ended
        if whole.state in FINAL:
            assert part.state in FINAL
        if known.state is PartState.OPEN:
            # The whole's own questions may be answered meanwhile, but for those of the part.
            assert whole.state in (State.ACCEPTED, State.PARTLY, State.REFERRED)
        view = view_of(part, casework.world.person("tiago"))
        assert view is not None
        assert (SECRETS[0] in str(view)) == (part.accepted is not None)
        assert SECRETS[1] not in str(view)
        assert part.side_of(AuthorityId("pt-turismo")) is Side.ASKER

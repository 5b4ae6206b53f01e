"""The life cycle walked at random, by people with and without the right, over months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from core.acts import Act, Given
from core.calendar import Calendar
from core.changes import taken
from core.errors import UserError
from core.lifecycle import FINAL, LIFE_CYCLE, possible, reminded
from core.parts import joined
from core.people import Address, AuthorityId, Person, Right, Role, Room, RoomId
from core.placing import Readers, Schedule
from core.ratings import Effort, Rating, Timeliness
from core.references import part_reference
from core.reminders import Planner
from core.requests import (
    Action,
    Answer,
    Attachment,
    FreeText,
    PartState,
    QuestionId,
    Request,
    Side,
    State,
)
from core.steps import Circumstances, Step
from core.views import outline_of, view_of
from tests.core.cases import (
    ALDA,
    ANNA,
    COORDINATION,
    ELSEWHERE,
    JOAO,
    LISBON,
    NOW,
    PORTO,
    RIGA,
    RUI,
    TIAGO,
    VERA,
    official,
    request,
)

SECRET = "Rui Guia"
GRETA = official("greta", ELSEWHERE, zone="Europe/Berlin")
LIGA, MARTA = official("liga", RIGA), official("marta", LISBON, zone="Europe/Lisbon")
READERS = (official("reader-lv", RIGA, Role.VIEWER), official("reader-pt", LISBON, Role.VIEWER))
KEEPERS = (
    official("keeper-lv", RIGA, Role.ADMINISTRATOR),
    official("keeper-pt", LISBON, Role.ADMINISTRATOR, Role.COORDINATOR),
)
GONE = (replace(ANNA, active=False), replace(JOAO, active=False))
ASKERS, ANSWERERS = (ANNA, LIGA), (JOAO, MARTA, TIAGO)
ACTORS = (*ASKERS, *ANSWERERS, VERA, ALDA, RUI)
WITHOUT_RIGHT = (*READERS, *KEEPERS, *GONE, GRETA)
OUTSIDE = (*KEEPERS, *GONE, GRETA)
PLANNER = Planner(Schedule(), Calendar())

# Whatever comes after the last answer is sent.
ANSWERED = frozenset({State.ANSWERED, State.CLARIFYING, State.CLARIFIED}) | {
    State.DISPUTED,
    State.CLOSED,
}
USUAL = (
    (ANNA, Action.SEND),
    (JOAO, Action.ACCEPT),
    (MARTA, Action.ANSWER),
    (JOAO, Action.REPLY),
    (ANNA, Action.ASK),
    (JOAO, Action.CLARIFY),
    (ANNA, Action.CLOSE),
)
# What is written there reaches the two authorities that have the case open, and nobody else.
IN_PERSON = frozenset({Action.MESSAGE, Action.ASK, Action.CLARIFY})
# Whom the words of a step are for, beside those who have said them.
READ_BY = {
    Action.REFER: Side.COORDINATOR,
    Action.SEND_BACK: Side.ANSWERER,
    Action.ADVISE: Side.ASKER,
}
_GIVEN_ON = (State.ALLOCATING, Action.FORWARD)
USUALLY = Given(text=FreeText(SECRET, "lv"))
ALL_ANSWERED = {QuestionId("established"): "yes", QuestionId("entitled"): "no"}

actions = st.sampled_from([a for a in Action if a not in (Action.CREATE, Action.WITHDRAW)])
ahead = st.integers(-5, 400)
answers = st.dictionaries(
    st.sampled_from([QuestionId("established"), QuestionId("entitled")]),
    st.sampled_from(["yes", "no", "unknown"]),
)


def open_count(case: Request) -> int:
    return len([question for question in case.questions if question not in case.answers])


def handlers_of(authority: AuthorityId | None) -> list[Person]:
    return [p for p in ANSWERERS if p.may(Right.HANDLE, authority, request().area)]


def is_entitled(who: Person, case: Request, step: Step, allocation: bool) -> bool:
    """Whether they have a right that it takes, said once more and otherwise than the table says it."""
    rights = {Right.HANDLE}
    if step.side is Side.COORDINATOR:
        rights = {Right.REFER}
    elif step.action in (Action.APPROVE, Action.RETURN):
        rights = {Right.APPROVE} if who.id != case.author else set()
    elif Action.ALLOCATE is step.action or (step.state, step.action) == _GIVEN_ON:
        unset = step.state is State.ALLOCATING and step.action is Action.ALLOCATE and not allocation
        rights = {Right.ALLOCATE, Right.HANDLE} if unset else {Right.ALLOCATE}
    return any(who.may(right, case.authority(step.side), case.area) for right in rights)


def room(authority: str) -> Room:
    at = Address("terminal", "", "team")
    return Room(RoomId("team"), type(RIGA)(authority), "team", "lv", "Europe/Riga", at)


class Walk(RuleBasedStateMachine):
    """One request in many hands; ``steps`` counts what was really done to it."""

    @initialize(stages=st.integers(0, len(USUAL)))
    def write(self, stages: int) -> None:
        """A draft, taken some way along the usual road, so that walks begin everywhere."""
        attached = Attachment("0" * 64, "paper.pdf", "application/pdf", 3, ANNA.id)
        self.request = request(State.DRAFT, attachments=(attached,))
        self.now = NOW
        self.steps = 0
        self.approval = self.allocation = False
        self.sent: Mapping[QuestionId, Answer] = {}
        for who, action in USUAL[:stages]:
            assert self._try(who, action, replace(USUALLY, answers=ALL_ANSWERED))

    @rule(hours=st.integers(1, 24 * 20))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(approval=st.booleans(), allocation=st.booleans())
    def set_otherwise(self, approval: bool, allocation: bool) -> None:
        self.approval, self.allocation = approval, allocation

    @rule(who=st.sampled_from(ACTORS), action=actions, days=ahead, given_answers=answers)
    def act(
        self, who: Person, action: Action, days: int, given_answers: dict[QuestionId, str]
    ) -> None:
        day = self.now.date() + timedelta(days=days) if days % 3 else None
        self._try(who, action, self._given(action, day, given_answers))

    @precondition(lambda self: self.request.state not in FINAL)
    @rule(data=st.data(), steps=st.integers(1, 4))
    def go_on(self, data: st.DataObject, steps: int) -> None:
        """Something that is possible and not the end of it, so that walks get far."""
        for _step in range(steps):
            if self.request.state not in FINAL:
                self._go_on(data)

    def _go_on(self, data: st.DataObject) -> None:
        ways = [
            (who, step.action)
            for who in ACTORS
            for step in possible(self.request, who, self._circumstances())
            if step.action is not Action.WITHDRAW
        ]
        who, action = data.draw(st.sampled_from(ways))
        day = None
        if action in (Action.PROPOSE, Action.ACCEPT, Action.SPLIT):
            day = self.now.date() + timedelta(days=data.draw(st.integers(1, 60)))
        self._try(who, action, self._given(action, day, data.draw(answers)))

    @precondition(lambda self: self.request.away and self.request.state not in FINAL)
    @rule(answered=st.booleans())
    def a_part_comes_back(self, answered: bool) -> None:
        """What its own steps lead to is walked on the database."""
        number = len(self.request.parts)
        part = request(
            State.ANSWERED if answered else State.WITHDRAWN,
            reference=part_reference(self.request.reference, number),
            answers={QuestionId("established"): Answer("yes", TIAGO.id, self.now)},
        )
        whole = joined(self.request, part)
        assert whole is not None
        assert joined(whole, part) is None, "it comes back once"
        self.request = whole
        self.steps += 1

    @rule(who=st.sampled_from(ACTORS), chance=st.integers(0, 9))
    def withdraw(self, who: Person, chance: int) -> None:
        if chance == 0:
            self._try(who, Action.WITHDRAW, Given())

    @rule(who=st.sampled_from(WITHOUT_RIGHT), action=st.sampled_from(Action))
    def try_without_right(self, who: Person, action: Action) -> None:
        before = self.request
        assert possible(self.request, who, Circumstances()) == ()
        assert not self._try(who, action, self._given(action, before.wished, {}))
        assert self.request is before

    def _circumstances(self) -> Circumstances:
        waiting = open_count(self.request)
        return Circumstances(waiting, self.approval, self.allocation, self.now)

    def _given(self, action: Action, day: date | None, given: dict[QuestionId, str]) -> Given:
        """Handed over is to the other of two authorities, to the coordinator, to a colleague."""
        answerer = self.request.answerer
        other = LISBON if answerer == PORTO else PORTO
        return Given(
            day,
            given,
            to=COORDINATION if action is Action.REFER else other,
            person=handlers_of(answerer)[-1].id,
            text=FreeText(SECRET if action in IN_PERSON else "Kāpēc?", "lv"),
            rating=Rating(Timeliness.LATE, Effort.USEFUL),
            questions=(QuestionId("established"),),
        )

    def _try(self, who: Person, action: Action, given: Given) -> bool:
        step = next(iter(possible(self.request, who, self._circumstances(), action)), None)
        if step is None:
            return False
        assert is_entitled(who, self.request, step, self.allocation)
        try:
            changed = taken(step, Act(self.request, who, given, self.now))
        except UserError:
            return False
        if step.first and self.allocation and changed.answerer == LISBON:
            changed = replace(changed, state=step.first)
        assert changed.version == self.request.version + 1
        assert (changed.last.by, changed.last.at) == (who.id, self.now)
        if action is Action.SEND_PART:
            self.sent = self.request.answers
        self.request = changed
        self.steps += 1
        return True

    @invariant()
    def the_version_counts_the_changes(self) -> None:
        assert self.request.version == 1 + self.steps

    @invariant()
    def nobody_outside_sees_anything(self) -> None:
        assert all(view_of(self.request, who) is None for who in OUTSIDE)
        assert outline_of(self.request, room(ELSEWHERE)) is None

    @invariant()
    def nothing_personal_is_seen_before_acceptance(self) -> None:
        """Nor by anybody who neither asks nor answers, or has given the request away."""
        for who in (*ANSWERERS, READERS[1], ALDA, RUI):
            view = view_of(self.request, who)
            theirs = who.may(Right.VIEW, self.request.answerer, self.request.area)
            assert (view is None) or self.request.sent is not None
            assert (view is not None) or not theirs or self.request.sent is None
            if view and not (theirs and self.request.accepted):
                assert SECRET not in str(view)
                assert (view.subject, view.note, view.attachments) == ({}, None, ())
                assert (view.answers, view.written, view.rating) == ({}, (), None)

    @invariant()
    def the_asker_reads_only_what_was_sent(self) -> None:
        for who in (*ASKERS, READERS[0]):
            view = view_of(self.request, who)
            assert view is not None
            assert view.subject == self.request.subject
            if self.request.answered is None:
                assert view.answers == self.sent

    @invariant()
    def words_that_go_with_a_step_are_read_by_those_they_are_for(self) -> None:
        remark = self.request.remark
        for who in (*ACTORS, *READERS):
            view = view_of(self.request, who)
            if view and view.remark:
                assert remark is not None
                assert view.side in (remark.side, READ_BY.get(remark.action))

    @invariant()
    def both_sides_see_the_same_state_and_dates(self) -> None:
        views = [view for who in ACTORS if (view := view_of(self.request, who))]
        assert len({view.outline for view in views}) == 1
        rooms = [outline_of(self.request, room(where)) for where in (RIGA, LISBON)]
        assert {outline for outline in rooms if outline} <= {view.outline for view in views}
        assert SECRET not in str(rooms)

    @invariant()
    def the_dates_fit_the_state(self) -> None:
        state = self.request.state
        unsent = state in (State.DRAFT, State.SUBMITTED)
        assert (self.request.sent is None) == unsent or state is State.WITHDRAWN
        if state in (State.ACCEPTED, State.PARTLY, *ANSWERED):
            assert self.request.accepted is not None
            assert self.request.agreed is not None
            assert self.request.handler in {p.id for p in handlers_of(self.request.answerer)}
        assert (self.request.answered is not None) == (state in ANSWERED)
        assert (self.request.closed is not None) == (state in FINAL)
        if state in ANSWERED:
            assert open_count(self.request) == 0
        if state in FINAL | ANSWERED | {State.DRAFT, State.SUBMITTED, State.ALLOCATING}:
            assert self.request.proposal is None

    @invariant()
    def nothing_is_answered_or_given_away_while_a_part_is_open(self) -> None:
        open_parts = [p for p in self.request.parts if p.state is PartState.OPEN]
        assert len(open_parts) <= 1
        assert not self.request.away.intersection(self.request.answers)
        if open_parts:
            assert self.request.state in (
                State.ACCEPTED,
                State.PARTLY,
                State.REFERRED,
                State.WITHDRAWN,
            )

    @invariant()
    def there_is_always_a_way_on_for_somebody(self) -> None:
        ways = [s for who in ACTORS for s in possible(self.request, who, self._circumstances())]
        onward = [s for s in ways if s.leads_to is not s.state]
        if self.request.state not in FINAL:
            assert onward
        assert {s.action for s in ways if self.request.state in FINAL} <= {
            Action.RATE,
            Action.REOPEN,
        }

    @invariant()
    def the_reference_stays_whoever_answers(self) -> None:
        assert self.request.reference == request().reference
        assert self.request.side_of(RIGA) is Side.ASKER
        givers = {passing.authority for passing in self.request.passed}
        assert givers <= {LISBON, PORTO}
        for who in (JOAO, TIAGO):
            [authority] = who.authorities()
            if authority in givers and authority != self.request.answerer:
                assert possible(self.request, who, self._circumstances()) == ()

    @invariant()
    def reminders_go_to_the_side_that_has_the_turn(self) -> None:
        rows = PLANNER.plan(self.request, Readers(ASKERS, ANSWERERS, (RUI,)), self.now)
        assert len({row.key for row in rows}) == len(rows)
        assert {row.kind for row in rows} <= reminded(self.request.state)
        if self.request.state is State.AWAITING and self.request.proposal:
            asked = {row.recipient.person for row in rows}
            assert asked <= {person.id for person in ASKERS}


Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


TestWalk = Walk.TestCase


def test_the_walk_can_take_every_step_of_the_table() -> None:
    """Were a step out of the walkers' reach, the walk would prove nothing about it."""
    able = {(step.action, step.side) for step in LIFE_CYCLE}
    walked = set()
    for state in State:
        case = request(state, proposal=None)
        for proposal in (None, "agreed"):
            held = replace(case, proposal=None) if proposal is None else _with_proposal(case)
            for who, on in product(ACTORS, (False, True)):
                held = replace(held, answers={} if on else ALL_WRITTEN, closed=NOW)
                waiting = int(not on)
                steps = possible(held, who, Circumstances(waiting, on, on, NOW))
                walked |= {(s.action, s.side) for s in steps}
    assert walked == able
    assert {side for _action, side in able} == set(Side) - {Side.FORMER}


@pytest.mark.parametrize("state", State)
def test_nobody_is_offered_a_step_without_the_right_that_it_takes(state: State) -> None:
    for on, author in product((False, True), (ANNA, VERA)):
        case = request(state, answers=ALL_WRITTEN, author=author.id, closed=NOW)
        for who, held in product((*ACTORS, *WITHOUT_RIGHT), (case, _with_proposal(case))):
            for step in possible(held, who, Circumstances(int(not on), on, on, NOW)):
                assert is_entitled(who, held, step, on), (who, step)


ALL_WRITTEN = {QuestionId("entitled"): Answer("yes", JOAO.id, NOW)}


def _with_proposal(case: Request) -> Request:
    act = Act(replace(case, state=State.AWAITING), JOAO, Given(date(2026, 4, 1)), NOW)
    step = next(s for s in LIFE_CYCLE if s.action is Action.PROPOSE)
    return replace(taken(step, act), state=case.state)

"""The life cycle walked at random, by people with and without the right, over months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from core.calendar import Calendar
from core.changes import Act, Given, taken
from core.errors import UserError
from core.lifecycle import FINAL, LIFE_CYCLE, possible, reminded, step_for
from core.people import Address, Person, Role, Room, RoomId
from core.reminders import Planner, Readers, Schedule
from core.requests import Action, Attachment, QuestionId, Request, Side, State
from core.steps import Circumstances
from core.views import outline_of, view_of
from tests.core.cases import ANNA, JOAO, LISBON, NOW, PORTO, RIGA, TIAGO, official, request

SECRET = "Rui Guia"
LIGA, MARTA = official("liga", RIGA), official("marta", LISBON, zone="Europe/Lisbon")
READERS = (official("reader-lv", RIGA, Role.VIEWER), official("reader-pt", LISBON, Role.VIEWER))
KEEPERS = (
    official("keeper-lv", RIGA, Role.ADMINISTRATOR),
    official("keeper-pt", LISBON, Role.ADMINISTRATOR, Role.COORDINATOR),
)
GONE = (replace(ANNA, active=False), replace(JOAO, active=False))
ASKERS, ANSWERERS = (ANNA, LIGA), (JOAO, MARTA)
HANDLERS = (*ASKERS, *ANSWERERS)
WITHOUT_RIGHT = (*READERS, *KEEPERS, *GONE, TIAGO)
OUTSIDE = (*KEEPERS, *GONE, TIAGO)
PLANNER = Planner(Schedule(), Calendar())

USUAL = (
    (ANNA, Action.SEND),
    (JOAO, Action.ACCEPT),
    (MARTA, Action.ANSWER),
    (JOAO, Action.REPLY),
)
ALL_ANSWERED = {QuestionId("established"): "yes", QuestionId("entitled"): "no"}

actions = st.sampled_from([a for a in Action if a not in (Action.CREATE, Action.WITHDRAW)])
ahead = st.integers(-5, 400)
answers = st.dictionaries(
    st.sampled_from([QuestionId("established"), QuestionId("entitled")]),
    st.sampled_from(["yes", "no", "unknown"]),
)


def open_count(case: Request) -> int:
    return len([question for question in case.questions if question not in case.answers])


def circumstances(case: Request) -> Circumstances:
    return Circumstances(open_count(case))


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
        self.ever_accepted = False
        for who, action in USUAL[:stages]:
            assert self._try(who, action, Given(answers=ALL_ANSWERED))

    @rule(hours=st.integers(1, 24 * 20))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(who=st.sampled_from(HANDLERS), action=actions, days=ahead, given_answers=answers)
    def act(
        self, who: Person, action: Action, days: int, given_answers: dict[QuestionId, str]
    ) -> None:
        day = self.now.date() + timedelta(days=days) if days % 3 else None
        self._try(who, action, Given(day, given_answers))

    @precondition(lambda self: self.request.state not in FINAL)
    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """Something that is possible and not the end of it, so that walks get far."""
        ways = [
            (who, step.action)
            for who in HANDLERS
            for step in possible(self.request, who, circumstances(self.request))
            if step.action is not Action.WITHDRAW
        ]
        who, action = data.draw(st.sampled_from(ways))
        day = None
        if action in (Action.PROPOSE, Action.ACCEPT):
            day = self.now.date() + timedelta(days=data.draw(st.integers(1, 60)))
        self._try(who, action, Given(day, data.draw(answers)))

    @rule(who=st.sampled_from(HANDLERS), chance=st.integers(0, 9))
    def withdraw(self, who: Person, chance: int) -> None:
        if chance == 0:
            self._try(who, Action.WITHDRAW, Given())

    @rule(who=st.sampled_from(WITHOUT_RIGHT), action=st.sampled_from(Action))
    def try_without_right(self, who: Person, action: Action) -> None:
        before = self.request
        assert possible(self.request, who, Circumstances()) == ()
        assert not self._try(who, action, Given(before.wished, {}))
        assert self.request is before

    def _try(self, who: Person, action: Action, given: Given) -> bool:
        step = step_for(possible(self.request, who, circumstances(self.request)), action)
        if step is None:
            return False
        assert who.may(step.right, self.request.authority(step.side), self.request.area)
        try:
            changed = taken(step, Act(self.request, who, given, self.now))
        except UserError:
            return False
        assert changed.version == self.request.version + 1
        assert (changed.last.by, changed.last.at) == (who.id, self.now)
        self.request = changed
        self.steps += 1
        self.ever_accepted |= changed.state is State.ACCEPTED
        return True

    @invariant()
    def the_version_counts_the_changes(self) -> None:
        assert self.request.version == 1 + self.steps

    @invariant()
    def nobody_outside_sees_anything(self) -> None:
        assert all(view_of(self.request, who) is None for who in OUTSIDE)
        assert outline_of(self.request, room(PORTO)) is None

    @invariant()
    def nothing_personal_is_seen_before_acceptance(self) -> None:
        for who in (*ANSWERERS, READERS[1]):
            view = view_of(self.request, who)
            if self.request.sent is None:
                assert view is None
            elif not self.ever_accepted:
                assert view is not None
                assert (view.subject, view.note, view.attachments, view.answers) == (
                    {},
                    None,
                    (),
                    {},
                )
                assert SECRET not in str(view)

    @invariant()
    def the_asker_reads_only_what_was_sent(self) -> None:
        for who in (*ASKERS, READERS[0]):
            view = view_of(self.request, who)
            assert view is not None
            assert view.subject == self.request.subject
            if self.request.answered is None:
                assert view.answers == {}

    @invariant()
    def both_sides_see_the_same_state_and_dates(self) -> None:
        views = [view for who in HANDLERS if (view := view_of(self.request, who))]
        assert len({view.outline for view in views}) == 1
        rooms = [outline_of(self.request, room(where)) for where in (RIGA, LISBON)]
        assert {outline for outline in rooms if outline} <= {view.outline for view in views}
        assert SECRET not in str(rooms)

    @invariant()
    def the_dates_fit_the_state(self) -> None:
        state = self.request.state
        assert (self.request.sent is None) == (state is State.DRAFT) or state is State.WITHDRAWN
        if state in (State.ACCEPTED, State.ANSWERED, State.CLOSED):
            assert self.request.accepted is not None
            assert self.request.agreed is not None
            assert self.request.handler in {person.id for person in ANSWERERS}
        if state in (State.ANSWERED, State.CLOSED):
            assert self.request.answered is not None
            assert open_count(self.request) == 0
        if state in FINAL | {State.DRAFT, State.ANSWERED}:
            assert self.request.proposal is None

    @invariant()
    def reminders_go_to_the_side_that_has_the_turn(self) -> None:
        rows = PLANNER.plan(self.request, Readers(ASKERS, ANSWERERS), self.now)
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
            for who in HANDLERS:
                walked |= {(s.action, s.side) for s in possible(held, who, Circumstances())}
    assert walked == able
    assert {side for _action, side in able} == set(Side)


def _with_proposal(case: Request) -> Request:
    act = Act(replace(case, state=State.AWAITING), JOAO, Given(date(2026, 4, 1)), NOW)
    step = next(s for s in LIFE_CYCLE if s.action is Action.PROPOSE)
    return replace(taken(step, act), state=case.state)

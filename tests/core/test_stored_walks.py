"""Random days in the life of a stored request: every change is written down, every refusal explains itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.acts import Given
from core.amendments import Amendment, Part
from core.errors import UserError
from core.ratings import Rating, Timeliness
from core.refusals import NotPossibleNow
from core.requests import Action, FreeText, Reference
from tests.support.casework import ANSWERS, ENTITLED, Casework
from tests.support.world import MovableClock, a_world

PEOPLE = ("anna", "liga", "joao", "marta", "tiago")
# A sentence that says what can be done, or whose turn it is; who could give a right is added for the reader.
WAYS_ON = (
    "What you can do now",
    "There is nothing you can do",
    "Only the other authority",
    "Only the coordinator",
    "so a colleague has to decide",
    "still open",
)

actions = st.sampled_from([action for action in Action if action is not Action.CREATE])
moves = st.lists(
    st.tuples(st.sampled_from(PEOPLE), actions, st.integers(1, 40)), min_size=5, max_size=25
)


def what_is_given(casework: Casework, action: Action, days: int) -> Given:
    """Each action reads its own part."""
    today = casework.world.clock.now()
    return Given(
        answers=ANSWERS if days % 2 else {ENTITLED: "unknown"},
        day=(today + timedelta(days=days)).date() if action is Action.PROPOSE else None,
        text=FreeText("Kāpēc?", "lv"),
        rating=Rating(Timeliness.LATE),
        amendment=Amendment(frozenset({Part.NOTE}), note=FreeText(f"Vēl {days}.", "lv")),
        edition=days if action is Action.ACCEPT and days < 3 else None,
    )


async def tried(
    casework: Casework, name: Reference, who: str, action: Action, days: int
) -> UserError | None:
    try:
        await casework.act(who, name, action, what_is_given(casework, action, days))
    except UserError as refused:
        return refused
    return None


@pytest.mark.parametrize("first", [Action.SEND, Action.WITHDRAW])
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=moves)
async def test_every_change_is_written_down_once_and_every_refusal_says_what_is_possible(
    tmp_path_factory: pytest.TempPathFactory,
    first: Action,
    moves: list[tuple[str, Action, int]],
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('walk') / 'imi.sqlite3'}"
    casework = Casework(await a_world(url, MovableClock()))
    english = casework.world.assistant.languages.voice("en", "UTC")
    name, done = await casework.drafted(), [Action.CREATE]
    for who, action, days in [("anna", first, 1), *moves]:
        casework.world.clock.forward(hours=5)
        refused = await tried(casework, name, who, action, days)
        if refused is None:
            done.append(action)
        elif isinstance(refused, NotPossibleNow):
            said = english.text(refused.message)
            assert refused.wanted or any(way in said for way in WAYS_ON)
    stored, entries = await casework.request(name), await casework.audit(name)
    assert [entry.action for entry in entries] == done
    assert stored.version == len(done)
    assert entries[-1].after is stored.state
    await casework.world.assistant.close()

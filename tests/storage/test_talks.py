from __future__ import annotations

from datetime import timedelta

import pytest

from core.talks import Marks, TalkKey, Talks
from storage.engine import Database
from storage.marks import SqlMarks
from storage.talks import SqlTalks
from tests.storage.examples import ANNA_IN_MATRIX, ANNA_IN_SLACK, NOW

HERE = TalkKey(ANNA_IN_SLACK, "D1")
THREAD = TalkKey(ANNA_IN_SLACK, "C1/1700000000.0001")
OTHER = TalkKey(ANNA_IN_MATRIX, "D1")


@pytest.fixture
def talks(database: Database) -> Talks:
    return SqlTalks(database)


@pytest.fixture
def marks(database: Database) -> Marks:
    return SqlMarks(database)


async def test_a_talk_is_kept_rewritten_and_forgotten(talks: Talks) -> None:
    assert await talks.read(HERE) is None
    await talks.write(HERE, '{"text": "Ķīļa"}', NOW)
    assert await talks.read(HERE) == '{"text": "Ķīļa"}'
    await talks.write(HERE, "[]", NOW)
    assert await talks.read(HERE) == "[]"
    await talks.write(HERE, None, NOW)
    assert await talks.read(HERE) is None


async def test_forgetting_what_was_never_said_is_nothing(talks: Talks) -> None:
    await talks.write(HERE, None, NOW)
    assert await talks.read(HERE) is None


async def test_talks_in_other_places_or_of_others_are_others(talks: Talks) -> None:
    for key in (HERE, THREAD, OTHER):
        await talks.write(key, key.room + key.speaker.platform, NOW)
    await talks.write(THREAD, None, NOW)
    assert await talks.read(HERE) == "D1slack"
    assert await talks.read(OTHER) == "D1matrix"


async def test_a_speaker_s_open_talks_come_latest_first(talks: Talks) -> None:
    await talks.write(HERE, "one", NOW)
    await talks.write(THREAD, "two", NOW + timedelta(microseconds=1))
    await talks.write(OTHER, "three", NOW)
    assert await talks.open_of(ANNA_IN_SLACK) == [(THREAD, "two"), (HERE, "one")]


async def test_a_mark_is_kept_and_overwritten(marks: Marks) -> None:
    assert await marks.get("sync token") is None
    await marks.put("sync token", "s1")
    await marks.put("sync token", "s2")
    await marks.put("device", "D")
    assert await marks.get("sync token") == "s2"


async def test_what_nobody_has_touched_for_long_is_given_up(database: Database) -> None:
    talks = SqlTalks(database)
    await talks.write(HERE, "old", NOW)
    await talks.write(OTHER, "young", NOW + timedelta(days=1))
    assert await talks.forget(NOW) == 0
    assert await talks.forget(NOW + timedelta(hours=1)) == 1
    assert await talks.read(HERE) is None
    assert await talks.read(OTHER) == "young"

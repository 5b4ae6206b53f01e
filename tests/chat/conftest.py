from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.app import Parts, read_parts
from bot.config import Config
from bot.i18n import Languages
from chat.ear import Hearing
from tests.support.casework import Casework
from tests.support.world import MovableClock, a_world, sqlite_url

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def parts() -> Parts:
    """Every command and every language, without a database."""
    return read_parts(Config())


@pytest.fixture(scope="session")
def languages(parts: Parts) -> Languages:
    return parts.languages


@pytest.fixture(scope="session")
def hearing(languages: Languages) -> Hearing:
    """A Monday, 2 March 2026."""
    return Hearing(languages, TODAY, "en")


@pytest.fixture
async def casework(tmp_path: Path) -> AsyncIterator[Casework]:
    world = await a_world(sqlite_url(tmp_path), MovableClock())
    yield Casework(world)
    await world.assistant.close()

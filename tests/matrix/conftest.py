from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.matrix_chat import MatrixChat, MatrixWorld, a_matrix_world
from tests.support.synapse import Synapse
from tests.support.world import MovableClock, sqlite_url


@pytest.fixture
async def matrix(tmp_path: Path, synapse: Synapse) -> AsyncIterator[MatrixWorld]:
    """Anna and João have accounts; nobody has written yet."""
    url = sqlite_url(tmp_path)
    async with a_matrix_world(url, MovableClock(), synapse, "anna", "joao") as world:
        yield world


@pytest.fixture
def chat(matrix: MatrixWorld) -> MatrixChat:
    return MatrixChat(matrix)

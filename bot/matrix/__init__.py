from __future__ import annotations

from bot.app import Assistant
from bot.matrix.adapter import MatrixAdapter, Memory


def open_matrix(assistant: Assistant) -> MatrixAdapter:
    """The adapter of a configured Matrix account; it is not logged in yet."""
    return MatrixAdapter(
        assistant.config.platforms.matrix,
        assistant.front,
        Memory(assistant.marks, assistant.events, assistant.leases),
        assistant.config.limits,
    )

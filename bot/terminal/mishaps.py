"""What the bot logs as an error while the demo is played: a script must not pass over it."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Any, Self

import structlog


class Mishaps(logging.Handler):
    """Collects, from inside its ``with``, every error of the log; nothing of it reaches the screen."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._seen: list[str] = []
        self._before: dict[str, Any] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self._seen.append(self.format(record))

    def take(self) -> list[str]:
        """Those since this was last asked."""
        seen, self._seen = self._seen, []
        return seen

    def __enter__(self) -> Self:
        self._before = structlog.get_config()
        structlog.configure(
            processors=[structlog.stdlib.render_to_log_kwargs],
            wrapper_class=structlog.stdlib.BoundLogger,
            logger_factory=structlog.stdlib.LoggerFactory(),
        )
        logging.getLogger().addHandler(self)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        logging.getLogger().removeHandler(self)
        structlog.configure(**self._before)

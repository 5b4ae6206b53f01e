"""The log: what happened, never what was said.

An error's own words may hold what somebody wrote, and so may local variables: only the kind of error and the
places in the code are kept. Libraries are heard from warnings upwards, whatever the level: below that they
print whole messages and tokens.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Sequence
from types import TracebackType

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.settings import Log

_OURS = "bot"


def configure(log: Log) -> None:
    """From now on everything goes to stderr: as lines for people, or one JSON object a line."""
    level = logging.getLevelNamesMapping()[log.level.upper()]
    shown: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log.json_lines
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    preparing: Sequence[Processor] = (
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    )
    structlog.configure(
        processors=[*preparing, shown],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _listen_to_libraries(level, preparing, shown)


def _listen_to_libraries(level: int, preparing: Sequence[Processor], shown: Processor) -> None:
    formatter = ProcessorFormatter(
        foreign_pre_chain=preparing, processors=[ProcessorFormatter.remove_processors_meta, shown]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=max(level, logging.WARNING), force=True)
    logging.getLogger(_OURS).setLevel(level)


def _without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    error = _error(event.pop("exc_info", None))
    if error is not None:
        event["error"] = _kinds(error)
        event["places"] = _places(error.__traceback__)
    return event


def _error(given: object) -> BaseException | None:
    """``exc_info`` as the standard library takes it: true, an error, or the three of them."""
    found = given[1] if isinstance(given, tuple) else given
    if found is True:
        found = sys.exception()
    return found if isinstance(found, BaseException) else None


def _kinds(error: BaseException) -> str:
    """The error and what it came of: ``TryLater < ClientConnectorError``."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return " < ".join(kinds)


def _places(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)

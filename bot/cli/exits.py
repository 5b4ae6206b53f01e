"""What the program says and returns when something did not work."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Documented in docs/operating.md and in the help; a script relies on them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    CONFIGURATION = 3
    DATABASE = 4
    UNEXPECTED = 5
    INTERRUPTED = 130


CODES = (
    "Exit codes: 0 done; 1 something in it is wrong, see what was said; 2 wrong usage; "
    "3 the configuration is wrong; 4 the database cannot be reached or needs `migrate`; "
    "5 an error of the program."
)


class Failure(Exception):
    """Ends the program; ``lines`` go to stderr and hold no secret and nobody's data."""

    def __init__(self, code: Exit, *lines: str) -> None:
        self.code = code
        self.lines = lines
        super().__init__("\n".join(lines))

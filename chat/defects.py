"""What whoever writes a command is told when it is not written as the others are."""

from __future__ import annotations


class Malformed(Exception):
    """Holds no data of anybody's, so it is shown in full."""

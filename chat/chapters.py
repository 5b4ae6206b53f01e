"""What `help` is parted into."""

from __future__ import annotations

from enum import Enum


class Chapter(Enum):
    """Where `help` tells of a command; the order is that of the work."""

    TASKS = "tasks"
    ASKING = "asking"
    ANSWERING = "answering"
    DATES = "dates"
    DIRECTORY = "directory"
    TEAM = "team"
    ONESELF = "settings"
    HELP = "learning"

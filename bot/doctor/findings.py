"""What the doctor says about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """``said`` is one line: how it is and, where something is wrong, what to do."""

    about: str
    verdict: Verdict
    said: str


def ok(about: str, said: str) -> Finding:
    return Finding(about, Verdict.OK, said)


def note(about: str, said: str) -> Finding:
    """Worth knowing, and the bot works all the same."""
    return Finding(about, Verdict.NOTE, said)


def problem(about: str, said: str) -> Finding:
    return Finding(about, Verdict.PROBLEM, said)

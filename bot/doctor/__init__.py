"""Looks over a whole installation: what works, what does not, and what to do about it."""

from __future__ import annotations

from bot.doctor.findings import Finding, Verdict
from bot.doctor.rounds import look_over

__all__ = ["Finding", "Verdict", "look_over"]

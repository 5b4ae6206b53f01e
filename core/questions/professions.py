"""Professions and services by what they are called: what public registers are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.folding import fold_words
from core.text import Message


@dataclass(frozen=True, slots=True)
class Profession:
    """``keywords``: what else one may write for it, alternatives parted by ``|``."""

    id: str
    label: Message
    keywords: Message


def within(subject: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases, folded, stands in a text word by word."""
    words = f" {fold_words(subject)} "
    return any(f" {phrase} " in words for phrase in phrases)

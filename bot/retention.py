"""How long things are kept, as an operator has set it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from bot.secrets import Problem
from bot.settings import Retention as Given
from core.people import AreaId
from core.questions.problems import meant
from core.retention import Keeping, Retention


def retention_of(given: Given) -> Retention:
    return Retention(
        Keeping(*given.of("")),
        {AreaId(area): Keeping(*given.of(area)) for area in given.areas},
        timedelta(days=given.forms_days),
    )


def unknown_areas(given: Given, known: Collection[str]) -> Iterator[Problem]:
    """Times set for an area that the content does not have would never count."""
    for area in given.areas:
        if area not in known:
            told = f"is not an area of content/areas.yaml.{meant(area, known)}"
            yield f"retention.areas.{area}", told

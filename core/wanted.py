"""What right somebody lacks, so that they can be told who has it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.people import ALL_AREAS, AreaId, AuthorityId, Right


@dataclass(frozen=True, slots=True)
class Wanted:
    """Any of these ``rights`` would do: at the authorities ``where``, else at those of whoever asks; in the
    ``area``, if it is one.
    """

    rights: Collection[Right]
    area: AreaId = ALL_AREAS
    where: Sequence[AuthorityId] | None = None

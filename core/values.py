"""Values of which an act makes hundreds: frozen for the type checker, and so at no cost when the program runs.

Python keeps a frozen class by a call for every field of every object, which took a tenth of what an act takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from dataclasses import dataclass

    def value(*, frozen: bool, slots: bool):
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["value"]

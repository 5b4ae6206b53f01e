"""What is practised and what is real have references of their own, and do not meet."""

from __future__ import annotations

from core.errors import UserError
from core.references import is_practised
from core.requests import Reference
from core.text import msg


def of_its_world(name: Reference, *, practising: bool) -> Reference:
    """Raises ``UserError`` for a reference of the other one."""
    if practising and not is_practised(name):
        raise UserError(
            msg(
                "{reference} is a real request, and you are practising. Here all references begin with PRACTICE. "
                "Write `leave practice` to work with real requests.",
                reference=name,
            )
        )
    if is_practised(name) and not practising:
        raise UserError(
            msg(
                "{reference} is a request of practice, and this is the real assistant. "
                "Write `practice` to go on practising.",
                reference=name,
            )
        )
    return name

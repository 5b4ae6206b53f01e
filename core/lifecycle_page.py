"""The table of the life cycle as its page in the documentation shows it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from core.lifecycle import FINAL, LIFE_CYCLE, reminded
from core.requests import State
from core.steps import Step

_HEAD = (
    ("in", "may be done", "by", "with the right", "if", "leads to", "is told", "reminders"),
    ("---",) * 8,
)


_PAGE = """# The life of a request

Written by `make life-cycle` from the one table in `core/lifecycle.py`; a test fails when the two differ.

```mermaid
{diagram}
```

Each row is a step: in which state, what may be done, by which side, with which right and on which condition, where it
leads, who is told what, and which reminders are given up (`-`) and planned (`+`). Reminders that both states want
stay, by their dates.

{table}

## A request in parts

Whoever has accepted a request can give some of its questions to another authority of the same country (`split`).
The part, such as `LV-2026-000042/1`, is a request of its own on the same table: it is accepted, forwarded,
referred and answered like any other, and the authority that has split is the one that asks it. What differs stands
in the table as the conditions `part`, `not_part` and `undivided`:

- The authority that has split stays responsible for the whole. Its answers cannot be sent while a part is open,
  and those of the part come into the whole by themselves.
- The part is due before the whole. A later date for the part is agreed to only after the whole has got a later
  one.
- Until the part is accepted it can be taken back. The whole is not forwarded once a part is out; a part is
  forwarded, but not split again.
- Whoever answers a part sees its questions, the splitter's message and, once it is accepted, whom the request is
  about; documents only if the splitter said that they are needed. Whoever asked the whole keeps one case with one
  reference, and sees where each part is and by when.
- Withdrawing or closing the whole ends its parts; both are blocked and erased together.

A part is found however it is named: `LV-2026-000042/1`, `42/1`, `42.1`, `part 1`, `1. daļa`, `primeira parte`.
"""


def page() -> str:
    return _PAGE.format(diagram=diagram(), table=table())


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFT.value}"]
    for step in LIFE_CYCLE:
        label = f"{step.action.value} ({step.side.value})"
        lines.append(f"    {step.state.value} --> {step.leads_to.value}: {label}")
    lines += [f"    {state.value} --> [*]" for state in sorted(FINAL)]
    return "\n".join(lines)


def table() -> str:
    """The table row by row, with what each step does to the planned reminders."""
    rows = [*_HEAD, *(_cells(step) for step in LIFE_CYCLE)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(step: Step) -> tuple[str, ...]:
    told = (f"{side.value}: {notice.value}" for side, notice in step.tells.items())
    return (
        step.state.value,
        step.action.value,
        step.side.value,
        step.right.value,
        _listed(step.needs),
        step.leads_to.value,
        ", ".join(told),
        _reminders(step),
    )


def _reminders(step: Step) -> str:
    before, after = reminded(step.state), reminded(step.leads_to)
    ended = [f"-{kind.value}" for kind in sorted(before - after)]
    begun = [f"+{kind.value}" for kind in sorted(after - before)]
    return ", ".join([*ended, *begun])


def _listed(values: Iterable[StrEnum]) -> str:
    return ", ".join(value.value for value in values)

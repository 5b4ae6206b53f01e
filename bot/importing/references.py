"""Whether what a file refers to is there: authorities and people, asked for in batches."""

from __future__ import annotations

from collections.abc import Sequence

from bot.importing.problems import quoted
from bot.importing.rows import Row
from bot.importing.run import in_batches
from core.people import AuthorityId
from core.work import Work

# Where an id stands in the file.
Mention = tuple[Row, str, str]


async def check_authorities(work: Work, mentions: Sequence[Mention]) -> None:
    """Each mention is a row, a column and the id that stands there; an empty id has been told of."""
    known: set[str] = set()
    for batch in in_batches({AuthorityId(name) for _row, _column, name in mentions if name}):
        known |= (await work.authorities.many(batch)).keys()
    for row, column, name in mentions:
        if name and name not in known:
            reason = (
                f"{quoted(name)} is not an authority of the directory; import authorities first"
            )
            row.wrong(column, reason)

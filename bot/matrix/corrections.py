"""A person's last message in a room, and what stood before it: an edit, or one more file, can take its place."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from bot.matrix.read import Said
from chat.context import Place
from chat.intake import NOTHING_HANDED, Handed

_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Recent:
    """``before`` is the conversation as it was; ``in_form`` when a form was still open afterwards."""

    event: str
    place: Place
    before: str | None
    in_form: bool
    handed: Handed = NOTHING_HANDED


class Corrections:
    """Kept in memory: after a restart an edit is answered with a request to write anew."""

    def __init__(self) -> None:
        self._recent: OrderedDict[tuple[str, str], Recent] = OrderedDict()

    def of(self, said: Said) -> Recent | None:
        return self._recent.get((said.sender, said.room))

    def keep(self, said: Said, recent: Recent) -> None:
        key = said.sender, said.room
        self._recent[key] = recent
        self._recent.move_to_end(key)
        while len(self._recent) > _MOST:
            self._recent.popitem(last=False)


def takes_edit(earlier: Recent | None, said: Said, text: str) -> bool:
    """Only the last message changes. A number may by now stand for something else than it did."""
    if earlier is None or earlier.event != said.edits:
        return False
    return earlier.in_form or not text.isdecimal()


def undone(earlier: Recent | None, said: Said, place: Place) -> Recent | None:
    """What has to be taken back first: the answer that is edited, or the files that get one more."""
    if earlier is None or not earlier.in_form or earlier.place != place:
        return None
    more_files = said.attachment is not None and bool(earlier.handed.files)
    return earlier if said.edits or more_files else None

"""What people write around a command out of courtesy: "please", "I would like to", "show me"."""

from __future__ import annotations

from chat.ear import Ear, Hearing
from core.folding import fold_words
from core.text import Message, words

ASKED_FOR = words(
    "please | i want to | i would like to | i'd like to | i need to | i have to | let me | "
    "can you | could you | would you | hello | hi | good morning"
)
LOOKED_AT = words(
    "show me | show | open | see | view | list | give me | tell me | go to | where is | where are"
)
AFTERWARDS = words("please | now | right now")
THANKS = words("thank you | thanks | many thanks | thank you very much")
GOODBYE = words("goodbye | bye | good bye | see you | good night | that is all")

# However the two are put.
SAID = {
    "yes": words("yes | yes please | i agree | agreed | of course | ok | okay"),
    "no": words("no | no thanks | no thank you | i do not agree | i don't agree"),
}


def is_said(value: str, label: Message, said: str, hearing: Hearing) -> bool:
    """Whether an option is meant: by its value, its words, or another way to say yes or no."""
    also = SAID.get(value, label)
    return said == value or hearing.same(said, label) or hearing.same(said, also)


class Courtesy:
    """Takes off what only goes before a command, or after it."""

    def __init__(self, ear: Ear) -> None:
        self._asked = frozenset(ear.phrases(ASKED_FOR))
        self._looked = frozenset(ear.phrases(LOOKED_AT))
        self._thanks = frozenset(ear.phrases(THANKS))
        self._goodbye = frozenset(ear.phrases(GOODBYE))
        self._afterwards = frozenset(ear.phrases(AFTERWARDS)) | self._thanks
        self._longest = max(len(each.split()) for each in self._asked | self._looked)

    def openings(self, parts: list[str]) -> list[tuple[int, bool]]:
        """How many words may be taken off the front, most first; ``True``: only to look at something."""
        found = []
        for length in range(min(self._longest, len(parts) - 1), 0, -1):
            said = fold_words(" ".join(parts[:length]))
            if said in self._asked or said in self._looked:
                found.append((length, said not in self._asked))
        return found

    def is_thanks(self, said: str) -> bool:
        return fold_words(said) in self._thanks

    def is_goodbye(self, said: str) -> bool:
        return fold_words(said) in self._goodbye

    def is_empty(self, rest: str) -> bool:
        """Whether nothing but thanks, or a question mark, is left."""
        return fold_words(rest) in self._afterwards or not any(map(str.isalnum, rest))

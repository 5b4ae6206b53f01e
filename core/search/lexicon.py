"""The distinct words of all names: the one place where misspelling is dealt with.

A typo lives in a word, so looking for similar words costs the same however many names share them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from core.search.arrays import Bits, Floats, Ints, Keys, counted, distinct, starts

_ALPHABET = 37
_NUMBERS = bytes.maketrans(b"\nabcdefghijklmnopqrstuvwxyz0123456789", bytes(range(_ALPHABET)))
_AFTER_Z = "{"
# A word of two letters with one left out is like everything.
_SHORTEST_MISSPELT = 3
_SHORTEST_TRIGRAMS = 5
# What one word may cost: list members read, and words compared letter by letter.
_READ = 5_000
_COMPARED = 24
_SCANNED = 2_000
# When nothing found is this much alike, a word may have two wrong letters.
_TELLING = 0.75
_SHORTEST_MANGLED = 4
_LONGEST = 40
# The scorer drops some that are just at its cutoff.
_ROUNDING = 0.001
_NONE: Ints = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in order, with what finds those one typo away and those that share three letters in a row."""

    words: list[str]
    lengths: Bits
    near_keys: Keys
    near_words: Ints
    trigram_starts: Ints
    trigram_words: Ints

    @classmethod
    def build(cls, words: Iterable[str]) -> Lexicon:
        ordered = sorted(words)
        keys, owners = _deletions(ordered)
        trigram_starts, trigram_words = _trigrams(ordered)
        lengths = np.fromiter((min(len(word), 255) for word in ordered), np.uint8, len(ordered))
        return cls(ordered, lengths, keys, owners, trigram_starts, trigram_words)

    def exactly(self, word: str) -> int | None:
        at = bisect_left(self.words, word)
        return at if at < len(self.words) and self.words[at] == word else None

    def beginning(self, prefix: str) -> tuple[int, int]:
        """From where to where the words begin with this."""
        low = bisect_left(self.words, prefix)
        return low, bisect_left(self.words, prefix + _AFTER_Z, low)

    def similar(self, word: str, least: float) -> tuple[Ints, Floats]:
        """Words that may be meant by this one, and how alike they are (1 is the same)."""
        word = word[:_LONGEST]
        chosen = distinct(np.concatenate((self._near(word), self._farther(word, least))))
        chosen, alike = self._compared(word, chosen, least)
        mangled = least < _TELLING and len(word) >= _SHORTEST_MANGLED
        if mangled and alike.max(initial=0) < _TELLING:
            return self._compared(word, self._same_initial(word), least)
        return chosen, alike

    def _compared(self, word: str, chosen: Ints, least: float) -> tuple[Ints, Floats]:
        if not len(chosen):
            return chosen, np.zeros(0, np.float32)
        alike = likeness([word], [self.words[at] for at in chosen.tolist()], least)[0]
        kept = alike > 0
        return chosen[kept], alike[kept]

    def _near(self, word: str) -> Ints:
        if len(word) < _SHORTEST_MISSPELT:
            return _NONE
        keys = np.array(_keys(word), np.uint32)
        low = self.near_keys.searchsorted(keys, "left").tolist()
        high = self.near_keys.searchsorted(keys, "right").tolist()
        found = [self.near_words[a:b] for a, b in zip(low, high, strict=True) if a < b]
        return np.concatenate(found)[:_READ] if found else _NONE

    def _farther(self, word: str, least: float) -> Ints:
        """Those more than one typo away; with two, no word is more alike than one that has two letters more."""
        too_short = len(word) < _SHORTEST_TRIGRAMS or 1 - 2 / (len(word) + 2) < least
        return _NONE if too_short else self._sharing(word)

    def _sharing(self, word: str) -> Ints:
        """Words that share the most trigrams, the rarest trigrams read first."""
        codes = _codes(f"\n{word}\n".encode())
        begin, end = self.trigram_starts[codes].tolist(), self.trigram_starts[codes + 1].tolist()
        lists = sorted(zip(begin, end, strict=True), key=lambda bounds: bounds[1] - bounds[0])
        found, read = [], 0
        for low, high in lists:
            if read and read + high - low > _READ:
                break
            found.append(self.trigram_words[low : min(high, low + _READ)])
            read += high - low
        return self._best_shared(np.concatenate(found), len(word))

    def _same_initial(self, word: str) -> Ints:
        """Words of about the same length: whoever mistypes two letters still has the first one right."""
        low, high = self.beginning(word[0])
        apart = np.abs(self.lengths[low:high].astype(np.int16) - len(word))
        chosen = np.flatnonzero(apart <= 2)
        if len(chosen) > _SCANNED:
            chosen = np.flatnonzero(apart <= 1)[:_SCANNED]
        return (chosen + low).astype(np.int32)

    def _best_shared(self, found: Ints, length: int) -> Ints:
        words, shared = counted(found)
        if len(words) <= _COMPARED:
            return words
        dice = shared / (self.lengths[words] + np.float32(length))
        best: Ints = words[np.argpartition(dice, -_COMPARED)[-_COMPARED:]]
        return best


def likeness(words: Sequence[str], others: Sequence[str], least: float) -> Floats:
    """How alike each word is to each other one: 1 minus the share of letters to change, and 0 below ``least``."""
    cutoff, scorer = least - _ROUNDING, OSA.normalized_similarity
    alike: Floats = cdist(words, others, scorer=scorer, score_cutoff=cutoff, dtype=np.float32)
    alike[alike < np.float32(least)] = 0
    return alike


def _keys(word: str) -> list[int]:
    """The word, and the word with each letter left out: two words one typo apart share one."""
    letters = word.encode()
    shorter = (letters[:at] + letters[at + 1 :] for at in range(len(letters)))
    return [crc32(form) for form in {letters, *shorter}]


def _deletions(words: Sequence[str]) -> tuple[Keys, Ints]:
    keys, sizes = array("I"), array("i")
    for word in words:
        before = len(keys)
        if _SHORTEST_MISSPELT <= len(word) <= _LONGEST:
            keys.extend(_keys(word))
        sizes.append(len(keys) - before)
    every = np.frombuffer(keys, np.uint32)
    owners = np.repeat(np.arange(len(words), dtype=np.int32), np.frombuffer(sizes, np.int32))
    order = np.argsort(every, kind="stable")
    return every[order], owners[order]


def _trigrams(words: Sequence[str]) -> tuple[Ints, Ints]:
    codes = _codes(("\n" + "\n".join(words) + "\n").encode()) if words else np.zeros(0, np.int32)
    owners = np.repeat(np.arange(len(words), dtype=np.int32), [len(word) for word in words])
    order = np.argsort(codes, kind="stable")
    return starts(np.bincount(codes, minlength=_ALPHABET**3)), owners[order]


def _codes(lines: bytes) -> Ints:
    """One number for each letter with its two neighbours; a line's end is a neighbour too."""
    numbers = np.frombuffer(lines.translate(_NUMBERS), np.uint8).astype(np.int32)
    middle = numbers[1:-1]
    codes: Ints = (numbers[:-2] * _ALPHABET + middle) * _ALPHABET + numbers[2:]
    return codes[middle > 0]

"""Which command somebody typed: the exact words first, then the nearest; unsure is said, never guessed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from rapidfuzz import fuzz, process

from chat.command import Command
from chat.ear import Ear
from chat.registry import Registry
from core.folding import fold_words
from core.references import read_reference, take_reference

_NEAR = 80.0
_MAYBE = 62.0
_CLEAR = 6.0
_SPELLED = 88.0
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Exact:
    command: Command[Any]
    rest: str


@dataclass(frozen=True, slots=True)
class Near:
    """What was probably meant, nearest first; ``clear`` when nothing else comes close to the first."""

    meant: tuple[Exact, ...]
    clear: bool


Recognised: TypeAlias = Exact | Near | None


class Phrases:
    """Every way to type every command, folded, in all enabled languages."""

    def __init__(self, registry: Registry, ear: Ear) -> None:
        self._registry = registry
        self._commands: dict[str, str] = {}
        for command in registry.values():
            for phrase in (fold_words(command.name), *ear.phrases(command.words)):
                self._commands.setdefault(phrase, command.name)
        self._longest = max(len(phrase.split()) for phrase in self._commands)
        self._by_length = {
            length: [p for p in self._commands if len(p.split()) == length]
            for length in range(1, self._longest + 1)
        }

    def recognise(self, said: str) -> Recognised:
        exact = self.exact(said)
        if exact:
            return self._misspelled(said.split(), exact) or exact
        nearest = None if _only_a_reference(said) else self._near(said)
        if nearest is None and read_reference(said) and len(said.split()) < _LONGEST:
            return Exact(self._registry["show"], said)
        return nearest

    def is_exact(self, said: str) -> bool:
        return self.exact(said) is not None

    def exact(self, said: str) -> Exact | None:
        """The command these words begin with, the longest first."""
        parts = said.split()
        for length in range(min(self._longest, len(parts)), 0, -1):
            name = self._commands.get(fold_words(" ".join(parts[:length])))
            if name:
                return Exact(self._registry[name], " ".join(parts[length:]))
        return None

    def _misspelled(self, parts: list[str], exact: Exact) -> Exact | Near | None:
        """``find authroity lisbon`` begins with ``find``, but means ``find authority``.

        Another command than the one that was typed exactly is asked about, if it has an effect.
        """
        taken = len(parts) - len(exact.rest.split())
        for length in range(min(self._longest, len(parts)), taken, -1):
            typed = fold_words(" ".join(parts[:length]))
            # One word may fold into two, as `lembrar-me` does.
            for phrase in self._by_length.get(len(typed.split()), []):
                if fuzz.ratio(typed, phrase) >= _SPELLED:
                    command = self._registry[self._commands[phrase]]
                    meant = Exact(command, " ".join(parts[length:]))
                    sure = command is exact.command or not command.effect
                    return meant if sure else Near((meant, exact), clear=False)
        return None

    def _near(self, said: str) -> Near | None:
        scored: dict[str, tuple[float, str]] = {}
        for score, name, rest in self._candidates(said.split()):
            if score > scored.get(name, (0.0, ""))[0]:
                scored[name] = score, rest
        ranked = sorted(scored.items(), key=lambda item: -item[1][0])[:3]
        if not ranked or ranked[0][1][0] < _MAYBE:
            return None
        best = ranked[0][1][0]
        second = ranked[1][1][0] if len(ranked) > 1 else 0.0
        meant = tuple(Exact(self._registry[name], rest) for name, (_score, rest) in ranked)
        return Near(meant, clear=best >= _NEAR and best - second >= _CLEAR)

    def _candidates(self, parts: list[str]) -> Iterator[tuple[float, str, str]]:
        for length in range(1, min(self._longest, len(parts)) + 1):
            typed = fold_words(" ".join(parts[:length]))
            for near in (length - 1, length, length + 1):
                hits = process.extract(
                    typed,
                    self._by_length.get(near, []),
                    scorer=fuzz.ratio,
                    limit=3,
                    score_cutoff=_MAYBE,
                )
                for phrase, score, _place in hits:
                    yield score, self._commands[phrase], " ".join(parts[length:])


def _only_a_reference(said: str) -> bool:
    """``SE 2026 42`` is not a misspelled ``send``."""
    taken = take_reference(said.strip())
    return taken is not None and not any(char.isalnum() for char in taken[1])

"""Which command somebody typed: the exact words first, then the nearest; unsure is said, never guessed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from chat.command import Command
from chat.courtesy import Courtesy
from chat.ear import Ear
from chat.likeness import is_slip, nearest
from chat.registry import Registry
from core.folding import fold_words
from core.references import read_reference, take_reference

_CLEAR = 0.06
_SPELLED = 0.85
_LONGEST = 6
_COURTESIES = 3
_OFFERED = 3
_MOST_KEPT = 2_000
# How far into a sentence a command is looked for, and how long its words are.
_SENTENCE = 20
_TELLING = 5


@dataclass(frozen=True, slots=True)
class Exact:
    command: Command[Any]
    rest: str

    def again(self, command: Command[Any]) -> bool:
        """Another search, where one is just being asked for."""
        return self.command is command and not command.effect


@dataclass(frozen=True, slots=True)
class Near:
    """What was probably meant, nearest first; ``clear`` when nothing else comes close to the first.

    ``inside``: its words stand somewhere in a longer sentence, which may mean something else.
    """

    meant: tuple[Exact, ...]
    clear: bool
    inside: bool = False


@dataclass(frozen=True, slots=True)
class _Guess:
    meant: Exact
    score: float
    slip: bool


Recognised: TypeAlias = Exact | Near | None


class Phrases:
    """Every way to type every command, folded, in all enabled languages."""

    def __init__(self, registry: Registry, ear: Ear) -> None:
        self._registry = registry
        self._courtesy = Courtesy(ear)
        self._commands: dict[str, str] = {}
        for command in registry.values():
            for phrase in (fold_words(command.name), *ear.phrases(command.words)):
                self._commands.setdefault(phrase, command.name)
        self._said: dict[str, Exact] = {}
        self._longest = max(len(phrase.split()) for phrase in self._commands)
        self._by_length = {
            length: [p for p in self._commands if len(p.split()) == length]
            for length in range(1, self._longest + 1)
        }

    def recognise(self, said: str) -> Recognised:
        """A whole command is recognised once for all who type it so; nothing else that people type is kept."""
        if said in self._said:
            return self._said[said]
        found = self._recognised(said)
        if isinstance(found, Exact) and not found.rest and len(self._said) < _MOST_KEPT:
            self._said[said] = found
        return found

    def _recognised(self, said: str) -> Recognised:
        parts, exact = self._politely(said.split())
        if exact:
            return self._misspelled(parts, exact) or exact
        nearest = None if _only_a_reference(said) else self._near(parts)
        if nearest is None and read_reference(said) and len(parts) < _LONGEST:
            return Exact(self._registry["show"], said)
        return nearest or self._inside(parts)

    def is_exact(self, said: str) -> bool:
        return self._politely(said.split())[1] is not None

    def is_thanks(self, said: str) -> bool:
        return self._courtesy.is_thanks(said)

    def is_goodbye(self, said: str) -> bool:
        return self._courtesy.is_goodbye(said)

    def exact(self, said: str) -> Exact | None:
        """The command these words begin with, the longest first."""
        return self._begun(said.split())

    def _begun(self, parts: list[str]) -> Exact | None:
        for length in range(min(self._longest, len(parts)), 0, -1):
            name = self._commands.get(fold_words(" ".join(parts[:length])))
            if name:
                return Exact(self._registry[name], " ".join(parts[length:]))
        return None

    def _politely(
        self, parts: list[str], more: int = _COURTESIES
    ) -> tuple[list[str], Exact | None]:
        """As ``exact``, behind "please" or "show me" too; what is asked to be seen has no effect."""
        begun = self._begun(parts)
        taken = len(parts) - len(begun.rest.split()) if begun else 0
        for length, looked in self._courtesy.openings(parts) if more else ():
            left, meant = (
                self._politely(parts[length:], more - 1) if length >= taken else ([], None)
            )
            if meant and not (meant.command.effect and (looked or begun)):
                return left, meant
        return parts, begun and replace(begun, rest=self._kept(begun.rest))

    def _kept(self, rest: str) -> str:
        return "" if self._courtesy.is_empty(rest) else rest

    def _misspelled(self, parts: list[str], exact: Exact) -> Exact | Near | None:
        """``find authroity lisbon`` begins with ``find``, but means ``find authority``.

        Another command than the one that was typed exactly is asked about, if it has an effect.
        """
        taken = len(parts) - len(exact.rest.split())
        for length in range(min(self._longest, len(parts)), taken, -1):
            typed = fold_words(" ".join(parts[:length]))
            # One word may fold into two, as `lembrar-me` does.
            hits = nearest(typed, self._by_length.get(len(typed.split()), []))
            phrase, score = max(hits, key=lambda hit: hit[1], default=("", 0.0))
            if score >= _SPELLED:
                command = self._registry[self._commands[phrase]]
                meant = Exact(command, " ".join(parts[length:]))
                sure = command is exact.command or not command.effect
                return meant if sure else Near((meant, exact), clear=False)
        return None

    def _near(self, parts: list[str]) -> Near | None:
        best: dict[str, _Guess] = {}
        for guess in self._guesses(parts):
            name = guess.meant.command.name
            if name not in best or guess.score > best[name].score:
                best[name] = guess
        ranked = sorted(best.values(), key=lambda guess: -guess.score)[:_OFFERED]
        if not ranked:
            return None
        ahead = len(ranked) == 1 or ranked[0].score - ranked[1].score >= _CLEAR
        clear = ahead and ranked[0].slip and _takes(ranked[0].meant)
        return Near(tuple(guess.meant for guess in ranked), clear)

    def _guesses(self, parts: list[str]) -> Iterator[_Guess]:
        openings = self._courtesy.openings(parts)
        for start in {0, *(length for length, _looked in openings)}:
            yield from self._guesses_at(parts[start:])

    def _guesses_at(self, parts: list[str]) -> Iterator[_Guess]:
        for length in range(1, min(self._longest, len(parts)) + 1):
            typed = fold_words(" ".join(parts[:length]))
            for like in (length - 1, length, length + 1):
                for phrase, score in nearest(typed, self._by_length.get(like, [])):
                    command = self._registry[self._commands[phrase]]
                    meant = Exact(command, self._kept(" ".join(parts[length:])))
                    yield _Guess(meant, score, is_slip(typed, phrase))

    def _inside(self, parts: list[str]) -> Near | None:
        """Commands whose words stand somewhere in a sentence: offered, the longest words first."""
        found: dict[str, tuple[int, Exact]] = {}
        about = read_reference(" ".join(parts)) or ""
        for start in range(1, min(len(parts), _SENTENCE)):
            begun = self._begun(parts[start:])
            if begun is None:
                continue
            end = len(parts) - len(begun.rest.split())
            letters = len(" ".join(parts[start:end]))
            if letters >= _TELLING:
                found.setdefault(begun.command.name, (letters, replace(begun, rest=about)))
        longest = sorted(found.values(), key=lambda each: -each[0])[:_OFFERED]
        offered = tuple(meant for _letters, meant in longest)
        return Near(offered, clear=False, inside=True) if offered else None


def _takes(meant: Exact) -> bool:
    """A command that asks nothing is not meant by a sentence that goes on."""
    return not meant.rest or bool(meant.command.form.fields)


def _only_a_reference(said: str) -> bool:
    """``SE 2026 42`` is not a misspelled ``send``."""
    taken = take_reference(said.strip())
    return taken is not None and not any(char.isalnum() for char in taken[1])

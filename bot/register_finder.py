"""Finds public registers by their names, and by what they are about in every language."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.i18n import Languages
from bot.live_index import LiveIndex
from core.finding import FoundRegister
from core.people import AreaId
from core.questions import Profession, within
from core.registers import Register
from core.search import Entry, Name, Vocabulary
from core.text import Message
from core.work import Work, Works

_NAME, _SUBJECT = "primary", "alias"


class LiveRegisterFinder:
    def __init__(
        self, works: Works, vocabulary: Callable[[], Vocabulary], subjects: Subjects
    ) -> None:
        self._works = works
        # What is a keyword of an area in the directory of authorities is a profession here.
        self._index = LiveIndex(
            works, _Registers(works, subjects), lambda: replace(vocabulary(), areas={})
        )

    async def find(
        self, said: str, *, limit: int = 5, country: str | None = None, area: AreaId | None = None
    ) -> Sequence[FoundRegister]:
        index = await self._index.current()
        areas = None if area is None else {area}
        hits = index.find(said, limit=limit, country=country, areas=areas)
        async with self._works.reading() as work:
            known = await work.registers.many([hit.id for hit in hits])
        return [
            FoundRegister(known[hit.id], hit.name.text, hit.name.language, hit.confident)
            for hit in hits
            if hit.id in known
        ]


@dataclass(frozen=True, slots=True)
class _Registers:
    """They are few: an index of all is built in no time."""

    works: Works
    subjects: Subjects

    async def stamp(self) -> str:
        async with self.works.reading() as work:
            return await work.registers.stamp()

    async def entries(self, work: Work) -> AsyncIterator[Entry]:
        async for register in work.registers.all():
            yield self._entry(register)

    async def changed(self, work: Work, since: str, most: int) -> Sequence[Entry] | None:
        return None

    def _entry(self, register: Register) -> Entry:
        names = [Name(text, code, _NAME) for code, text in register.names.names.items()]
        about = self.subjects.names(register.subject) if register.subject else ()
        names += [Name(text, code, _SUBJECT) for text, code in about]
        return Entry(register.id, register.country, "", tuple(names), frozenset(register.areas))


@dataclass(frozen=True, slots=True)
class Subjects:
    """What registers are about, in the words of all enabled languages."""

    professions: Sequence[Profession]
    languages: Languages

    def names(self, subject: str) -> Iterator[tuple[str, str]]:
        """The subject as it is written, and every known profession in it, each text with its language."""
        texts = {subject: ""}
        for profession in self.professions:
            for message in (profession.label, profession.keywords):
                if within(subject, self.languages.phrases(message)):
                    texts |= self._alternatives(profession)
        yield from texts.items()

    def _alternatives(self, profession: Profession) -> dict[str, str]:
        found: dict[str, str] = {}
        for code in self.languages.codes:
            for message in (profession.label, profession.keywords):
                for text in self._parted(code, message):
                    found.setdefault(text, code)
        return found

    def _parted(self, code: str, message: Message) -> list[str]:
        written = self.languages.voice(code, "UTC").template(message)
        return [part.strip() for part in written.split("|")]

"""Who speaks, where, and what a handler may use to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from chat.chapters import Chapter
from chat.chart import Plotter
from chat.ear import Ear, Hearing
from chat.paper import Printer
from chat.practising import Practising, Worlds
from chat.translation import Translator
from core.authorities import Authority, Directory
from core.calendar import Calendar
from core.clock import Clock, today_in
from core.consent import Terms
from core.disclosure import Disclosures
from core.errors import UserError
from core.exchange import Exchange
from core.files import Files
from core.finding import Finder, RegisterFinder
from core.people import Address, AuthorityId, Person
from core.questions import Content
from core.retention import Retention
from core.talks import TalkKey, Talks
from core.text import Message, msg
from core.training_files import TrainingFiles
from core.work import Works

if TYPE_CHECKING:
    from chat.mailing import Mailing


class Described(Protocol):
    """A command, as far as a list of commands needs it."""

    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> Message: ...
    @property
    def words(self) -> Message: ...
    @property
    def anyone(self) -> bool: ...
    @property
    def chapter(self) -> Chapter: ...


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps, as an operator has named them."""

    name: str
    email: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """A country's coordinator (content, access) and helpdesk (technical trouble)."""

    coordinator: Helper | None = None
    helpdesk: Helper | None = None


class Settings(Protocol):
    """What an operator has set and a handler may need."""

    @property
    def languages(self) -> tuple[str, ...]: ...
    @property
    def public_address(self) -> str:
        """Where people's calendars are opened to the outside; empty where they are not."""
        ...

    @property
    def text_characters(self) -> int: ...
    @property
    def retention(self) -> Retention:
        """How long things are kept; a draft that nobody touches as long as until blocking."""
        ...

    @property
    def attachment_bytes(self) -> int: ...
    @property
    def practice_days(self) -> int:
        """For how long a coordinator lets somebody practise, unless they name another day."""
        ...

    @property
    def terms(self) -> Terms:
        """What people agree to before they go on."""
        ...

    @property
    def help(self) -> Mapping[str, Help]: ...

    def links(self, language: str) -> Mapping[str, str]:
        """Addresses for people, by their key, as a reader of this language opens them."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """``mailings``: what writes that which is said unasked, by its topic."""

    exchange: Exchange
    works: Works
    finder: Finder
    directory: Directory
    register_finder: RegisterFinder
    content: Content
    files: Files
    clock: Clock
    ear: Ear
    talks: Talks
    settings: Settings
    calendar: Calendar
    printer: Printer
    plotter: Plotter
    disclosures: Disclosures
    translator: Translator | None
    training_files: TrainingFiles
    commands: Sequence[Described]
    mailings: Mapping[str, Mailing]
    worlds: Worlds | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said; ``room`` and ``thread`` are the platform's own ids.

    ``numbered``: choices are shown with numbers to type, so that these must be kept. ``shared``: the room that
    others read in which it was said, where it is answered in private.
    """

    platform: str
    room: str
    thread: str = ""
    private: bool = True
    numbered: bool = True
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """``practice``: the one that the speaker is in; ``head``: what stands above all that is said here otherwise."""

    speaker: Address
    place: Place
    who: Person | None
    language: str
    time_zone: str
    services: Services
    practice: Practising | None = None
    head: Message | None = None

    @property
    def person(self) -> Person:
        """The known person who speaks; commands open to anyone must look at ``who``."""
        if self.who is None:
            raise UserError(msg("I do not know you yet. Write `help` to see how to be registered."))
        return self.who

    @property
    def bound(self) -> bool:
        """Whether whoever speaks may go on: who is known has agreed to the terms as they are now."""
        return self.who is None or self.services.settings.terms.bind(self.who)

    @property
    def key(self) -> TalkKey:
        """Where choices are typed by number, one talk goes through all threads of a person's own room:
        the numbers go on over all that the bot has written there, and some clients show no threads.
        """
        one_talk = self.place.private and self.place.numbered
        thread = "" if one_talk else self.place.thread
        return TalkKey(self.speaker, f"{self.place.room}/{thread}")

    @property
    def room(self) -> Address | None:
        """The room that others read, if it was said in one."""
        shared = self.place.shared or ("" if self.place.private else self.place.room)
        known = Address(self.place.platform, self.speaker.workspace, shared)
        return known if shared else None

    @property
    def today(self) -> date:
        return today_in(self.time_zone, self.services.clock.now())

    @property
    def hearing(self) -> Hearing:
        practising = self.practice is not None
        return Hearing(self.services.ear, self.today, self.language, practising)

    async def authorities(self, *ids: AuthorityId) -> Mapping[AuthorityId, Authority]:
        return await self.services.directory.many(ids)

"""A small real world: the demo's people and authorities on a fresh database, and a clock that tests move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import gettempdir
from uuid import uuid4

from bot.app import Assistant, assemble
from bot.config import Config
from bot.i18n import Voice
from bot.settings import Attachments, Database, Limits, Practice
from core.authorities import Authority, AuthorityName
from core.people import (
    ALL_AREAS,
    Address,
    AreaId,
    AuthorityId,
    Membership,
    Person,
    PersonId,
    Role,
    Room,
    RoomId,
)
from tests.support.schemas import migrated

KEY = bytes(range(32))
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)

AREAS = frozenset({AreaId("services"), AreaId("professional-qualifications")})
HANDLER = frozenset({Role.HANDLER})
WHERE = {
    "lv": ("lv", "Europe/Riga"),
    "pt": ("pt", "Europe/Lisbon"),
    "ie": ("en", "Europe/Dublin"),
}


@dataclass
class MovableClock:
    moment: datetime = MONDAY

    def now(self) -> datetime:
        return self.moment

    def forward(self, **amount: float) -> None:
        self.moment += timedelta(**amount)


def authority(id: str, language: str, name: str, english: str, city: str) -> Authority:
    names = (AuthorityName(name, language, "primary"), AuthorityName(english, "en", "label"))
    return Authority(AuthorityId(id), id[:2].upper(), language, names, city, AREAS)


AUTHORITIES = (
    replace(
        authority(
            "lv-ptac",
            "lv",
            "Patērētāju tiesību aizsardzības centrs",
            "Consumer Rights Protection Centre",
            "Rīga",
        ),
        coordinators=dict.fromkeys(AREAS, AuthorityId("lv-em")),
    ),
    authority("pt-turismo", "pt", "Turismo de Portugal", "Portuguese Tourism Board", "Lisboa"),
    authority(
        "pt-act",
        "pt",
        "Autoridade para as Condições do Trabalho",
        "Authority for Working Conditions",
        "Lisboa",
    ),
    authority("ie-ccpc", "en", "Competition and Consumer Protection Commission", "CCPC", "Dublin"),
    authority("lv-em", "lv", "Ekonomikas ministrija", "Ministry of Economics", "Rīga"),
)


def official(id: str, name: str, authority: str, *roles: Role) -> Person:
    language, zone = WHERE[authority[:2]]
    member = Membership(AuthorityId(authority), ALL_AREAS, frozenset(roles) or HANDLER)
    return Person(PersonId(id), name, language, zone, (member,))


PEOPLE = (
    replace(official("anna", "Anna Kalniņa", "lv-ptac"), deputies=(PersonId("liga"),)),
    official("liga", "Līga Ozola", "lv-ptac", Role.VIEWER),
    official("joao", "João Ferreira", "pt-turismo"),
    official("marta", "Marta Sousa", "pt-turismo"),
    official("tiago", "Tiago Lopes", "pt-act"),
    official("sean", "Seán Murphy", "ie-ccpc"),
    official("ilze", "Ilze Bērziņa", "lv-em", Role.COORDINATOR),
    official("juris", "Juris Liepa", "lv-em", Role.COORDINATOR),
)

ROOMS = (
    ("riga-team", "lv-ptac", "lv", "Europe/Riga"),
    ("lisboa-team", "pt-turismo", "pt", "Europe/Lisbon"),
)


@dataclass
class World:
    assistant: Assistant
    clock: MovableClock
    platform: str = "terminal"

    def voice(self, person: str) -> Voice:
        known = self.person(person)
        return self.assistant.languages.voice(known.language, known.time_zone)

    def person(self, id: str) -> Person:
        return next(person for person in PEOPLE if person.id == id)

    def address(self, id: str) -> Address:
        return Address(self.platform, "", id)

    async def settle(self) -> None:
        await self.assistant.mailman.run_due()


async def a_world(url: str, clock: MovableClock, platform: str = "terminal") -> World:
    """Migrated, filled with the people above, each at ``Address(platform, "", id)``."""
    await migrated(url)
    attachments = Attachments(folder=_files(url), keys=(KEY,))
    # Tests are faster than people, and hold the clock.
    limits = Limits(messages_per_minute=0)
    config = Config(
        database=Database(url=url),
        practice=Practice(database=Database(url=_practice(url))),
        attachments=attachments,
        limits=limits,
    )
    world = World(assemble(config, clock), clock, platform)
    async with world.assistant.services.works.writing() as work:
        await work.authorities.put(AUTHORITIES)
        for person in PEOPLE:
            await work.people.put(person, [world.address(person.id)])
        for id, owner, language, zone in ROOMS:
            await work.people.put_room(
                Room(RoomId(id), AuthorityId(owner), id, language, zone, world.address(id))
            )
        await work.commit()
    return world


def _files(url: str) -> Path:
    """Beside the database's file; made when the first file comes."""
    beside = Path(url.removeprefix("sqlite:///")).parent
    return beside / "files" if url.startswith("sqlite") else Path(gettempdir()) / uuid4().hex


def _practice(url: str) -> str:
    return f"sqlite:///{_files(url).parent / 'practice.sqlite3'}"


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'imi.sqlite3'}"

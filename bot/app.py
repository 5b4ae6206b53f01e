"""The composition root: the only module that knows every other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path

import handlers
from bot import content, gazetteer, i18n, settings
from bot.charting import ChartPlotter
from bot.config import Config
from bot.delivery import Mailman
from bot.files import open_files
from bot.finder import LiveFinder
from bot.front import Front
from bot.letters import Letters
from bot.operator_settings import OperatorSettings
from bot.practice.worlds import OpenWorlds
from bot.printing import PdfPrinter
from bot.recording import Recording
from bot.register_finder import LiveRegisterFinder, Subjects
from bot.reminding import announcer_of
from bot.retention import retention_of
from bot.sightings import Sightings
from bot.training_files import ImportedTrainings
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from chat.allowance import Allowance
from chat.context import Services
from chat.conversation import Conversation
from chat.dispatcher import Dispatcher
from chat.fields import Choice
from chat.mailing import Mailing, is_merged
from chat.recognition import Phrases
from chat.registry import Registry, discover, discover_mailings
from chat.translation import Translator
from core.calendar import Calendar
from core.catching_up import CatchingUp
from core.clock import Clock, SystemClock
from core.custodian import Custodian
from core.disclosure import Disclosures
from core.exchange import Exchange
from core.oversight import Oversight
from core.placing import Schedule
from core.questions import Content
from core.references import practised
from core.reviewing import Reviews
from core.search import Vocabulary
from core.stewardship import Stewards
from core.training_desk import TrainingDesk
from storage.directory import SqlDirectory
from storage.engine import Database, open_database
from storage.events import SqlEvents
from storage.leases import SqlLeases
from storage.mailroom import SqlMailroom
from storage.marks import SqlMarks
from storage.search_indexes import SqlSearchIndex
from storage.speakers import SqlSpeakers
from storage.talks import SqlTalks
from storage.undelivered import Undelivered
from storage.work import SqlWorks

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, repr=False)
class Assistant:
    """Everything a face or a command line needs, put together once; written out it would be megabytes."""

    config: Config
    clock: Clock
    database: Database
    languages: i18n.Languages
    registry: Registry
    front: Front
    mailman: Mailman
    mailroom: SqlMailroom
    undelivered: Undelivered
    pulse: Pulse
    metrics: Metrics
    events: SqlEvents
    marks: SqlMarks
    leases: SqlLeases
    custodian: Custodian
    reviews: Reviews
    stewards: Stewards
    worlds: OpenWorlds | None

    @property
    def oversight(self) -> Oversight:
        exchange = self.services.exchange
        return Oversight(exchange.works, exchange.announcer, self.clock)

    @property
    def services(self) -> Services:
        return self.front.services

    async def close(self) -> None:
        if self.worlds:
            await self.worlds.close()
        await self.database.close()


@dataclass(frozen=True, slots=True)
class Parts:
    """What is read from the folder and the configuration, before anything is connected."""

    texts: Content
    registry: Registry
    mailings: Mapping[str, Mailing]
    languages: i18n.Languages
    phrases: Phrases


def read_parts(config: Config) -> Parts:
    return _read(tuple(config.languages.enabled))


@lru_cache(maxsize=4)
def _read(languages: tuple[str, ...]) -> Parts:
    """Once in a process: the folder is the program's own."""
    registry = discover(handlers)
    words = {command.name: command.words for command in registry.values()}
    catalogues = i18n.load(ROOT / "locale", languages)
    texts = content.load(ROOT / "content")
    spoken = i18n.Languages(catalogues, words, _options(registry))
    return Parts(texts, registry, discover_mailings(handlers), spoken, Phrases(registry, spoken))


def _options(registry: Registry) -> i18n.Options:
    return {
        command.name: {
            option.value: option.label
            for asked in command.form.fields
            if isinstance(asked, Choice)
            for option in asked.options
        }
        for command in registry.values()
    }


def _quietly() -> None:
    """Nobody waits for changes."""


def assemble(
    config: Config, clock: Clock | None = None, changed: Callable[[], None] = _quietly
) -> Assistant:
    """``changed`` is called after each stored change. Nothing is connected yet."""
    parts, database = read_parts(config), open_database(config.database.url)
    services = _services(config, clock or SystemClock(), parts, database, changed)
    worlds = OpenWorlds(config, services.clock, services.works, _practice)
    return _assembled(config, parts, database, replace(services, worlds=worlds), worlds)


def _practice(config: Config, clock: Clock, database: Database) -> Assistant:
    """The same on another database, for somebody who practises; nobody there practises in turn."""
    parts = read_parts(config)
    services = _services(config, clock, parts, database, _quietly)
    exchange = replace(services.exchange, named=practised)
    return _assembled(config, parts, database, replace(services, exchange=exchange))


def _assembled(
    config: Config,
    parts: Parts,
    database: Database,
    services: Services,
    worlds: OpenWorlds | None = None,
) -> Assistant:
    allowance = Allowance(config.limits.messages_per_minute)
    conversation = Conversation(Dispatcher(parts.registry, parts.phrases), allowance)
    mailroom, metrics = SqlMailroom(database), Metrics()
    return Assistant(
        config=config,
        clock=services.clock,
        database=database,
        languages=parts.languages,
        registry=parts.registry,
        front=Front(
            conversation,
            services,
            parts.languages,
            config.languages.default,
            SqlSpeakers(database),
            Sightings(services.works, services.clock, services.exchange.changed),
            services.worlds,
        ),
        mailman=_mailman(services, parts, mailroom, metrics),
        mailroom=mailroom,
        undelivered=Undelivered(database),
        pulse=Pulse(),
        metrics=metrics,
        events=SqlEvents(database),
        marks=SqlMarks(database),
        leases=SqlLeases(database),
        custodian=_custodian(config, services, database),
        reviews=Reviews(services.works, services.clock, services.calendar, _schedule(services)),
        stewards=Stewards(services.works, services.clock, services.calendar, _schedule(services)),
        worlds=worlds,
    )


def _services(
    config: Config,
    clock: Clock,
    parts: Parts,
    database: Database,
    changed: Callable[[], None],
) -> Services:
    works, directory = SqlWorks(database), SqlDirectory(database)
    closed = {country: frozenset(days) for country, days in config.closing_days.items()}
    calendar = Calendar(closed)
    announcer = announcer_of(config.schedule, calendar)
    files = open_files(config.attachments, database)
    subjects = Subjects(parts.texts.professions, parts.languages)
    known = cache(lambda: _vocabulary(parts))
    return Services(
        exchange=Exchange(works, clock, parts.texts, announcer, changed),
        works=works,
        finder=LiveFinder(works, directory, known, SqlSearchIndex(database, "authorities")),
        directory=directory,
        register_finder=LiveRegisterFinder(works, known, subjects),
        content=parts.texts,
        files=files,
        clock=clock,
        ear=parts.languages,
        talks=SqlTalks(database),
        settings=OperatorSettings(config),
        calendar=calendar,
        printer=PdfPrinter(parts.languages),
        plotter=ChartPlotter(parts.languages),
        disclosures=Disclosures(works, files, clock),
        translator=_translator(config.translation),
        training_files=ImportedTrainings(TrainingDesk(clock, announcer.planner.schedule)),
        commands=tuple(parts.registry.values()),
        mailings=parts.mailings,
    )


def _vocabulary(parts: Parts) -> Vocabulary:
    areas: dict[str, frozenset[str]] = {}
    for area in parts.texts.areas.all:
        for text in (area.label, area.keywords):
            for phrase in parts.languages.phrases(text):
                areas[phrase] = areas.get(phrase, frozenset()) | {area.id}
    return gazetteer.vocabulary(ROOT / "content", areas)


def _mailman(services: Services, parts: Parts, mailroom: SqlMailroom, metrics: Metrics) -> Mailman:
    letters = Letters(services, parts.languages)
    catching_up = CatchingUp(
        services.works,
        services.clock,
        _schedule(services),
        merges=partial(is_merged, services),
    )
    return Mailman(Recording(mailroom), letters, services.clock, catching_up, metrics)


def _custodian(config: Config, services: Services, database: Database) -> Custodian:
    return Custodian(
        services.works,
        services.files,
        SqlTalks(database),
        SqlEvents(database),
        services.clock,
        retention_of(config.retention),
    )


def _schedule(services: Services) -> Schedule:
    return services.exchange.announcer.planner.schedule


def _translator(given: settings.Translation) -> Translator | None:
    """``None`` unless an operator has switched it on; nothing of it is loaded then."""
    if not given.url:
        return None
    from bot.translation import translator_of

    return translator_of(given)

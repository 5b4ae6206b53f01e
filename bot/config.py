"""`app.yaml` and the environment, as frozen values; every mistake is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot import secrets
from bot.complaint import Location, complaint, dotted
from bot.documents import Document, read_document
from bot.kinds import Section
from bot.schedule_settings import Schedule
from bot.secrets import Problem
from bot.settings import (
    Attachments,
    ClosingDays,
    Database,
    HelpByCountry,
    Languages,
    Limits,
    Links,
    Log,
    Mail,
    Platforms,
    Practice,
    Registers,
    Retention,
    Terms,
    Translation,
    Watch,
    Web,
)
from core.questions.problems import below, numbered

_ROOT = Path(__file__).parents[1]
_NAME = "app.yaml"


class Config(BaseSettings, Section):
    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    database: Database = Database()
    practice: Practice = Practice()
    platforms: Platforms = Platforms()
    mail: Mail = Mail()
    languages: Languages = Languages()
    schedule: Schedule = Schedule()
    links: Links = Links()
    registers: Registers = Registers()
    help: HelpByCountry = {}
    terms: Terms = Terms()
    closing_days: ClosingDays = {}
    attachments: Attachments = Attachments()
    web: Web = Web()
    watch: Watch = Watch()
    translation: Translation = Translation()
    retention: Retention = Retention()
    limits: Limits = Limits()
    log: Log = Log()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_more: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` read counts, so that a test or a tool can bring an environment."""
        return (init_settings,)


class ConfigError(Exception):
    """Nothing can start; `problems` are (path, what is expected), and hold no secret's value."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(f"{path}: {problem}" for path, problem in self.problems))


def find(environ: Mapping[str, str], folder: Path) -> Path:
    """The file `IMI_CONFIG` names, else `app.yaml` in `folder`, else the one of the project."""
    if named := environ.get("IMI_CONFIG"):
        return Path(named)
    here = folder / _NAME
    return here if here.exists() else _ROOT / _NAME


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """Relative paths in the file count from its own folder. Raises `ConfigError`."""
    document = read_document(path, path.name)
    given = secrets.from_environment(environ)
    problems = [(_place(found.line, path), found.sentence) for found in document.problems]
    problems += given.problems
    settings = document.tree or {}
    if not isinstance(settings, dict):
        raise ConfigError([*problems, (str(path), "must hold settings, one `key: value` a line")])
    leaked = dict(secrets.in_file(settings))
    problems += [(dotted(place), _at(document, place, told)) for place, told in leaked.items()]
    problems += secrets.missing(settings, given)
    tree = _merged(settings, leaked, given.values)
    try:
        config = Config.model_validate(tree)
    except ValidationError as error:
        raise ConfigError(problems + list(_wrong(error, document, given))) from None
    if problems:
        raise ConfigError(problems)
    return _inside(path.parent, config, secrets.DATABASE_URL in given.values)


def _merged(
    tree: Mapping[str, object],
    leaked: Iterable[secrets.Place],
    given: Mapping[secrets.Place, str],
) -> dict[str, object]:
    """The file's settings, without the secrets that leaked into it, with those of the environment.

    A section that the environment cannot be put into is left as it is: validation complains of it.
    """
    merged = deepcopy(dict(tree))
    for place in leaked:
        _set(merged, place, None)
    for place, value in given.items():
        _set(merged, place, value)
    return merged


def _set(tree: dict[str, object], place: secrets.Place, value: str | None) -> None:
    *sections, key = place
    for name in sections:
        section = tree.get(name) or {}
        if not isinstance(section, dict):
            return
        tree[name] = tree = section
    if value is None:
        tree.pop(key, None)
    else:
        tree[key] = value


def _wrong(error: ValidationError, document: Document, given: secrets.Secrets) -> Iterator[Problem]:
    """Where a value comes from the environment, its variable is named and no line of the file."""
    for details in error.errors(include_url=False, include_input=False):
        place = tuple(part for part in details["loc"] if part != "[key]")
        told = complaint(details, Config)
        if place in given.values:
            yield secrets.NAMES[tuple(map(str, place))], told
        else:
            yield dotted(place), _at(document, place, told)


def _at(document: Document, place: Location, problem: str) -> str:
    path = ""
    for part in place:
        path = numbered(path, part + 1) if isinstance(part, int) else below(path, part)
    return f"{problem} (line {document.line(path)})"


def _place(line: int, path: Path) -> str:
    return f"{path.name} line {line}" if line else str(path)


def _inside(folder: Path, config: Config, elsewhere: bool) -> Config:
    database = config.database if elsewhere else config.database.inside(folder)
    return config.model_copy(
        update={
            "database": database,
            "practice": config.practice.model_copy(
                update={"database": config.practice.database.inside(folder)}
            ),
            "platforms": config.platforms.inside(folder),
            "attachments": config.attachments.inside(folder),
        }
    )

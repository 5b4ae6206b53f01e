"""The doctor's rounds, in the order in which things depend on each other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from bot import content
from bot.config import Config
from bot.doctor import attachments, catalogues, mail, platforms, reminders
from bot.doctor.findings import Finding, note, ok, problem
from bot.retention import unknown_areas
from storage.readiness import DatabaseFault, Readiness, Stage, counts, examine

_MIGRATE = "run: imi-assistant migrate"


async def look_over(config: Config, root: Path) -> AsyncIterator[Finding]:
    """``root`` has the folders content and locale."""
    async for finding in _database(config):
        yield finding
    async for finding in attachments.check(config.attachments):
        yield finding
    for finding in (*_content(root / "content", config), *_texts(root / "locale", config)):
        yield finding
    for finding in (_links(config), _helpers(config)):
        yield finding
    async for finding in platforms.check(config.platforms):
        yield finding
    async for finding in _encryption(config):
        yield finding
    async for finding in mail.check(config.mail):
        yield finding


async def _encryption(config: Config) -> AsyncIterator[Finding]:
    """Matrix's library is loaded only where Matrix is switched on."""
    if config.platforms.matrix.enabled:
        from bot.doctor import encryption

        async for finding in encryption.check(config.platforms.matrix, config.database.url):
            yield finding


async def _database(config: Config) -> AsyncIterator[Finding]:
    url = config.database.url
    try:
        found = await examine(url)
        yield _schema(found)
        if found.stage is Stage.READY:
            for noun, number in (await counts(url)).items():
                yield _filled(noun, number)
            yield await attachments.moved(config.attachments, url)
            yield await reminders.check(config)
    except DatabaseFault as fault:
        yield problem("database", f"cannot be used. {fault} Check IMI_DATABASE_URL or database.url")


def _schema(found: Readiness) -> Finding:
    kind = "SQLite" if found.embedded else "PostgreSQL"
    match found.stage:
        case Stage.READY:
            return ok("database", f"{kind} at revision {found.revision}")
        case Stage.EMPTY if found.embedded:
            return note("database", "SQLite, still empty; made at the first `run` or `import`")
        case Stage.EMPTY:
            return problem("database", f"{kind} is empty; {_MIGRATE}")
        case Stage.BEHIND:
            return problem(
                "database",
                f"{kind} is at {found.revision}, not {found.head}; back it up, then {_MIGRATE}",
            )
        case Stage.AHEAD:
            return problem(
                "database",
                f"{kind} is at {found.revision}, which is newer than this program; upgrade it",
            )


def _filled(noun: str, number: int) -> Finding:
    if not number:
        return problem("directory", f"there are no {noun}; run: imi-assistant import {noun} FILE")
    return ok("directory", f"{number:,} {noun}")


def _content(folder: Path, config: Config) -> Iterator[Finding]:
    wrong = content.lint(folder)
    for each in wrong:
        yield problem("content", str(each))
    if not wrong:
        yield ok("content", f"every file in {folder} can be read")
        known = [str(area.id) for area in content.load(folder).areas.all]
        for place, told in unknown_areas(config.retention, known):
            yield problem("configuration", f"{place}: {told}")


def _texts(folder: Path, config: Config) -> Iterator[Finding]:
    yield from catalogues.check(folder, config.languages.enabled)


def _links(config: Config) -> Finding:
    unset = sorted(name for name, address in config.links if not address)
    if not unset:
        return ok("links", "every one has an address")
    return note("links", f"not offered, because app.yaml has no address: {', '.join(unset)}")


def _helpers(config: Config) -> Finding:
    if config.help:
        return ok("help", f"who helps is known for {', '.join(sorted(config.help))}")
    return note("help", "app.yaml names no coordinator and no helpdesk for any country")

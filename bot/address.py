"""Addresses and codes an operator writes: a function gives the value or says what is expected."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

_EU_AND_EEA = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO"
)
COUNTRIES = frozenset(_EU_AND_EEA.split())
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}

_LOCALE = Path(__file__).parents[1] / "locale"
_KEY_BYTES = 32
_KEYS = (
    "IMI_DATA_KEYS must hold 32 random bytes in base64, as `openssl rand -base64 32` makes them;"
    " several with a comma between"
)


def database_url(value: str) -> str:
    """The same database through an asynchronous driver.

    PostgreSQL's own `sslmode` becomes asyncpg's `ssl`, so that one address serves psql and the bot.
    """
    scheme, separator, rest = value.partition("://")
    driver = _DRIVERS.get(scheme)
    if not separator or driver is None:
        raise ValueError("must begin with sqlite:/// or postgresql://")
    if driver.startswith("sqlite"):
        if not rest.startswith("/"):
            raise ValueError("needs three slashes before the file: sqlite:///var/imi.sqlite3")
        return f"{driver}://{rest}"
    place, _, query = rest.partition("?")
    options = [("ssl" if key == "sslmode" else key, text) for key, text in parse_qsl(query)]
    return f"{driver}://{place}" + (f"?{urlencode(options)}" if options else "")


def inside(folder: Path, url: str) -> str:
    """An SQLite file named without its folder is in `folder`; every other address stays."""
    driver, separator, file = url.partition(":///")
    if not driver.startswith("sqlite") or file.startswith(("/", ":memory:", "file:")) or not file:
        return url
    return f"{driver}{separator}{folder.absolute() / file}"


def data_keys(value: str) -> tuple[bytes, ...]:
    """Keys in base64, parted by commas; the first one counts for what is new."""
    try:
        keys = tuple(b64decode(part.strip(), validate=True) for part in value.split(","))
    except ValueError:
        raise ValueError(_KEYS) from None
    if any(len(key) != _KEY_BYTES for key in keys):
        raise ValueError(_KEYS)
    return keys


def has_password(value: str) -> bool:
    """Whether a database's address gives away a secret."""
    try:
        parts = urlsplit(value)
        return bool(parts.password) or "password=" in parts.query
    except ValueError:
        return False


def web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be a web address that begins with https:// or http://")
    return value


def link(value: str) -> str:
    """A web address where `{language}` stands for the reader's language, or nothing at all."""
    if not value:
        return value
    if re.search(r"[{}]", value.replace("{language}", "")):
        raise ValueError("may have {language} in it, and no other braces")
    return web_address(value)


def email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise ValueError("must be an e-mail address")
    return value


def country(value: str) -> str:
    if value not in COUNTRIES:
        raise ValueError(f"must be a country's code: {', '.join(sorted(COUNTRIES))}")
    return value


def language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", value):
        raise ValueError("must be a language's code in small letters, such as en, lv or pt")
    return value


def spoken_language(value: str) -> str:
    """One that the bot has catalogues of; English needs none."""
    code, folders = language(value), (path.parent.name for path in _LOCALE.glob("*/LC_MESSAGES"))
    known = sorted({"en", *folders})
    if code not in known:
        raise ValueError(f"has no folder in locale/; there are: {', '.join(known)}")
    return code


def command(value: str) -> str:
    if not re.fullmatch(r"/[a-z0-9_-]{1,31}", value):
        raise ValueError("must be a slash and up to 31 small letters, digits, - or _, such as /imi")
    return value


def workspace(value: str) -> str:
    if not re.fullmatch(r"[TE][A-Z0-9]{2,}", value):
        raise ValueError("must be the id of a workspace or an organisation, such as T024BE7LD")
    return value


def matrix_user(value: str) -> str:
    if not re.fullmatch(r"@[^@:\s]+:[^\s:]+(:\d+)?", value):
        raise ValueError("must be a full Matrix user, such as @imi:example.org")
    return value


def server_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", value):
        raise ValueError("must be the name of a homeserver, such as example.org")
    return value

"""One value of a file: a function gives it, or raises ``ValueError`` with what is expected."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from unicodedata import category
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel import Locale

from bot.address import COUNTRIES
from bot.importing.problems import Wrong, quoted, short
from core.calendar import regions
from core.questions.problems import meant
from core.text import msg

LONGEST_NAME = 500
EMPTY = msg("is empty")
NONE: tuple[str, ...] = ()
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?")
_YES, _NO = frozenset({"yes", "true", "1"}), frozenset({"no", "false", "0"})
# The Union's own bodies stand in directories under EU.
_PLACES = COUNTRIES | {"EU"}


def identifier(value: str) -> str:
    if not value:
        raise Wrong(EMPTY)
    if not _IDENTIFIER.fullmatch(value):
        raise ValueError(
            f"{quoted(value)} is no id: up to 100 plain letters, digits, `.`, `_` and `-`"
        )
    return value


def text(value: str) -> str:
    """One line, which may be empty."""
    if len(value) > LONGEST_NAME:
        raise Wrong(msg("has {n} characters; {most} are the most", n=len(value), most=LONGEST_NAME))
    if value.isprintable():
        return value
    # What cannot be seen (it turns the direction of writing, or has no width) is no part of a name.
    seen = "".join(char for char in value if category(char) != "Cf")
    joined = " ".join(seen.split())
    if not joined.isprintable():
        raise Wrong(msg("has a control character, or one that is no letter or sign"))
    return joined


def name(value: str) -> str:
    found = text(value)
    if not found:
        raise Wrong(EMPTY)
    return found


def country(value: str) -> str:
    code = value.upper()
    if code not in _PLACES:
        if code == "EL":
            raise Wrong(
                msg(
                    "`{value}` is not the code of an EU or EEA country. Did you mean GR?",
                    value=value,
                )
            )
        raise Wrong(msg("`{value}` is not the code of an EU or EEA country.", value=short(value)))
    return code


def region(value: str) -> str:
    """A region with holidays of its own, such as ``DE-BY``, or nothing."""
    known = regions(value[:2].upper()) if value[:2].upper() in COUNTRIES else ()
    if value and value.upper() not in {each.upper() for each in known}:
        hint = f" Known there: {', '.join(known)}." if known else ""
        raise ValueError(f"{quoted(value)} is no region with public holidays of its own.{hint}")
    return next((each for each in known if each.upper() == value.upper()), "")


def language(value: str) -> str:
    """A code as in ``lv`` or ``bg-Latn``, or nothing when the source does not say."""
    found = _TAG.fullmatch(value)
    if value and not (found and found[1] in _languages()):
        raise Wrong(msg("`{value}` is not the code of a language, such as lv", value=short(value)))
    return value


def languages(value: str) -> tuple[str, ...]:
    return tuple(language(code.lower()) for code in parts(value))


def web_address(value: str) -> str:
    """Or nothing."""
    if value and not (urlsplit(value).hostname and value.startswith(("https://", "http://"))):
        raise ValueError("is not a web address that begins with https:// or http://")
    return text(value)


def time_zone(value: str) -> str:
    if value not in _zones():
        raise Wrong(msg("`{value}` is not a time zone, such as Europe/Riga", value=short(value)))
    return value


def yes_or_no(value: str) -> bool:
    """An empty value is a yes."""
    if value.lower() not in {"", *_YES, *_NO}:
        raise Wrong(msg("`{value}` is neither yes nor no", value=short(value)))
    return value.lower() not in _NO


def one_of(known: Collection[str], noun: str, value: str) -> str:
    if value not in known:
        said = f"{quoted(value)} is not {noun}." if value else "is empty."
        guess = meant(value, known) if value else ""
        raise ValueError(f"{said}{guess} There are: {', '.join(sorted(known))}.")
    return value


def some_of(known: Collection[str], noun: str, value: str) -> tuple[str, ...]:
    """At least one."""
    return tuple(dict.fromkeys(one_of(known, noun, part) for part in parts(value) or [""]))


def parts(value: str) -> list[str]:
    """Codes in one value, parted by ``|``, commas or spaces."""
    return [part for part in re.split(r"[|,;\s]+", value) if part]


def day(value: str) -> date | None:
    """As in ``2026-03-02``, or nothing."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ValueError(f"{quoted(value)} is not a day, such as 2026-03-02") from None


def names(value: str) -> tuple[str, ...]:
    """Names in one value, parted by `` | ``."""
    return tuple(text(part.strip()) for part in value.split(" | ") if part.strip())


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(Locale.parse("en").languages)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())

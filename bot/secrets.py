"""Secrets come from the environment, or from a file that it names, and from nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.address import has_password

Place = tuple[str, ...]
Problem = tuple[str, str]

SLACK: Place = ("platforms", "slack")
MATRIX: Place = ("platforms", "matrix")
ATTACHMENTS: Place = ("attachments",)
S3: Place = (*ATTACHMENTS, "s3")
MAIL: Place = ("mail",)
DATABASE_URL: Place = ("database", "url")
NAMES: dict[Place, str] = {
    DATABASE_URL: "IMI_DATABASE_URL",
    (*SLACK, "bot_token"): "IMI_SLACK_BOT_TOKEN",
    (*SLACK, "client_secret"): "IMI_SLACK_CLIENT_SECRET",
    (*SLACK, "signing_secret"): "IMI_SLACK_SIGNING_SECRET",
    (*SLACK, "app_token"): "IMI_SLACK_APP_TOKEN",
    (*MATRIX, "password"): "IMI_MATRIX_PASSWORD",
    (*MATRIX, "access_token"): "IMI_MATRIX_ACCESS_TOKEN",
    (*MATRIX, "store_passphrase"): "IMI_MATRIX_STORE_PASSPHRASE",
    (*MAIL, "password"): "IMI_MAIL_PASSWORD",
    (*ATTACHMENTS, "keys"): "IMI_DATA_KEYS",
    (*S3, "access_key"): "IMI_S3_ACCESS_KEY",
    (*S3, "secret_key"): "IMI_S3_SECRET_KEY",
    ("translation", "api_key"): "IMI_TRANSLATION_KEY",
}
# How tokens of Slack and of Synapse begin.
_TOKEN = re.compile(r"(xox[a-z]-|xapp-|syt_|mct_)\S{8}")


@dataclass(frozen=True, slots=True)
class Secrets:
    values: Mapping[Place, str]
    problems: tuple[Problem, ...]


def from_environment(environ: Mapping[str, str]) -> Secrets:
    problems: list[Problem] = []
    found = {place: _value(name, environ, problems) for place, name in NAMES.items()}
    return Secrets({place: value for place, value in found.items() if value}, tuple(problems))


def _value(name: str, environ: Mapping[str, str], problems: list[Problem]) -> str:
    """Empty is not set: that is how a container passes on what nobody gave it."""
    value, file = environ.get(name, ""), environ.get(f"{name}_FILE", "")
    if not file:
        return value
    if value:
        problems.append((name, f"is set, and so is {name}_FILE; only one of the two can count"))
        return value
    try:
        value = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        problems.append((f"{name}_FILE", "must name a text file that the bot can read"))
        return ""
    if not value:
        problems.append((f"{name}_FILE", "names an empty file"))
    return value


def in_file(tree: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """The secrets that somebody wrote into the file, each with what to do; never their value."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from in_file(value, (*place, str(key)))
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from in_file(value, (*place, str(number)))
    elif isinstance(tree, str) and _gives_away(tree, place):
        name = NAMES.get(place, "the environment")
        where = f"{name} or {name}_FILE" if place in NAMES else name
        yield place, f"is a secret and does not belong in this file: use {where}"


def _gives_away(value: str, place: Place) -> bool:
    if place == DATABASE_URL:
        return has_password(value)
    return bool(value and place in NAMES) or bool(_TOKEN.search(value))


def missing(tree: Mapping[str, object], secrets: Secrets) -> Iterator[Problem]:
    """What an enabled platform cannot work without."""
    slack, matrix = _section(tree, SLACK), _section(tree, MATRIX)
    if _enabled(slack) or _enabled(matrix):
        yield from _needed("keys", ATTACHMENTS, secrets, "a platform is enabled")
    if _section(tree, ATTACHMENTS).get("store") == "s3":
        yield from _needed("access_key", S3, secrets, "attachments.store is s3")
        yield from _needed("secret_key", S3, secrets, "attachments.store is s3")
    mail = _section(tree, MAIL)
    if _enabled(mail) and mail.get("username"):
        yield from _needed("password", MAIL, secrets, "mail.username is set")
    if _enabled(slack):
        socket = slack.get("mode") == "socket"
        if slack.get("client_id"):
            why = "platforms.slack.client_id is set"
            yield from _needed("client_secret", SLACK, secrets, why)
        else:
            yield from _needed("bot_token", SLACK, secrets)
        yield from _needed("app_token" if socket else "signing_secret", SLACK, secrets)
    if _enabled(matrix):
        yield from _needed("store_passphrase", MATRIX, secrets)
        if (*MATRIX, "access_token") not in secrets.values:
            yield from _needed("password", MATRIX, secrets)


def _needed(key: str, section: Place, secrets: Secrets, why: str = "") -> Iterator[Problem]:
    place = (*section, key)
    if place not in secrets.values:
        name = NAMES[place]
        reason = why or f"{'.'.join(section)}.enabled is true"
        yield name, f"is needed because {reason}; set it, or name a file in {name}_FILE"


def _section(tree: object, place: Place) -> dict[str, object]:
    for key in place:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def _enabled(section: Mapping[str, object]) -> bool:
    return str(section.get("enabled", "")).lower() in {"true", "yes", "on", "1"}

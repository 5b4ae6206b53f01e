"""The store of attached files, as an operator has set it."""

from __future__ import annotations

from pydantic import SecretStr

from bot.settings import Attachments
from storage.engine import Database
from storage.files import SqlFiles
from storage.sealing import Ring
from storage.shelf import Bucket, Shelf, in_bucket, in_folder


def open_files(given: Attachments, database: Database) -> SqlFiles:
    """Nothing is connected yet."""
    return SqlFiles(database, shelf_of(given), Ring(given.keys))


def shelf_of(given: Attachments) -> Shelf:
    if given.store == "disk":
        return in_folder(given.folder)
    s3 = given.s3
    secrets = _told(s3.access_key), _told(s3.secret_key)
    return in_bucket(Bucket(s3.bucket, s3.region, s3.endpoint, *secrets))


def _told(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""

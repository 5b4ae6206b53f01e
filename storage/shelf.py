"""Where sealed contents lie: in a folder, or with whoever speaks S3."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from obstore.store import ObjectStore


@dataclass(frozen=True, slots=True)
class Bucket:
    """``endpoint`` is empty for Amazon's own."""

    name: str
    region: str
    endpoint: str
    access_key: str
    secret_key: str


class ShelfFault(Exception):
    """It cannot be used; ``str()`` says which kind of fault it is, without secrets."""


class Shelf:
    """Opened at first use. Everything may raise ``ShelfFault``."""

    def __init__(self, opening: Callable[[], ObjectStore]) -> None:
        self._opening = opening

    @cached_property
    def _store(self) -> ObjectStore:
        return self._opening()

    async def put(self, place: str, data: bytes) -> None:
        """Whole or not at all."""
        import obstore

        with _plainly():
            await obstore.put_async(self._store, place, data)

    async def get(self, place: str) -> bytes | None:
        import obstore

        with _plainly(), suppress(FileNotFoundError):
            found = await obstore.get_async(self._store, place)
            return bytes(await found.bytes_async())
        return None

    async def beginning(self, place: str, size: int) -> bytes | None:
        import obstore

        with _plainly(), suppress(FileNotFoundError):
            return bytes(await obstore.get_range_async(self._store, place, start=0, length=size))
        return None

    async def delete(self, place: str) -> None:
        """What is not there is deleted already."""
        import obstore

        with _plainly(), suppress(FileNotFoundError):
            await obstore.delete_async(self._store, place)

    async def look(self) -> None:
        """Whether it can be reached."""
        import obstore

        with _plainly():
            async for _some in obstore.list(self._store, prefix="00", chunk_size=1):
                break


@contextmanager
def _plainly() -> Iterator[None]:
    """The library's errors name addresses and more: only their kind is told."""
    from obstore.exceptions import BaseError

    try:
        yield
    except (BaseError, OSError) as error:
        raise ShelfFault(type(error).__name__) from None


def in_folder(folder: Path) -> Shelf:
    """The folder is made for nobody but its owner."""

    def opening() -> ObjectStore:
        from obstore.store import LocalStore

        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(folder)

    return Shelf(opening)


def in_bucket(bucket: Bucket) -> Shelf:
    def opening() -> ObjectStore:
        from obstore.store import S3Store

        return S3Store(
            bucket.name,
            region=bucket.region,
            endpoint=bucket.endpoint or None,
            access_key_id=bucket.access_key,
            secret_access_key=bucket.secret_key,
            client_options={"allow_http": bucket.endpoint.startswith("http://"), "timeout": "60s"},
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
        )

    return Shelf(opening)

"""A catalogue as bytes, to be kept beside the database: a start reads it instead of building it anew.

A line of JSON says which columns follow. They are used where they lie, so the bytes may be a mapped file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import accumulate
from typing import Any, TypeAlias, TypeVar, get_origin, get_type_hints
from zlib import crc32

import numpy as np
import numpy.typing as npt

from core.search.arrays import Texts, TextsBuilder
from core.search.catalogue import Catalogue

# Names folded otherwise or columns laid out otherwise are another version.
VERSION = 3
_MAGIC = b"authority search "
_LONGEST_HEAD = 1 << 16
_ALIGNED = 16

Column: TypeAlias = npt.NDArray[np.generic]
Part = TypeVar("Part")


class StaleIndex(Exception):
    """These bytes show another state of the directory, are of another version or damaged: build anew."""


def packed(catalogue: Catalogue, fingerprint: str) -> bytes:
    """``fingerprint`` names the state of the directory that the catalogue shows."""
    columns = dict(_columns(catalogue, ""))
    payload = b"".join(_padded(column.tobytes()) for column in columns.values())
    laid = [[name, column.dtype.str, len(column)] for name, column in columns.items()]
    head = {
        "version": VERSION,
        "fingerprint": fingerprint,
        "columns": laid,
        "checksum": _checksum(laid, payload),
    }
    return _padded(_MAGIC + json.dumps(head).encode() + b"\n") + payload


def unpacked(data: bytes | memoryview, fingerprint: str) -> Catalogue:
    """Raises ``StaleIndex`` unless these are whole and show the state that the fingerprint names."""
    view = memoryview(data)
    line = bytes(view[:_LONGEST_HEAD]).partition(b"\n")[0]
    if not line.startswith(_MAGIC):
        raise StaleIndex
    head = _head(line.removeprefix(_MAGIC))
    payload = view[_rounded(len(line) + 1) :]
    laid = head.get("columns")
    current = {
        "version": VERSION,
        "fingerprint": fingerprint,
        "checksum": _checksum(laid, payload),
    }
    if any(head.get(key) != value for key, value in current.items()):
        raise StaleIndex
    return _restored(Catalogue, _laid_out(head["columns"], payload), "")


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise StaleIndex from error
    if not isinstance(head, dict):
        raise StaleIndex
    return head


def _checksum(laid: object, payload: bytes | memoryview) -> int:
    """Of the columns and of how they are laid out."""
    return crc32(payload, crc32(json.dumps(laid).encode()))


def _columns(part: object, path: str) -> Iterator[tuple[str, Column]]:
    """Every column of a part of a catalogue, by where in it the column is."""
    if isinstance(part, np.ndarray):
        yield path, part
    elif isinstance(part, bytes):
        yield path, np.frombuffer(part, np.uint8)
    elif isinstance(part, list):
        yield from _columns(_texts(part), path)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _columns(getattr(part, field.name), f"{path}/{field.name}")


def _texts(items: Iterable[str]) -> Texts:
    builder = TextsBuilder()
    for item in items:
        builder.append(item)
    return builder.texts()


def _laid_out(
    described: Iterable[tuple[str, str, int]], payload: memoryview
) -> Mapping[str, Column]:
    kinds = {name: (np.dtype(kind), length) for name, kind, length in described}
    sizes = (_rounded(kind.itemsize * length) for kind, length in kinds.values())
    return {
        name: np.frombuffer(payload, kind, length, at)
        for (name, (kind, length)), at in zip(
            kinds.items(), accumulate(sizes, initial=0), strict=False
        )
    }


def _restored(kind: type[Part], columns: Mapping[str, Column], path: str) -> Part:
    parts: dict[str, object] = {}
    for name, hint in get_type_hints(kind).items():
        where = f"{path}/{name}"
        if get_origin(hint) is list:
            parts[name] = list(_restored(Texts, columns, where))
        elif hint is bytes:
            parts[name] = columns[where].tobytes()
        elif isinstance(hint, type) and is_dataclass(hint):
            parts[name] = _restored(hint, columns, where)
        else:
            parts[name] = columns[where]
    return kind(**parts)


def _rounded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _padded(data: bytes) -> bytes:
    return data.ljust(_rounded(len(data)), b"\0")

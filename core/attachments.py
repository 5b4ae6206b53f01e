"""What may be attached: decided by what is in a file, never by what its name or its sender says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.errors import UserError
from core.text import Listing, Message, as_written, msg

_MB = 2**20
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document that may be attached; ``endings`` are those its name may have."""

    media: str
    label: Message
    endings: tuple[str, ...]


PDF = Kind("application/pdf", as_written("PDF"), ("pdf",))
JPEG = Kind("image/jpeg", as_written("JPEG"), ("jpg", "jpeg", "jpe", "jfif"))
PNG = Kind("image/png", as_written("PNG"), ("png",))
TIFF = Kind("image/tiff", as_written("TIFF"), ("tif", "tiff"))
DOCX = Kind(f"{_OPEN_XML}.wordprocessingml.document", as_written("DOCX"), ("docx",))
XLSX = Kind(f"{_OPEN_XML}.spreadsheetml.sheet", as_written("XLSX"), ("xlsx",))
PPTX = Kind(f"{_OPEN_XML}.presentationml.presentation", as_written("PPTX"), ("pptx",))
ODT = Kind(f"{_OPEN_DOCUMENT}.text", as_written("ODT"), ("odt",))
ODS = Kind(f"{_OPEN_DOCUMENT}.spreadsheet", as_written("ODS"), ("ods",))
ODP = Kind(f"{_OPEN_DOCUMENT}.presentation", as_written("ODP"), ("odp",))
CSV = Kind("text/csv", as_written("CSV"), ("csv", "tsv", "txt"))
ICALENDAR = Kind("text/calendar", as_written("iCalendar"), ("ics", "ical", "ifb"))
# What officials send each other as proof; and lists of dates, which are read and not passed on.
KINDS = (PDF, JPEG, PNG, TIFF, DOCX, XLSX, PPTX, ODT, ODS, ODP)
DATES = (CSV, ICALENDAR)
# A list is read whole while somebody waits; up to so many bytes of it.
MOST_TEXT = 2**20

_BEGINNINGS: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
)
_MAIN_PARTS: Mapping[str, Kind] = {
    "word/document.xml": DOCX,
    "xl/workbook.xml": XLSX,
    "ppt/presentation.xml": PPTX,
}
_TYPES = "[Content_Types].xml"
_MACROS = ("vbaproject.bin", "basic/script-lc.xml")
_LONGEST_TYPE = 200
_ARCHIVE = b"PK\x03\x04"
_MOST_UNPACKED = 500 * _MB
_CALENDAR = b"BEGIN:VCALENDAR"
_BYTE_ORDER = b"\xef\xbb\xbf"
_GZIP = b"\x1f\x8b"


class FileRefused(UserError):
    """A file that cannot be attached, with the reason."""


def too_large(name: str, most: int) -> FileRefused:
    return FileRefused(
        msg(
            "The file “{name}” is too large: up to {most} MB are allowed.",
            name=name,
            most=max(1, most // _MB),
        )
    )


def _unpacks_too_far(name: str) -> FileRefused:
    return FileRefused(
        msg(
            "The file “{name}” would unpack to more than {most} MB: that is too much to be opened safely. "
            "Please save it again without what it does not need, or as a PDF.",
            name=name,
            most=_MOST_UNPACKED // _MB,
        )
    )


def checked(name: str, data: bytes, most: int, kinds: Sequence[Kind] = KINDS) -> Kind:
    """Which of these it is. Raises ``FileRefused``."""
    wants_lists = all(kind in DATES for kind in kinds)
    most = min(most, MOST_TEXT) if wants_lists else most
    if not data:
        raise FileRefused(msg("The file “{name}” is empty. Please attach another.", name=name))
    if len(data) > most:
        raise too_large(name, most)
    kind = kind_of(data) or (_text(name, data) if wants_lists else None)
    if kind is None and any(_ending(name) in each.endings for each in kinds):
        raise FileRefused(
            msg(
                "The file “{name}” is not what its name says, or it is damaged, so it cannot be attached. "
                "Please save the document anew, best as a PDF, and attach it again.",
                name=name,
            )
        )
    if kind is None or kind not in kinds:
        raise FileRefused(
            msg(
                "A file like “{name}” cannot be attached. These can: {kinds}.",
                name=name,
                kinds=Listing(tuple(each.label for each in kinds)),
            )
        )
    if data.startswith(_ARCHIVE) and _unpacked(data) > _MOST_UNPACKED:
        raise _unpacks_too_far(name)
    ending = _ending(name)
    if ending and ending not in kind.endings:
        raise FileRefused(
            msg(
                "The file “{name}” is not what its name says: what is in it is {kind}. "
                "Please save it under the right name and attach it again.",
                name=name,
                kind=kind.label,
            )
        )
    return kind


def kind_of(data: bytes) -> Kind | None:
    """``None`` for everything that may not be attached, documents with macros among it."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    return _packed(data) if data.startswith(_ARCHIVE) else None


def _unpacked(data: bytes) -> int:
    """The size that an archive says it has once it is unpacked; nothing is unpacked to know it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist())


def _text(name: str, data: bytes) -> Kind | None:
    """A calendar says that it is one; a table has no sign of its own, so that its name has to say it."""
    if data.removeprefix(_BYTE_ORDER).lstrip().upper().startswith(_CALENDAR):
        return ICALENDAR
    is_table = _ending(name) in CSV.endings and not data.startswith(_GZIP)
    return CSV if is_table else None


def _packed(data: bytes) -> Kind | None:
    """Office documents are archives that say in one of their parts what they are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
            if any(part.lower().endswith(_MACROS) for part in parts):
                return None
            return next(_said(archive, parts), None)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return None


def _said(archive: zipfile.ZipFile, parts: list[str]) -> Iterator[Kind]:
    if parts and parts[0] == "mimetype":
        with archive.open("mimetype") as part:
            said = part.read(_LONGEST_TYPE)
        yield from (kind for kind in (ODT, ODS, ODP) if kind.media.encode() == said)
    elif _TYPES in parts:
        yield from (kind for part, kind in _MAIN_PARTS.items() if part in parts)


def has_ending_of(name: str, kinds: Sequence[Kind]) -> bool:
    return any(_ending(name) in kind.endings for kind in kinds)


def _ending(name: str) -> str:
    before, dot, ending = name.rpartition(".")
    return ending.strip().lower() if dot and before else ""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.attachments import (
    DOCX,
    JPEG,
    KINDS,
    ODP,
    ODS,
    ODT,
    PDF,
    PNG,
    PPTX,
    TIFF,
    XLSX,
    FileRefused,
    Kind,
    checked,
    kind_of,
)
from tests.support.papers import a_docx, a_packed, a_pdf

MOST = 1000
TYPES = "[Content_Types].xml"
OF_KINDS = [
    (a_pdf("x"), PDF),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (a_docx(), DOCX),
    (a_packed(TYPES, "xl/workbook.xml"), XLSX),
    (a_packed(TYPES, "ppt/presentation.xml"), PPTX),
    (a_packed("content.xml", mimetype=ODT.media), ODT),
    (a_packed("content.xml", mimetype=ODS.media), ODS),
    (a_packed("content.xml", mimetype=ODP.media), ODP),
]
FORBIDDEN = [
    b"MZ\x90\0 a program",
    b"\x7fELF",
    b"#!/bin/sh",
    b"<html><script>",
    b"plain words",
    a_packed("virus.exe"),
    a_packed(TYPES, "word/document.xml", "word/vbaProject.bin"),
    a_packed("content.xml", "Basic/script-lc.xml", mimetype=ODT.media),
    a_packed("content.xml", mimetype="application/epub+zip"),
    a_docx()[:-10],
    b"PK\x03\x04" + bytes(100),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]


@pytest.mark.parametrize(("data", "kind"), OF_KINDS)
def test_a_kind_is_known_by_what_is_in_the_file(data: bytes, kind: Kind) -> None:
    assert kind_of(data) == kind
    for ending in kind.endings:
        assert checked(f"Apliecība.{ending.upper()}", data, MOST) == kind
    assert checked("without ending", data, MOST) == kind


@pytest.mark.parametrize("data", FORBIDDEN)
def test_everything_else_is_refused_whatever_it_is_called(data: bytes) -> None:
    for name in ("paper.pdf", "paper.docx", "paper.exe", "paper"):
        with pytest.raises(FileRefused, match="cannot be attached"):
            checked(name, data, MOST)


def test_a_name_that_promises_what_is_not_in_the_file_is_not_answered_with_that_it_may_be_attached() -> (
    None
):
    """Whoever attaches `bill.pdf` is not told that a PDF can be attached."""
    with pytest.raises(FileRefused, match="not what its name says, or it is damaged") as refused:
        checked("bill.pdf", b"MZ" + bytes(200), MOST)
    assert "DOCX" not in str(refused.value)
    with pytest.raises(FileRefused, match="These can"):
        checked("bill.exe", b"MZ" + bytes(200), MOST)


@pytest.mark.parametrize(("data", "kind"), OF_KINDS)
def test_a_file_that_lies_about_its_kind_is_refused(data: bytes, kind: Kind) -> None:
    others = [ending for other in KINDS if other != kind for ending in other.endings]
    for ending in (*others, "exe", "pdf.exe", "txt"):
        with pytest.raises(FileRefused, match="not what its name says"):
            checked(f"paper.{ending}", data, MOST)


def test_a_file_is_neither_empty_nor_too_large() -> None:
    with pytest.raises(FileRefused, match="is empty"):
        checked("a.pdf", b"", MOST)
    with pytest.raises(FileRefused, match="too large"):
        checked("a.pdf", a_pdf("x" * MOST), MOST)
    assert checked("a.pdf", a_pdf("x").ljust(MOST), MOST) is PDF


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", a_docx()]))
def test_whatever_is_in_a_file_it_is_a_kind_or_none(data: bytes, beginning: bytes) -> None:
    assert kind_of(beginning + data) in (*KINDS, None)


def test_a_paper_that_would_fill_a_disk_is_refused() -> None:
    """Twenty megabytes of nothing pack into very little."""
    bomb = io.BytesIO(a_docx())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(26):
            archive.writestr(f"word/media/{number}.bmp", bytes(20 * 2**20))
    assert len(bomb.getvalue()) < 2**20
    with pytest.raises(FileRefused, match="unpack to more than"):
        checked("paper.docx", bomb.getvalue(), 2**20)

"""Small files of every kind, for tests."""

from __future__ import annotations

import io
import zipfile


def a_pdf(text: str) -> bytes:
    """What begins like one: nobody reads on."""
    return b"%PDF-1.7 " + text.encode()


def handed_in(answer: str) -> tuple[str, bytes]:
    """A name stands for a small document; several lines are a table or a calendar as they stand."""
    if "\n" not in answer:
        return answer, a_pdf(answer)
    is_calendar = answer.startswith("BEGIN:VCALENDAR")
    return "dates.ics" if is_calendar else "dates.csv", answer.encode()


def a_packed(*parts: str, mimetype: str = "") -> bytes:
    """An archive with these parts, as office documents are."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for part in parts:
            archive.writestr(part, "-")
    return written.getvalue()


def a_docx() -> bytes:
    return a_packed("[Content_Types].xml", "word/document.xml")

"""Papers as PDF, in a font that knows every alphabet of the Union."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from bot.i18n import Languages, Voice
from bot.lines import fact_spans
from chat.markup import Style
from chat.message import Fact
from chat.paper import Line, Paper

if TYPE_CHECKING:
    from fpdf import FPDF

_FONT = "DejaVu"
_MARGIN, _FOOT, _NUMBER = 20.0, 15.0, 15.0
# Millimetres a line is high, for each point of its letters.
_HEIGHT = 0.5
# A heading with the two lines after it: it does not stand alone at the foot of a page.
_WITH_ITS_HEADING = 25.0
_TITLE, _HEADING, _TEXT, _SMALL = 16, 12, 10, 8
# Stands for what the font does not know, such as an emoji.
_UNKNOWN = "\u25a1"


@dataclass(frozen=True, slots=True)
class PdfPrinter:
    languages: Languages

    async def pdf(self, paper: Paper, language: str, time_zone: str) -> bytes:
        """Takes some tenths of a second, in which others are answered."""
        voice = self.languages.voice(language, time_zone)
        return await asyncio.to_thread(_printed, paper, voice)


def _printed(paper: Paper, voice: Voice) -> bytes:
    pdf = _empty(paper, voice)
    pdf.add_page()
    _say(pdf, voice.text(paper.title), _TITLE)
    for section in paper.sections:
        if pdf.will_page_break(_WITH_ITS_HEADING):
            pdf.add_page()
        pdf.ln(4)
        _say(pdf, voice.text(section.title), _HEADING)
        for line in section.lines:
            _line(pdf, line, voice)
    return bytes(pdf.output())


def _line(pdf: FPDF, line: Line, voice: Voice) -> None:
    spans = fact_spans(line, voice) if isinstance(line, Fact) else voice.spans(line)
    for bold, run in groupby(spans, key=lambda span: span.style is Style.BOLD):
        _run(pdf, "".join(span.text for span in run), "B" if bold else "")
    pdf.ln(_TEXT * _HEIGHT + 1)


def _run(pdf: FPDF, text: str, style: str) -> None:
    """The library would cut a first word that does not fit where the last run has ended."""
    pdf.set_font(_FONT, style, _TEXT)
    text, room = _known(pdf, text), pdf.w - pdf.r_margin - pdf.x - 2 * pdf.c_margin
    first = pdf.get_string_width(re.split(r"\s", text, maxsplit=1)[0])
    if room < first <= pdf.epw and pdf.x > pdf.l_margin:
        pdf.ln(_TEXT * _HEIGHT)
    pdf.write(_TEXT * _HEIGHT, text)


def _say(pdf: FPDF, text: str, size: int) -> None:
    pdf.set_font(_FONT, "B", size)
    pdf.multi_cell(0, size * _HEIGHT, _known(pdf, text), align="L", new_x="LMARGIN", new_y="NEXT")


def _empty(paper: Paper, voice: Voice) -> FPDF:
    # The library takes a while to load, and only reports need it.
    from fpdf import FPDF

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-_FOOT)
            self.set_font(_FONT, "", _SMALL)
            foot, beside = _known(self, voice.text(paper.foot)), self.epw - _NUMBER
            self.multi_cell(beside, 4, foot, align="L", new_x="RIGHT", new_y="TOP")
            self.cell(_NUMBER, 4, f"{self.page_no()}/{{nb}}", align="R")

    sheet = Sheet()
    for style, file in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        sheet.add_font(_FONT, style, _fonts() / file)
    sheet.set_margin(_MARGIN)
    sheet.set_auto_page_break(True, _MARGIN + _FOOT)
    sheet.set_lang(voice.language)
    sheet.set_title(voice.text(paper.title))
    return sheet


def _known(pdf: FPDF, text: str) -> str:
    from fpdf.fonts import TTFFont

    font = pdf.current_font
    assert isinstance(font, TTFFont), "every font here has been added from a file"
    letters = font.cmap
    return "".join(c if c == "\n" or ord(c) in letters else _UNKNOWN for c in text)


@cache
def _fonts() -> Path:
    """They come with the library that draws our charts."""
    found = find_spec("matplotlib")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"

"""Charts as PNG, in a font that knows every alphabet of the Union; to be read without colours too."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.i18n import Languages, Voice
from chat.chart import Chart, Panel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FONT = "DejaVu Sans"
_WIDTH, _DPI = 8.0, 120
# Inches: a bar, what stands above and below a panel, the title and the foot.
_BAR, _AROUND, _ENDS = 0.36, 0.75, 1.1
_BAR_WIDTH = 0.7
_TITLE_LETTERS, _LABEL_LETTERS = 72, 26
# Dark enough on white paper, and for every kind of eye.
_FILL, _EDGE = "#4a6a8a", "#1a1a1a"
_ROOM = 1.15


@dataclass(frozen=True, slots=True)
class ChartPlotter:
    languages: Languages

    async def png(self, chart: Chart, language: str, time_zone: str) -> bytes:
        """Takes some tenths of a second, in which others are answered."""
        voice = self.languages.voice(language, time_zone)
        return await asyncio.to_thread(_drawn, chart, voice)


def _drawn(chart: Chart, voice: Voice) -> bytes:
    # The library takes a while to load, and only results need it.
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    heights = [len(panel.bars) * _BAR + _AROUND for panel in chart.panels]
    figure = Figure(figsize=(_WIDTH, sum(heights) + _ENDS), dpi=_DPI, layout="constrained")
    figure.suptitle(_wrapped(voice.text(chart.title), _TITLE_LETTERS), weight="bold")
    grid = figure.subplots(len(heights), squeeze=False, height_ratios=heights)
    for axes, panel in zip(grid[:, 0], chart.panels, strict=True):
        _panel(axes, panel, voice)
    figure.supxlabel(voice.text(chart.foot), fontsize="small")
    for text in figure.findobj(Text):
        text.set_fontfamily(_FONT)
        # What people have written is no formula: a dollar stays one.
        text.set_parse_math(False)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _panel(axes: Axes, panel: Panel, voice: Voice) -> None:
    """The first bar on top, each with its number behind it."""
    labels = [_wrapped(voice.text(bar.label), _LABEL_LETTERS) for bar in panel.bars]
    numbers = [bar.number for bar in panel.bars]
    places = range(len(labels))
    bars = axes.barh(places, numbers, height=_BAR_WIDTH, color=_FILL, edgecolor=_EDGE)
    axes.bar_label(bars, padding=3)
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.set_xlim(0, max(1, *numbers, 1) * _ROOM)
    axes.set_xticks([])
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_title(_wrapped(voice.text(panel.title), _TITLE_LETTERS), loc="left", fontsize="medium")


def _wrapped(text: str, letters: int) -> str:
    return "\n".join(wrap(text, letters)) or " "

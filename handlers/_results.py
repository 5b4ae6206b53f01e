"""What was counted, shown to a reader: in a sentence, in a table, as a picture and as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chat.chart import Bar, Chart, Panel
from chat.context import Context
from chat.message import Card, Document, Fact
from core.text import Listing, Message, as_written, msg, msgs
from handlers._cells import cell

_MOST_TEXTS = 15


@dataclass(frozen=True, slots=True)
class Counted:
    """One question. ``bars`` of marks go from the lowest to the highest; ``texts`` come in no order."""

    title: Message
    bars: tuple[Bar, ...] = ()
    marks: bool = False
    texts: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(bar.number for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``name``: of the files. ``foot`` says how many answered."""

    name: str
    title: Message
    foot: Message
    counted: tuple[Counted, ...]


def sentence(counted: Counted) -> Message:
    if not counted.total:
        return msg("Nobody answered this.")
    return _average(counted) if counted.marks else _most(counted)


def _average(counted: Counted) -> Message:
    marks = sum(mark * bar.number for mark, bar in enumerate(counted.bars, 1))
    whole, tenth = divmod(round(10 * marks / counted.total), 10)
    return msgs(
        "On average {whole}.{tenth} of {most}, from one answer.",
        "On average {whole}.{tenth} of {most}, from {n} answers.",
        counted.total,
        whole=whole,
        tenth=tenth,
        most=len(counted.bars),
    )


def _most(counted: Counted) -> Message:
    most = max(bar.number for bar in counted.bars)
    named = tuple(bar.label for bar in counted.bars if bar.number == most)
    return msgs(
        "Most often: {answers}, {share} % of one answer.",
        "Most often: {answers}, {share} % of {n} answers.",
        counted.total,
        answers=Listing(named),
        share=_share(most, counted.total),
    )


def _share(part: int, total: int) -> int:
    return round(100 * part / total) if total else 0


def cards(outcome: Outcome) -> Iterator[Card]:
    for counted in outcome.counted:
        if counted.bars:
            yield Card(counted.title, body=(sentence(counted),), facts=tuple(_rows(counted)))
        else:
            yield _texts(counted)


def _rows(counted: Counted) -> Iterator[Fact]:
    for bar in counted.bars:
        share = _share(bar.number, counted.total)
        yield Fact(
            bar.label,
            msgs("one person ({share} %)", "{n} people ({share} %)", bar.number, share=share),
        )


def _texts(counted: Counted) -> Card:
    shown, more = counted.texts[:_MOST_TEXTS], len(counted.texts) - _MOST_TEXTS
    rest = (
        (msgs("One more is in the file.", "{n} more are in the file.", more),) if more > 0 else ()
    )
    lines = tuple(as_written(f"– {text}") for text in shown)
    return Card(counted.title, body=(*(lines or (msg("Nobody wrote anything."),)), *rest))


async def picture(ctx: Context, outcome: Outcome) -> Document:
    drawn = [counted for counted in outcome.counted if counted.total]
    panels = tuple(Panel(counted.title, counted.bars) for counted in drawn)
    chart = Chart(outcome.title, panels, outcome.foot)
    data = await ctx.services.plotter.png(chart, ctx.language, ctx.time_zone)
    return Document(f"{outcome.name}.png", "image/png", data, _alt(ctx, outcome, drawn))


def _alt(ctx: Context, outcome: Outcome, drawn: Sequence[Counted]) -> str:
    """The picture in words: what each of its parts shows."""
    said = [msg("Bar chart: {title}.", title=outcome.title), outcome.foot]
    for counted in drawn:
        said += [counted.title, sentence(counted)]
    voice = ctx.services.ear
    return " ".join(voice.put(each, ctx.language) for each in said)


def sheet(ctx: Context, outcome: Outcome) -> Document:
    def put(message: Message) -> str:
        return cell(ctx.services.ear.put(message, ctx.language))

    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(map(put, (msg("Question"), msg("What was answered"), msg("How many people"))))
    for counted in outcome.counted:
        for bar in counted.bars:
            rows.writerow([put(counted.title), put(bar.label), bar.number])
        for text in counted.texts:
            rows.writerow([put(counted.title), cell(text), ""])
    return Document(f"{outcome.name}.csv", "text/csv", written.getvalue().encode("utf-8-sig"))

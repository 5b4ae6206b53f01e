"""A bar for whoever watches an import in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.importing import Watch


@contextmanager
def shown(files: Sequence[Path], visible: bool) -> Iterator[Watch]:
    """Checking is measured in bytes; how much there is to write is known only after it."""
    total = sum(file.stat().st_size for file in files)
    with Progress(console=Console(stderr=True), transient=True, disable=not visible) as bar:
        checking = bar.add_task("Checking", total=total)
        writing = bar.add_task("Writing", total=None)
        yield Watch(
            checked=lambda size: bar.advance(checking, size),
            written=lambda number: bar.advance(writing, number),
        )

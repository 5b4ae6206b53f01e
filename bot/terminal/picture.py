"""The picture of a session in the README: ``make picture``."""

from __future__ import annotations

import asyncio
import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.demo import demo_world
from bot.terminal.screen import RichScreen
from bot.terminal.session import Session

_WIDTH = 92
_BEFORE = (
    *("jauns pieprasījums", "turismo de portugal", "1", "1", "1, 2, 4", "Rui Gonçalves"),
    *("tūristu gids", "2", "izlaist", "izlaist", "2", "Viņš rādīja gida karti. Vai tā ir derīga?"),
    *("izlaist", "16.03.2026", "nosūtīt"),
)
_TYPED = ("/as joao", "1", "/clock +8d", "/as anna")

_FETCHED_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def picture() -> str:
    """A request arrives in Lisbon, is accepted, and a week later a reminder comes; as an SVG."""
    console = Console(file=io.StringIO(), record=True, force_terminal=True, width=_WIDTH)
    async with demo_world() as world:
        for said in _BEFORE:
            await world.stage.say("anna", said)
        session = Session(world.stage, world.clock, world.cast, RichScreen(console), "anna")
        await session.become("anna")
        for said in _TYPED:
            console.print(Text(f"{session.played}> {said}"))
            await session.take(said)
    drawn = console.export_svg(title="imi-assistant demo", unique_id="demo")
    # A picture must not fetch anything from anywhere.
    return _FETCHED_FONTS.sub("", drawn).replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(asyncio.run(picture()), encoding="utf-8")

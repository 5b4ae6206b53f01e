"""The picture of a session."""

from __future__ import annotations

from xml.etree import ElementTree

from bot.terminal.picture import picture


async def test_the_picture_is_drawn_and_fetches_nothing() -> None:
    drawn = await picture()
    text = "".join(ElementTree.fromstring(drawn).itertext()).replace("\xa0", " ")
    assert "joao> /clock +8d" in text
    assert "LV-2026-000001" in text
    assert "@font-face" not in drawn
    assert "url(http" not in drawn.replace('"', "")

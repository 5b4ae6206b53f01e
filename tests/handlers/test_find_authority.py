"""Searching for an authority by writing what is known of it."""

from __future__ import annotations

from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_whoever_repeats_the_command_while_it_asks_searches_anew(casework: Casework) -> None:
    sean = Talking(casework.world, "sean")
    heard = await sean.say("find authority", "find authority portugal tourism")
    assert "Turismo de Portugal" in heard.text


async def test_to_a_single_letter_no_name_is_near(casework: Casework) -> None:
    heard = await Talking(casework.world, "sean").say("find authority x")
    assert "no authority that clearly fits" in heard.text
    assert "The nearest" not in heard.text

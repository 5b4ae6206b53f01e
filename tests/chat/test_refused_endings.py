"""An answer that only the end finds wrong."""

from __future__ import annotations

from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_an_answer_refused_at_the_end_is_not_offered_to_be_kept(casework: Casework) -> None:
    reference = await casework.asked()
    joao = Talking(casework.world, "joao")
    assert (await joao.say("accept", reference)).asked == "day"
    refused = await joao.say("2026-03-25")
    assert (refused.asked, refused.ask.current) == ("day", None)
    assert refused.problem
    assert (await joao.say("keep")).asked == "day"
    assert (await joao.say("2026-03-20")).problem == ""

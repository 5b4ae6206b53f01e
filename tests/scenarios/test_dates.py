"""A date that can be defended: a day off is said before sending, and `why` tells how it came about."""

from __future__ import annotations

from tests.scenarios.test_exchange import GUIDE, REQUEST, accept, ask
from tests.support.chats import Chat


async def test_a_day_on_which_the_other_authority_is_closed_is_said_with_a_better_one(
    chat: Chat,
) -> None:
    """10 June 2026 is a holiday in Portugal and a working day in Latvia."""
    closed = {**GUIDE, "day": "2026-06-10", "better.2026-06-10": "2026-06-11"}
    said = await chat.fill("anna", "new request", **closed)
    assert REQUEST in said
    assert "11.06.2026" in said
    assert "10.06.2026" not in said


async def test_a_fixed_date_is_explained_in_the_readers_language(chat: Chat) -> None:
    await ask(chat)
    assert "noteikts datums" in await chat.say("anna", f"why {REQUEST}")
    assert "data fixa" in await chat.say("joao", f"why {REQUEST}")


async def test_a_period_is_explained_with_the_holidays_that_lengthened_it(chat: Chat) -> None:
    """25 working days after Monday 2 March 2026 in Lisbon, with Good Friday between."""
    await accept(chat)
    await chat.say("joao", f"propose date {REQUEST} 25 working days")
    await chat.say("anna", f"agree {REQUEST}")
    joao = await chat.say("joao", f"why {REQUEST}")
    anna = await chat.say("anna", f"kāpēc {REQUEST}")
    assert "25 dias úteis" in joao
    assert "Sexta-feira Santa" in joao
    assert "25 darba dienas" in anna
    assert "Lielā piektdiena" in anna
    assert "Lisabona" in anna
    assert "01:59" in anna


async def test_who_was_told_when_and_in_which_language_can_be_shown(chat: Chat) -> None:
    await accept(chat)
    joao = await chat.say("joao", f"reminders {REQUEST}")
    assert "João Ferreira, enviado" in joao
    assert "português" in joao
    assert "Anna Kalniņa" not in joao, "the other authority's people are its own affair"
    anna = await chat.say("anna", f"atgādinājumi {REQUEST}")
    assert "Anna Kalniņa" in anna
    assert "latviešu" in anna
    assert "otra iestāde" in anna

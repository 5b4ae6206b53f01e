"""A training from its planning to the waiting list that moves up, on every face."""

from __future__ import annotations

from tests.support.chats import Chat

TRAINING = {
    "title.lv": "IMI pamati",
    "title.en": "IMI basics",
    "title.pt": "IMI: o essencial",
    "day": "2026-03-12",
    "hour": "10:00",
    "minutes": "90",
    "place": "Brīvības iela 55, Rīga",
    "languages": "lv",
    "whom": "every",
    "roles": "",
    "seats": "1",
    "ending": "add",
}


async def test_the_only_seat_goes_to_the_first_and_then_to_who_waits(chat: Chat) -> None:
    assert "IMI pamati" in await chat.fill("ilze", "add training", **TRAINING)
    listed = await chat.say("anna", "nākamās mācības")
    assert "IMI pamati" in listed
    assert "10:00" in listed
    assert "Jums ir vieta" in await chat.press("anna", "enrol 1")
    assert "lista de espera" in await chat.say("joao", "reservar lugar 1")
    assert "João Ferreira" in await chat.say("ilze", "kas nāks 1")
    await chat.say("anna", "atteikties no mācībām 1")
    await chat.settle()
    # Where a file is a message of its own, there are two.
    told = " ".join(await chat.inbox("joao"))
    assert told.count("O lugar é seu: IMI: o essencial") == 1

"""A survey from the coordinator who starts it to the picture of what came of it, on every face."""

from __future__ import annotations

from tests.support.chats import Chat
from tests.support.scene import surveyed

SURVEY = {
    "source": "after-training",
    "areas": "",
    "roles": "",
    "until": "2026-03-13",
    "ending": "send",
}
ANSWERS = {
    "answer__1": "5",
    "answer__2": "4",
    "answer__3": "2",
    "answer__4": "1",
    "answer__5": "Vairāk piemēru",
    "ending": "send",
}


OWN = {
    "source": "own",
    "title__lv": "Mūsu sapulces",
    "title__en": "Our meetings",
    "title__pt": "",
    "question__1__lv": "Cik noderīgas?",
    "question__1__en": "How useful?",
    "question__1__kind": "scale",
    "question__2__lv": "Kad?",
    "question__2__en": "",
    "question__2__kind": "choice",
    "question__2__lv__options": "No rīta; Vakarā",
    "question__3__lv": "",
    "areas": "",
    "roles": "",
    "until": "2026-03-13",
    "ending": "send",
}


async def test_a_coordinator_asks_questions_of_their_own(chat: Chat) -> None:
    assert "Aptauju saņem 4 cilvēki" in await chat.fill("ilze", "jauna aptauja", **OWN)
    await chat.settle()
    assert "Mūsu sapulces" in " ".join(await chat.inbox("anna"))
    given = {"answer__1": "3", "answer__2": "Vakarā", "ending": "send"}
    assert "Paldies" in await chat.fill("anna", "atbildēt aptaujā 1", **given)


async def test_what_people_think_is_asked_counted_and_shown_as_a_picture(chat: Chat) -> None:
    others = await surveyed(chat.world)
    assert "Aptauju saņem 6 cilvēki" in await chat.fill("ilze", "jauna aptauja", **SURVEY)
    await chat.settle()
    [told] = await chat.inbox("anna")
    assert "Pēc mācībām" in told
    assert "bez vārda" in told
    assert "Cik noderīgas mācības bija jūsu darbam?" in await chat.press("anna", "answer survey 1")
    await chat.say("anna", "atcelt")
    assert "Paldies" in await chat.fill("anna", "atbildēt aptaujā 1", **ANSWERS)
    again = await chat.say("anna", "atbildēt aptaujā 1")
    assert "Jūs jau atbildējāt aptaujā" in again
    await chat.say("anna", "atcelt")
    assert "Atbildēja 1 no 6 cilvēkiem" in await chat.say("ilze", "aptaujas rezultāti 1")
    await others.answer("liga", "juris", "dace", "egils")
    chat.world.clock.forward(days=12)
    await chat.settle()
    assert any("Jūsu aptauja ir beigusies" in text for text in await chat.inbox("ilze"))
    shown = await chat.press("ilze", "survey results 1")
    assert "Vidēji 5,0 no 5" in shown
    assert "Vairāk piemēru" in shown
    assert "survey-1.csv" in shown
    assert "Stabiņu diagramma: Pēc mācībām" in shown

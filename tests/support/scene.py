"""What has gone before a scenario begins, without a word: the same request as the guide makes, and it is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chat.dialogue import Ask, Check
from chat.fields import Day
from core.exchange import NewRequest
from core.people import AreaId, AuthorityId, Person, PersonId
from core.questions import with_follow_ups
from core.requests import Action, FreeText, QuestionId, Reference
from core.surveys import SurveyId
from core.text import Message
from handlers._surveys import surveying
from tests.support.talking import Heard, Talking
from tests.support.world import World, official

FIRST, SECOND = "PRACTICE-PT-2026-000001", "PRACTICE-PT-2026-000002"
OWN = "PRACTICE-LV-2026-000001"
TOURISM = "Practice Board for Tourism"
_MOST = 40
_IN_PRACTICE = {
    "area": "professional-qualifications",
    "questions": "2",
    "subject.full-name": "Alex Example",
    "subject.profession": "tūristu gids",
    "day": "2026-03-20",
}

_SET = "professional-qualifications"
_CHOSEN = (QuestionId("entitled"), QuestionId("certificate-genuine"))


async def asked(world: World) -> Reference:
    """Anna in Riga asks the Portuguese Tourism Board."""
    services = world.assistant.services
    anna = await _person(world, "anna")
    new = NewRequest(
        area=AreaId(_SET),
        question_set=_SET,
        asker=AuthorityId("lv-ptac"),
        answerer=AuthorityId("pt-turismo"),
        questions=with_follow_ups(services.content.sets.get(_SET), _CHOSEN),
        wished=date(2026, 3, 23),
        subject={"full-name": "Rui Gonçalves", "profession": "tūristu gids"},
        note=FreeText("Vai apliecība ir īsta?", "lv"),
    )
    name = (await services.exchange.create(anna, new)).view.reference
    await services.exchange.act(anna, name, Action.SEND)
    return name


async def accepted_by_joao(world: World, name: Reference) -> None:
    await world.assistant.services.exchange.act(await _person(world, "joao"), name, Action.ACCEPT)


async def _person(world: World, id: str) -> Person:
    """As they are registered now."""
    async with world.assistant.services.works.reading() as work:
        known = await work.people.get(PersonId(id))
    assert known is not None
    return known


async def done(anna: Talking, run: str, **given: str) -> Heard:
    """Every question is answered: as given, left out where it may be, or by what comes first."""
    heard = await anna.say(run)
    for _question in range(_MOST):
        if isinstance(heard.turn, Check):
            heard = await anna.say("1")
        elif isinstance(heard.turn, Ask):
            heard = await anna.say(_answer(heard.turn, given))
        else:
            return heard
    raise AssertionError(f"this goes on for ever: {heard.text}")


def _answer(ask: Ask, given: Mapping[str, str]) -> str:
    """A search that has found something is answered by its first hit."""
    if ask.options:
        return "1"
    answers = ask.field.name.startswith("answers.")
    first = "2020-03-01" if isinstance(ask.field, Day) else "1"
    return given.get(ask.field.name) or (first if ask.field.required or answers else "skip")


def named(world: World, title: str) -> str:
    """As it is called in Anna's language."""
    return world.assistant.languages.put(Message(title), "lv")


async def asked_in_practice(anna: Talking, office: str = TOURISM) -> Heard:
    answerer = named(anna.world, office)
    return await done(anna, "new request", answerer=answerer, **_IN_PRACTICE)


async def answered(anna: Talking, name: str) -> Heard:
    """One answer opens a further question."""
    heard = await done(anna, f"answer {name}")
    return await done(anna, f"answer {name}") if f"answer {name}" in heard.runs else heard


@dataclass(frozen=True, slots=True)
class Surveyed:
    """Those who answer the only survey there is, each with the best marks and without a word."""

    world: World

    async def answer(self, *people: str) -> None:
        service = surveying(self.world.assistant.services)
        for id in people:
            person = await _person(self.world, id)
            await service.answer(person, SurveyId(1), {1: "5", 2: "5", 3: "2", 4: "1"})


async def surveyed(world: World) -> Surveyed:
    """Two more work in Riga, so that there are enough to be hidden among."""
    async with world.assistant.services.works.writing() as work:
        for id in ("dace", "egils"):
            await work.people.put(official(id, id.title(), "lv-ptac"), [])
        await work.commit()
    return Surveyed(world)

"""What has gone before a scenario begins, without a word: the same request as the guide makes, and it is accepted."""

from __future__ import annotations

from datetime import date

from core.exchange import NewRequest
from core.people import AreaId, AuthorityId, Person, PersonId
from core.questions import with_follow_ups
from core.requests import Action, FreeText, QuestionId, Reference
from tests.support.world import World

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

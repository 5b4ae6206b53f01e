"""Who wants to be forgotten is, but for what the law makes stay; nothing is left to nobody."""

from __future__ import annotations

from core.requests import Action
from tests.support.casework import Casework
from tests.support.talking import Talking


async def test_everything_goes_but_the_name_beside_what_was_done(
    casework: Casework, anna: Talking
) -> None:
    name = await casework.answered(attachments=())
    await casework.act("anna", name, Action.CLOSE)
    await anna.say("favourite pt-turismo")
    await anna.say("erase my data")
    done = await anna.say("1")
    assert done.problem == ""
    assert (await anna.context()).who is None
    async with casework.world.assistant.services.works.reading() as work:
        left = await work.people.get(casework.world.person("anna").id)
        assert left is not None
        assert (left.name, left.active, left.memberships) == ("Anna Kalniņa", False, ())
        assert await work.people.addresses(left.id) == []
        assert await work.people.favourites(left.id) == []
    assert {entry.by for entry in await casework.audit(name)} >= {"anna"}


async def test_nobody_goes_while_a_request_is_in_their_hands(
    casework: Casework, anna: Talking
) -> None:
    await casework.asked()
    assert "pieprasījum" in (await anna.say("erase my data")).problem
    assert (await anna.context()).who is not None

"""Who wants to be forgotten is, but for what the law makes stay; nothing is left to nobody."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from core.outbox import Delivery, Progress
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


async def test_what_was_said_to_them_stays_without_the_account_it_went_to(
    casework: Casework, joao: Talking
) -> None:
    name = await casework.answered(attachments=())
    await casework.act("anna", name, Action.CLOSE)
    async with casework.world.assistant.database.writer.begin() as connection:
        await connection.execute(text(_SENT))
    before = await _told(casework, "joao")
    assert {each.address.account for each in before if each.address} == {"joao"}
    await joao.say("erase my data erase")
    after = await _told(casework, "joao")
    assert len(after) == len(before)
    assert [each.settled for each in after] == [each.settled for each in before]
    assert all(each.address is None and each.receipt == "" for each in after)
    assert not [each for each in after if each.progress is Progress.PLANNED]


_SENT = (
    "UPDATE outbox SET progress = 'sent', platform = 'terminal', workspace = '', account = 'joao',"
    " receipt = '7', settled = due WHERE recipient = 'person:joao' AND kind = 'received'"
)


async def _told(casework: Casework, person: str) -> Sequence[Delivery]:
    async with casework.world.assistant.services.works.reading() as work:
        return (await work.traces.of(casework.world.person(person).id)).messages


async def test_nobody_goes_while_a_request_is_in_their_hands(
    casework: Casework, anna: Talking
) -> None:
    await casework.asked()
    assert "pieprasījum" in (await anna.say("erase my data")).problem
    assert (await anna.context()).who is not None

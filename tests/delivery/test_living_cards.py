"""A card is kept as the request stands: with the change, once, and right in the end whoever comes late."""

from __future__ import annotations

from datetime import date

from bot.channel import TryLater, Unreachable
from core.acts import Given
from core.living_cards import card_of, showing
from core.outbox import Delivery, DeliveryId, Progress, Recipient
from core.people import Address, PersonId
from core.requests import Action, Reference, Request
from tests.delivery.conftest import Exchanging
from tests.support.dying import At, work_until_killed
from tests.support.post import PostOffice, text

JOAO = Recipient(person=PersonId("joao"))


async def stored(exchanging: Exchanging, name: Reference) -> tuple[Request, list[Delivery]]:
    async with exchanging.world.assistant.services.works.reading() as work:
        request = await work.requests.get(name)
        assert request is not None
        return request, list(await work.outbox.of(card_of(request.id)))


async def accepted(exchanging: Exchanging) -> Reference:
    """Everybody has been told of it before."""
    name = await exchanging.asked()
    await exchanging.world.settle()
    await exchanging.act("joao", name, Action.ACCEPT)
    await exchanging.world.settle()
    return name


def cards(exchanging: Exchanging) -> dict[str, str]:
    return {letter.to.account: text(letter) for letter, _receipt in exchanging.post.revised}


async def test_p1_a_change_and_the_cards_it_changes_are_one(exchanging: Exchanging) -> None:
    name = await accepted(exchanging)
    await exchanging.act("anna", name, Action.WITHDRAW)
    _request, rows = await stored(exchanging, name)
    waiting = {row.planned.recipient.key for row in rows if row.progress is Progress.PLANNED}
    assert waiting == {
        "person:anna",
        "person:joao",
        "person:marta",
        "room:lisboa-team",
        "room:riga-team",
    }
    await work_until_killed(exchanging.world.assistant, At.SENT)
    exchanging.clock.forward(minutes=3)
    await exchanging.world.settle()
    shown = cards(exchanging)
    assert "Retirado" in shown["joao"]
    assert "Atsaukts" in shown["anna"]
    assert "Rui" not in shown["lisboa-team"]


async def test_of_many_changes_the_last_is_shown_once(exchanging: Exchanging) -> None:
    name = await exchanging.asked()
    await exchanging.world.settle()
    await exchanging.act("joao", name, Action.ACCEPT)
    exchanging.clock.forward(seconds=1)
    await exchanging.act("anna", name, Action.WITHDRAW)
    await exchanging.world.settle()
    _request, rows = await stored(exchanging, name)
    of_joao = [row for row in rows if row.planned.recipient == JOAO]
    assert [row.progress for row in of_joao] == [Progress.STALE, Progress.SENT]
    assert "Retirado" in cards(exchanging)["joao"]


async def test_whoever_has_cards_in_two_places_is_shown_the_truth_in_both(
    exchanging: Exchanging,
) -> None:
    """The chat in which the first message came could not be reached for a while, so the next came elsewhere."""
    here, there = PostOffice(), PostOffice("slack")
    exchanging.world.assistant.mailman.channels.update(terminal=here, slack=there)
    places = (exchanging.world.address("joao"), Address("slack", "T1", "U1"))
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.people.put(exchanging.world.person("joao"), places)
        await work.commit()
    name = await exchanging.asked()
    await exchanging.world.settle()
    here.faults.extend([Unreachable("account_inactive")] * 9)
    await exchanging.act("joao", name, Action.PROPOSE, Given(day=date(2026, 3, 24)))
    await exchanging.act("anna", name, Action.AGREE, Given(day=date(2026, 3, 24)))
    await exchanging.world.settle()
    assert there.to("U1"), "nothing came in the other place"
    here.faults.clear()
    here.busy.append(TryLater("slow down", seconds=20))
    await exchanging.act("anna", name, Action.WITHDRAW)
    await exchanging.world.settle()
    exchanging.clock.forward(minutes=1)
    await exchanging.world.settle()
    for office, account in ((here, "joao"), (there, "U1")):
        shown = [text(letter) for letter, _ in office.revised if letter.to.account == account]
        assert "Retirado" in shown[-1]


async def test_p2_where_a_later_card_came_before_an_earlier_it_is_shown_once_more(
    exchanging: Exchanging,
) -> None:
    """Another worker was slow: what it shows last is not what is so."""
    name = await accepted(exchanging)
    await exchanging.act("anna", name, Action.WITHDRAW)
    await exchanging.world.settle()
    request, _rows = await stored(exchanging, name)
    exchanging.post.revised.clear()
    [late] = showing(request.id, [JOAO], request.version - 1, exchanging.clock.now())
    exchanging.clock.forward(seconds=1)
    letters = exchanging.world.assistant.mailman.letters
    sent = Delivery(DeliveryId("late"), late, Progress.SENT)
    await letters.follow(sent)
    await exchanging.world.settle()
    assert "Retirado" in cards(exchanging)["joao"]

"""Whoever cannot be reached in one place is told in the next: chat, chat, e-mail, the team's room, the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.channel import Letter, Unreachable
from bot.mail.adapter import MailFace
from bot.settings import Mail
from core.people import ALL_AREAS, Address, AreaId, AuthorityId, PersonId, Room, RoomId
from tests.delivery.conftest import Exchanging
from tests.support.post import PostOffice, text
from tests.support.postbox import Postbox, postbox

MAIL = Address("mail", "", "joao@example.pt")


@dataclass
class Closed(PostOffice):
    """These accounts cannot be reached."""

    away: frozenset[str] = frozenset()

    async def deliver(self, letter: Letter) -> str:
        if letter.to.account in self.away:
            raise Unreachable("account_inactive")
        return await super().deliver(letter)


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as opened:
        yield opened


async def reached_at(exchanging: Exchanging, *places: Address) -> None:
    async with exchanging.world.assistant.services.works.writing() as work:
        await work.people.put(exchanging.world.person("joao"), places)
        await work.commit()


def offices(exchanging: Exchanging, *away: str) -> tuple[Closed, PostOffice]:
    here, there = Closed(away=frozenset(away)), PostOffice("slack")
    exchanging.world.assistant.mailman.channels.update(terminal=here, slack=there)
    return here, there


async def test_the_other_platform_comes_next(exchanging: Exchanging) -> None:
    here, there = offices(exchanging, "joao")
    await reached_at(
        exchanging, MAIL, exchanging.world.address("joao"), Address("slack", "T1", "U1")
    )
    await exchanging.asked()
    await exchanging.world.settle()
    assert len(there.to("U1")) == 1
    assert not here.to("joao")


async def test_then_an_e_mail_in_the_readers_language_without_anything_personal(
    exchanging: Exchanging, box: Postbox
) -> None:
    offices(exchanging, "joao")
    settings = Mail(enabled=True, port=box.port, security="none", sender="imi@imi.lv")
    exchanging.world.assistant.mailman.channels["mail"] = MailFace(settings)
    await reached_at(exchanging, exchanging.world.address("joao"), MAIL)
    name = await exchanging.asked()
    await exchanging.world.settle()
    [mail] = box.mails
    assert (mail["To"], mail["Content-Language"]) == (MAIL.account, "pt")
    plain, html = (part.get_content() for part in mail.iter_parts())
    for shown in (plain, html):
        assert name in shown
        assert "Letónia" in shown
        for hidden in ("Rui", "Gonçalves", "Anna", "João", "gids"):
            assert hidden not in shown


async def test_then_the_teams_room(exchanging: Exchanging) -> None:
    here, _there = offices(exchanging, "joao")
    name = await exchanging.asked()
    await exchanging.world.settle()
    [own, for_another] = sorted(here.to("lisboa-team"), key=len)
    assert name in own
    assert name in for_another
    assert "João" not in for_another
    assert "Rui" not in for_another


@pytest.mark.parametrize("area", ["services", ALL_AREAS])
async def test_then_the_linked_coordinator_who_learns_only_which_authority(
    exchanging: Exchanging, area: AreaId
) -> None:
    here, _there = offices(exchanging, "joao", "marta", "lisboa-team")
    world = exchanging.world
    coordinator = world.address("lisboa-coordinator")
    async with world.assistant.services.works.writing() as work:
        turismo = await work.authorities.get(AuthorityId("pt-turismo"))
        assert turismo is not None
        linked = {area: AuthorityId("pt-act")}
        await work.authorities.put([replace(turismo, coordinators=linked)])
        id, owner = RoomId("lisboa-coordinator"), AuthorityId("pt-act")
        await work.people.put_room(Room(id, owner, "c", "pt", "Europe/Lisbon", coordinator))
        await work.commit()
    name = await exchanging.asked()
    await world.settle()
    told = here.to(coordinator.account)
    assert len(told) == 3
    assert all("Turismo de Portugal" in each and name not in each for each in told)


async def test_who_has_left_is_not_looked_for_elsewhere(exchanging: Exchanging) -> None:
    here, _there = offices(exchanging, "joao")
    await exchanging.asked()
    async with exchanging.world.assistant.services.works.writing() as work:
        person = await work.people.get(PersonId("joao"))
        assert person is not None
        await work.people.put(replace(person, active=False), ())
        await work.commit()
    await exchanging.world.settle()
    assert len(here.to("lisboa-team")) == 1
    assert "João" not in "".join(map(text, here.arrived.values()))

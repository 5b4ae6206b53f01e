"""Who decides on an application, in which order they are asked, and that one decision stands."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from core.admission_refusals import AlreadyDecided, NobodyDecides, NotAllAreas, UnknownApplication
from core.admissions import Admissions
from core.admitting import Filing
from core.applications import Application, Stage, Wish
from core.authorities import Authority
from core.errors import UserError
from core.invoking import Say, topic
from core.people import ALL_AREAS, Address, AreaId, AuthorityId, Membership, Person, PersonId, Role
from handlers._admission import admissions
from tests.support.casework import Casework
from tests.support.world import AREAS, MovableClock, a_world, official

FIFTY = 50
NORA = Address("terminal", "", "nora")
PTAC = AuthorityId("lv-ptac")
SERVICES, QUALIFICATIONS = AreaId("services"), AreaId("professional-qualifications")


def filing(*areas: AreaId, **changes: object) -> Filing:
    wish = Wish(PTAC, areas or (SERVICES,), frozenset({Role.HANDLER}))
    return replace(Filing(NORA, "Nora Vītola", "lv", wish), **changes)  # type: ignore[arg-type]


def service(casework: Casework) -> Admissions:
    return admissions(casework.world.assistant.services)


@pytest.fixture(params=["sqlite", "postgresql"])
async def crowd(request: pytest.FixtureRequest) -> AsyncIterator[Casework]:
    if request.param == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('tmp_path') / 'imi.sqlite3'}"
    else:
        url = request.getfixturevalue("postgres_url")
    world = await a_world(url, MovableClock())
    yield Casework(world)
    await world.assistant.close()


async def test_p11_of_fifty_who_approve_at_once_one_decides_and_the_others_learn_who(
    crowd: Casework,
) -> None:
    ilze = crowd.world.person("ilze")
    team = [replace(ilze, id=PersonId(f"c{n}"), name=f"Koordinators {n}") for n in range(FIFTY)]
    for person in team:
        await crowd.put(person)
    filed = await service(crowd).file(filing())
    acts = (service(crowd).approve(person, filed.id) for person in team)
    done = await asyncio.gather(*acts, return_exceptions=True)
    [won] = [one for one in done if isinstance(one, Application)]
    late = [one for one in done if isinstance(one, AlreadyDecided)]
    assert len(late) == FIFTY - 1, f"something broke: {done}"
    winner = next(person for person in team if person.id == won.by)
    voice = crowd.world.voice("sean")
    assert all(winner.name in voice.text(error.message) for error in late)
    async with crowd.world.assistant.services.works.reading() as work:
        people = [p for p in await work.people.of_authority(PTAC) if p.name == "Nora Vītola"]
        assert len(people) == 1
        told = await work.outbox.of(topic(won))
        assert [row.planned.kind for row in told].count(Say.APPROVED) == 1
        assert len(await work.upkeeps.of_subject(f"application:{won.id}")) == 1


async def put(casework: Casework, *authorities: Authority) -> None:
    async with casework.world.assistant.services.works.writing() as work:
        await work.authorities.put(authorities)
        await work.commit()


async def under_the_national(casework: Casework) -> Person:
    """Above the coordinators of Riga there is a national one."""
    async with casework.world.assistant.services.works.reading() as work:
        em = await work.authorities.get(AuthorityId("lv-em"))
    assert em is not None
    top = replace(em, id=AuthorityId("lv-mk"), coordinators={})
    await put(casework, top, replace(em, coordinators=dict.fromkeys(AREAS, top.id)))
    national = official("velta", "Velta Zariņa", "lv-mk", Role.COORDINATOR)
    await casework.put(national)
    return national


async def test_the_next_coordinator_is_asked_after_three_working_days(casework: Casework) -> None:
    national = await under_the_national(casework)
    filed = await service(casework).file(filing())
    async with casework.world.assistant.services.works.reading() as work:
        rows = await work.outbox.of(topic(filed))
    days = {str(row.planned.recipient.person): row.planned.local for row in rows}
    assert days == {
        "ilze": date(2026, 3, 2),
        "juris": date(2026, 3, 2),
        national.id: date(2026, 3, 5),
    }
    await service(casework).approve(casework.world.person("ilze"), filed.id)
    async with casework.world.assistant.services.works.reading() as work:
        rows = await work.outbox.of(topic(filed))
    assert [r.progress for r in rows if r.planned.recipient.person == national.id] == ["cancelled"]


async def test_who_answers_for_one_area_decides_on_that_one_alone(casework: Casework) -> None:
    ilze = casework.world.person("ilze")
    member = Membership(AuthorityId("lv-em"), SERVICES, frozenset({Role.COORDINATOR}))
    ilze = replace(ilze, memberships=(member,))
    await casework.put(ilze)
    filed = await service(casework).file(filing(SERVICES, QUALIFICATIONS))
    with pytest.raises(NotAllAreas):
        await service(casework).approve(ilze, filed.id)
    part = replace(filed.wish, areas=(SERVICES,))
    assert (await service(casework).approve(ilze, filed.id, part)).stage is Stage.APPROVED


@pytest.mark.parametrize("who", ["anna", "joao", "sean"])
async def test_nobody_else_can_tell_an_application_from_none(casework: Casework, who: str) -> None:
    filed = await service(casework).file(filing())
    person = casework.world.person(who)
    for act in (service(casework).show, service(casework).approve):
        with pytest.raises(UnknownApplication):
            await act(person, filed.id)


async def test_what_would_reach_nobody_is_refused_before_it_is_sent(casework: Casework) -> None:
    wish = Wish(AuthorityId("ie-ccpc"), (SERVICES,), frozenset({Role.HANDLER}))
    with pytest.raises(NobodyDecides):
        await service(casework).file(filing(wish=wish))


async def test_one_address_has_one_application_at_a_time(casework: Casework) -> None:
    first = await service(casework).file(filing())
    with pytest.raises(UserError):
        await service(casework).file(filing())
    await service(casework).refuse(casework.world.person("ilze"), first.id, "Nē")
    await service(casework).file(filing())


async def test_rights_that_were_taken_meanwhile_decide_nothing(casework: Casework) -> None:
    filed = await service(casework).file(filing())
    ilze = casework.world.person("ilze")
    await casework.put(replace(ilze, active=False))
    with pytest.raises(UnknownApplication):
        await service(casework).approve(ilze, filed.id)


async def test_who_is_linked_for_all_areas_decides_about_each(casework: Casework) -> None:
    async with casework.world.assistant.services.works.reading() as work:
        ptac = await work.authorities.get(PTAC)
    assert ptac is not None
    await under_the_national(casework)
    await put(casework, replace(ptac, coordinators={ALL_AREAS: AuthorityId("lv-em")}))
    filed = await service(casework).file(filing())
    done = await service(casework).approve(casework.world.person("juris"), filed.id)
    assert done.stage is Stage.APPROVED


async def test_where_nobody_is_linked_the_national_coordinators_decide(casework: Casework) -> None:
    async with casework.world.assistant.services.works.reading() as work:
        ptac = await work.authorities.get(PTAC)
    assert ptac is not None
    await put(casework, replace(ptac, coordinators={}))
    filed = await service(casework).file(filing())
    done = await service(casework).approve(casework.world.person("juris"), filed.id)
    assert done.stage is Stage.APPROVED

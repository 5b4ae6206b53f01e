"""A refusal for want of a right says who has it where one works, and who could give it; never who works elsewhere."""

from __future__ import annotations

from dataclasses import replace

from core.people import ALL_AREAS, AreaId, AuthorityId, Membership, Role
from tests.support.casework import Casework, roles
from tests.support.talking import Talking

OTHERS = ("João", "Marta", "Tiago", "Seán")


async def administered(casework: Casework) -> None:
    """Vita keeps the data of Anna's authority."""
    held = Membership(AuthorityId("lv-ptac"), ALL_AREAS, frozenset({Role.ADMINISTRATOR}))
    vita = replace(casework.world.person("liga"), name="Vita Egle", memberships=(held,))
    await casework.put(vita)


async def test_who_may_only_read_is_told_who_handles_requests(casework: Casework) -> None:
    name = await casework.drafted()
    liga = Talking(casework.world, "liga")
    for refused in (
        await liga.say(f"send {name}"),
        await liga.press(f"withdraw {name}"),
        await liga.say(f"modify {name}"),
    ):
        assert "Anna Kalniņa" in refused.text
        assert "apstrādā pieprasījumus" in refused.text
        assert "Ekonomikas ministrija" in refused.text, "who could give the right"
        assert not [other for other in OTHERS if other in refused.text]


async def test_who_handles_requests_is_told_who_keeps_the_data(
    casework: Casework, anna: Talking
) -> None:
    await administered(casework)
    for run in ("edit authority", "add register", "approval and allocation", "review"):
        refused = (await anna.say(run)).text
        assert "Vita Egle" in refused, run
        assert "Ilze" not in refused, run


async def test_where_nobody_has_the_right_that_is_said(anna: Talking) -> None:
    refused = (await anna.say("edit authority")).text
    assert "tāda vēl nav" in refused
    assert "Ekonomikas ministrija" in refused


async def test_of_another_authority_itself_is_named_and_nobody_who_works_there(
    casework: Casework,
) -> None:
    marta = roles(casework.world.person("marta"), Role.ADMINISTRATOR)
    await casework.put(marta)
    async with casework.world.assistant.services.works.writing() as work:
        there = await work.authorities.get(AuthorityId("pt-turismo"))
        assert there
        linked = {AreaId("services"): AuthorityId("pt-act")}
        await work.authorities.put(
            [replace(there, contact="www.turismo.example", coordinators=linked)]
        )
        await work.commit()
    ilze = Talking(casework.world, "ilze")
    for run in ("undo pt-turismo", "edit authority turismo de portugal"):
        refused = (await ilze.say(run)).text
        await ilze.say("cancel")
        assert "Portuguese Tourism Board" in refused, run
        assert "Working Conditions" in refused, "who coordinates it"
        assert "www.turismo.example" in refused, "how it is reached"
        assert not [other for other in OTHERS if other in refused]


async def test_who_may_not_change_a_colleagues_rights_is_told_who_may(
    casework: Casework, anna: Talking
) -> None:
    await administered(casework)
    for run in ("change rights", "remove colleague"):
        refused = (await anna.say(run)).text
        assert "Vita Egle" in refused, run
        assert "aktualizē datus" in refused, run


async def test_only_coordinators_register_authorities_and_theirs_is_named(
    anna: Talking,
) -> None:
    for run in ("add authority", "link coordinator"):
        refused = (await anna.say(run)).text
        assert "koordinē" in refused
        assert "Ekonomikas ministrija" in refused

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.importing import DeputyImport, Outcome, PeopleImport, RoomImport
from bot.importing.addresses import of_person, of_room
from core.people import Address, AreaId, AuthorityId, Membership, Person, PersonId, Role, RoomId
from storage.readiness import Refused, plainly
from storage.work import SqlWorks

Write = Callable[..., Path]
BringIn = Callable[..., Awaitable[Outcome]]
Told = Callable[[PeopleImport | RoomImport | DeputyImport], Awaitable[list[str]]]

PEOPLE = "id,name,language,time_zone,authority,area,roles"
ROOMS = "id,authority,name,language,time_zone,address"
ANNA = "anna,Anna Kalniņa,lv,Europe/Riga,lv-ptac,*,handler"


def people(path: Path) -> PeopleImport:
    return PeopleImport(path, ["services", "general"], ["en", "lv", "pt"])


def rooms(path: Path) -> RoomImport:
    return RoomImport(path, ["en", "lv", "pt"])


async def the(works: SqlWorks, person: str) -> Person:
    async with works.reading() as work:
        found = await work.people.get(PersonId(person))
    assert found is not None
    return found


async def test_a_person_comes_with_places_rights_and_addresses(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    file = write(
        f"{PEOPLE},addresses",
        f"{ANNA},slack:T024BE7LD:U024BE7LH | matrix:@anna:example.org:8448",
        "anna,Anna Kalniņa,lv,Europe/Riga,pt-turismo,services general,viewer | coordinator,",
    )
    assert (await bring(people(file))).entries == 1
    viewing = frozenset({Role.VIEWER, Role.COORDINATOR})
    assert await the(works, "anna") == Person(
        id=PersonId("anna"),
        name="Anna Kalniņa",
        language="lv",
        time_zone="Europe/Riga",
        memberships=(
            Membership(AuthorityId("lv-ptac"), AreaId("*"), frozenset({Role.HANDLER})),
            Membership(AuthorityId("pt-turismo"), AreaId("services"), viewing),
            Membership(AuthorityId("pt-turismo"), AreaId("general"), viewing),
        ),
    )
    async with works.reading() as work:
        assert await work.people.addresses(PersonId("anna")) == [
            Address("slack", "T024BE7LD", "U024BE7LH"),
            Address("matrix", "", "@anna:example.org:8448"),
        ]


async def test_what_is_wrong_with_people_is_told_at_once_and_names_nobody(
    write: Write, told: Told
) -> None:
    file = write(
        f"{PEOPLE},addresses",
        "anna,Anna Kalniņa,de,Riga,lv-ptac,tourism,boss,anna@example.org",
        "joao,,pt,Europe/Lisbon,nowhere,,,slack:T024BE7LD:anna",
        "rui,Rui,pt,Europe/Lisbon,lv-ptac,*,handler,slack:workspace:U024BE7LH",
        "rui,Rui Almeida,pt,Europe/Lisbon,lv-ptac,services,handler,",
    )
    said = await told(people(file))
    assert said == [
        "file.csv line 2, language: `de` is not a language of this assistant. There are: en, lv, pt.",
        "file.csv line 2, time_zone: `Riga` is not a time zone, such as Europe/Riga",
        "file.csv line 2, area: `tourism` is not an area. There are: *, general, services.",
        "file.csv line 2, roles: `boss` is not a role. There are: administrator, allocator,"
        " approver, coordinator, handler, referral_handler, viewer.",
        "file.csv line 2, addresses: must be an address such as slack:T024BE7LD:U024BE7LH or"
        " matrix:@anna:example.org",
        "file.csv line 3, name: is empty",
        "file.csv line 3, area: is empty. There are: *, general, services.",
        "file.csv line 3, roles: is empty. There are: administrator, allocator, approver,"
        " coordinator, handler, referral_handler, viewer.",
        said[8],
        "file.csv line 4, addresses: must be the id of a workspace or an organisation,"
        " such as T024BE7LD",
        "file.csv line 3, authority: `nowhere` is not an authority of the directory;"
        " import authorities first",
        "file.csv line 5, name: is not what line 4 says of the same person",
    ]
    assert said[8].startswith("file.csv line 3, addresses: does not end like an address on Slack")
    assert "Kalniņa" not in "".join(said)


async def test_a_place_that_stands_twice_is_told(write: Write, told: Told) -> None:
    assert await told(people(write(PEOPLE, ANNA, ANNA))) == [
        "file.csv line 3, area: line 2 gives this person the same authority and area already"
    ]


async def test_an_address_leads_to_one_person(write: Write, bring: BringIn, told: Told) -> None:
    header, own = f"{PEOPLE},addresses", "matrix:@anna:example.org"
    await bring(people(write(header, f"{ANNA},{own}")))
    file = write(
        header,
        f"liga,Līga,lv,Europe/Riga,lv-ptac,*,handler,{own}",
        "ilze,Ilze,lv,Europe/Riga,lv-ptac,*,handler,matrix:@new:example.org",
        "juris,Juris,lv,Europe/Riga,lv-ptac,*,handler,matrix:@new:example.org",
    )
    assert await told(people(file)) == [
        "file.csv line 2, addresses: one of them belongs to another person already",
        "file.csv line 4, addresses: one of them is in line 3 too",
    ]


async def test_a_second_import_keeps_addresses_and_deputies(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    liga = "liga,Līga,lv,Europe/Riga,lv-ptac,*,handler,"
    file = write(f"{PEOPLE},addresses", f"{ANNA},matrix:@anna:example.org", liga)
    await bring(people(file))
    await bring(DeputyImport(write("person,deputy", "anna,liga")))
    await bring(people(write(PEOPLE, ANNA.replace("lv,Europe/Riga", "en,Europe/Riga"))))
    anna = await the(works, "anna")
    assert (anna.language, anna.deputies) == ("en", ("liga",))
    async with works.reading() as work:
        assert await work.people.at(Address("matrix", "", "@anna:example.org")) == anna


async def test_who_has_left_is_reached_nowhere_and_does_not_come_back_by_an_old_file(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    await bring(people(write(f"{PEOPLE},addresses", f"{ANNA},matrix:@anna:example.org")))
    await bring(people(write(f"{PEOPLE},active", f"{ANNA},no")))
    await bring(people(write(f"{PEOPLE},addresses", f"{ANNA},matrix:@anna:example.org")))
    assert not (await the(works, "anna")).active
    async with works.reading() as work:
        assert await work.people.addresses(PersonId("anna")) == []
    await bring(people(write(f"{PEOPLE},active", f"{ANNA},yes")))
    assert (await the(works, "anna")).active


async def test_a_room_belongs_to_an_authority_and_has_an_address(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    file = write(ROOMS, "team,lv-ptac,Rīgas komanda,lv,Europe/Riga,matrix:!abc:example.org")
    assert (await bring(rooms(file))).written
    async with works.reading() as work:
        room = await work.people.room(RoomId("team"))
    assert room is not None
    assert (room.authority, room.address) == (
        "lv-ptac",
        Address("matrix", "", "!abc:example.org"),
    )


async def test_what_is_wrong_with_rooms_is_told_at_once(write: Write, told: Told) -> None:
    file = write(
        ROOMS,
        "team,lv-ptac,,lv,Europe/Riga,slack:T024BE7LD:C024BE91L",
        "team,nowhere,Team,lv,Europe/Riga,slack:T024BE7LD:C024BE91L",
        "other,lv-ptac,Team,lv,Europe/Riga,",
    )
    said = await told(rooms(file))
    assert [each.partition(": ")[0] for each in said] == [
        "file.csv line 2, name",
        "file.csv line 4, address",
        "file.csv line 3, id",
        "file.csv line 3, address",
        "file.csv line 3, authority",
    ]


async def test_a_room_of_another_team_is_not_taken_over(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    place = "Team,lv,Europe/Riga,slack:T024BE7LD:C024BE91L"
    await bring(rooms(write(ROOMS, f"team,lv-ptac,{place}")))
    with pytest.raises(Refused, match="belongs to somebody else"), plainly():
        await bring(rooms(write(ROOMS, f"other,pt-turismo,{place}")))
    async with works.reading() as work:
        assert await work.people.room(RoomId("other")) is None


async def test_what_is_wrong_with_deputies_is_told_at_once(
    write: Write, bring: BringIn, told: Told
) -> None:
    await bring(people(write(PEOPLE, ANNA)))
    missing = "is not a person here; import people first"
    assert await told(DeputyImport(write("person,deputy", "anna,anna", "anna,liga", "anna,"))) == [
        "file.csv line 4, deputy: is empty",
        "file.csv line 2, deputy: nobody is their own deputy",
        f"file.csv line 3, deputy: `liga` {missing}",
    ]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("slack:T024BE7LD:U024BE7LH", Address("slack", "T024BE7LD", "U024BE7LH")),
        ("slack:E024BE7LD:W024BE7LH", Address("slack", "E024BE7LD", "W024BE7LH")),
        ("matrix:@anna:example.org", Address("matrix", "", "@anna:example.org")),
        ("terminal:anna", Address("terminal", "", "anna")),
    ],
)
def test_an_address_is_written_as_a_stranger_is_told_it(text: str, address: Address) -> None:
    assert of_person(text) == address


@pytest.mark.parametrize(
    "text", ["", "slack", "slack:T024BE7LD", "matrix:anna", "matrix:!abc:example.org", "fax:123"]
)
def test_an_address_that_leads_to_no_person_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be|does not end"):
        of_person(text)


@pytest.mark.parametrize("text", ["slack:T024BE7LD:U024BE7LH", "matrix:@anna:example.org", "room"])
def test_an_address_that_leads_to_no_room_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be|does not end"):
        of_room(text)

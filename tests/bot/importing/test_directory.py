from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.importing import (
    AuthorityImport,
    CoordinatorImport,
    Outcome,
    RegisterImport,
    Watch,
    bring_in,
)
from core.authorities import Authority, AuthorityName
from core.clock import SystemClock
from core.people import AreaId, AuthorityId
from core.registers import Register
from core.text import Named
from storage.engine import open_database
from storage.migrations import upgrade
from storage.work import SqlWorks

Write = Callable[..., Path]
BringIn = Callable[..., Awaitable[Outcome]]
Told = Callable[[AuthorityImport | RegisterImport | CoordinatorImport], Awaitable[list[str]]]

AREAS = ["services", "general"]
ROOT = Path(__file__).parents[3]
HEADER = "id,country,language,name,other_names,city,areas,languages,contact"
NAMES = "id,language,name,kind"


async def the(works: SqlWorks, authority: str) -> Authority:
    async with works.reading() as work:
        found = await work.authorities.get(AuthorityId(authority))
    assert found is not None
    return found


async def test_every_column_of_an_authority_is_kept(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    row = "ee-tka,EE,et,Amet,TTJA | Consumer Board,Tallinn,services | general,et | en,info@ttja.ee"
    assert (await bring(AuthorityImport(write(HEADER, row), AREAS))).written
    assert await the(works, "ee-tka") == Authority(
        id=AuthorityId("ee-tka"),
        country="EE",
        language="et",
        names=(
            AuthorityName("Amet", "et", "primary"),
            AuthorityName("TTJA", "", "alias"),
            AuthorityName("Consumer Board", "", "alias"),
        ),
        city="Tallinn",
        areas=frozenset({AreaId("services"), AreaId("general")}),
        languages=("et", "en"),
        contact="info@ttja.ee",
    )


async def test_what_cannot_be_seen_is_no_part_of_a_name(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    row = "ee-tka,EE,et,\u202eAm\u200bet\u00ad <!channel>,,,,,"
    assert (await bring(AuthorityImport(write(HEADER, row), AREAS))).written
    assert (await the(works, "ee-tka")).names[0].text == "Amet <!channel>"


@pytest.mark.parametrize("name", ["a\x07b", "\ue000", "\u200b", "n" * 5_000])
async def test_a_name_that_is_none_is_told(write: Write, bring: BringIn, name: str) -> None:
    found = await bring(AuthorityImport(write(HEADER, f"ee-tka,EE,et,{name},,,,,"), AREAS))
    [problem] = found.problems
    assert (problem.line, problem.column, found.written) == (2, "name", False)


async def test_the_names_file_says_language_and_kind(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    names = write(
        NAMES,
        "ee-tka,et,Amet,primary",
        "ee-tka,en,Consumer Board,label",
        "ee-tka,et,TTJA,abbreviation",
        name="names.csv",
    )
    row = "ee-tka,EE,et,Amet,TTJA | Third Name,,,,"
    kind = AuthorityImport(write(HEADER, row), AREAS, names)
    assert (await bring(kind)).written
    assert kind.names == 3
    assert [(n.text, n.language, n.kind) for n in (await the(works, "ee-tka")).names] == [
        ("Amet", "et", "primary"),
        ("Consumer Board", "en", "label"),
        ("TTJA", "et", "abbreviation"),
        ("Third Name", "", "alias"),
    ]


async def test_every_wrong_value_of_every_row_is_told_at_once(write: Write, told: Told) -> None:
    names = write(
        NAMES,
        "nobody,en,No such body,label",
        "x1,zz,Name,label",
        "x1,en,,label",
        "x1,en,Name,nickname",
        name="names.csv",
    )
    file = write(
        HEADER,
        "x1,UK,et,Amet,,,,,",
        "x2,EL,,,,,,,",
        "not an id,EE,estonian,Amet,,,,,",
        "x3,EE,et,Amet,,,servises,,",
        f"x4,EE,et,{'long ' * 101}!,,,,,",
        "x1,EE,et,Amet,,,,,",
        ",EE,et,Amet,,,,xx yy,",
    )
    assert await told(AuthorityImport(file, AREAS, names)) == [
        "names.csv line 3, language: `zz` is not the code of a language, such as lv",
        "names.csv line 4, name: is empty",
        "names.csv line 5, kind: `nickname` is not a kind of name."
        " There are: abbreviation, alias, code, keyword, label, primary, transliteration.",
        "file.csv line 2, country: `UK` is not the code of an EU or EEA country.",
        "file.csv line 3, country: `EL` is not the code of an EU or EEA country. Did you mean GR?",
        "file.csv line 3, name: is empty",
        "file.csv line 4, id: `not an id` is no id:"
        " up to 100 plain letters, digits, `.`, `_` and `-`",
        "file.csv line 4, language: `estonian` is not the code of a language, such as lv",
        "file.csv line 5, areas: `servises` is not an area. Did you mean `services`?"
        " There are: general, services.",
        "file.csv line 6, name: has 506 characters; 500 are the most",
        "file.csv line 7, id: stands in line 2 too",
        "file.csv line 8, id: is empty",
        "file.csv line 8, languages: `xx` is not the code of a language, such as lv",
        "names.csv line 2, id: `nobody` is not an authority of file.csv",
    ]


async def test_one_bad_row_among_thousands_keeps_all_of_them_out(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    rows = [f"x{n},EE,et,Amet {n},,,,," for n in range(2_500)]
    rows[2_400] = "x2400,EE,et,,,,,,"
    outcome = await bring(AuthorityImport(write(HEADER, *rows), AREAS))
    assert [problem.line for problem in outcome.problems] == [2_402]
    async with works.reading() as work:
        kept = [authority.id async for authority in work.authorities.all()]
    assert kept == ["lv-ptac", "pt-turismo"]


async def test_a_file_that_changes_between_checking_and_writing_changes_nothing(
    postgres_url: str, write: Write
) -> None:
    """On PostgreSQL, where a thousand rows have gone to the server before the bad one is met."""
    rows = [f"x{n},EE,et,Amet {n},,,,," for n in range(1_500)]
    file = write(HEADER, *rows)

    def spoil(_bytes: int) -> None:
        write(HEADER, *rows[:-1], "x,XX,et,Amet,,,,,")

    await upgrade(postgres_url)
    database = open_database(postgres_url)
    try:
        works = SqlWorks(database)
        written: list[int] = []
        watch = Watch(checked=spoil, written=written.append)
        outcome = await bring_in(works, AuthorityImport(file, AREAS), False, watch, SystemClock())
        assert not outcome.written
        assert sum(written) >= 1_000
        async with works.reading() as work:
            assert not [each async for each in work.authorities.all()]
    finally:
        await database.close()


async def test_a_second_import_changes_what_it_names_and_leaves_the_rest(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    full = write(HEADER, "ee-tka,EE,et,Amet,,Tallinn,services,et en,info@ttja.ee")
    names = write(NAMES, "ee-tka,en,Consumer Board,label", name="names.csv")
    link = write(
        "authority,area,coordinator_authority", "ee-tka,services,lv-ptac", name="links.csv"
    )
    await bring(AuthorityImport(full, AREAS, names))
    await bring(CoordinatorImport(link, AREAS))
    await bring(AuthorityImport(write("id,country,language,name", "ee-tka,EE,et,Uus Amet"), AREAS))
    found = await the(works, "ee-tka")
    assert [name.text for name in found.names] == ["Uus Amet", "Consumer Board"]
    assert (found.city, found.contact) == ("Tallinn", "info@ttja.ee")
    assert (found.areas, found.languages) == (frozenset({AreaId("services")}), ("et", "en"))
    assert found.coordinators == {"services": "lv-ptac"}


async def test_the_same_file_again_leaves_the_index_of_the_search_as_it_is(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    rows = [
        "ee-tka,EE,et,Amet,TTJA | Board,Tallinn,services,et en,info@ttja.ee",
        "x1,EU,,Board,,,,,",
    ]
    stamps = []
    for ending in ("", "", ".example"):
        file = write(HEADER, rows[0] + ending, rows[1])
        assert (await bring(AuthorityImport(file, AREAS))).written
        async with works.reading() as work:
            stamps.append(await work.authorities.stamp())
    assert stamps[0] == stamps[1] != stamps[2]


async def test_a_name_known_by_language_and_kind_is_not_forgotten(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    names = write(NAMES, "ee-tka,en,Consumer Board,label", name="names.csv")
    await bring(AuthorityImport(write(HEADER, "ee-tka,EE,et,Amet,,,,,"), AREAS, names))
    row = "ee-tka,EE,et,Amet,Consumer Board | New,,,,"
    await bring(AuthorityImport(write(HEADER, row), AREAS))
    assert (await the(works, "ee-tka")).names[1:] == (
        AuthorityName("Consumer Board", "en", "label"),
        AuthorityName("New", "", "alias"),
    )


async def test_a_web_address_is_a_contact_when_there_is_no_other(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    await bring(
        AuthorityImport(
            write(
                "id,country,language,name,contact,url",
                "x1,EU,en,Board,,https://x1.example",
                "x2,EU,en,Board,x2@example.org,https://x2.example",
            ),
            AREAS,
        )
    )
    assert (await the(works, "x1")).contact == "https://x1.example"
    assert (await the(works, "x2")).contact == "x2@example.org"


async def test_a_register_is_kept_with_its_names_and_areas(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    file = write(
        "id,country,name_local,name_english,languages,url,areas,subject,free",
        "r1,LV,Uzņēmumu reģistrs,Register of Enterprises,lv | en,https://r1.example,services,firms,no",
        "r2,LV,Valsts reģistrs,,,,services,,",
        "r3,LV,,National register,EN,,general,,",
    )
    assert (await bring(RegisterImport(file, AREAS))).written
    async with works.reading() as work:
        first, second = await work.registers.of("LV", AreaId("services"))
        (third,) = await work.registers.of("LV", AreaId("general"))
    names = Named({"lv": "Uzņēmumu reģistrs", "en": "Register of Enterprises"})
    areas = frozenset({AreaId("services")})
    assert first == Register(
        "r1", "LV", names, ("lv", "en"), "https://r1.example", areas, "firms", free=False
    )
    assert (second.names, second.free) == (Named({"lv": "Valsts reģistrs"}), True)
    assert (third.names, third.languages) == (Named({"en": "National register"}), ("en",))


async def test_what_is_wrong_with_registers_is_told_at_once(write: Write, told: Told) -> None:
    file = write(
        "id,country,name_local,name_english,url,free",
        "r1,LV,,,www.example.org,perhaps",
        "r1,LV,Reģistrs,,,",
    )
    assert await told(RegisterImport(file, AREAS)) == [
        "file.csv line 2, name_local: is empty, and so is name_english; a register needs a name",
        "file.csv line 2, url: is not a web address that begins with https:// or http://",
        "file.csv line 2, free: `perhaps` is neither yes nor no",
        "file.csv line 3, id: stands in line 2 too",
    ]


async def test_a_link_for_all_areas_gives_way_to_one_of_its_own(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    file = write(
        "authority,area,coordinator_authority",
        "lv-ptac,services,lv-ptac",
        "lv-ptac,*,pt-turismo",
    )
    assert (await bring(CoordinatorImport(file, AREAS))).written
    links = (await the(works, "lv-ptac")).coordinators
    assert links == {"services": "lv-ptac", "general": "pt-turismo"}
    assert (await the(works, "lv-ptac")).names[0].text == "Patērētāju tiesību aizsardzības centrs"


async def test_what_is_wrong_with_links_is_told_at_once(write: Write, told: Told) -> None:
    file = write(
        "authority,area,coordinator_authority",
        "lv-ptac,tourism,nowhere",
        "elsewhere,services,lv-ptac",
        "lv-ptac,general,lv-ptac",
        "lv-ptac,general,pt-turismo",
    )
    missing = "is not an authority of the directory; import authorities first"
    assert await told(CoordinatorImport(file, AREAS)) == [
        "file.csv line 2, area: `tourism` is not an area. There are: *, general, services.",
        "file.csv line 5, area: stands in line 4 too",
        f"file.csv line 3, authority: `elsewhere` {missing}",
        f"file.csv line 2, coordinator_authority: `nowhere` {missing}",
    ]


@pytest.mark.parametrize("name", ["authorities", "registers"])
async def test_the_directory_that_comes_with_the_program_can_be_brought_in(
    name: str, bring: BringIn
) -> None:
    from bot.content import load

    areas = [area.id for area in load(ROOT / "content").areas.all]
    folder = ROOT / "content" / "directory"
    names = folder / "authority_names.csv"
    kind = (
        AuthorityImport(folder / "authorities.csv", areas, names)
        if name == "authorities"
        else RegisterImport(folder / "registers.csv", areas)
    )
    outcome = await bring(kind)
    assert outcome.problems == ()
    assert outcome.written
    assert outcome.entries >= 60

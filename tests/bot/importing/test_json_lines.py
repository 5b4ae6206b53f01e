"""Files of JSON lines, and dates and keepers in either kind of file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from bot.importing import AuthorityImport, Outcome, RegisterImport
from core.authorities import AuthorityName
from core.people import AuthorityId
from core.registers import Register
from storage.work import SqlWorks

Write = Callable[..., Path]
BringIn = Callable[..., Awaitable[Outcome]]
Told = Callable[[AuthorityImport | RegisterImport], Awaitable[list[str]]]
TODAY = date(2026, 3, 2)
TKA = {"id": "ee-tka", "country": "EE", "language": "et", "name": "Tarbijakaitse Amet"}
REG = {"id": "ee-r", "country": "EE", "url": "https://register.example.ee", "name_local": "R"}


def authorities(path: Path, today: date | None = TODAY) -> AuthorityImport:
    return AuthorityImport(path, ["services", "general"], today=today)


def lines(*entries: object) -> list[str]:
    return [json.dumps(entry, ensure_ascii=False) for entry in entries]


async def test_a_line_is_an_authority_with_all_its_names(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    names = [
        {"text": "Tarbijakaitse Amet", "language": "et", "kind": "primary"},
        {"text": "TKA", "language": "", "kind": "abbreviation"},
        {"text": "Tarbijakaitse Amet", "language": "fi", "kind": "label"},
    ]
    more = {"areas": ["services", "general"], "languages": ["et", "en"], "city": None}
    path = write(*lines({**TKA, "names": names, **more}), name="some.jsonl")
    assert (await bring(authorities(path))).written
    async with works.reading() as work:
        found = await work.authorities.get(AuthorityId("ee-tka"))
    assert found is not None
    assert found.names == (
        AuthorityName("Tarbijakaitse Amet", "et", "primary"),
        AuthorityName("TKA", "", "abbreviation"),
        AuthorityName("Tarbijakaitse Amet", "fi", "label"),
    )
    assert sorted(found.areas) == ["general", "services"]
    assert (found.languages, found.updated) == (("et", "en"), TODAY)


async def test_such_a_file_may_be_packed_and_begin_with_nothing(
    tmp_path: Path, bring: BringIn
) -> None:
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(f"\N{BYTE ORDER MARK}\n\n{json.dumps(TKA)}\n\n".encode()))
    outcome = await bring(authorities(path))
    assert (outcome.written, outcome.entries) == (True, 1)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a JSON object with names and values"),
        (json.dumps({**TKA, "city": {"a": 1}}), "`{'a': 1}` is not text, which city has to be"),
        (json.dumps({**TKA, "city": "a\0b"}), "is not text, which city has to be"),
        (json.dumps({**TKA, "areas": [1]}), "`[1]` is not text, which areas has to be"),
        (json.dumps({"id": "x", "country": "EE"}), "has no language, name"),
        (json.dumps({**TKA, "updated": "yesterday"}), "updated: `yesterday` is not a day"),
        (json.dumps({**TKA, "names": "x"}), "names: is not a list of objects"),
        (json.dumps({**TKA, "names": [{"text": "x"}]}), "names: is not a list of objects"),
        (json.dumps({**TKA, "country": "XX"}), "country: `XX` is not the code"),
        ("[" * 5_000, "is not JSON"),
    ],
)
async def test_a_line_that_cannot_be_read_is_told_with_its_number(
    write: Write, told: Told, line: str, reason: str
) -> None:
    good = json.dumps({**TKA, "id": "ee-good"})
    [said] = await told(authorities(write(good, "", line, name="some.jsonl")))
    assert said.startswith("some.jsonl line 3")
    assert reason in said


async def test_a_date_in_the_file_wins_and_what_is_the_same_keeps_its_date(
    write: Write, bring: BringIn, works: SqlWorks
) -> None:
    async def dated() -> date | None:
        async with works.reading() as work:
            found = await work.authorities.get(AuthorityId("ee-tka"))
        return found.updated if found else None

    await bring(authorities(write(*lines({**TKA, "updated": "2020-02-29"}))))
    assert await dated() == date(2020, 2, 29)
    await bring(authorities(write(*lines(TKA))))
    assert await dated() == date(2020, 2, 29)
    await bring(authorities(write(*lines({**TKA, "city": "Tallinn"}))))
    assert await dated() == TODAY


async def test_a_register_keeps_its_keeper_where_the_file_names_none(
    write: Write, bring: BringIn, works: SqlWorks, told: Told
) -> None:
    async def stored() -> Register:
        async with works.reading() as work:
            return (await work.registers.many(["ee-r"]))["ee-r"]

    kept = {**REG, "keeper": "lv-ptac", "checked": "2026-01-31", "names": {"et": "R", "en": "E"}}
    await bring(RegisterImport(write(*lines(kept)), []))
    assert (await stored()).names.names == {"et": "R", "en": "E"}
    await bring(RegisterImport(write(*lines({**REG, "subject": "doctors"})), []))
    after = await stored()
    assert (after.subject, after.keeper, after.checked) == (
        "doctors",
        AuthorityId("lv-ptac"),
        date(2026, 1, 31),
    )
    [said] = await told(RegisterImport(write(*lines({**REG, "keeper": "nowhere"})), []))
    assert "line 1, keeper: `nowhere` is not an authority" in said
    [said] = await told(RegisterImport(write(*lines({**REG, "names": ["R"]})), []))
    assert "names: is not an object" in said


async def test_doubles_in_a_file_are_counted_and_imported_all_the_same(
    write: Write, bring: BringIn
) -> None:
    second = {**TKA, "id": "ee-tka-2", "name": "TARBIJAKAITSE-AMET"}
    kind = authorities(write(*lines(TKA, second, {**TKA, "id": "lv-tka", "country": "LV"})))
    assert (await bring(kind)).written
    assert [double.ids for double in kind.doubles] == [("ee-tka", "ee-tka-2")]

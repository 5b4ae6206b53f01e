"""What a file may look like, and what is said of one that does not."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.importing import AuthorityImport, Outcome, Unreadable
from core.people import AuthorityId
from storage.work import SqlWorks

Write = Callable[..., Path]
BringIn = Callable[..., Awaitable[Outcome]]
Told = Callable[[AuthorityImport], Awaitable[list[str]]]

HEADER = "id,country,language,name"
GOOD = "ee-tka,EE,et,Tarbijakaitse ja Tehnilise Järelevalve Amet"


def authorities(path: Path) -> AuthorityImport:
    return AuthorityImport(path, ["services"])


async def name_of(works: SqlWorks, authority: str) -> str | None:
    async with works.reading() as work:
        found = await work.authorities.get(AuthorityId(authority))
    return found.names[0].text if found else None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("id,country,language,name", "a comma"),
        ("id;country;language;name", "what a German spreadsheet writes"),
        ("id\tcountry\tlanguage\tname", "a tab"),
        ("name,ID, Country ,language", "another order, other letters, spaces around"),
    ],
)
async def test_columns_stand_in_any_order_and_are_parted_as_spreadsheets_part_them(
    lines: str, reason: str, write: Write, bring: BringIn, works: SqlWorks
) -> None:
    values = {"id": "ee-tka", "country": "EE", "language": "et", "name": "Amet"}
    mark = next(char for char in ",;\t" if char in lines)
    row = mark.join(values[column.strip().lower()] for column in lines.split(mark))
    assert (await bring(authorities(write(lines, row)))).written, reason
    assert await name_of(works, "ee-tka") == "Amet"


@pytest.mark.parametrize("name", ["plain.csv", "packed.csv.gz", "packed but not called so.csv"])
async def test_a_file_may_be_gzipped_whatever_it_is_called(
    name: str, tmp_path: Path, bring: BringIn, works: SqlWorks
) -> None:
    data = f"\N{BYTE ORDER MARK}{HEADER}\r\n{GOOD}\r\n".encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if "packed" in name else data)
    assert (await bring(authorities(path))).written
    assert await name_of(works, "ee-tka") == "Tarbijakaitse ja Tehnilise Järelevalve Amet"


async def test_all_missing_columns_are_named_at_once(write: Write, told: Told) -> None:
    assert await told(authorities(write("id,land,name", "x,EE,Amet"))) == [
        "file.csv: The first line must name these columns too: `country, language`."
        " It has `id, land, name`."
    ]


async def test_a_column_named_twice_is_told(write: Write, told: Told) -> None:
    (said,) = await told(authorities(write(f"{HEADER},name", f"{GOOD},Amet")))
    assert said == "file.csv: The first line names columns twice: `name`."


async def test_columns_that_nobody_reads_are_known_afterwards(write: Write, bring: BringIn) -> None:
    kind = authorities(write(f"{HEADER},source,remarks", f"{GOOD},ted,"))
    assert (await bring(kind)).written
    assert kind.unused == ("source", "remarks")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "This is not a CSV file in UTF-8; save it as “CSV UTF-8”.",
        ),
        ("id,country".encode("utf-16"), "This is not a CSV file in UTF-8; save it as “CSV UTF-8”."),
        (b"PK\x03\x04\x14\0", "This is a spreadsheet, not a CSV file; save it as “CSV UTF-8”."),
        (
            b"",
            "The first line must name these columns: `id, country, language, name`.",
        ),
        (
            b'["id"]',
            "The first line must name these columns too: `id, country, language, name`.",
        ),
        (f"{HEADER}\n".encode(), "There are no rows below the first line."),
    ],
    ids=["picture", "utf-16", "spreadsheet", "empty", "json", "header only"],
)
async def test_a_file_that_is_no_table_is_told_in_one_sentence(
    data: bytes, reason: str, tmp_path: Path, told: Told
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    (said,) = await told(authorities(path))
    assert said.startswith(f"file.csv: {reason}")


async def test_each_broken_row_is_told_with_the_line_an_editor_shows(
    tmp_path: Path, told: Told
) -> None:
    rows = [
        HEADER,
        'ee-tka,EE,et,"A name\nover two lines"',
        "too-few,EE,et",
        "too-many,EE,et,Amet,more",
        "",
        'quote,EE,et,An "un"quoted "word',
        'quote,EE,et,"An ill "quoted" word"',
    ]
    path = tmp_path / "file.csv"
    latin = "latin,EE,et,Järelevalve".encode("latin-1")
    path.write_bytes("\n".join(rows).encode() + b"\n" + latin + b"\nnul,EE,et,a\0b\n")
    assert await told(authorities(path)) == [
        "file.csv line 4: has 3 values where the first line has 4",
        "file.csv line 5: has 5 values where the first line has 4",
        'file.csv line 8: has a quotation mark inside a value; there it must stand twice: ""',
        "file.csv line 9: is not written in UTF-8; save the file as “CSV UTF-8”",
        "file.csv line 10: has a NUL character, which no text has",
    ]


async def test_a_quotation_mark_that_never_closes_is_told_where_it_opens(
    write: Write, told: Told
) -> None:
    said = await told(authorities(write(HEADER, GOOD, 'x,EE,et,"Amet', "y,EE,et,Amet")))
    assert said == ["file.csv line 3: a quotation mark opens here and never closes"]


async def test_a_line_without_end_is_refused(write: Write, told: Told) -> None:
    said = await told(authorities(write(HEADER, "x,EE,et," + "a" * 2_000_000)))
    assert "file.csv line 2: is longer than 1,000,000 characters" in said


async def test_a_damaged_archive_is_unreadable(tmp_path: Path, bring: BringIn) -> None:
    path = tmp_path / "file.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n{GOOD}\n".encode() * 100)[:-20])
    with pytest.raises(Unreadable, match="cannot be unpacked to its end"):
        await bring(authorities(path))


async def test_a_folder_is_unreadable(tmp_path: Path, bring: BringIn) -> None:
    with pytest.raises(Unreadable, match="cannot be read: Is a directory"):
        await bring(authorities(tmp_path))


async def test_the_first_fifty_problems_are_kept_and_all_are_counted(
    write: Write, bring: BringIn
) -> None:
    outcome = await bring(authorities(write(HEADER, *(f"x{n},XX,et,Amet" for n in range(77)))))
    assert outcome.count == 77
    assert [problem.line for problem in outcome.problems] == list(range(2, 52))
    first = "file.csv line 2, country: `XX` is not the code of an EU or EEA country."
    assert str(outcome.problems[0]) == first


async def test_what_a_file_says_cannot_move_the_cursor_of_who_reads_about_it(
    write: Write, told: Told
) -> None:
    (said,) = await told(authorities(write(HEADER, f"x,\x1b[2J{'E' * 100},et,Amet")))
    assert said == (
        f"file.csv line 2, country: `?[2J{'E' * 36}…` is not the code of an EU or EEA country."
    )


async def test_a_dry_run_changes_nothing(write: Write, bring: BringIn, works: SqlWorks) -> None:
    outcome = await bring(authorities(write(HEADER, GOOD)), dry_run=True)
    assert (outcome.entries, outcome.written, outcome.count) == (1, False, 0)
    assert await name_of(works, "ee-tka") is None

"""One person at the keyboard who plays several."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from bot.demo import DemoWorld
from bot.terminal.screen import RichScreen
from bot.terminal.session import Session

ASK = (
    *("jauns pieprasījums", "turismo de portugal", "1", "1", "2", "Rui Gonçalves", "gids"),
    *("izlaist", "izlaist", "izlaist", "2", "izlaist", "izlaist", "16.03.2026", "1"),
)
REQUEST = "LV-2026-000001"


@dataclass
class Keyboard:
    """Types into a session and gives what the screen showed."""

    session: Session
    paper: io.StringIO

    async def types(self, *lines: str) -> str:
        self.paper.seek(0)
        self.paper.truncate()
        for line in lines:
            await self.session.take(line)
        return self.paper.getvalue()


@pytest.fixture
async def keyboard(demo: DemoWorld) -> Keyboard:
    paper = io.StringIO()
    screen = RichScreen(Console(file=paper))
    session = Session(demo.stage, demo.clock, demo.cast, screen, "anna")
    await session.begin()
    return Keyboard(session, paper)


def test_the_first_screen_explains_itself_in_the_players_language_and_in_english(
    keyboard: Keyboard,
) -> None:
    first = keyboard.paper.getvalue()
    assert "Anna Kalniņa" in first
    assert '"mani uzdevumi"' in first
    assert "in English, write" in first
    assert "Let three days pass" in first
    assert len(first.splitlines()) <= 20
    for word in ("/as joao", "/who", "/room lisboa-team", "/clock +3d", "/help", "/quit"):
        assert word in first


async def test_an_english_speaker_reads_everything_once(keyboard: Keyboard) -> None:
    shown = await keyboard.types("/as sean", "/help")
    assert shown.count("Let three days pass") == 1


async def test_a_message_for_somebody_else_is_signalled_and_waits(keyboard: Keyboard) -> None:
    shown = await keyboard.types(*ASK)
    assert "/as joao" in shown
    assert "/room lisboa-team" in shown
    assert "Gostaria" not in shown
    opened = await keyboard.types("/as joao")
    assert REQUEST in opened
    assert "Aceitar" in opened
    assert REQUEST not in await keyboard.types("/as anna", "/as joao")


async def test_the_number_of_a_message_can_be_typed_at_once(keyboard: Keyboard) -> None:
    await keyboard.types(*ASK, "/as joao")
    assert "Rui Gonçalves" in await keyboard.types("1")


async def test_a_room_shows_all_that_was_written_there(keyboard: Keyboard) -> None:
    assert REQUEST not in await keyboard.types("/room lisboa-team")
    await keyboard.types(*ASK)
    for _look in range(2):
        assert REQUEST in await keyboard.types("/room Equipa de Lisboa")


async def test_what_is_written_in_a_room_is_answered_in_private(keyboard: Keyboard) -> None:
    answered = await keyboard.types("/room riga-team mani uzdevumi")
    assert "uzdevum" in answered
    assert "uzdevum" not in await keyboard.types("/room riga-team")


async def test_time_passes_and_each_reminder_shows_its_hour(keyboard: Keyboard) -> None:
    await keyboard.types(*ASK, "/as joao", "1")
    passed = await keyboard.types("/clock +15d")
    hours = [passed.index(f"{day}/03/2026, 09:00") for day in ("09", "13", "16", "17")]
    assert hours == sorted(hours)
    assert "17/03/2026, 09:30" in passed
    assert "/as anna" in passed


async def test_a_file_is_handed_in_where_a_question_asks_for_one(
    keyboard: Keyboard, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7")
    await keyboard.types(*ASK[:-3])
    assert await keyboard.types(f"/attach {scan}")
    checked = await keyboard.types("16.03.2026", "1", "/as joao", "1")
    assert "scan.pdf" in checked


async def test_a_document_that_is_shown_can_be_saved_and_replaces_nothing(
    keyboard: Keyboard, tmp_path: Path
) -> None:
    scan, folder = tmp_path / "scan.pdf", tmp_path / "kept"
    scan.write_bytes(b"%PDF-1.7")
    folder.mkdir()
    assert "! " in await keyboard.types(f"/save {folder}")
    await keyboard.types(*ASK[:-3], f"/attach {scan}", "16.03.2026", "1")
    assert "scan.pdf" in await keyboard.types(f"dokuments {REQUEST}")
    assert str(folder) in await keyboard.types(f"/save {folder}")
    assert (folder / "scan.pdf").read_bytes() == b"%PDF-1.7"
    (folder / "scan.pdf").write_bytes(b"mine")
    assert "! " in await keyboard.types(f"/save {folder}")
    assert (folder / "scan.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/as nobody", "nobody"),
        ("/room nowhere", "nowhere"),
        ("/clock soon", "soon"),
        ("/attach nothing.pdf", "nothing.pdf"),
        ("/dance", "/dance"),
    ],
)
async def test_a_word_that_leads_nowhere_is_explained(
    keyboard: Keyboard, typed: str, told: str
) -> None:
    shown = await keyboard.types(typed)
    assert shown.lstrip().startswith("! ")
    assert told in shown


async def test_a_file_that_is_too_large_is_refused(keyboard: Keyboard, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    with scan.open("wb") as data:
        data.truncate(keyboard.session.stage.assistant.config.limits.attachment_bytes + 1)
    assert (await keyboard.types(f"/attach {scan}")).lstrip().startswith("! ")


async def test_a_file_that_lies_about_its_kind_is_refused_and_the_form_goes_on(
    keyboard: Keyboard, tmp_path: Path
) -> None:
    picture, scan = tmp_path / "scan.png", tmp_path / "scan.pdf"
    for file in (picture, scan):
        file.write_bytes(b"%PDF-1.7")
    await keyboard.types(*ASK[:-3])
    refused = await keyboard.types(f"/attach {picture}")
    assert refused.lstrip().startswith("! ")
    assert "scan.png" in refused
    assert "PDF" in refused
    checked = await keyboard.types(f"/attach {scan}", "16.03.2026")
    assert "scan.pdf" in checked


async def test_everybody_who_can_be_played_is_listed(keyboard: Keyboard) -> None:
    listed = await keyboard.types("/who")
    for id, player in keyboard.session.cast.players.items():
        assert f"/as {id} " in listed
        assert player.person.name in listed


async def test_an_empty_line_is_nothing(keyboard: Keyboard) -> None:
    assert await keyboard.types("", "   ") == ""


async def test_quit_ends_the_session(keyboard: Keyboard) -> None:
    assert not keyboard.session.ended
    await keyboard.types("/quit")
    assert keyboard.session.ended


async def test_the_demo_goes_on_after_something_broke(
    keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_arguments: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("bot.terminal.stage.Stage.delivered", broken)
        assert "/quit" in await keyboard.types("mani uzdevumi")
    assert "/quit" not in await keyboard.types("mani uzdevumi")

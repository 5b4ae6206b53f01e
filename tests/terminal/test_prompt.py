"""The prompt itself, typed into as a terminal does."""

from __future__ import annotations

import io

from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.demo import DemoWorld
from bot.terminal.prompt import SessionCompleter, converse, toolbar, vocabulary
from bot.terminal.screen import RichScreen
from bot.terminal.session import Session

TAB, CTRL_C, CTRL_D = "\t", "\x03", "\x04"


def session_of(demo: DemoWorld) -> tuple[Session, io.StringIO]:
    paper = io.StringIO()
    screen = RichScreen(Console(file=paper))
    return Session(demo.stage, demo.clock, demo.cast, screen, "anna"), paper


async def typed(demo: DemoWorld, keys: str) -> tuple[Session, str]:
    session, paper = session_of(demo)
    with create_pipe_input() as keyboard, create_app_session(keyboard, DummyOutput()):
        keyboard.send_text(keys)
        await converse(session)
    return session, paper.getvalue()


async def test_lines_are_typed_until_quit(demo: DemoWorld) -> None:
    session, shown = await typed(demo, "/as joao\ras minhas tarefas\r/quit\r")
    assert session.ended
    assert session.played == "joao"
    assert "tarefas" in shown


async def test_the_tab_key_completes_in_the_players_language(demo: DemoWorld) -> None:
    _session, shown = await typed(demo, f"mana ies{TAB}\r/quit\r")
    assert "Patērētāju tiesību aizsardzības centrs" in shown.split("/quit", 1)[1]


async def test_ctrl_c_forgets_the_line_and_ctrl_d_ends(demo: DemoWorld) -> None:
    session, shown = await typed(demo, f"/as joao{CTRL_C}{CTRL_D}")
    assert session.played == "anna"
    assert "João Ferreira" not in shown


async def test_the_prompt_knows_numbers_and_references_shown_last(demo: DemoWorld) -> None:
    session, _paper = session_of(demo)
    await session.begin()
    assert vocabulary(session).numbers == {}
    await session.take("mani uzdevumi")
    assert list(vocabulary(session).numbers) == [1, 2]
    await session.take("rādīt LV-2026-000042")
    assert vocabulary(session).references == ("LV-2026-000042",)
    assert isinstance(SessionCompleter(session), SessionCompleter)


async def test_the_toolbar_says_who_one_is_and_when(demo: DemoWorld) -> None:
    session, _paper = session_of(demo)
    await session.begin()
    assert toolbar(session).startswith(" Anna Kalniņa · pirmd., 02.03.2026. 11:30 · ")

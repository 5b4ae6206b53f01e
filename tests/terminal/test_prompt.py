"""The prompt itself, typed into as a terminal does."""

from __future__ import annotations

import asyncio
import io

from prompt_toolkit.application import create_app_session
from prompt_toolkit.application.current import AppSession
from prompt_toolkit.buffer import Buffer
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
    """The beginning alone would be an error of typing that nobody could read."""
    session, paper = session_of(demo)
    with create_pipe_input() as keyboard, create_app_session(keyboard, DummyOutput()) as screen:
        talking = asyncio.create_task(converse(session))
        keyboard.send_text("mana i")
        line = await line_of(screen, "mana i")
        keyboard.send_text(TAB)
        assert await line_of(screen, "mana iestāde") is line
        keyboard.send_text("\r/quit\r")
        await talking
    assert "Patērētāju tiesību aizsardzības centrs" in paper.getvalue().split("/quit", 1)[1]


async def test_the_beginning_of_a_word_alone_is_not_read_as_the_word(demo: DemoWorld) -> None:
    _session, shown = await typed(demo, "mana i\r/quit\r")
    assert "Patērētāju tiesību aizsardzības centrs" not in shown.split("/quit", 1)[1]


async def line_of(screen: AppSession, wanted: str) -> Buffer:
    """The line being typed, as soon as it reads so."""
    async with asyncio.timeout(20):
        # Nobody is told when the prompt begins, so it is looked at.
        while screen.app is None or screen.app.current_buffer.text != wanted:  # noqa: ASYNC110
            await asyncio.sleep(0)
    return screen.app.current_buffer


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

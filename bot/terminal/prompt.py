"""The keyboard: a line to type on, with completion, until whoever plays has had enough."""

from __future__ import annotations

from collections.abc import Iterable

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.completion import Completion as Offered
from prompt_toolkit.document import Document

from bot.terminal.completion import Vocabulary, completions, typed_words
from bot.terminal.session import Session
from core.text import msg

_TIMES = ("+1d", "+3d", "+1w", "+2h")


class SessionCompleter(Completer):
    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Offered]:
        for found in completions(document.text_before_cursor, vocabulary(self._session)):
            yield Offered(found.text, -found.replaces, display_meta=found.why)


async def converse(session: Session) -> None:
    """Until ``/quit`` or Ctrl-D; Ctrl-C only forgets the line being typed."""
    line: PromptSession[str] = PromptSession(
        completer=SessionCompleter(session), complete_while_typing=False
    )
    await session.begin()
    while not session.ended:
        try:
            said = await line.prompt_async(
                lambda: f"{session.played}> ", bottom_toolbar=lambda: toolbar(session)
            )
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        await session.take(said)


def toolbar(session: Session) -> str:
    name = session.cast.players[session.played].person.name
    now = session.voice.text(msg("{moment}", moment=session.clock.now()))
    return f" {name} · {now} · /as · /who · /room · /clock +3d · /help · /quit"


def vocabulary(session: Session) -> Vocabulary:
    return Vocabulary(
        commands=typed_words(session.voice, filling=session.filling),
        numbers=session.seen.numbers,
        references=tuple(session.seen.references),
        steering={
            "as": tuple(session.cast.players),
            "room": tuple(session.cast.rooms),
            "clock": _TIMES,
        },
    )

"""What can happen in Slack, in words of our own; ids are Slack's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.slack.richtext import Json
from bot.slack.spot import Spot
from chat.fields import Answers


@dataclass(frozen=True, slots=True)
class Source:
    """Who, and where (``channel`` is empty outside of a conversation); ``once`` is handled once.

    ``external``: somebody of another organisation, in a channel shared with it. ``origin``: as in ``Spot``.
    """

    team: str
    user: str
    channel: str
    thread: str = ""
    once: str = ""
    external: bool = False
    origin: str = ""

    def __post_init__(self) -> None:
        """Raises ``TypeError``: what is no text is nobody, and nowhere."""
        named = self.team, self.user, self.channel, self.thread, self.once
        if not self.user or not all(isinstance(each, str) for each in named):
            raise TypeError("ids are text")

    @property
    def private(self) -> bool:
        """A direct message; a room of several people is none."""
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Attached:
    name: str
    kind: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A direct message, or a mention in a room; ``ts`` is the message itself."""

    source: Source
    text: str
    ts: str
    mention: bool = False
    files: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Commanded:
    """The slash command."""

    source: Source
    text: str
    trigger: str
    response_url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The message a button stands on; Slack does not show an ephemeral one to the bot."""

    ts: str
    ephemeral: bool
    blocks: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a message; without a ``run`` it opens the form that waits. ``label`` is what stood on it."""

    source: Source
    run: str
    label: str
    block: str
    trigger: str
    response_url: str
    message: Standing


@dataclass(frozen=True, slots=True)
class Submitted:
    """A page of a form, sent off. ``asked`` are the questions that stood on it."""

    source: Source
    spot: Spot
    view: str
    answers: Answers
    asked: tuple[str, ...]
    files: tuple[tuple[str, tuple[Attached, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Turned:
    """A button inside a form: ``action`` says which, ``value`` the question or the ending."""

    source: Source
    spot: Spot
    view: str
    action: str
    value: str


@dataclass(frozen=True, slots=True)
class Closed:
    source: Source
    spot: Spot


@dataclass(frozen=True, slots=True)
class Sought:
    """Letters typed into a search."""

    source: Source
    spot: Spot
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A command chosen outside of a conversation: on the start page, in a menu, in an answer's own window.

    ``view`` is that window, where there is one; ``given`` are answers that its form begins with.
    """

    source: Source
    run: str
    trigger: str
    view: str = ""
    given: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HomeOpened:
    """Somebody looks at the start page."""

    source: Source


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody's account was deactivated."""

    source: Source


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """The workspace has put us out; ``at``: when, if it was said."""

    at: datetime | None


Happening: TypeAlias = (
    Typed
    | Commanded
    | Pressed
    | Submitted
    | Turned
    | Closed
    | Sought
    | Chosen
    | HomeOpened
    | Uninstalled
    | Left
)

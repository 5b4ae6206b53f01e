"""Matrix as a face of the assistant: it listens while it runs, and delivers letters."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.channel import Letter
from bot.front import Front
from bot.matrix.account import Account
from bot.matrix.addressing import Me
from bot.matrix.attachments import Attachments
from bot.matrix.bookmark import Bookmark
from bot.matrix.corrections import Corrections
from bot.matrix.crypto.late import LateKeys
from bot.matrix.duty import Duty
from bot.matrix.exits import Exit
from bot.matrix.hearing import PLATFORM, Hearing
from bot.matrix.intake import Intake
from bot.matrix.invitations import Door
from bot.matrix.lanes import Lanes
from bot.matrix.letters import LetterBox
from bot.matrix.moves import Moves
from bot.matrix.offers import Offers
from bot.matrix.patience import patiently
from bot.matrix.rooms import Rooms
from bot.matrix.send import Sender
from bot.matrix.sync import Health, Listener
from bot.matrix.verifier import Verifier
from bot.matrix.writing import Writer
from bot.settings import Limits, Matrix
from core.departures import Departures
from core.talks import Events, Leases, Marks

_GOODBYE_SECONDS = 10.0
_STUCK_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept between runs."""

    marks: Marks
    events: Events
    leases: Leases


class MatrixAdapter:
    platform = PLATFORM

    def __init__(self, settings: Matrix, front: Front, memory: Memory, limits: Limits) -> None:
        self.health = Health()
        self._settings = settings
        self._front = front
        self._memory = memory
        self._limits = limits
        self._closing = AsyncExitStack()
        self._account = Account(settings, memory.marks)
        self._homeserver = self._account.homeserver
        self._rooms = Rooms(self._homeserver, self._account.keyring.has_session)
        self._duty = Duty(memory.leases, front.services.clock, f"matrix sync of {settings.user}")
        self._lanes = Lanes()
        writer = Writer(
            self._homeserver, self._account.keyring, self._rooms, lambda: self._duty.on_duty
        )
        self._sender = Sender(writer)
        self._bookmark = Bookmark(memory.marks, f"matrix sync of {settings.user}")
        self._letters = LetterBox(
            self._homeserver, front, self._rooms, self._lanes, self._sender, settings.prefix
        )

    def silent_seconds(self) -> float | None:
        """How long ago the homeserver last answered a sync; nothing while another assistant listens."""
        return self.health.silent_seconds

    async def start(self) -> None:
        """Log in; from now on letters can be delivered. Raises ``NotLetIn``."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._homeserver.close)
            await self._account.open(stack, self._duty.others)
            self._closing = stack.pop_all()

    async def run(self) -> None:
        """Listen until cancelled, whenever no other assistant does."""
        await self._duty.perform(self._listen, self._is_stuck)

    async def stop(self) -> None:
        """Finish what has begun, once ``run`` is cancelled; what takes too long comes again at the next start."""
        await self._lanes.finish(_GOODBYE_SECONDS)
        await self._bookmark.settled()
        await self._closing.aclose()

    async def deliver(self, letter: Letter) -> str:
        return await self._letters.deliver(letter)

    async def reconcile(self, letter: Letter) -> str | None:
        return await self._letters.reconcile(letter)

    async def revise(self, letter: Letter, receipt: str) -> None:
        await self._letters.revise(letter, receipt)

    def _is_stuck(self) -> bool:
        """Each sync ends by itself after half a minute: one that does not has died without a word."""
        return (self.health.silent_seconds or 0) > _STUCK_SECONDS

    async def _listen(self) -> None:
        self._rooms.forget_all()
        self._account.keyring.forget_people()
        name = await patiently(self._homeserver.display_name)
        intake = self._intake(Me(self._settings.user, name, self._settings.prefix))
        listener = Listener(
            self._homeserver, self._bookmark, intake, self._account.log_in, self.health
        )
        await listener.run()

    @property
    def _allowed(self) -> frozenset[str]:
        return frozenset(server.lower() for server in self._settings.allowed_homeservers)

    def _intake(self, me: Me) -> Intake:
        attachments = Attachments(
            self._homeserver, self._front.conversation, self._limits.attachment_bytes
        )
        hearing = Hearing(
            self._front,
            self._memory.events,
            self._rooms,
            self._sender,
            attachments,
            Corrections(),
            Offers(),
            me,
            self._allowed,
        )
        keys = LateKeys(self._account.keyring, self._settings.late_key_seconds)
        verifier = Verifier(self._account, self._sender.writer, self._front.services.clock)
        moves = Moves(self._homeserver, self._rooms, self._front, self._allowed)
        door, lanes = self._door(), self._lanes
        return Intake(
            me.user, self._rooms, hearing, door, lanes, keys, verifier, moves, self._exit()
        )

    def _exit(self) -> Exit:
        services = self._front.services
        departures = Departures(services.works, services.clock, services.exchange.changed)
        return Exit(self._homeserver, departures)

    def _door(self) -> Door:
        return Door(
            self._homeserver,
            self._front,
            self._rooms,
            self._sender,
            self._allowed,
            self._settings.prefix,
        )

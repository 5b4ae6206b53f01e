"""People who compare keys with the bot, in a chat or between two sessions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from functools import partial
from uuid import uuid4

import structlog

from bot.matrix.account import Account
from bot.matrix.crypto.comparing import Comparison, Party
from bot.matrix.events import Json, inner, text
from bot.matrix.patience import patiently
from bot.matrix.writing import Event, Writer
from core.clock import Clock

log = structlog.get_logger()

_KINDS = "m.key.verification."
_REQUEST = "m.key.verification.request"
_MOST = 100
_LONGEST = timedelta(minutes=10)

Say = Callable[[str, Json], Awaitable[None]]


def is_comparing(event: Json) -> bool:
    asked_in_a_room = text(inner(event, "content"), "msgtype") == _REQUEST
    return text(event, "type").startswith(_KINDS) or asked_in_a_room


class Verifier:
    """Kept in memory: whoever is interrupted by a restart begins again."""

    def __init__(self, account: Account, writer: Writer, clock: Clock) -> None:
        self._account = account
        self._writer = writer
        self._clock = clock
        self._open: dict[tuple[str, str], Comparison] = {}

    async def told(self, message: Json) -> None:
        """Between two sessions, in no room."""
        content, person = inner(message, "content"), text(message, "sender")
        transaction, step = text(content, "transaction_id"), text(message, "type")
        begins = step in (_REQUEST, f"{_KINDS}start")
        comparison = await self._comparison(person, transaction, content, begins=begins)

        async def say(kind: str, said: Json) -> None:
            told = {**said, "transaction_id": transaction}
            session = comparison.session if comparison else ""
            await self._account.keyring.tell(kind, person, session, told)

        if comparison:
            await self._go_on(person, comparison, (step, content), say)

    async def said(self, room: str, event: Json) -> None:
        """In a chat; everything after the request refers to it."""
        content, person = inner(event, "content"), text(event, "sender")
        begins = text(content, "msgtype") == _REQUEST
        step = _REQUEST if begins else text(event, "type")
        reference = text(inner(content, "m.relates_to"), "event_id")
        transaction = text(event, "event_id") if begins else reference
        if begins and not self._is_for_us(event):
            return
        comparison = await self._comparison(person, transaction, content, begins=begins)

        async def say(kind: str, said: Json) -> None:
            relation = {"rel_type": "m.reference", "event_id": transaction}
            answer = {**said, "m.relates_to": relation}
            await self._writer.send(room, Event(kind, answer, f"imi-{uuid4().hex}"))

        if comparison:
            await self._go_on(person, comparison, (step, content), say)

    def _is_for_us(self, event: Json) -> bool:
        sent = event.get("origin_server_ts")
        age = self._now_ms() - sent if isinstance(sent, int) else 0
        fresh = age < _LONGEST.total_seconds() * 1000
        return fresh and text(inner(event, "content"), "to") == self._account.homeserver.user

    def _now_ms(self) -> float:
        return self._clock.now().timestamp() * 1000

    async def _comparison(
        self, person: str, transaction: str, content: Json, *, begins: bool
    ) -> Comparison | None:
        key, session = (person, transaction), text(content, "from_device")
        if begins and transaction and session and key not in self._open:
            while len(self._open) >= _MOST:
                self._open.pop(next(iter(self._open)))
            mine = await patiently(self._account.party)
            self._open[key] = Comparison(transaction, mine, Party(person, session))
        return self._open.get(key)

    async def _go_on(
        self, person: str, comparison: Comparison, heard: tuple[str, Json], say: Say
    ) -> None:
        step, content = heard
        keys: Mapping[str, str] = {}
        if step == f"{_KINDS}mac":
            chain = await patiently(lambda: self._account.signing.chain(person))
            keys = chain.keys_of(comparison.session)
        for kind, said in comparison.heard(step.removeprefix(_KINDS), content, keys):
            await patiently(partial(say, _KINDS + kind, said))
            if kind == "mac":
                log.info("matrix.comparing", person=person, pictures=comparison.pictures)
        if comparison.agreed:
            log.info("matrix.compared", person=person)

"""The cards of one request that one reader has in several places: all of them are true.

The card that was written last is the letter itself; the others follow it. What cannot be changed at once is tried
again with a row of its own, a few times: nobody is told elsewhere that a card could not be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.channel import Channel, Letter, NotDelivered, TryLater
from bot.letters import Letters, Written
from core.outbox import Delivery
from core.people import Address

log = structlog.get_logger()

_AGAIN = "again"
_TRIES = 5
_FIRST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class OtherCards:
    letters: Letters
    channels: Mapping[str, Channel]

    async def show(self, delivery: Delivery, written: Written, now: datetime) -> None:
        tried = int(delivery.planned.values.get(_AGAIN, "0"))
        waits = [
            await self._wait(delivery, written, place, tried) for place in written.addresses[1:]
        ]
        longest = max(waits, default=0.0)
        if longest and tried < _TRIES:
            due = now + timedelta(seconds=longest)
            again = replace(delivery.planned, due=due, values={_AGAIN: str(tried + 1)})
            await self.letters.plan(again)

    async def _wait(
        self, delivery: Delivery, written: Written, place: Address, tried: int
    ) -> float:
        """How long until it is tried again; nothing where it is shown, or is not there any more."""
        channel = self.channels.get(place.platform)
        if channel is None:
            return 0.0
        said = (written.private, written.reply, written.voice)
        card = written.cards[place]
        letter = Letter(delivery.id, place, *said, card, anew=True, living=True)
        try:
            await channel.revise(letter, card)
        except TryLater as error:
            return error.seconds or _FIRST_WAIT * 2**tried
        except NotDelivered as error:
            log.info("delivery.card_not_shown", delivery=delivery.id, problem=str(error))
        except Exception:
            # The letter itself has arrived: that is not undone by this.
            log.exception("delivery.card_not_shown", delivery=delivery.id)
        return 0.0

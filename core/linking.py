"""One person on several platforms: a one-time code, asked for on one side and said on the other."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from core.clock import Clock
from core.errors import UserError
from core.link_codes import LASTS, LinkCode
from core.people import Address, Person, PersonId
from core.refusals import NotYourRight
from core.text import msg
from core.upkeep import Deed, Upkeep
from core.work import Work, Works

TRIES = 5
# Without what looks alike; 12 of 32 signs: four say which code is meant, eight are the secret.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_NAME, _SECRET = 4, 8


class WrongCode(UserError):
    """Never says which of the reasons it was."""

    field = "code"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This code is not valid. It holds for ten minutes and for one use. Write "
                "`link account` where I know you already, and say the new code here."
            )
        )


class SomebodysAddress(UserError):
    field = "code"

    def __init__(self) -> None:
        super().__init__(
            msg(
                "This account belongs to another person already. Write `unlink account` there first."
            )
        )


class LastAddress(UserError):
    field = "account"

    def __init__(self) -> None:
        super().__init__(
            msg("This is the only account by which I know you. Link another one before.")
        )


@dataclass(frozen=True, slots=True)
class Linking:
    works: Works
    clock: Clock

    async def code(self, person: Person) -> str:
        """A new code; only the latest holds."""
        said = "".join(secrets.choice(_SIGNS) for _sign in range(_NAME + _SECRET))
        name, secret = said[:_NAME], said[_NAME:]
        kept = LinkCode(name, _digest(name, secret), person.id, self.clock.now() + LASTS)
        async with self.works.writing() as work:
            await work.link_codes.put(kept)
            await work.commit()
        return "-".join((said[:4], said[4:8], said[8:]))

    async def link(self, address: Address, said: str) -> Person:
        """Whoever says the code from this address is the person who asked for it."""
        tidy = "".join(sign for sign in said.upper() if sign in _SIGNS)
        async with self.works.writing() as work:
            person = await self._meant(work, tidy[:_NAME], tidy[_NAME:])
            await work.commit()  # a try counts although it was wrong
        if person is None:
            raise WrongCode
        async with self.works.writing() as work:
            await self._give(work, person, address)
            await work.commit()
        return person

    async def unlink(self, person: Person, address: Address) -> None:
        async with self.works.writing() as work:
            held = list(await work.people.addresses(person.id))
            if address not in held:
                return
            if len(held) == 1:
                raise LastAddress
            held.remove(address)
            await work.people.put(await _still(work, person.id), held)
            await self._note(work, person, Deed.ACCOUNT_UNLINKED)
            await work.commit()

    async def prefer(self, person: Person, address: Address) -> None:
        """Be written to there first."""
        async with self.works.writing() as work:
            held = list(await work.people.addresses(person.id))
            if address in held:
                held.remove(address)
                await work.people.put(await _still(work, person.id), [address, *held])
                await work.commit()

    async def _meant(self, work: Work, name: str, secret: str) -> Person | None:
        found = await work.link_codes.take(name)
        kept = found or LinkCode("", _digest("", ""), PersonId(""), self.clock.now())
        right = hmac.compare_digest(kept.digest, _digest(name, secret))
        if found is None or not right or found.tries > TRIES or found.expires <= self.clock.now():
            return None
        await work.link_codes.forget(found.person)
        person = await work.people.get(found.person)
        return person if person and person.active else None

    async def _give(self, work: Work, person: Person, address: Address) -> None:
        owner = await work.people.at(address)
        if owner and owner.id != person.id:
            raise SomebodysAddress
        held = await work.people.addresses(person.id)
        if address not in held:
            await work.people.put(await _still(work, person.id), [*held, address])
            await self._note(work, person, Deed.ACCOUNT_LINKED)

    async def _note(self, work: Work, person: Person, deed: Deed) -> None:
        for authority in person.authorities()[:1]:
            done = Upkeep(self.clock.now(), person.id, authority, deed, person.id)
            await work.upkeeps.add(done)


async def _still(work: Work, id: PersonId) -> Person:
    """With the rights they have now."""
    person = await work.people.get(id)
    if person is None or not person.active:
        raise NotYourRight
    return person


def _digest(name: str, secret: str) -> str:
    return hashlib.sha256(f"link {name} {secret}".encode()).hexdigest()

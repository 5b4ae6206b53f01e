"""To which terms people have agreed, one row for each version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.consent import Consent
from core.people import PersonId
from storage.people_tables import consents

_OF = select(consents).where(consents.c.person == bindparam("wanted")).order_by(consents.c.version)


@dataclass(frozen=True, slots=True)
class SqlConsents:
    connection: AsyncConnection

    async def add(self, person: PersonId, consent: Consent) -> None:
        if consent.version in [each.version for each in await self.of(person)]:
            return
        values = {
            "person": person,
            "version": consent.version,
            "agreed": consent.at,
            "language": consent.language,
            "said": consent.text,
        }
        await self.connection.execute(insert(consents), values)

    async def of(self, person: PersonId) -> Sequence[Consent]:
        found = await self.connection.execute(_OF, {"wanted": person})
        return [Consent(row.version, row.agreed, row.language, row.said) for row in found]

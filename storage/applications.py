"""Applications, one row each: the facts one asks for as columns, the rest as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications import OPEN, Application, ApplicationId, Stage, Wish
from core.consent import Consent
from core.people import Address, AreaId, AuthorityId, PersonId, Role
from storage.people_tables import applications

_IS_OPEN = applications.c.stage.in_([stage.value for stage in OPEN])
_TO_DECIDE = applications.c.stage.in_([Stage.WAITING.value, Stage.ASKED.value])
_GET = select(applications).where(applications.c.id == bindparam("name"))
_OPEN_OF = (
    select(applications)
    .where(
        applications.c.platform == bindparam("platform"),
        applications.c.workspace == bindparam("workspace"),
        applications.c.account == bindparam("account"),
        _IS_OPEN,
    )
    .order_by(applications.c.id)
    .limit(1)
)
_ALL_OF = (
    select(applications)
    .where(
        applications.c.platform == bindparam("platform"),
        applications.c.workspace == bindparam("workspace"),
        applications.c.account == bindparam("account"),
    )
    .order_by(applications.c.id)
)
_WAITING = (
    select(applications)
    .where(applications.c.country == bindparam("country"), _TO_DECIDE)
    .order_by(applications.c.id)
)
_SAVE = update(applications).where(
    applications.c.id == bindparam("row"), applications.c.version == bindparam("seen")
)


@dataclass(frozen=True, slots=True)
class SqlApplications:
    connection: AsyncConnection

    async def add(self, application: Application) -> Application:
        adding = insert(applications).returning(applications.c.id)
        found = await self.connection.execute(adding, _columns(application))
        return replace(application, id=ApplicationId(found.scalar_one()))

    async def get(self, application: ApplicationId) -> Application | None:
        row = (await self.connection.execute(_GET, {"name": application})).one_or_none()
        return _application(row) if row else None

    async def open_of(self, address: Address) -> Application | None:
        row = (await self.connection.execute(_OPEN_OF, _place(address))).one_or_none()
        return _application(row) if row else None

    async def all_of(self, address: Address) -> Sequence[Application]:
        found = await self.connection.execute(_ALL_OF, _place(address))
        return [_application(row) for row in found]

    async def waiting(self, country: str) -> Sequence[Application]:
        found = await self.connection.execute(_WAITING, {"country": country})
        return [_application(row) for row in found]

    async def save(self, application: Application, seen: int) -> bool:
        changes = {**_columns(application), "row": application.id, "seen": seen}
        done = await self.connection.execute(_SAVE, changes)
        return done.rowcount == 1


def _place(address: Address) -> dict[str, str]:
    return {
        "platform": address.platform,
        "workspace": address.workspace,
        "account": address.account,
    }


def _columns(application: Application) -> dict[str, object]:
    return {
        **_place(application.address),
        "version": application.version,
        "stage": application.stage.value,
        "country": application.country,
        "authority": application.wish.authority,
        "filed": application.filed,
        "inviter": application.inviter,
        "decided": application.decided,
        "decider": application.by,
        "document": _document(application),
    }


def _document(application: Application) -> dict[str, object]:
    return {
        "name": application.name,
        "language": application.language,
        "areas": list(application.wish.areas),
        "roles": sorted(application.wish.roles),
        "word": application.word,
        "question": application.question,
        "answer": application.answer,
        "reason": application.reason,
        "agreed": _consent_out(application.agreed),
    }


def _application(row: Row[Any]) -> Application:
    kept = row.document
    areas, roles = map(AreaId, kept["areas"]), map(Role, kept["roles"])
    return Application(
        id=ApplicationId(row.id),
        version=row.version,
        stage=Stage(row.stage),
        address=Address(row.platform, row.workspace, row.account),
        name=kept["name"],
        language=kept["language"],
        country=row.country,
        wish=Wish(AuthorityId(row.authority), tuple(areas), frozenset(roles)),
        filed=row.filed,
        word=kept["word"],
        inviter=PersonId(row.inviter) if row.inviter else None,
        question=kept["question"],
        answer=kept["answer"],
        by=PersonId(row.decider) if row.decider else None,
        decided=row.decided,
        reason=kept["reason"],
        agreed=_consent_in(kept.get("agreed")),
    )


def _consent_out(consent: Consent | None) -> Mapping[str, object] | None:
    return {**asdict(consent), "at": consent.at.isoformat()} if consent else None


def _consent_in(kept: Mapping[str, Any] | None) -> Consent | None:
    return Consent(**{**kept, "at": datetime.fromisoformat(kept["at"])}) if kept else None

"""Admission: how somebody comes to be known here, and who says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.admission_refusals import (
    AlreadyApplied,
    AlreadyDecided,
    AlreadyInvited,
    NobodyDecides,
    NothingToTakeBack,
    UnknownApplication,
)
from core.admitting import (
    Deciding,
    Filing,
    authority_of,
    check_areas,
    check_may_decide,
    decided,
    known,
    may_alone,
    may_decide,
    new_application,
    register,
    rungs_for,
    upkeep_of,
)
from core.applications import Application, ApplicationId, Stage, Wish
from core.authorities import Authority
from core.clock import Clock
from core.consent import Consent
from core.inviting import check_may_invite, take_back_invitation
from core.invoking import Callers, Say
from core.people import Address, Person
from core.refusals import TooManyAtOnce
from core.upkeep import Deed
from core.work import Work, Works

_TRIES = 60
_TO_DECIDE = (Stage.WAITING, Stage.ASKED)


@dataclass(frozen=True, slots=True)
class Admissions:
    """``changed`` is called after every change that is stored: somebody may have to be told."""

    works: Works
    clock: Clock
    callers: Callers
    changed: Callable[[], None]

    async def file(self, filing: Filing) -> Application:
        """Somebody asks for themselves. Raises ``UserError`` when it would reach nobody."""
        async with self.works.writing() as work:
            if await work.applications.open_of(filing.address):
                raise AlreadyApplied
            added = await self.put_up(work, filing, Stage.WAITING)
            await work.commit()
        self.changed()
        return added

    async def invite(self, actor: Person, filing: Filing) -> Application:
        """Whoever works there may ask a colleague in; whether that is enough is seen once they say yes."""
        async with self.works.writing() as work:
            await check_may_invite(work, actor, filing)
            await take_back_invitation(work, filing)
            added = await self.put_up(work, replace(filing, inviter=actor.id), Stage.INVITED)
            await work.commit()
        self.changed()
        return added

    async def put_up(self, work: Work, filing: Filing, stage: Stage) -> Application:
        """Store it, and ask whoever has the next word."""
        if await work.applications.open_of(filing.address):
            raise AlreadyInvited
        now, authority = self.clock.now(), await authority_of(work, filing.wish)
        new = new_application(filing, authority.country, stage, now)
        if not await rungs_for(work, new, authority):
            raise NobodyDecides(authority.name)
        added = await work.applications.add(new)
        if stage is Stage.INVITED:
            await self.callers.tell(work, added, Say.INVITATION, now)
        else:
            await self.callers.call(work, added, await rungs_for(work, added, authority), now)
        return added

    async def show(self, reader: Person, id: ApplicationId) -> Application:
        async with self.works.reading() as work:
            application, authority = await known(work, id)
            await check_may_decide(work, reader, application, authority)
        return application

    async def waiting(self, reader: Person) -> Sequence[Application]:
        """Those on which this person may decide."""
        async with self.works.reading() as work:
            own = await work.authorities.many(reader.authorities())
            found: list[Application] = []
            for country in sorted({authority.country for authority in own.values()}):
                for each in await work.applications.waiting(country):
                    authority = await authority_of(work, each.wish)
                    if await may_decide(work, reader, each, authority):
                        found.append(each)
        return found

    async def approve(
        self, actor: Person, id: ApplicationId, fewer: Wish | None = None
    ) -> Application:
        async def approved(deciding: Deciding) -> Application:
            wish = fewer or deciding.application.wish
            await check_areas(deciding, wish)
            return decided(replace(deciding.application, wish=wish), deciding, Stage.APPROVED)

        return await self._decide(actor, id, approved)

    async def refuse(self, actor: Person, id: ApplicationId, reason: str) -> Application:
        async def refused(deciding: Deciding) -> Application:
            return decided(replace(deciding.application, reason=reason), deciding, Stage.REFUSED)

        return await self._decide(actor, id, refused)

    async def ask(self, actor: Person, id: ApplicationId, question: str) -> Application:
        async def asked(deciding: Deciding) -> Application:
            put = replace(deciding.application, question=question, answer="")
            return decided(put, deciding, Stage.ASKED)

        return await self._decide(actor, id, asked)

    async def answer(self, address: Address, text: str) -> Application:
        """The applicant answers what was asked; it waits for a decision again."""
        async with self.works.writing() as work:
            found = await work.applications.open_of(address)
            if found is None or found.stage is not Stage.ASKED:
                raise UnknownApplication
            answered = replace(found, stage=Stage.WAITING, answer=text, version=found.version + 1)
            if not await work.applications.save(answered, found.version):
                raise TooManyAtOnce
            authority, now = await authority_of(work, found.wish), self.clock.now()
            rungs = await rungs_for(work, answered, authority)
            await self.callers.call_again(work, answered, rungs, now)
            await work.commit()
        self.changed()
        return answered

    async def take_back(self, address: Address) -> Application:
        """Whoever has applied does not want it so after all; who was asked to decide need not any more."""
        async with self.works.writing() as work:
            found = await work.applications.open_of(address)
            if found is None or found.stage not in _TO_DECIDE:
                raise NothingToTakeBack
            now = self.clock.now()
            gone = replace(found, stage=Stage.DECLINED, decided=now, version=found.version + 1)
            if not await work.applications.save(gone, found.version):
                raise TooManyAtOnce
            await self.callers.calm(work, gone)
            await self.callers.tell_the_others(work, gone, None, now)
            await self.callers.revise(work, gone, now)
            await self.callers.tell_inviter(work, gone, Say.DECLINED, now)
            await work.commit()
        self.changed()
        return gone

    async def settle(
        self, address: Address, language: str, *, joins: bool, agreed: Consent | None = None
    ) -> Application:
        """The invited person says yes or no, from the address that was invited, in their language."""
        async with self.works.writing() as work:
            found = await work.applications.open_of(address)
            if found is None or found.stage is not Stage.INVITED:
                raise UnknownApplication
            now, authority = self.clock.now(), await authority_of(work, found.wish)
            heard = replace(found, language=language, agreed=agreed)
            after = await self._settled(work, heard, authority, joins=joins, now=now)
            if not await work.applications.save(after, found.version):
                raise TooManyAtOnce
            await work.commit()
        self.changed()
        return after

    async def _settled(
        self,
        work: Work,
        application: Application,
        authority: Authority,
        *,
        joins: bool,
        now: datetime,
    ) -> Application:
        """Whoever may not decide alone has only proposed: then somebody else does."""
        step = replace(application, version=application.version + 1, decided=now)
        inviter = await work.people.get(application.inviter) if application.inviter else None
        if not joins or inviter is None:
            await self.callers.tell_inviter(work, application, Say.DECLINED, now)
            return replace(step, stage=Stage.DECLINED)
        if await may_alone(work, inviter, application, authority):
            await register(work, inviter, application, now)
            await self.callers.tell(work, application, Say.APPROVED, now)
            await self.callers.tell_inviter(work, application, Say.JOINED, now)
            return replace(step, stage=Stage.APPROVED, by=inviter.id)
        step = replace(step, stage=Stage.WAITING, decided=None)
        await self.callers.call(work, step, await rungs_for(work, step, authority), now)
        return step

    async def _decide(
        self,
        actor: Person,
        id: ApplicationId,
        change: Callable[[Deciding], Awaitable[Application]],
    ) -> Application:
        """The first decision stands; whoever comes second is told who came first."""
        for _try in range(_TRIES):
            async with self.works.writing() as work:
                application, authority = await known(work, id)
                await check_may_decide(work, actor, application, authority)
                if application.stage not in _TO_DECIDE:
                    by = await work.people.get(application.by) if application.by else None
                    raise AlreadyDecided(application, by)
                deciding = Deciding(work, actor, application, authority, self.clock.now())
                after = await change(deciding)
                if await work.applications.save(after, application.version):
                    await self._follow(deciding, after)
                    await work.commit()
                    self.changed()
                    return after
        raise TooManyAtOnce

    async def _follow(self, deciding: Deciding, after: Application) -> None:
        work, now = deciding.work, deciding.now
        await self.callers.calm(work, after)
        if after.stage is Stage.APPROVED:
            await register(work, deciding.actor, after, now)
        elif after.stage is Stage.REFUSED:
            await work.upkeeps.add(upkeep_of(after, deciding.actor, Deed.PERSON_REFUSED, now))
        if not after.is_open:
            await self.callers.tell_the_others(work, after, deciding.actor, now)
            await self.callers.revise(work, after, now)
        await self.callers.tell(work, after, _SAID[after.stage], now)
        if after.stage is not Stage.ASKED and after.inviter != deciding.actor.id:
            said = Say.JOINED if after.stage is Stage.APPROVED else Say.REFUSED_THERE
            await self.callers.tell_inviter(work, after, said, now)


_SAID = {
    Stage.APPROVED: Say.APPROVED,
    Stage.REFUSED: Say.REFUSED,
    Stage.ASKED: Say.QUESTION,
}

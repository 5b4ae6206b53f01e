"""Somebody agrees to the terms: kept with the version and the words, and in the audit trail."""

from __future__ import annotations

from dataclasses import replace

from core.consent import Consent
from core.people import Person
from core.refusals import NotYourRight
from core.upkeep import Deed, Upkeep
from core.work import Work, Works


async def agree(works: Works, person: Person, consent: Consent) -> None:
    async with works.writing() as work:
        still = await work.people.get(person.id)
        if still is None or not still.active:
            raise NotYourRight
        await keep_consent(work, still, consent)
        for authority in still.authorities():
            parts = (str(consent.version),)
            done = Upkeep(consent.at, still.id, authority, Deed.TERMS_AGREED, still.id, parts)
            await work.upkeeps.add(done)
        await work.commit()


async def keep_consent(work: Work, person: Person, consent: Consent) -> None:
    await work.people.put(replace(person, agreed=max(person.agreed, consent.version)))
    await work.consents.add(person.id, consent)

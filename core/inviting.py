"""Who may ask a colleague in, and whom not."""

from __future__ import annotations

from dataclasses import replace

from core.admission_refusals import NotInvitedByYou, OneOfUs
from core.admitting import Filing, authority_of, makes_coordinator
from core.applications import Stage
from core.people import Person
from core.routing import decided_by
from core.work import Work


async def check_may_invite(work: Work, actor: Person, filing: Filing) -> None:
    """Raises ``UserError``; of another authority's people nothing is told."""
    authority = await authority_of(work, filing.wish)
    still = await work.people.get(actor.id)
    own = authority.id in actor.authorities() and still is not None and still.active
    four = makes_coordinator(filing.wish)
    decides = await decided_by(work, actor, authority, filing.wish.areas, coordinators_only=four)
    if not decides and (four or not own):
        raise NotInvitedByYou(authority.id, coordinator=four)
    known = await work.people.at(filing.address)
    if known and known.id == actor.id:
        raise OneOfUs(known)
    if known and authority.id in known.authorities() and not four:
        raise OneOfUs(known)


async def take_back_invitation(work: Work, filing: Filing) -> None:
    """Whoever is invited anew to the same authority need not answer the first time."""
    found = await work.applications.open_of(filing.address)
    if found and found.stage is Stage.INVITED and found.wish.authority == filing.wish.authority:
        gone = replace(found, stage=Stage.DECLINED, version=found.version + 1)
        await work.applications.save(gone, found.version)

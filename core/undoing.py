"""The last thing that was set of an authority is taken back, by whoever might set it, within a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.arranging import check_somebody, kept_workflow
from core.authorities import Authority
from core.describing import check_unlinks, kept_by, may_keep
from core.edits import UNDONE_WITHIN, Edit, TeamHabits
from core.errors import UserError
from core.people import AuthorityId, Person
from core.team_wishes import teams_of
from core.text import msg
from core.upkeep import Deed, Upkeep
from core.wishes import Wishes
from core.work import Work
from core.workflows import Workflow


class NothingToUndo(UserError):
    def __init__(self) -> None:
        super().__init__(
            msg(
                "There is nothing to undo. What was changed of your authority can be undone for a day."
            )
        )


@dataclass(frozen=True, slots=True)
class Undoing:
    wishes: Wishes

    async def undo(self, person: Person, id: AuthorityId | None = None) -> Edit:
        """Of this authority, or of one of one's own. Raises ``UserError``."""
        async with self.wishes.works.writing() as work:
            now = self.wishes.clock.now()
            edit = await _last(work, person, id, now)
            part = await self._restore(work, person, edit)
            await work.edits.forget(edit.authority, since=edit.at, before=now - UNDONE_WITHIN)
            where = edit.authority
            done = Upkeep(now, person.id, where, Deed.AUTHORITY_UNDONE, where, part)
            await work.upkeeps.add(done)
            await work.commit()
        self.wishes.changed()
        return edit

    async def _restore(self, work: Work, person: Person, edit: Edit) -> tuple[str, ...]:
        match edit.before:
            case Authority() as before:
                await check_unlinks(work, person, before)
                await work.authorities.put([before])
                return ()
            case Workflow() as before:
                await kept_workflow(work, person, edit.authority)
                await check_somebody(work, edit.authority, before)
                await work.workflows.put(edit.authority, before)
                return ("workflow",)
            case TeamHabits(owner, habits):
                await teams_of(work, person)
                await work.habits.put(owner, habits)
                await self.wishes.replan(work, [edit.authority])
                return ("reminders",)


async def _last(work: Work, person: Person, id: AuthorityId | None, now: datetime) -> Edit:
    kept = [(await kept_by(work, person, id)).id] if id else await may_keep(work, person)
    found = [await work.edits.last(each) for each in kept]
    fresh = [edit for edit in found if edit and now - edit.at < UNDONE_WITHIN]
    if not fresh:
        raise NothingToUndo
    return max(fresh, key=lambda each: each.at)

"""When people are reminded, as app.yaml has it."""

from __future__ import annotations

from bot import schedule_settings
from core.announcements import Announcer
from core.calendar import Calendar
from core.escalation import Escalation, Rung
from core.habits import Habits
from core.placing import Schedule
from core.reminders import Planner


def announcer_of(given: schedule_settings.Schedule, calendar: Calendar) -> Announcer:
    after = {
        Rung.DEPUTY: given.escalation.deputy_working_days,
        Rung.TEAM: given.escalation.team_working_days,
        Rung.COORDINATOR: given.escalation.coordinator_working_days,
    }
    escalation = Escalation(after, given.reminder_time, calendar)
    return Announcer(Planner(schedule_of(given), calendar), escalation)


def schedule_of(given: schedule_settings.Schedule) -> Schedule:
    return Schedule(
        hour=given.reminder_time,
        acceptance_days=given.acceptance_due_days,
        reply_days_before=given.reply_due_days_before,
        waiting_working_days=given.answer_waiting_working_days,
        repeat_days=given.repeat_days,
        working_days=given.only_working_days,
        single=not given.one_message,
        not_before=given.not_before,
        not_after=given.not_after,
        rooms=_rooms(given.rooms),
        hours=given.digest_times,
    )


def _rooms(given: schedule_settings.RoomSchedule) -> Habits:
    return Habits(
        reply_days_before=given.reply_due_days_before,
        acceptance_days=given.acceptance_due_days,
        hour=given.reminder_time,
        single=None if given.one_message is None else not given.one_message,
    )

"""When people are reminded, as an operator sets it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from bot.kinds import AheadDays, Days, Section


class Escalation(Section):
    deputy_working_days: Days = 2
    team_working_days: Days = 4
    coordinator_working_days: Days = 6

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        days = [self.deputy_working_days, self.team_working_days, self.coordinator_working_days]
        given = [each for each in days if each]
        if given != sorted(set(given)):
            raise ValueError(
                "must be ever more days: first the deputy, then the team, then the coordinator"
            )
        return self


class RoomSchedule(Section):
    reminder_time: time | None = None
    acceptance_due_days: tuple[AheadDays, ...] | None = None
    reply_due_days_before: tuple[Days, ...] | None = None
    one_message: bool | None = None


class Schedule(Section):
    sweep_seconds: Annotated[float, Field(gt=0, le=3600)] = 30
    reminder_time: time = time(9)
    acceptance_due_days: tuple[AheadDays, ...] = (5, 7)
    reply_due_days_before: tuple[Days, ...] = (7, 3, 1, 0)
    answer_waiting_working_days: AheadDays = 3
    repeat_days: AheadDays = 7
    only_working_days: bool = True
    one_message: bool = True
    not_before: time | None = None
    not_after: time | None = None
    escalation: Escalation = Escalation()
    rooms: RoomSchedule = RoomSchedule()
    digest_times: Mapping[str, time] = {}

    @field_validator("not_after")
    @classmethod
    def _leaves_an_hour(cls, value: time | None, info: ValidationInfo) -> time | None:
        if value is not None and value <= (info.data.get("not_before") or time(0)):
            raise ValueError("must be later than schedule.not_before, or no hour is left")
        return value

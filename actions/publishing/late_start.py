"""A year that starts late (O25): what should have been done before publication is 补报 or 免追溯, never overdue."""

from dataclasses import dataclass
from datetime import datetime

from config.policy import LateStart, Policy
from workdays.calendar import WorkCalendar
from workdays.deadline import due_at


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a due moment stands at publication. `due_at`: the moment that counts."""

    due_at: datetime | None
    backfilled: bool = False
    exempt: bool = False

    @property
    def mark(self) -> str:
        """What a title says of it."""
        return "（补报）" if self.backfilled else ""

    @property
    def words(self) -> str:
        return "发布时期限已过，免追溯" if self.exempt else ""


def ruling_on(due: datetime | None, policy: Policy, *, now: datetime, calendar: WorkCalendar) -> Ruling:
    """补报 gets the policy's number of workdays from publication; 免追溯 is settled at once."""
    if due is None or due >= now:
        return Ruling(due)
    if policy.late_start is LateStart.EXEMPT:
        return Ruling(due, exempt=True)
    return Ruling(due_at(calendar.add_workdays(now.date(), policy.late_start_days)), backfilled=True)

"""A year that starts late (O25): what should have been done before publication is 补报 or 免追溯, never overdue."""

from dataclasses import dataclass
from datetime import datetime

from config.policy import LateStart, Policy
from states.timing import Start, started
from workdays.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a due moment stands at publication. `due_at`: the moment that counts."""

    due_at: datetime | None
    start: Start = Start.AS_PLANNED

    @property
    def backfilled(self) -> bool:
        return self.start is Start.BACKFILL

    @property
    def exempt(self) -> bool:
        return self.start is Start.EXEMPT

    @property
    def mark(self) -> str:
        """What a title says of it."""
        return f"（{self.start.label}）" if self.backfilled else ""

    @property
    def words(self) -> str:
        return f"发布时期限已过，{self.start.label}" if self.exempt else ""


def ruling_on(
    due: datetime | None, policy: Policy, *, now: datetime, calendar: WorkCalendar, needed: bool = False
) -> Ruling:
    """What the year's policy makes of a due moment. What is `needed` however late the year starts is never let off."""
    if due is None:
        return Ruling(None)
    choice = LateStart.BACKFILL if needed else policy.late_start
    answer = started(due=due, published_at=now, choice=choice, days=policy.late_start_days, calendar=calendar)
    return Ruling(answer.due or due, answer.start)

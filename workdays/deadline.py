"""A concrete deadline, and the one function that says when a due day ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from pydantic import TypeAdapter

from config.basis import Basis
from config.deadlines import DeadlineRule
from config.errors import KaoheError
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar

Status = Literal["fixed", "provisional", "unknown", "waiting_event", "at_issue"]

END_OF_DAY = "24:00"


class NaiveMoment(KaoheError):
    """A moment without a time zone could mean two instants."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """期限.

    `due_on` is the day that the notice names; `judged_on` the last permitted day, after 顺延 or 提前; `due_at` the last
    permitted instant (aware, Asia/Shanghai); `remind_on` the last workday at or before the last day named (O35).
    `before_grace` is the instant until which it is asked for, where a grace lies between that and lateness.
    All of them are None while the date is unknown, waits for an event, or is chosen at issue; `waits_for` is then the
    code of the event, or why the date is unknown.
    """

    rule: DeadlineRule
    status: Status
    due_on: date | None = None
    judged_on: date | None = None
    due_at: datetime | None = None
    remind_on: date | None = None
    before_grace: datetime | None = None
    cutoff: str | None = None
    inclusive: bool = True
    whom: str = ""
    waits_for: str | None = None

    @property
    def basis(self) -> Basis | None:
        return self.rule.basis

    @property
    def provisional(self) -> bool:
        return self.status == "provisional"

    @property
    def is_dated(self) -> bool:
        return self.due_at is not None

    def as_json(self) -> dict[str, Any]:
        """The form in which every command answers: local ISO 8601 with +08:00; without a date it says why."""
        graced = {"before_grace": self.before_grace.isoformat()} if self.before_grace else {}
        why_not = {} if self.is_dated else {"status": self.status, "waits_for": self.waits_for}
        return {
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "cutoff": self.cutoff,
            "due_at": self.due_at.isoformat() if self.due_at else None,
            "inclusive": self.inclusive,
            "whom": self.whom,
            "rule": self.rule.model_dump(mode="json", exclude_none=True, exclude={"basis"}),
            "basis": self.basis.model_dump(mode="json") if self.basis else None,
            "provisional": self.provisional,
            **graced,
            **why_not,
        }


_RULES: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)


def read_deadline(data: Mapping[str, Any], *, calendar: WorkCalendar) -> Deadline:
    """A deadline from the form that `as_json` gave it; its dates stay, and the calendar finds the reminder day."""
    due_on, moment = data["due_on"], data["due_at"]
    rule = _RULES.validate_python({**data["rule"], "basis": data["basis"]})
    common = {key: data[key] for key in ("cutoff", "inclusive", "whom")}
    if due_on is None or moment is None:
        return Deadline(rule, data["status"], waits_for=data["waits_for"], **common)
    graced = data.get("before_grace")
    due_day, ends = date.fromisoformat(due_on), datetime.fromisoformat(moment).astimezone(SHANGHAI)
    return Deadline(
        rule,
        "provisional" if data["provisional"] else "fixed",
        due_on=due_day,
        judged_on=ends.date(),
        due_at=ends,
        remind_on=reminder_day(due_day, inclusive=data["inclusive"], calendar=calendar),
        before_grace=datetime.fromisoformat(graced).astimezone(SHANGHAI) if graced else None,
        **common,
    )


def last_day(day: date, *, inclusive: bool = True) -> date:
    """The last day permitted by “`day`前”."""
    return day if inclusive else day - timedelta(days=1)


def due_at(day: date, *, cutoff: str | None = None, inclusive: bool = True) -> datetime:
    """The last permitted instant of a due day, aware in Asia/Shanghai.

    A due moment itself is on time. A day without an hour ends at its last microsecond, and so does 24:00. Where the day
    itself is not included, the day before it is the last.
    """
    ends = time.max if cutoff in (None, END_OF_DAY) else time.fromisoformat(cutoff)
    return datetime.combine(last_day(day, inclusive=inclusive), ends, tzinfo=SHANGHAI)


def is_late(moment: datetime, deadline: Deadline) -> bool:
    """Whether the moment lies after the last permitted instant; nothing is late while there is no date."""
    return deadline.due_at is not None and instant(moment) > instant(deadline.due_at)


def instant(moment: datetime) -> datetime:
    """The moment in UTC, where comparison and hours are not disturbed by a clock that was once turned back."""
    if moment.utcoffset() is None:
        raise NaiveMoment(f"时刻{moment.isoformat()}没有时区，请写明，如 {moment.isoformat()}+08:00")
    return moment.astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The date on the wall in Shanghai."""
    return instant(moment).astimezone(SHANGHAI).date()


def reminder_day(due_on: date, *, calendar: WorkCalendar, inclusive: bool = True) -> date:
    """提醒日: the last workday at or before the last day that the notice permits, whatever the roll (O35)."""
    return calendar.on_or_before(last_day(due_on, inclusive=inclusive))

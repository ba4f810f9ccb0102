"""How a stored obligation is spoken of in a message: what, until when, how late."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from config.deadlines import DeadlineRule, Grace
from config.events import EVENT_NAMES
from config.obligations import ObligationKind
from workdays.calendar import WorkCalendar
from workdays.deadline import last_day, local_day
from workdays.phrases import say_rule
from workdays.wording import PROVISIONAL, say_day, say_grace_end, say_hour, say_moment
from workdays.wording import say_request as say_request_of

SENT_IN = frozenset(
    {
        ObligationKind.BREAKDOWN,
        ObligationKind.CO_UNIT_PART,
        ObligationKind.REPORT,
        ObligationKind.FIGURE,
        ObligationKind.REVISION,
    }
)
ANSWERED = frozenset({ObligationKind.REPLY, ObligationKind.COMMITMENT})
UNTOLD = "上级通知的时限内"

_RULES: TypeAdapter[DeadlineRule] = TypeAdapter(DeadlineRule)


def say_kind(row: Any) -> str:
    """What is owed, as to-do lists call it: 进展报送."""
    return ObligationKind(row.kind).label


def say_urging(row: Any) -> str:
    """催报 what is to be sent in, 催办 what is to be done."""
    return "催报" if ObligationKind(row.kind) in SENT_IN else "催办"


def say_due(row: Any) -> str:
    """The moment that counts, as the notice names it where it is still the notice's own."""
    if row.due_at is None:
        return _undated_row(row.deadline)
    kept = row.deadline
    if row.due_at != row.original_due_at:
        return say_last_moment(row.due_at) + _say_original(row)
    if not kept or not kept.get("due_on"):
        return say_last_moment(row.due_at)
    named = last_day(date.fromisoformat(kept["due_on"]), inclusive=kept["inclusive"])
    notes = [*_moved(named, row.due_at, kept), *([PROVISIONAL] if row.provisional else [])]
    return say_day(named, year=False) + say_hour(kept["cutoff"]) + (f"（{'，'.join(notes)}）" if notes else "")


def _moved(named: date, ends: datetime, kept: Mapping[str, Any]) -> list[str]:
    """A day that a rest day or a grace moved says so, or the lateness counted from it could not be followed."""
    if grace := kept["rule"].get("grace"):
        return [say_grace_end(Grace.model_validate(grace), ends)]
    day = date.fromisoformat(kept["judged_on"]) if kept.get("judged_on") else named
    if day == named:
        return []
    return [f"遇休息日{'顺延至' if day > named else '提前到'}{day.month}月{day.day}日"]


def _undated_row(kept: Mapping[str, Any] | None) -> str:
    waits = kept is not None and kept.get("status") == "waiting_event"
    return say_undated(_RULES.validate_python(kept["rule"]) if kept is not None and waits else None)


def say_undated(rule: DeadlineRule | None) -> str:
    """By when something is wanted that has no date yet: counted from what has to happen first, or told from above."""
    return UNTOLD if rule is None else say_rule(rule, events=EVENT_NAMES)


def say_request(row: Any) -> str:
    """By when to ask for it: the workday that reminders aim at, never later than what is permitted (O35)."""
    kept = row.deadline
    if row.due_at is None or not kept or not kept.get("remind_on") or row.due_at != row.original_due_at:
        return say_due(row)
    notes = [*_grace(row), *([PROVISIONAL] if row.provisional else [])]
    mark = f"（{'，'.join(notes)}）" if notes else ""
    return say_day(date.fromisoformat(kept["remind_on"]), year=False) + say_hour(kept["cutoff"]) + mark


def _grace(row: Any) -> list[str]:
    grace = row.deadline["rule"].get("grace")
    return [say_grace_end(Grace.model_validate(grace), row.due_at)] if grace else []


def _say_original(row: Any) -> str:
    """Beside a date that was changed for its own reasons, an extension or 补报: the one that it had before."""
    if row.original_due_at is None:
        return ""
    day = local_day(row.original_due_at)
    return f"（原期限{day.month}月{day.day}日）"


def say_lateness(row: Any, *, now: datetime, calendar: WorkCalendar) -> str:
    """尚未收到（逾期3个工作日）, counted in workdays after the due day."""
    days = calendar.workdays_between(local_day(row.due_at), local_day(now))
    return f"{_missing(row)}（逾期{days}个工作日）" if days else _missing(row)


def say_wait(row: Any, *, now: datetime, calendar: WorkCalendar) -> str:
    """The same for a leader, to whom nothing is 逾期 (O10): 已过3个工作日，尚未收到."""
    days = calendar.workdays_between(local_day(row.due_at), local_day(now))
    return f"已过{days}个工作日，{_missing(row)}" if days else _missing(row)


def _missing(row: Any) -> str:
    """尚未收到 what is to be sent in, 尚未办结 what is to be done."""
    return "尚未收到" if ObligationKind(row.kind) in SENT_IN | ANSWERED else "尚未办结"


def _has_hour(moment: datetime) -> bool:
    return moment.microsecond == 0


def _day(moment: datetime) -> str:
    return f"{say_day(local_day(moment), year=False)}{say_hour(None)}"


def say_asked(owed: Any) -> str:
    """By when something that is only just being asked for is wanted."""
    deadline = owed.deadline
    if deadline is not None and deadline.is_dated and owed.due == deadline.due_at:
        return say_request_of(deadline, year=False)
    if owed.due is None:
        return say_undated(deadline.rule if deadline is not None and deadline.status == "waiting_event" else None)
    return say_last_moment(owed.due)


def say_last_moment(moment: datetime) -> str:
    """5月13日（周一）17:00前, or 下班前 where the moment is the end of its day."""
    return say_moment(moment, year=False) + "前" if _has_hour(moment) else _day(moment)

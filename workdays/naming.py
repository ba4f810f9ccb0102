"""The day that a rule names, before any rest day moves it: period, events and calendar in, a date out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, assert_never

from config.deadlines import (
    AtIssue,
    AtLeast,
    ByMonth,
    DayOfMonth,
    DeadlineRule,
    EndOf,
    EventAnchor,
    Grace,
    InYear,
    LastWorkday,
    Offset,
    OnDate,
    PlainRule,
    Unknown,
    Which,
)
from config.errors import KaoheError
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.deadline import due_at, instant, last_day, local_day
from workdays.periods import Period
from workdays.rolling import is_in_hours, roll_of, rolled
from workdays.spans import add_months, day_in_month, span_end

Events = Mapping[str, date | datetime]
"""When each event happened: an aware moment, or a date where no hour is known."""


class PeriodNeeded(KaoheError):
    """A rule that speaks of a month or a year was asked for without one."""


class MomentNeeded(KaoheError):
    """Hours were to be counted from an event of which only the date is recorded."""


@dataclass(frozen=True, slots=True)
class Undated:
    """No date yet, and why; it spreads to every rule that counts from it."""

    status: Literal["unknown", "waiting_event", "at_issue"]
    waits_for: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The day that a rule names, the days that were counted from to find it, and the moment where the unit is hours."""

    day: date
    counted: tuple[date, ...] = ()
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule is asked about."""

    period: Period | None
    calendar: WorkCalendar
    events: Events
    upward: bool = False

    def period_end(self, rule: DeadlineRule) -> date:
        if self.period is None:
            raise PeriodNeeded(f"期限规则 {rule.kind} 要按期次计算，请指明期次，如 2019-08")
        return self.period.end


def for_month(rule: DeadlineRule, asked: Asked) -> PlainRule:
    """The rule that holds for the period's last month; what an exception leaves open, the rule around it says."""
    while isinstance(rule, ByMonth):
        rule = _inheriting(rule.months.get(asked.period_end(rule).month, rule.default), outer=rule)
    return rule


def _inheriting(rule: DeadlineRule, *, outer: ByMonth) -> DeadlineRule:
    said: dict[str, object] = {"basis": rule.basis or outer.basis, "grace": rule.grace or outer.grace}
    if not is_in_hours(rule):
        said["cutoff"] = rule.cutoff or outer.cutoff
        said["roll"] = rule.roll or outer.roll
        said["inclusive"] = rule.inclusive and outer.inclusive
    return rule.model_copy(update=said)


def name_day(rule: PlainRule, asked: Asked) -> Named | Undated:
    match rule:
        case OnDate():
            return Named(rule.date)
        case DayOfMonth():
            month = add_months(asked.period_end(rule), _later(rule.month))
            return Named(day_in_month(month.year, month.month, rule.day))
        case LastWorkday():
            end = span_end(asked.period_end(rule), rule.of, later=_later(rule.which))
            return Named(asked.calendar.last_workday(end, of=rule.of), counted=(end,))
        case EndOf():
            return Named(span_end(asked.period_end(rule), rule.of, later=_later(rule.which)))
        case InYear():
            return Named(day_in_month(asked.period_end(rule).year + _later(rule.year), rule.month, rule.day))
        case AtLeast():
            return Named(span_end(asked.period_end(rule), rule.per))
        case Offset():
            return _hours_away(rule, asked) if is_in_hours(rule) else _days_away(rule, asked)
        case Unknown():
            return Undated("unknown", rule.why)
        case AtIssue():
            return Undated("at_issue")
        case _:
            assert_never(rule)


def _days_away(rule: Offset, asked: Asked) -> Named | Undated:
    anchor = _anchor_day(rule.anchor, asked)
    if isinstance(anchor, Undated):
        return anchor
    day = _counted(rule, anchor.day, asked.calendar)
    return Named(day, counted=(*anchor.counted, anchor.day))


def _counted(rule: Offset, start: date, calendar: WorkCalendar) -> date:
    n = rule.n if rule.direction == "after" else -rule.n
    if rule.unit == "workdays":
        return calendar.add_workdays(start, n, count_from=rule.count_from)
    far = add_months(start, n) if rule.unit == "months" else start + timedelta(days=n)
    # 次日起算 leaves the start out, so n days end n days away; 当日起算 counts it, so they end one day nearer.
    nearer = 0 if rule.count_from == "next_day" else (n > 0) - (n < 0)
    return far - timedelta(days=nearer)


def _anchor_day(anchor: DeadlineRule | EventAnchor, asked: Asked) -> Named | Undated:
    """The day counted from: of a rule, the day that it names, rolled only where it says so itself."""
    if isinstance(anchor, EventAnchor):
        happened = _happened(anchor, asked)
        if isinstance(happened, Undated):
            return happened
        return Named(local_day(happened) if isinstance(happened, datetime) else happened)
    anchor = for_month(anchor, asked)
    named = name_day(anchor, asked)
    if isinstance(named, Undated):
        return named
    return Named(rolled(named.day, anchor.roll or "none", calendar=asked.calendar), counted=(*named.counted, named.day))


def _hours_away(rule: Offset, asked: Asked) -> Named | Undated:
    """Hours run from the moment itself: of the event, or the last permitted instant of the rule that is the anchor."""
    anchor = _anchor_moment(rule.anchor, asked)
    if isinstance(anchor, Undated):
        return anchor
    hours = timedelta(hours=rule.n if rule.direction == "after" else -rule.n)
    moment = (instant(anchor) + hours).astimezone(SHANGHAI)
    return Named(moment.date(), counted=(local_day(anchor),), moment=moment)


def _anchor_moment(anchor: DeadlineRule | EventAnchor, asked: Asked) -> datetime | Undated:
    if isinstance(anchor, EventAnchor):
        happened = _happened(anchor, asked)
        if isinstance(happened, Undated | datetime):
            return happened
        raise MomentNeeded(f"事件 {anchor.event} 只记了日期{happened.isoformat()}，按小时计算还需要时刻")
    anchor = for_month(anchor, asked)
    named = name_day(anchor, asked)
    return named if isinstance(named, Undated) else ends_at(anchor, named, asked)[1]


def ends_at(rule: PlainRule, named: Named, asked: Asked) -> tuple[date, datetime]:
    """The last permitted day after its roll and its grace, and the instant at which it ends."""
    last = last_day(named.day, inclusive=rule.inclusive)
    judged = rolled(last, roll_of(rule, upward=asked.upward), calendar=asked.calendar)
    ends = named.moment or due_at(judged, cutoff=rule.cutoff)
    return (judged, ends) if rule.grace is None else _after_grace(rule.grace, judged, ends, asked.calendar)


def _after_grace(grace: Grace, judged: date, ends: datetime, calendar: WorkCalendar) -> tuple[date, datetime]:
    """Days of grace keep the hour. What ends in natural days is not rolled again: nothing was due on that day."""
    if grace.unit == "hours":
        later = (instant(ends) + timedelta(hours=grace.n)).astimezone(SHANGHAI)
        return later.date(), later
    workdays = grace.unit == "workdays"
    day = calendar.add_workdays(judged, grace.n) if workdays else judged + timedelta(days=grace.n)
    return day, datetime.combine(day, ends.timetz())


def _happened(anchor: EventAnchor, asked: Asked) -> date | datetime | Undated:
    return asked.events.get(anchor.event) or Undated("waiting_event", anchor.event)


def _later(which: Which) -> int:
    return 1 if which == "next" else 0

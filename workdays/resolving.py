"""From a rule to a deadline.

For every rule: 1. the exception of the month, if any; 2. the day that the rule names; 3. the day before it where it is
not included; 4. the roll; 5. the hour. A reminder aims at the last workday at or before the day of step 3, whatever the
roll is (O35).
"""

from datetime import date, datetime, time, timedelta

from config.deadlines import DeadlineRule, EventAnchor, Offset, PlainRule
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.deadline import END_OF_DAY, Deadline, last_day, reminder_day
from workdays.naming import Asked, Events, Named, Undated, ends_at, for_month, name_day
from workdays.periods import Period
from workdays.rolling import rolled


def resolve(
    rule: DeadlineRule,
    *,
    calendar: WorkCalendar,
    period: Period | None = None,
    upward: bool = False,
    events: Events | None = None,
    whom: str = "",
) -> Deadline:
    """The deadline of a rule for one period. `upward`: due to a superior, so never moved later unless the rule says so.

    Provisional where any day from the one counted from to the one judged awaits the State Council's notice.
    """
    asked = Asked(period, calendar, events or {}, upward=upward)
    applied = for_month(rule, asked)
    named = name_day(applied, asked)
    if isinstance(named, Undated):
        return _undated(applied, named, whom)
    judged, ends = ends_at(applied, named, asked)
    remind = reminder_day(named.day, inclusive=applied.inclusive, calendar=calendar)
    days = (*named.counted, named.day, last_day(named.day, inclusive=applied.inclusive), judged, remind)
    return Deadline(
        applied,
        "provisional" if calendar.is_provisional(min(days), max(days)) else "fixed",
        due_on=named.day,
        judged_on=judged,
        due_at=ends,
        remind_on=remind,
        before_grace=_before_grace(applied, named, asked),
        cutoff=_hour(named) or applied.cutoff,
        inclusive=applied.inclusive,
        whom=whom,
    )


def opens_at(
    rule: DeadlineRule, *, calendar: WorkCalendar, period: Period | None = None, events: Events | None = None
) -> datetime | None:
    """The instant at which a window opens by this rule: the start of the day named, or its hour; None if not known yet.

    A rest day moves an opening only where the rule says so.
    """
    asked = Asked(period, calendar, events or {})
    applied = for_month(rule, asked)
    named = name_day(applied, asked)
    if isinstance(named, Undated):
        return None
    return named.moment or _begins(rolled(named.day, applied.roll or "none", calendar=calendar), applied.cutoff)


def _before_grace(rule: PlainRule, named: Named, asked: Asked) -> datetime | None:
    return ends_at(rule.model_copy(update={"grace": None}), named, asked)[1] if rule.grace is not None else None


def _begins(day: date, hour: str | None) -> datetime:
    if hour == END_OF_DAY:
        return _begins(day + timedelta(days=1), None)
    return datetime.combine(day, time.fromisoformat(hour or "00:00"), tzinfo=SHANGHAI)


def _undated(rule: DeadlineRule, undated: Undated, whom: str) -> Deadline:
    return Deadline(
        rule,
        undated.status,
        cutoff=rule.cutoff,
        inclusive=rule.inclusive,
        whom=whom,
        waits_for=undated.waits_for,
    )


def _hour(named: Named) -> str | None:
    """The hour that a count of hours ends at; none where it ends with its day."""
    if named.moment is None or named.moment.time() == time.max:
        return None
    return f"{named.moment:%H:%M}"


def counts_back(rule: DeadlineRule) -> bool:
    """Whether what waits for an event is due before it: such an event has to be known beforehand."""
    return isinstance(rule, Offset) and isinstance(rule.anchor, EventAnchor) and rule.direction == "before"

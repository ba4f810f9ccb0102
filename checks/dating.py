"""Puts a scheme's rules on the calendar, under the year's policy."""

from dataclasses import dataclass
from datetime import datetime, time

from config.deadlines import DeadlineRule
from config.scheme import Scheme
from config.terms import Term
from config.units import Unit
from config.windowing import under_policy
from config.zone import SHANGHAI
from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow
from workdays.deadline import Deadline
from workdays.periods import Period
from workdays.resolving import opens_at, resolve


@dataclass(frozen=True, slots=True)
class Dating:
    """What every date of a year is computed from."""

    scheme: Scheme
    calendar: WorkCalendar

    @property
    def year(self) -> Period:
        return Period.year(self.scheme.year)

    @property
    def office(self) -> Unit:
        return self.scheme.unit(self.scheme.office.unit)

    @property
    def each_lead(self) -> str:
        return f"各{self.scheme.word(Term.LEAD_UNIT)}"

    def due(self, rule: DeadlineRule, *, whom: str, span: Period | None = None, upward: bool = False) -> Deadline:
        ruled = under_policy(rule, self.scheme.policy, upward=upward)
        return resolve(ruled, calendar=self.calendar, period=span or self.year, upward=upward, whom=whom)

    def opens(self, rule: DeadlineRule | None, span: Period) -> datetime | None:
        """Without a rule the first moment of the period; None while the date is not known."""
        return opens_at(rule, calendar=self.calendar, period=span) if rule else first_moment(span)


def first_moment(span: Period) -> datetime:
    return datetime.combine(span.start, time.min, tzinfo=SHANGHAI)


def with_local_days(calendar: WorkCalendar, scheme: Scheme) -> WorkCalendar:
    """The calendar with the days that the scheme itself tells otherwise."""
    return calendar.with_overrides(
        DayRow(each.date, DayKind(each.kind.value), name=each.name, source=each.source)
        for each in scheme.calendar.overrides
    )

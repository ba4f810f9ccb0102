"""Dates by counting days, one after the other: what a clerk does with a wall calendar (O35, D05 to D09, D16, D17)."""

from datetime import date, datetime, time, timedelta
from functools import cache, partial
from typing import Any

import chinese_calendar

from config.ladders import Reminder, Span
from config.scheme import DayKind, Scheme
from config.zone import SHANGHAI
from tests.reference.words import Due, month_end

DAY = timedelta(days=1)


def on(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.max if hour == "24:00" else time.fromisoformat(hour), SHANGHAI)


class Days:
    def __init__(self, scheme: Scheme) -> None:
        self.scheme, self.messages = scheme, scheme.policy.messages
        self.morning = partial(on, hour=self.messages.digest_at)
        self.announced = max(chinese_calendar.constants.holidays).year
        working = (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)
        self.local = {each.date: each.kind in working for each in scheme.calendar.overrides}

    @cache  # noqa: B019 -- lives as long as one case
    def works(self, day: date) -> bool:
        if day in self.local or day.year <= self.announced:
            return self.local[day] if day in self.local else bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5 and (day.month, day.day) not in ((1, 1), (5, 1), (10, 1))  # which nothing can move

    def disturbs(self, day: date) -> bool:
        return self.messages.rest_days or self.works(day)

    def nearest(self, day: date, step: timedelta) -> date:
        while not self.works(day):
            day += step
        return day

    def count(self, day: date, n: int, step: timedelta = DAY) -> date:
        """The n-th workday after this day, or before it."""
        for _ in range(n):
            day = self.nearest(day + step, step)
        return day

    def named(self, rule: Any, end: date) -> date:
        """The last day that the words allow, for a period that ends then."""
        later = month_end(end.year, end.month + (getattr(rule, "month", getattr(rule, "which", "")) == "next"))
        step = DAY if getattr(rule, "direction", "after") == "after" else -DAY
        match rule.kind, getattr(rule, "unit", ""):
            case "on" | "day_of_month", _:
                day = rule.date if rule.kind == "on" else later.replace(day=min(rule.day, later.day))
            case "end_of" | "last_workday", _:
                day = later if rule.kind == "end_of" else self.nearest(later, -DAY)
            case "offset", "workdays":
                day = self.count(self.named(rule.anchor, end), rule.n, step)
            case "offset", _:
                day = self.named(rule.anchor, end) + rule.n * step
        return day if rule.inclusive else day - DAY

    def due(self, rule: Any, end: date) -> Due:
        """顺延 or 提前 first, grace after it; only lateness waits for the grace."""
        told = rule.months.get(end.month, rule.default) if rule.kind == "by_month" else rule
        named, roll = self.named(told, end), told.roll or rule.roll or self.scheme.policy.roll_down
        day = named if roll == "none" else self.nearest(named, -DAY if roll == "back" else DAY)
        at = on(day, told.cutoff or "24:00")
        late, grace = at, told.grace
        if grace is not None and grace.unit == "workdays":
            late = datetime.combine(self.count(at.date(), grace.n), at.timetz())
        elif grace is not None:
            late = at + grace.n * (DAY if grace.unit == "days" else DAY / 24)
        return Due(named, at, late, max(named.year, late.year) > self.announced)

    def until(self, day: date) -> Due:
        return Due(day, on(day, "24:00"), on(day, "24:00"))

    def after(self, start: datetime, span: Span) -> datetime:
        """Days are counted from the next one and come in the morning, for the digest; nothing comes on a rest day."""
        moment = start + span.n * (DAY / 24 if span.unit == "hours" else DAY)
        if span.unit != "hours" and span.n > 0:
            moment = self.morning(self.count(start.date(), span.n) if span.unit == "workdays" else moment.date())
        return moment if self.disturbs(moment.date()) else self.morning(self.nearest(moment.date(), DAY))

    def before(self, due: Due, told: Reminder) -> datetime:
        """Reminders aim at the last workday before what the paper names, whatever the roll and the grace."""
        aim = self.nearest(due.named, -DAY)
        if told.unit == "workdays":
            return on(self.count(aim, told.n, -DAY), told.at)
        far = told.n * (DAY / 24 if told.unit == "hours" else DAY)
        moment = (datetime.combine(aim, due.at.timetz()) if told.unit == "hours" else on(aim, told.at)) - far
        day = moment.date() if self.disturbs(moment.date()) else self.nearest(moment.date(), -DAY)
        return datetime.combine(day, moment.timetz())

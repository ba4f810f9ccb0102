"""The calendar against a reference that walks day by day, on calendars that no State Council would announce."""

from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import cases
from workdays.calendar import OutsideCalendar, WorkCalendar
from workdays.days import DayKind, DayRow

SAMPLE = settings(max_examples=cases(100, full=5000))
FIRST = date(2019, 12, 15)  # a year end, and the 29 February after it, lie inside

Counting = Literal["same_day", "next_day"]


told_kinds = st.lists(st.sampled_from(DayKind), min_size=1, max_size=100)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Days of any kind, sometimes with one that nobody told between them."""
    rows = [DayRow(FIRST + timedelta(days=n), kind) for n, kind in enumerate(draw(told_kinds))]
    if len(rows) > 2 and draw(st.booleans()):
        del rows[draw(st.integers(1, len(rows) - 2))]
    return WorkCalendar(rows)


def told(calendar: WorkCalendar) -> list[date]:
    return calendar.days_in_common(calendar)


def days_of(calendar: WorkCalendar) -> st.SearchStrategy[date]:
    return st.sampled_from(told(calendar))


def walk(calendar: WorkCalendar, start: date, n: int, count_from: Counting) -> date | None:
    """The reference: one day after another; None where a day was not told before the count is full."""
    step = timedelta(days=1 if n > 0 else -1)
    day, left, days = (start if count_from == "same_day" else start + step), abs(n), set(told(calendar))
    while day in days:
        left -= calendar.kind(day).is_working
        if left == 0:
            return day
        day += step
    return None


def added(calendar: WorkCalendar, start: date, n: int, count_from: Counting) -> date | None:
    try:
        return calendar.add_workdays(start, n, count_from=count_from)
    except OutsideCalendar:
        return None


@SAMPLE
@given(st.data(), calendars(), st.integers(-40, 40).filter(bool), st.sampled_from(["same_day", "next_day"]))
def test_add_workdays_agrees_with_walking(data: st.DataObject, calendar: WorkCalendar, n: int, count: Counting) -> None:
    start = data.draw(days_of(calendar))
    assert added(calendar, start, n, count) == walk(calendar, start, n, count)


@SAMPLE
@given(st.data(), calendars())
def test_counting_agrees_with_walking(data: st.DataObject, calendar: WorkCalendar) -> None:
    one, other = data.draw(days_of(calendar)), data.draw(days_of(calendar))
    first, last = sorted((one, other))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if not set(days) <= set(told(calendar)):
        with pytest.raises(OutsideCalendar):
            calendar.count_workdays(first, last)
        return
    working = [day for day in days if calendar.kind(day).is_working]
    assert calendar.count_workdays(first, last) == len(working)
    assert calendar.workdays_between(first, last) == len([day for day in working if day > first])
    assert calendar.workdays_between(last, first) == -calendar.workdays_between(first, last)


@SAMPLE
@given(st.data(), calendars(), st.integers(1, 30))
def test_workdays_between_undoes_add_workdays(data: st.DataObject, calendar: WorkCalendar, n: int) -> None:
    start = data.draw(days_of(calendar))
    end = added(calendar, start, n, "next_day")
    if end is not None:
        assert calendar.workdays_between(start, end) == n
        assert calendar.is_workday(end)


@SAMPLE
@given(st.data(), calendars())
def test_rolls_find_the_nearest_workday(data: st.DataObject, calendar: WorkCalendar) -> None:
    day = data.draw(days_of(calendar))
    assert added(calendar, day, 1, "same_day") == walk(calendar, day, 1, "same_day")
    if calendar.is_workday(day):
        assert calendar.on_or_after(day) == day == calendar.on_or_before(day)


@SAMPLE
@given(st.dates(date(2004, 1, 1), date(2028, 12, 31)), st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_last_workday_is_the_last_in_its_span(calendar: WorkCalendar, day: date, of: str) -> None:
    size = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[of]
    same_span = [
        other
        for n in range(366 + 366)
        if (other := date(day.year, 1, 1) + timedelta(days=n)).year == day.year
        and (other.month - 1) // size == (day.month - 1) // size
    ]
    found = calendar.last_workday(day, of=of)  # type: ignore[arg-type]
    assert found == max(other for other in same_span if calendar.kind(other).is_working)

"""The months of a year, as a wall calendar shows them."""

from datetime import date

from workdays.days import DayKind
from workdays.months import months_of
from workdays.seed import seeded_calendar

CALENDAR = seeded_calendar(2018, 2020)


def test_weeks_begin_on_monday_and_hold_every_day_once() -> None:
    for month in months_of(2019, CALENDAR):
        weeks = month.weeks
        assert {len(week) for week in weeks} == {7}
        days = [(place, row.date) for week in weeks for place, row in enumerate(week) if row is not None]
        assert all(place == day.weekday() for place, day in days)
        assert [day for _, day in days] == [row.date for row in month.days]
    assert sum(len(month.days) for month in months_of(2019, CALENDAR)) == 365


def test_runs_name_holidays_and_make_up_workdays() -> None:
    february = months_of(2019, CALENDAR)[1]
    assert [(run.kind, run.name, run.days) for run in february.runs] == [
        (DayKind.MAKEUP_WORKDAY, february.runs[0].name, "2—3日"),
        (DayKind.HOLIDAY, "春节", "4—10日"),
    ]
    assert months_of(2019, CALENDAR)[6].runs == ()


def test_year_that_nobody_announced_is_provisional() -> None:
    calendar = seeded_calendar(2034, 2036)
    assert all(month.provisional for month in months_of(2035, calendar))
    assert not any(month.provisional for month in months_of(2019, CALENDAR))
    assert months_of(2035, calendar)[0].days[0].date == date(2035, 1, 1)

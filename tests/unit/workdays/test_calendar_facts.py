"""The facts of the Chinese working calendar that every deadline rests on."""

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from workdays.calendar import WorkCalendar
from workdays.days import DayKind
from workdays.spans import span_end

FACTS = json.loads((Path(__file__).parent / "calendar_facts.json").read_text("utf-8"))


def day(year: str, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def month_ends(year: int) -> list[date]:
    return [span_end(date(year, month, 1), "month") for month in range(1, 13)]


@pytest.mark.parametrize(("year", "count"), FACTS["workdays_in_year"].items())
def test_workdays_in_a_year(calendar: WorkCalendar, year: str, count: int) -> None:
    assert calendar.count_workdays(day(year, "01-01"), day(year, "12-31")) == count


@pytest.mark.parametrize(("year", "days"), FACTS["makeup_workdays"].items())
def test_makeup_workdays_of_a_year(calendar: WorkCalendar, year: str, days: list[str]) -> None:
    first = day(year, "01-01")
    all_days = [first + timedelta(days=n) for n in range(366)]
    found = [d for d in all_days if d.year == int(year) and calendar.kind(d) is DayKind.MAKEUP_WORKDAY]
    assert found == [day(year, text) for text in days]
    assert {d.weekday() for d in found} <= {5, 6}
    assert all(calendar.is_workday(d) for d in found)


@pytest.mark.parametrize(("year", "days"), FACTS["last_workday_of_month"].items())
def test_last_workday_of_each_month(calendar: WorkCalendar, year: str, days: list[str]) -> None:
    assert [calendar.last_workday(end) for end in month_ends(int(year))] == [day(year, text) for text in days]


def test_last_workday_differs_from_monday_to_friday_in_exactly_five_months(calendar: WorkCalendar) -> None:
    differing = {}
    for end in [end for year in range(2019, 2027) for end in month_ends(year)]:
        naive = end - timedelta(days=max(0, end.weekday() - 4))
        if calendar.last_workday(end) != naive:
            differing[f"{end:%Y-%m}"] = calendar.last_workday(end).isoformat()
    assert differing == FACTS["last_workday_where_monday_to_friday_is_wrong"]


@pytest.mark.parametrize(("year", "days"), FACTS["two_workdays_before_last"].items())
def test_two_workdays_before_the_last_one(calendar: WorkCalendar, year: str, days: list[str]) -> None:
    found = [calendar.add_workdays(calendar.last_workday(end), -2) for end in month_ends(int(year))]
    assert found == [day(year, text) for text in days]


@pytest.mark.parametrize(("year", "months"), FACTS["fifteenth_on_a_rest_day"].items())
def test_fifteenth_on_a_rest_day_and_where_it_rolls(
    calendar: WorkCalendar, year: str, months: dict[str, list[str] | None]
) -> None:
    resting = [f"{month:02}" for month in range(1, 13) if not calendar.is_workday(date(int(year), month, 15))]
    assert resting == list(months)
    for month, rolled in months.items():
        if rolled is not None:
            fifteenth = day(year, f"{month}-15")
            assert calendar.on_or_before(fifteenth) == day(year, rolled[0])
            assert calendar.on_or_after(fifteenth) == day(year, rolled[1])


def test_may_2019_and_the_working_sunday_of_the_notice(calendar: WorkCalendar) -> None:
    """D17: the notice is dated 2019-05-05, a Sunday on which China worked."""
    assert [calendar.kind(date(2019, 5, n)) for n in range(1, 5)] == [DayKind.HOLIDAY] * 4
    assert date(2019, 5, 5).strftime("%A") == "Sunday"
    assert calendar.kind(date(2019, 5, 5)) is DayKind.MAKEUP_WORKDAY
    assert all(calendar.is_workday(d) for d in (date(2019, 5, 13), date(2019, 5, 20), date(2019, 6, 5)))


def test_spring_festival_of_2020_was_extended(calendar: WorkCalendar) -> None:
    rest = [date(2020, 1, 24) + timedelta(days=n) for n in range(10)]
    assert not any(calendar.is_workday(d) for d in rest)
    assert calendar.next_workday(date(2020, 1, 23)) == date(2020, 2, 3)


def test_every_day_agrees_with_the_package(calendar: WorkCalendar) -> None:
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(2922)]
    assert [calendar.is_workday(d) for d in days] == [chinese_calendar.is_workday(d) for d in days]

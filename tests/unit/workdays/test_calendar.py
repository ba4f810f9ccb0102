from dataclasses import replace
from datetime import date, timedelta

import pytest

from workdays.calendar import CalendarError, Changed, OutsideCalendar, WorkCalendar, difference
from workdays.days import DayKind, DayRow
from workdays.seed import seed_rows, seeded_calendar

TYPHOON = DayRow(date(2019, 8, 12), DayKind.REST, "", "县政府办通知（台风停工）", "2019-08-10")


def run_of(first: date, kinds: list[DayKind]) -> list[DayRow]:
    return [DayRow(first + timedelta(days=n), kind, source="test") for n, kind in enumerate(kinds)]


def test_next_and_previous_are_strict_on_or_after_and_on_or_before_are_not(calendar: WorkCalendar) -> None:
    friday, saturday, monday = date(2019, 5, 10), date(2019, 5, 11), date(2019, 5, 13)
    assert (calendar.next_workday(friday), calendar.previous_workday(monday)) == (monday, friday)
    assert (calendar.on_or_after(friday), calendar.on_or_before(monday)) == (friday, monday)
    assert (calendar.on_or_after(saturday), calendar.on_or_before(saturday)) == (monday, friday)


@pytest.mark.parametrize(
    ("start", "n", "count_from", "expected"),
    [
        ("2019-09-12", 3, "next_day", "2019-09-18"),  # 收到后3个工作日内, 中秋 in between
        ("2019-09-12", 3, "same_day", "2019-09-17"),
        ("2019-09-14", 1, "next_day", "2019-09-16"),
        ("2019-09-14", 1, "same_day", "2019-09-16"),
        ("2019-09-30", -2, "next_day", "2019-09-27"),  # Sunday 09-29 is worked
        ("2019-09-30", -2, "same_day", "2019-09-29"),
        ("2019-09-14", -1, "same_day", "2019-09-12"),
        ("2019-09-14", 0, "next_day", "2019-09-14"),
        ("2019-12-31", 1, "next_day", "2020-01-02"),
    ],
)
def test_add_workdays_counts_from_the_next_or_the_same_day(
    calendar: WorkCalendar, start: str, n: int, count_from: str, expected: str
) -> None:
    found = calendar.add_workdays(date.fromisoformat(start), n, count_from=count_from)  # type: ignore[arg-type]
    assert found == date.fromisoformat(expected)


def test_workdays_between_leaves_the_start_out_and_is_negative_backwards(calendar: WorkCalendar) -> None:
    assert calendar.workdays_between(date(2019, 9, 12), date(2019, 9, 17)) == 2
    assert calendar.workdays_between(date(2019, 9, 17), date(2019, 9, 12)) == -2
    assert calendar.workdays_between(date(2019, 9, 14), date(2019, 9, 14)) == 0


def test_last_workday_of_month_quarter_half_year_and_year(calendar: WorkCalendar) -> None:
    day = date(2022, 5, 20)
    assert calendar.last_workday(day) == date(2022, 5, 31)
    assert calendar.last_workday(day, of="quarter") == date(2022, 6, 30)
    assert calendar.last_workday(day, of="half_year") == date(2022, 6, 30)
    assert calendar.last_workday(day, of="year") == date(2022, 12, 30)


def test_last_workday_of_a_month_without_one_says_so() -> None:
    calendar = WorkCalendar(run_of(date(2019, 1, 30), [DayKind.WORKDAY] * 2 + [DayKind.REST] * 28))
    with pytest.raises(CalendarError, match="2019-02-01至2019-02-28没有一个工作日"):
        calendar.last_workday(date(2019, 2, 10))


def test_an_override_wins_and_keeps_what_it_overruled() -> None:
    plain = seeded_calendar(2019, 2019)
    calendar = plain.with_overrides([TYPHOON])
    assert plain.is_workday(TYPHOON.date)
    assert not calendar.is_workday(TYPHOON.date)
    assert calendar.next_workday(date(2019, 8, 9)) == date(2019, 8, 13)
    told = calendar.explain(TYPHOON.date)
    assert (told.row, told.is_override, told.overruled) == (TYPHOON, True, (plain.row(TYPHOON.date),))


def test_an_override_wins_over_rows_that_come_later() -> None:
    calendar = seeded_calendar(2019, 2019, overrides=[TYPHOON]).with_rows(seed_rows(2019))
    assert calendar.row(TYPHOON.date) == TYPHOON
    withdrawn = replace(TYPHOON, kind=DayKind.WORKDAY, version="2019-08-11")
    told = calendar.with_overrides([withdrawn]).explain(TYPHOON.date)
    assert (told.row, told.overruled[0], len(told.overruled)) == (withdrawn, TYPHOON, 3)
    assert calendar.overrides == (TYPHOON,)


def test_a_later_row_counts_before_an_earlier_one() -> None:
    announced = DayRow(date(2027, 2, 8), DayKind.HOLIDAY, "春节", "国务院办公厅通知", "2026-11")
    calendar = seeded_calendar(2026, 2027).with_rows([announced])
    told = calendar.explain(announced.date)
    assert (told.row, told.is_override) == (announced, False)
    assert [row.source for row in told.overruled] == ["暂定（待国务院公布）"]


def test_an_override_settles_its_own_day_of_a_provisional_year() -> None:
    settled = DayRow(date(2027, 2, 8), DayKind.HOLIDAY, "春节", "管理员", "1")
    calendar = seeded_calendar(2026, 2027, overrides=[settled])
    assert not calendar.is_provisional(settled.date)
    assert calendar.is_provisional(date(2027, 2, 9))
    assert calendar.is_provisional(date(2026, 12, 30), date(2027, 1, 1))
    assert calendar.is_provisional(date(2027, 1, 1), date(2026, 12, 30))
    assert not calendar.is_provisional(date(2026, 12, 31), date(2026, 1, 1))


def test_a_day_outside_the_table_is_refused_in_chinese() -> None:
    calendar = seeded_calendar(2019, 2020)
    with pytest.raises(OutsideCalendar, match="没有2021-01-01的安排，现有2019-01-01至2020-12-31，请管理员补录所缺年份"):
        calendar.is_workday(date(2021, 1, 1))
    with pytest.raises(OutsideCalendar, match="2018-12-31"):
        calendar.explain(date(2018, 12, 31))
    with pytest.raises(OutsideCalendar, match=r"从2020-12-31起\+1个工作日超出工作日历"):
        calendar.next_workday(date(2020, 12, 31))
    with pytest.raises(OutsideCalendar, match="-1个工作日超出"):
        calendar.previous_workday(date(2019, 1, 1))
    with pytest.raises(OutsideCalendar):
        calendar.workdays_between(date(2019, 1, 1), date(2021, 1, 1))


def test_nothing_is_counted_across_a_year_that_nobody_told() -> None:
    calendar = WorkCalendar([*seed_rows(2019), *seed_rows(2021)])
    assert calendar.add_workdays(date(2021, 1, 4), 1) == date(2021, 1, 5)
    assert calendar.last_workday(date(2019, 12, 1)) == date(2019, 12, 31)
    held = "现有2019-01-01至2019-12-31、2021-01-01至2021-12-31，请管理员补录所缺年份"
    with pytest.raises(OutsideCalendar, match=f"没有2020-06-01的安排，{held}"):
        calendar.is_workday(date(2020, 6, 1))
    with pytest.raises(OutsideCalendar, match=f"2019-12-31至2021-01-04之间有缺，无法计算，{held}"):
        calendar.next_workday(date(2019, 12, 31))
    with pytest.raises(OutsideCalendar, match="之间有缺"):
        calendar.previous_workday(date(2021, 1, 1))
    with pytest.raises(OutsideCalendar, match="之间有缺"):
        calendar.workdays_between(date(2021, 1, 1), date(2019, 1, 1))
    with pytest.raises(OutsideCalendar, match="之间有缺"):
        calendar.is_provisional(date(2019, 1, 1), date(2021, 1, 1))


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(CalendarError, match="工作日历是空的"):
        WorkCalendar([])


def test_difference_lists_the_days_that_an_announcement_changes() -> None:
    before = seeded_calendar(2026, 2027)
    announced = [
        DayRow(date(2027, 2, 8), DayKind.HOLIDAY, "春节", "国务院办公厅通知", "2026-11"),
        DayRow(date(2027, 2, 20), DayKind.MAKEUP_WORKDAY, "春节", "国务院办公厅通知", "2026-11"),
        DayRow(date(2027, 5, 2), DayKind.HOLIDAY, "劳动节", "国务院办公厅通知", "2026-11"),
        DayRow(date(2027, 3, 1), DayKind.WORKDAY, "", "国务院办公厅通知", "2026-11"),
    ]
    after = before.with_rows(announced)
    found = difference(before, after)
    changed = sorted(announced[:3], key=lambda row: row.date)
    assert found == tuple(Changed(row.date, before.row(row.date), row) for row in changed)
    assert [change.moves_work for change in found] == [True, True, False]
    assert difference(after, after) == ()


def test_difference_looks_only_at_days_that_both_hold() -> None:
    assert difference(seeded_calendar(2019, 2020), seeded_calendar(2020, 2027)) == ()

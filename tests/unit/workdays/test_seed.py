from datetime import date, timedelta

import chinese_calendar
import pytest

from workdays.days import DayKind, DayRow
from workdays.seed import FESTIVALS, SOURCE, VERSION, is_announced, seed_rows, seeded_calendar


def rows_of(year: int) -> dict[date, DayRow]:
    return {row.date: row for row in seed_rows(year)}


@pytest.mark.parametrize(("year", "days"), [(2019, 365), (2020, 366), (2027, 365), (2028, 366)])
def test_seed_holds_every_day_of_the_year_in_order(year: int, days: int) -> None:
    assert [row.date for row in seed_rows(year)] == [date(year, 1, 1) + timedelta(days=n) for n in range(days)]


def test_seed_names_festivals_in_chinese_and_says_its_source() -> None:
    rows = rows_of(2019)
    assert rows[date(2019, 9, 15)] == DayRow(date(2019, 9, 15), DayKind.HOLIDAY, "中秋节", SOURCE, VERSION)
    assert rows[date(2019, 5, 5)] == DayRow(date(2019, 5, 5), DayKind.MAKEUP_WORKDAY, "劳动节", SOURCE, VERSION)
    assert rows[date(2019, 5, 13)] == DayRow(date(2019, 5, 13), DayKind.WORKDAY, "", SOURCE, VERSION)
    assert rows[date(2019, 5, 18)] == DayRow(date(2019, 5, 18), DayKind.REST, "", SOURCE, VERSION)
    assert {row.name for row in rows.values()} == {"", "元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def test_seed_knows_every_festival_of_the_package_by_its_chinese_name() -> None:
    assert {holiday.value for holiday in chinese_calendar.Holiday} == set(FESTIVALS)


def test_seed_covers_2004_to_2026() -> None:
    assert [year for year in range(2000, 2031) if is_announced(year)] == list(range(2004, 2027))


def test_an_unannounced_year_is_provisional_with_weekends_and_three_fixed_holidays() -> None:
    """D16: nothing is invented: neither 春节 nor make-up workdays."""
    rows = rows_of(2027)
    assert all(row.provisional and row.source == "暂定（待国务院公布）" for row in rows.values())
    assert {row.date: row.name for row in rows.values() if row.name} == {
        date(2027, 1, 1): "元旦",
        date(2027, 5, 1): "劳动节",
        date(2027, 10, 1): "国庆节",
    }
    assert {row.kind for row in rows.values()} == {DayKind.WORKDAY, DayKind.REST, DayKind.HOLIDAY}
    assert rows[date(2027, 2, 8)].kind is DayKind.WORKDAY  # the Monday after 春节: unknown until announced
    assert rows[date(2027, 5, 2)].kind is DayKind.REST


def test_a_december_told_by_the_next_years_notice_does_not_announce_that_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice for one year may begin or end its New Year holiday in the other."""
    monkeypatch.setitem(chinese_calendar.holidays, date(2027, 1, 1), "New Year's Day")
    assert not is_announced(2027)
    assert all(row.provisional for row in seed_rows(2027))


def test_seeded_calendar_holds_all_years_between() -> None:
    calendar = seeded_calendar(2018, 2027)
    assert (calendar.first_day, calendar.last_day) == (date(2018, 1, 1), date(2027, 12, 31))
    assert calendar.provisional_years == (2027,)

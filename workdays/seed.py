"""Rows of the working calendar from the package `chinesecalendar`: where our own table starts, never what it obeys.

The package knows the years that the State Council has announced. For any other year the rows are provisional: weekends,
and the three holidays whose date no notice can move.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import chinese_calendar

from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow

SOURCE = "chinesecalendar"
VERSION: str = chinese_calendar.__version__
PROVISIONAL_SOURCE = "暂定（待国务院公布）"

# 节名 are the State Council's own words, not the package's English.
FESTIVALS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
_FIXED_HOLIDAYS = {(1, 1): "元旦", (5, 1): "劳动节", (10, 1): "国庆节"}
_FRIDAY = 4


def seed_rows(year: int) -> tuple[DayRow, ...]:
    """Every day of the year; provisional unless the year is announced."""
    tell = _announced_row if is_announced(year) else _provisional_row
    return tuple(tell(day) for day in _days_of(year))


def seeded_calendar(first: int, last: int, *, overrides: Iterable[DayRow] = ()) -> WorkCalendar:
    """The seed of all years from `first` to `last`, both included."""
    rows = (row for year in range(first, last + 1) for row in seed_rows(year))
    return WorkCalendar(rows, overrides=overrides)


def is_announced(year: int) -> bool:
    """Whether the package holds the year's notice.

    A New Year holiday told by the notice of the year before announces nothing: National Day must be there too.
    """
    try:
        return chinese_calendar.get_holiday_detail(date(year, 10, 1))[1] is not None
    except NotImplementedError:
        return False


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def _announced_row(day: date) -> DayRow:
    if day in chinese_calendar.workdays:
        kind, festival = DayKind.MAKEUP_WORKDAY, chinese_calendar.workdays[day]
    elif day in chinese_calendar.holidays:
        kind, festival = DayKind.HOLIDAY, chinese_calendar.holidays[day]
    else:
        return DayRow(day, _ordinary(day), source=SOURCE, version=VERSION)
    return DayRow(day, kind, name=FESTIVALS.get(festival, "节假日"), source=SOURCE, version=VERSION)


def _provisional_row(day: date) -> DayRow:
    festival = _FIXED_HOLIDAYS.get((day.month, day.day), "")
    kind = DayKind.HOLIDAY if festival else _ordinary(day)
    return DayRow(day, kind, name=festival, source=PROVISIONAL_SOURCE, provisional=True)


def _ordinary(day: date) -> DayKind:
    return DayKind.WORKDAY if day.weekday() <= _FRIDAY else DayKind.REST

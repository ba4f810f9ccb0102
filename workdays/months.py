"""The months of a year as a wall calendar shows them: weeks from Monday to Sunday, every day with its kind."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from workdays.calendar import WorkCalendar
from workdays.days import DayKind, DayRow
from workdays.spans import month_end

DAYS_OF_WEEK = "一二三四五六日"
TELLING = frozenset({DayKind.HOLIDAY, DayKind.MAKEUP_WORKDAY})


@dataclass(frozen=True, slots=True)
class Run:
    """Days that follow each other and are free, or worked, for the same reason: 春节 4—10日."""

    kind: DayKind
    name: str
    first: date
    last: date

    @property
    def days(self) -> str:
        """4—10日, or 5日."""
        return f"{self.first.day}日" if self.first == self.last else f"{self.first.day}—{self.last.day}日"


@dataclass(frozen=True, slots=True)
class Month:
    """月历. A week has seven places; those before the first and after the last day of the month are None."""

    year: int
    month: int
    days: tuple[DayRow, ...]

    @property
    def weeks(self) -> tuple[tuple[DayRow | None, ...], ...]:
        before = self.days[0].date.weekday()
        places = (*(None,) * before, *self.days)
        filled = (*places, *(None,) * (-len(places) % 7))
        return tuple(filled[start : start + 7] for start in range(0, len(filled), 7))

    @property
    def runs(self) -> tuple[Run, ...]:
        """Holidays and make-up workdays of the month, in order."""
        found = []
        for (kind, name), group in groupby(self.days, key=lambda row: (row.kind, row.name)):
            rows = list(group)
            if kind in TELLING:
                found.append(Run(kind, name, rows[0].date, rows[-1].date))
        return tuple(found)

    @property
    def provisional(self) -> bool:
        """Whether its holidays await the State Council's notice."""
        return any(row.provisional for row in self.days)


def months_of(year: int, calendar: WorkCalendar) -> tuple[Month, ...]:
    """January to December. Raises `OutsideCalendar` where a day of the year was never told."""
    return tuple(_month(date(year, number, 1), calendar) for number in range(1, 13))


def _month(first: date, calendar: WorkCalendar) -> Month:
    days = range(month_end(first).day)
    return Month(first.year, first.month, tuple(calendar.row(first + timedelta(days=n)) for n in days))

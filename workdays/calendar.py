"""The working calendar: which days are worked, and everything that is counted in working days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, chain, pairwise
from typing import Literal, Self

from config.deadlines import Span
from config.errors import KaoheError
from workdays.days import DayKind, DayRow
from workdays.spans import span_end, span_start


class CalendarError(KaoheError):
    """The working calendar cannot answer."""


class OutsideCalendar(CalendarError):
    """A day beyond the first or last year of the calendar was asked for."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a day is what it is: the row that counts, and the rows that it overruled, latest first."""

    row: DayRow
    is_override: bool
    overruled: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A day whose kind differs between two calendars."""

    date: date
    old: DayRow
    new: DayRow

    @property
    def moves_work(self) -> bool:
        """Whether the day begins or stops being worked; a renamed rest day moves no deadline."""
        return self.old.kind.is_working is not self.new.kind.is_working


class WorkCalendar:
    """工作日历, immutable.

    Of several rows for one day the last one counts; an override (管理员或方案指定) counts before every row, also before
    rows that are added later. Days must follow one another without a gap. Counting is by prefix sums, so no answer
    walks over days.
    """

    __slots__ = ("_before", "_first", "_overrides", "_provisional_before", "_rows", "_told", "_worked")

    def __init__(self, rows: Iterable[DayRow], *, overrides: Iterable[DayRow] = ()) -> None:
        self._rows = tuple(rows)
        self._overrides = tuple(overrides)
        self._told = _by_day(self._rows, self._overrides)
        self._first = min(self._told, default=date.min).toordinal()
        counting = [self._told[day][-1] for day in self._days_without_gap()]
        self._worked = [row.date.toordinal() for row in counting if row.kind.is_working]
        self._before = [0, *accumulate(row.kind.is_working for row in counting)]
        self._provisional_before = [0, *accumulate(row.provisional for row in counting)]

    def _days_without_gap(self) -> list[date]:
        days = sorted(self._told)
        if not days:
            raise CalendarError("工作日历是空的，请先导入至少一年的工作日安排")
        for earlier, later in pairwise(days):
            if later - earlier != timedelta(days=1):
                missing = earlier + timedelta(days=1)
                raise CalendarError(f"工作日历不连续：缺少{missing.isoformat()}，请补录后再用")
        return days

    # What it holds

    @property
    def first_day(self) -> date:
        return date.fromordinal(self._first)

    @property
    def last_day(self) -> date:
        return date.fromordinal(self._first + len(self._before) - 2)

    @property
    def overrides(self) -> tuple[DayRow, ...]:
        return self._overrides

    @property
    def provisional_years(self) -> tuple[int, ...]:
        return tuple(sorted({day.year for day, told in self._told.items() if told[-1].provisional}))

    def with_rows(self, rows: Iterable[DayRow]) -> Self:
        """A calendar in which these rows count before the earlier ones, and the overrides before both."""
        return type(self)(chain(self._rows, rows), overrides=self._overrides)

    def with_overrides(self, overrides: Iterable[DayRow]) -> Self:
        return type(self)(self._rows, overrides=chain(self._overrides, overrides))

    # What a day is

    def row(self, day: date) -> DayRow:
        self._index(day)
        return self._told[day][-1]

    def kind(self, day: date) -> DayKind:
        return self.row(day).kind

    def explain(self, day: date) -> Explanation:
        row = self.row(day)
        told = self._told[day]
        return Explanation(row, is_override=row in self._overrides, overruled=told[-2::-1])

    def is_workday(self, day: date) -> bool:
        return self._between(day, day, self._before) == 1

    def is_provisional(self, day: date, until: date | None = None) -> bool:
        """Whether the day, or any day up to `until`, awaits the State Council's notice."""
        first, last = sorted((day, until or day))
        return self._between(first, last, self._provisional_before) > 0

    # Counting

    def count_workdays(self, first: date, last: date) -> int:
        """Workdays from `first` to `last`, both included."""
        return self._between(first, last, self._before)

    def workdays_between(self, start: date, end: date) -> int:
        """Workdays after `start` up to and including `end` (次日起算); negative where `end` is the earlier one."""
        return self._before[self._index(end) + 1] - self._before[self._index(start) + 1]

    def add_workdays(self, start: date, n: int, *, count_from: Literal["same_day", "next_day"] = "next_day") -> date:
        """The n-th workday after `start`, or before it where `n` is negative; `same_day` counts `start` itself.

        Nought moves nothing, even where `start` is a rest day.
        """
        if n == 0:
            return start
        skips_start = (n > 0) is (count_from == "next_day")
        passed = self._before[
            self._index(start) + skips_start
        ]  # workdays that lie before the place where counting starts
        position = passed + n - (n > 0)
        if not 0 <= position < len(self._worked):
            raise OutsideCalendar(f"从{start.isoformat()}起{n:+d}个工作日超出工作日历，{self._range()}")
        return date.fromordinal(self._worked[position])

    def next_workday(self, day: date) -> date:
        """The first workday after `day`."""
        return self.add_workdays(day, 1)

    def previous_workday(self, day: date) -> date:
        """The last workday before `day`."""
        return self.add_workdays(day, -1)

    def on_or_after(self, day: date) -> date:
        """顺延: `day` itself, or the first workday after it."""
        return self.add_workdays(day, 1, count_from="same_day")

    def on_or_before(self, day: date) -> date:
        """提前: `day` itself, or the last workday before it."""
        return self.add_workdays(day, -1, count_from="same_day")

    def last_workday(self, day: date, *, of: Span = "month") -> date:
        """The last workday of the month, quarter, half-year or year that holds `day`."""
        start, end = span_start(day, of), span_end(day, of)
        found = self.on_or_before(end)
        if found < start:
            raise CalendarError(f"{start.isoformat()}至{end.isoformat()}没有一个工作日，请核对工作日历")
        return found

    # Inside

    def _index(self, day: date) -> int:
        at = day.toordinal() - self._first
        if not 0 <= at < len(self._before) - 1:
            raise OutsideCalendar(f"工作日历没有{day.isoformat()}的安排，{self._range()}")
        return at

    def _between(self, first: date, last: date, sums: list[int]) -> int:
        return sums[self._index(last) + 1] - sums[self._index(first)]

    def _range(self) -> str:
        return f"现有{self.first_day.isoformat()}至{self.last_day.isoformat()}，请管理员补录该年安排"


def _by_day(rows: Iterable[DayRow], overrides: Iterable[DayRow]) -> Mapping[date, tuple[DayRow, ...]]:
    told: dict[date, tuple[DayRow, ...]] = {}
    for row in chain(rows, overrides):
        told[row.date] = (*told.get(row.date, ()), row)
    return told


def difference(old: WorkCalendar, new: WorkCalendar) -> tuple[Changed, ...]:
    """Days that both calendars hold and tell differently, in order.

    When a year is announced, these are the days for which deadlines are computed anew.
    """
    first, last = max(old.first_day, new.first_day), min(old.last_day, new.last_day)
    days = (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))
    pairs = ((day, old.row(day), new.row(day)) for day in days)
    return tuple(Changed(day, before, after) for day, before, after in pairs if before.kind is not after.kind)

"""The working calendar: which days are worked, and everything that is counted in working days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
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
    rows that are added later. Years may be missing between others, but nothing is counted across days that nobody told.
    Counting is by prefix sums, so no answer walks over days.
    """

    __slots__ = (
        "_before",
        "_first",
        "_overrides",
        "_provisional_before",
        "_rows",
        "_told",
        "_untold_before",
        "_worked",
    )

    def __init__(self, rows: Iterable[DayRow], *, overrides: Iterable[DayRow] = ()) -> None:
        self._rows = tuple(rows)
        self._overrides = tuple(overrides)
        self._told = _by_day(self._rows, self._overrides)
        if not self._told:
            raise CalendarError("工作日历是空的，请先导入至少一年的工作日安排")
        self._first = min(self._told).toordinal()
        told = [
            self._told.get(date.fromordinal(n), (None,))[-1] for n in range(self._first, self.last_day.toordinal() + 1)
        ]
        self._worked = [row.date.toordinal() for row in told if row is not None and row.kind.is_working]
        self._before = [0, *accumulate(row is not None and row.kind.is_working for row in told)]
        self._provisional_before = [0, *accumulate(row is not None and row.provisional for row in told)]
        self._untold_before = [0, *accumulate(row is None for row in told)]

    # What it holds

    @property
    def first_day(self) -> date:
        return date.fromordinal(self._first)

    @property
    def last_day(self) -> date:
        return max(self._told)

    @property
    def overrides(self) -> tuple[DayRow, ...]:
        return self._overrides

    @property
    def provisional_years(self) -> tuple[int, ...]:
        return tuple(sorted({day.year for day, told in self._told.items() if told[-1].provisional}))

    def days_in_common(self, other: "WorkCalendar") -> list[date]:
        return sorted(self._told.keys() & other._told.keys())

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
        first, last = sorted((start, end))
        count = self.count_workdays(first, last) - self.is_workday(first)
        return count if start <= end else -count

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
            raise OutsideCalendar(f"从{start.isoformat()}起{n:+d}个工作日超出工作日历，{self._remedy()}")
        found = date.fromordinal(self._worked[position])
        self._told_between(*sorted((start, found)))
        return found

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
        if day not in self._told:
            raise OutsideCalendar(f"工作日历没有{day.isoformat()}的安排，{self._remedy()}")
        return day.toordinal() - self._first

    def _between(self, first: date, last: date, sums: list[int]) -> int:
        self._told_between(first, last)
        return sums[self._index(last) + 1] - sums[self._index(first)]

    def _told_between(self, first: date, last: date) -> None:
        """What was never told is neither worked nor free: counting over it would invent a date."""
        if self._untold_before[self._index(last) + 1] > self._untold_before[self._index(first)]:
            raise OutsideCalendar(
                f"工作日历在{first.isoformat()}至{last.isoformat()}之间有缺，无法计算，{self._remedy()}"
            )

    def _remedy(self) -> str:
        days = sorted(self._told)
        ends = [earlier for earlier, later in pairwise(days) if (later - earlier).days > 1]
        starts = [later for earlier, later in pairwise(days) if (later - earlier).days > 1]
        runs = zip([days[0], *starts], [*ends, days[-1]], strict=True)
        return f"现有{'、'.join(f'{start}至{end}' for start, end in runs)}，请管理员补录所缺年份"


def _by_day(rows: Iterable[DayRow], overrides: Iterable[DayRow]) -> Mapping[date, tuple[DayRow, ...]]:
    told: dict[date, tuple[DayRow, ...]] = {}
    for row in chain(rows, overrides):
        told[row.date] = (*told.get(row.date, ()), row)
    return told


def difference(old: WorkCalendar, new: WorkCalendar) -> tuple[Changed, ...]:
    """Days that both calendars hold and tell differently, in order.

    When a year is announced, these are the days for which deadlines are computed anew.
    """
    pairs = ((day, old.row(day), new.row(day)) for day in old.days_in_common(new))
    return tuple(Changed(day, before, after) for day, before, after in pairs if before.kind is not after.kind)

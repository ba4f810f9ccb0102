"""期次: the month, quarter, half-year, year or run of months that a report covers."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Self

from config.errors import KaoheError
from workdays.deadline import local_day
from workdays.spans import add_months, day_in_month, month_end, span_end, span_start

PeriodKind = Literal["month", "quarter", "half_year", "year", "months"]

_CODE = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)(?:\.\.(?:(?P<to_year>\d{4})-)?(?P<to>\d\d))?))?"
)
_QUARTERS = "一二三四"
_HALVES = "上下"


class PeriodError(KaoheError):
    """A period that cannot be read, or that does not exist."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """期次, from the first to the last day, both included; `kind` is how it is named."""

    start: date
    end: date
    kind: PeriodKind

    @classmethod
    def month(cls, year: int, month: int) -> Self:
        first = _first_of_month(year, month)
        return cls(first, month_end(first), "month")

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Self:
        first = _first_of_month(year, quarter * 3 - 2)
        return cls(first, span_end(first, "quarter"), "quarter")

    @classmethod
    def half_year(cls, year: int, half: int) -> Self:
        first = _first_of_month(year, half * 6 - 5)
        return cls(first, span_end(first, "half_year"), "half_year")

    @classmethod
    def year(cls, year: int) -> Self:
        return cls(_first_of_month(year, 1), date(year, 12, 31), "year")

    @classmethod
    def months(cls, first: "Period", last: "Period") -> Self:
        """Months taken together: 1—2月合并."""
        if first.start >= last.start:
            raise PeriodError(f"合并期次应从较早的月份到较晚的月份，不是{first.code}到{last.code}")
        return cls(first.start, last.end, "months")

    @classmethod
    def parse(cls, code: str) -> Self:
        """`2019-01`, `2019-Q1`, `2019-H1`, `2019`, `2019-01..02`, `2019-11..2020-01`."""
        parts = _CODE.fullmatch(code.strip())
        if parts is None:
            raise PeriodError(f"期次“{code}”写法不对，应如 2019-01、2019-Q1、2019-H1、2019 或 2019-01..02")
        year = int(parts["year"])
        if parts["quarter"]:
            return cls.quarter(year, int(parts["quarter"]))
        if parts["half"]:
            return cls.half_year(year, int(parts["half"]))
        if not parts["month"]:
            return cls.year(year)
        first = cls.month(year, int(parts["month"]))
        return cls.months(first, cls.month(int(parts["to_year"] or year), int(parts["to"]))) if parts["to"] else first

    @property
    def code(self) -> str:
        year, month = self.start.year, self.start.month
        match self.kind:
            case "month":
                return f"{year}-{month:02}"
            case "quarter":
                return f"{year}-Q{(month + 2) // 3}"
            case "half_year":
                return f"{year}-H{(month + 5) // 6}"
            case "year":
                return str(year)
            case "months":
                to_year = "" if self.end.year == year else f"{self.end.year}-"
                return f"{year}-{month:02}..{to_year}{self.end.month:02}"

    @property
    def closing(self) -> str:
        """The period under which a number as of its end is scored: months taken together end with their last."""
        return self.code if self.kind != "months" else f"{self.end:%Y-%m}"

    @property
    def label(self) -> str:
        """2019年1月, 2019年第一季度, 2019年上半年, 2019年度, 2019年1—2月."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case "month":
                return f"{year}年{month}月"
            case "quarter":
                return f"{year}年第{_QUARTERS[(month - 1) // 3]}季度"
            case "half_year":
                return f"{year}年{_HALVES[(month - 1) // 6]}半年"
            case "year":
                return f"{year}年度"
            case "months" if self.end.year == year:
                return f"{year}年{month}—{self.end.month}月"
            case _:
                return f"{year}年{month}月—{self.end.year}年{self.end.month}月"

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def ended_before(self, day: date) -> bool:
        return self.end < day

    def is_partial_at(self, due: datetime) -> bool:
        """Whether it still runs on the day after the due moment, as May does on 20 May (D03): 截至何日 must be said."""
        return self.end > local_day(due)

    def each_month(self) -> tuple["Period", ...]:
        """Its months in order: the January–May window has five (R0.18)."""
        count = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        firsts = (add_months(self.start, n) for n in range(count))
        return tuple(Period.month(first.year, first.month) for first in firsts)


def periods_of(year: int, kind: Literal["month", "quarter", "half_year", "year"]) -> tuple[Period, ...]:
    """All periods of one kind in a year, in order."""
    starts = sorted({span_start(date(year, month, 1), kind) for month in range(1, 13)})
    return tuple(Period(start, span_end(start, kind), kind) for start in starts)


def _first_of_month(year: int, month: int) -> date:
    if not 1 <= month <= 12 or not date.min.year < year < date.max.year:
        raise PeriodError(f"没有{year}年{month}月这个期次")
    return day_in_month(year, month, 1)

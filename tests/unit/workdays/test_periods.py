from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.workdays.rules import at
from workdays.periods import Period, PeriodError, periods_of


@pytest.mark.parametrize(
    ("code", "kind", "start", "end", "label"),
    [
        ("2019-01", "month", "2019-01-01", "2019-01-31", "2019年1月"),
        ("2020-02", "month", "2020-02-01", "2020-02-29", "2020年2月"),
        ("2019-Q1", "quarter", "2019-01-01", "2019-03-31", "2019年第一季度"),
        ("2019-Q4", "quarter", "2019-10-01", "2019-12-31", "2019年第四季度"),
        ("2019-H1", "half_year", "2019-01-01", "2019-06-30", "2019年上半年"),
        ("2019-H2", "half_year", "2019-07-01", "2019-12-31", "2019年下半年"),
        ("2019", "year", "2019-01-01", "2019-12-31", "2019年度"),
        ("2019-01..02", "months", "2019-01-01", "2019-02-28", "2019年1—2月"),
        ("2019-01..05", "months", "2019-01-01", "2019-05-31", "2019年1—5月"),
        ("2019-11..2020-01", "months", "2019-11-01", "2020-01-31", "2019年11月—2020年1月"),
    ],
)
def test_period_is_read_written_and_named(code: str, kind: str, start: str, end: str, label: str) -> None:
    period = Period.parse(code)
    assert (period.kind, period.start, period.end) == (kind, date.fromisoformat(start), date.fromisoformat(end))
    assert (period.code, period.label) == (code, label)


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("2019-13", "没有2019年13月"),
        ("2019-00", "没有2019年0月"),
        ("2019-Q5", "写法不对"),
        ("2019年1月", "写法不对"),
        ("2019-1", "写法不对"),
        ("", "写法不对"),
        ("0000", "没有0年"),
        ("2019-05..02", "较早的月份到较晚的月份"),
        ("2019-02..02", "较早的月份到较晚的月份"),
    ],
)
def test_a_period_that_cannot_be_is_refused(code: str, complaint: str) -> None:
    with pytest.raises(PeriodError, match=complaint):
        Period.parse(code)


@given(st.integers(1, 4), st.integers(1, 2), st.integers(1, 12), st.integers(1990, 2100))
def test_codes_read_back(quarter: int, half: int, month: int, year: int) -> None:
    for period in (Period.month(year, month), Period.quarter(year, quarter), Period.half_year(year, half)):
        assert Period.parse(period.code) == period


def test_periods_of_a_year_follow_one_another() -> None:
    assert [each.code for each in periods_of(2019, "quarter")] == ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"]
    assert [each.code for each in periods_of(2019, "half_year")] == ["2019-H1", "2019-H2"]
    assert [each.code for each in periods_of(2019, "year")] == ["2019"]
    assert list(periods_of(2019, "month")) == list(Period.year(2019).each_month())


def test_contains_and_ended_before_hold_at_the_edges() -> None:
    february = Period.month(2020, 2)
    assert [february.contains(day) for day in (date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 29))] == [
        False,
        True,
        True,
    ]
    assert not february.ended_before(date(2020, 2, 29))
    assert february.ended_before(date(2020, 3, 1))


def test_a_period_is_partial_while_it_runs_on_after_the_due_day() -> None:
    assert Period.month(2019, 5).is_partial_at(at("2019-05-20 17:00"))
    assert not Period.month(2019, 4).is_partial_at(at("2019-05-20 17:00"))
    assert not Period.month(2019, 10).is_partial_at(at("2019-10-31 17:00"))
    assert Period.month(2019, 6).is_partial_at(at("2019-06-28 23:59:59.999999"))


def test_each_month_crosses_the_year() -> None:
    assert [each.code for each in Period.parse("2019-11..2020-01").each_month()] == ["2019-11", "2019-12", "2020-01"]

"""Every rule on every period: what must hold whatever the year, the roll and the hour."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import cases
from tests.unit.workdays.rules import rule
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline, due_at, instant, is_late, local_day, read_deadline
from workdays.periods import Period, periods_of
from workdays.resolving import resolve

SAMPLE = settings(max_examples=cases(150, full=5000))

spans = st.sampled_from(["month", "quarter", "half_year", "year"])
which = st.sampled_from(["this", "next"])
common = st.fixed_dictionaries(
    {
        "roll": st.sampled_from([None, "none", "forward", "back"]),
        "inclusive": st.booleans(),
        "cutoff": st.sampled_from([None, "00:00", "12:00", "17:00", "24:00"]),
    }
)
monthly: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"kind": st.just("day_of_month"), "day": st.integers(1, 31), "month": which}),
    st.fixed_dictionaries({"kind": st.just("last_workday"), "of": spans, "which": which}),
    st.fixed_dictionaries({"kind": st.just("end_of"), "of": spans, "which": which}),
    st.fixed_dictionaries(
        {"kind": st.just("in_year"), "month": st.integers(1, 12), "day": st.integers(1, 28), "year": which}
    ),
    st.fixed_dictionaries({"kind": st.just("at_least"), "times": st.integers(1, 9), "per": spans}),
)
offsets = st.fixed_dictionaries(
    {
        "kind": st.just("offset"),
        "n": st.integers(0, 30),
        "unit": st.sampled_from(["workdays", "days", "months"]),
        "direction": st.sampled_from(["before", "after"]),
        "count_from": st.sampled_from(["same_day", "next_day"]),
        "anchor": monthly,
    }
)
rules = st.tuples(st.one_of(monthly, offsets), common).map(lambda parts: {**parts[0], **parts[1]})
# Far from both ends of the table: thirty months back and a year or two ahead stay inside.
periods = st.tuples(st.integers(2008, 2022), st.sampled_from(["month", "quarter", "half_year", "year"])).flatmap(
    lambda drawn: st.sampled_from(periods_of(drawn[0], drawn[1]))  # type: ignore[arg-type]
)


@SAMPLE
@given(rules, periods, st.booleans())
def test_a_deadline_keeps_its_word(
    calendar: WorkCalendar, written: dict[str, Any], period: Period, upward: bool
) -> None:
    due = resolve(rule(**written), period=period, calendar=calendar, upward=upward)
    assert due.due_on is not None
    assert due.judged_on is not None
    assert due.remind_on is not None
    assert due.due_at == due_at(due.judged_on, cutoff=due.cutoff)
    assert local_day(due.due_at) == due.judged_on
    last = due.due_on if due.inclusive else due.due_on - timedelta(days=1)
    assert due.remind_on == walk_to_workday(calendar, last, -1)
    assert due.judged_on == expected_roll(calendar, last, written, upward=upward)
    assert not is_late(due.due_at, due)
    assert is_late(due.due_at + timedelta(microseconds=1), due)
    assert read_deadline(due.as_json(), calendar=calendar) == due


def expected_roll(calendar: WorkCalendar, last: date, written: dict[str, Any], *, upward: bool) -> date:
    default = "none" if written["kind"] == "at_least" else "back" if upward else "forward"
    step = {"none": 0, "forward": 1, "back": -1}[written["roll"] or default]
    return walk_to_workday(calendar, last, step) if step else last


def walk_to_workday(calendar: WorkCalendar, day: date, step: int) -> date:
    while not calendar.kind(day).is_working:
        day += timedelta(days=step)
    return day


@SAMPLE
@given(monthly, periods)
def test_a_rule_of_a_period_falls_due_at_most_a_span_after_it(
    calendar: WorkCalendar, written: dict[str, Any], period: Period
) -> None:
    due_on = resolve(rule(**written), period=period, calendar=calendar).due_on
    assert due_on is not None
    earliest, latest = date(period.end.year, 1, 1), date(period.end.year + 1, 12, 31)
    if written["kind"] == "day_of_month":
        earliest, latest = period.end.replace(day=1), period.end + timedelta(days=31)
    elif written.get("which") == "this":
        # the last workday of a span may come before its last day, yet never before a festival's length
        earliest, latest = period.end - timedelta(days=10), date(period.end.year, 12, 31)
    assert earliest <= due_on <= latest


@SAMPLE
@given(rules.filter(lambda written: written["kind"] != "in_year"), st.integers(2008, 2022))
def test_later_months_never_fall_due_earlier(calendar: WorkCalendar, written: dict[str, Any], year: int) -> None:
    moments = []
    for period in periods_of(year, "month"):
        due: Deadline = resolve(rule(**written), period=period, calendar=calendar)
        assert due.due_at is not None
        moments.append(instant(due.due_at))
    assert moments == sorted(moments)


@SAMPLE
@given(st.dates(date(2005, 1, 1), date(2025, 12, 31)), st.integers(1, 30), st.booleans())
def test_workdays_before_and_after_undo_each_other(calendar: WorkCalendar, day: date, n: int, same_day: bool) -> None:
    start = calendar.on_or_after(day)
    count_from = "same_day" if same_day else "next_day"
    there = offset(calendar, start, n, "after", count_from)
    assert offset(calendar, there, n, "before", count_from) == start


def offset(calendar: WorkCalendar, start: date, n: int, direction: str, count_from: str) -> date:
    anchor = {"kind": "on", "date": start.isoformat()}
    moved = rule("offset", n=n, unit="workdays", direction=direction, anchor=anchor, count_from=count_from)
    found = resolve(moved, calendar=calendar).due_on
    assert found is not None
    return found

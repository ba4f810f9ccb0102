from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from config.deadlines import Offset
from tests.unit.workdays.rules import LAST, at, rule
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline, due_at
from workdays.naming import MomentNeeded, PeriodNeeded
from workdays.periods import Period
from workdays.resolving import opens_at, resolve
from workdays.seed import seeded_calendar


def named(calendar: WorkCalendar, period: str, kind: str, **fields: Any) -> date | None:
    return resolve(rule(kind, **fields), period=Period.parse(period), calendar=calendar).due_on


@pytest.mark.parametrize(
    ("period", "fields", "expected"),
    [
        ("2019-01", {"day": 31}, "2019-01-31"),
        ("2019-02", {"day": 30}, "2019-02-28"),
        ("2020-01", {"day": 29, "month": "next"}, "2020-02-29"),
        ("2019-01", {"day": 29, "month": "next"}, "2019-02-28"),
        ("2019-12", {"day": 15, "month": "next"}, "2020-01-15"),
        ("2019-Q1", {"day": 10, "month": "next"}, "2019-04-10"),
        ("2019-01..02", {"day": 15, "month": "next"}, "2019-03-15"),
        ("2019", {"day": 20, "month": "next"}, "2020-01-20"),
    ],
)
def test_day_of_month_counts_from_the_last_month_of_the_period(
    calendar: WorkCalendar, period: str, fields: dict[str, Any], expected: str
) -> None:
    assert named(calendar, period, "day_of_month", **fields) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("end_of", {"of": "month"}, "2019-08-31"),
        ("end_of", {"of": "quarter"}, "2019-09-30"),
        ("end_of", {"of": "half_year"}, "2019-12-31"),
        ("end_of", {"of": "half_year", "which": "next"}, "2020-06-30"),
        ("end_of", {"of": "year"}, "2019-12-31"),
        ("end_of", {"of": "month", "which": "next"}, "2019-09-30"),
        ("last_workday", {"of": "month"}, "2019-08-30"),
        ("last_workday", {"of": "month", "which": "next"}, "2019-09-30"),
        ("last_workday", {"of": "quarter", "which": "next"}, "2019-12-31"),
        ("last_workday", {"of": "year", "which": "next"}, "2020-12-31"),
        ("in_year", {"month": 2, "day": 29}, "2019-02-28"),
        ("in_year", {"month": 2, "day": 29, "year": "next"}, "2020-02-29"),
        ("at_least", {"times": 1, "per": "month"}, "2019-08-31"),
        ("at_least", {"times": 2, "per": "half_year"}, "2019-12-31"),
    ],
)
def test_spans_are_those_that_hold_the_end_of_the_period(
    calendar: WorkCalendar, kind: str, fields: dict[str, Any], expected: str
) -> None:
    assert named(calendar, "2019-08", kind, **fields) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"n": 3, "unit": "workdays", "direction": "after"}, "2019-09-18"),
        ({"n": 3, "unit": "workdays", "direction": "after", "count_from": "same_day"}, "2019-09-17"),
        ({"n": 3, "unit": "workdays", "direction": "before"}, "2019-09-09"),
        ({"n": 3, "unit": "days", "direction": "after"}, "2019-09-15"),
        ({"n": 3, "unit": "days", "direction": "after", "count_from": "same_day"}, "2019-09-14"),
        ({"n": 3, "unit": "days", "direction": "before"}, "2019-09-09"),
        ({"n": 3, "unit": "days", "direction": "before", "count_from": "same_day"}, "2019-09-10"),
        ({"n": 1, "unit": "months", "direction": "after"}, "2019-10-12"),
        ({"n": 1, "unit": "months", "direction": "after", "count_from": "same_day"}, "2019-10-11"),
        ({"n": 7, "unit": "months", "direction": "before"}, "2019-02-12"),
        ({"n": 0, "unit": "days", "direction": "after"}, "2019-09-12"),
        ({"n": 0, "unit": "days", "direction": "after", "count_from": "same_day"}, "2019-09-12"),
        ({"n": 0, "unit": "workdays", "direction": "before"}, "2019-09-12"),
    ],
)
def test_offset_from_an_event(calendar: WorkCalendar, fields: dict[str, Any], expected: str) -> None:
    """收到后3个工作日内, from Thursday 12 September 2019, the eve of 中秋; the first day is not counted by default."""
    for happened in (at("2019-09-12 16:30"), date(2019, 9, 12)):
        due = resolve(
            rule("offset", anchor={"event": "received"}, **fields), calendar=calendar, events={"received": happened}
        )
        assert due.due_on == date.fromisoformat(expected)


def test_an_event_late_in_the_evening_elsewhere_counts_by_the_date_in_shanghai(calendar: WorkCalendar) -> None:
    received = datetime.fromisoformat("2019-05-13T18:00:00+00:00")  # already Tuesday in Shanghai
    three = rule("offset", n=3, unit="workdays", direction="after", anchor={"event": "received"})
    assert resolve(three, calendar=calendar, events={"received": received}).due_on == date(2019, 5, 17)


def test_hours_run_through_rest_days_from_the_moment_itself(calendar: WorkCalendar) -> None:
    day = rule("offset", n=24, unit="hours", direction="after", anchor={"event": "issued"})
    due = resolve(day, calendar=calendar, events={"issued": at("2019-09-12 16:30:20")})
    assert (due.due_at, due.due_on, due.judged_on) == (at("2019-09-13 16:30:20"), date(2019, 9, 13), date(2019, 9, 13))
    assert (due.cutoff, due.remind_on) == ("16:30", date(2019, 9, 12))


def test_hours_are_hours_on_the_night_that_the_clock_went_back() -> None:
    day = rule("offset", n=24, unit="hours", direction="after", anchor={"event": "issued"})
    due = resolve(day, calendar=seeded_calendar(1986, 1986), events={"issued": at("1986-09-13 20:00")})
    assert due.due_at == at("1986-09-14 19:00")


def test_a_last_workday_is_provisional_while_a_later_day_of_its_month_may_yet_be_worked(calendar: WorkCalendar) -> None:
    """Friday 29 January 2027 is settled by the admin; Saturday and Sunday after it are not."""
    settled = [replace(calendar.row(date(2027, 1, n)), provisional=False) for n in range(1, 30)]
    due = resolve(rule("last_workday"), period=Period.month(2027, 1), calendar=calendar.with_overrides(settled))
    assert (due.due_on, due.status) == (date(2027, 1, 29), "provisional")


def test_hours_after_a_deadline_run_from_its_last_permitted_instant(calendar: WorkCalendar) -> None:
    monthly = {"kind": "day_of_month", "day": 15, "month": "next"}
    late = rule("offset", n=24, unit="hours", direction="after", anchor=monthly)
    due = resolve(late, period=Period.month(2019, 8), calendar=calendar)
    assert (due.due_at, due.cutoff) == (at("2019-09-17 23:59:59.999999"), None)
    upward = resolve(late, period=Period.month(2019, 8), calendar=calendar, upward=True)
    assert upward.due_at == at("2019-09-13 23:59:59.999999")


def test_hours_from_an_event_without_an_hour_are_refused(calendar: WorkCalendar) -> None:
    day = rule("offset", n=24, unit="hours", direction="after", anchor={"event": "issued"})
    with pytest.raises(MomentNeeded, match="事件 issued 只记了日期2019-09-12"):
        resolve(day, calendar=calendar, events={"issued": date(2019, 9, 12)})


def test_an_anchor_is_the_day_that_it_names_unless_it_rolls_itself(calendar: WorkCalendar) -> None:
    fifteenth = {"kind": "day_of_month", "day": 15, "month": "next"}
    found = {
        roll: named(
            calendar, "2019-08", "offset", n=1, unit="days", direction="after", anchor={**fifteenth, "roll": roll}
        )
        for roll in (None, "none", "back", "forward")
    }
    assert found == {
        None: date(2019, 9, 16),
        "none": date(2019, 9, 16),
        "back": date(2019, 9, 13),
        "forward": date(2019, 9, 17),
    }


def test_offsets_nest(calendar: WorkCalendar) -> None:
    """O29: the co-unit's part three workdays before the report, the report two before the last workday."""
    report = {"kind": "offset", "n": 2, "unit": "workdays", "direction": "before", "anchor": LAST}
    assert named(calendar, "2019-09", "offset", n=3, unit="workdays", direction="before", anchor=report) == date(
        2019, 9, 24
    )


def test_by_month_fills_in_what_the_exception_leaves_open(calendar: WorkCalendar) -> None:
    monthly = rule(
        "by_month",
        default={"kind": "day_of_month", "day": 15, "cutoff": "12:00"},
        months={
            6: {"kind": "day_of_month", "day": 15, "inclusive": False},
            9: {"kind": "day_of_month", "day": 15, "roll": "none"},
        },
        cutoff="17:00",
        roll="back",
    )
    found = {n: resolve(monthly, period=Period.month(2019, n), calendar=calendar) for n in (6, 9, 12)}
    assert {n: (str(due.judged_on), due.cutoff, due.inclusive) for n, due in found.items()} == {
        6: ("2019-06-14", "17:00", False),
        9: ("2019-09-15", "17:00", True),
        12: ("2019-12-13", "12:00", True),
    }


def test_what_all_months_say_of_inclusion_holds_in_the_exception(calendar: WorkCalendar) -> None:
    monthly = rule("by_month", default=LAST, months={9: {"kind": "day_of_month", "day": 21}}, inclusive=False)
    assert resolve(monthly, period=Period.month(2019, 9), calendar=calendar).judged_on == date(2019, 9, 20)


def test_by_month_within_by_month_and_as_an_anchor(calendar: WorkCalendar) -> None:
    inner = {"kind": "by_month", "default": LAST, "months": {"9": {"kind": "day_of_month", "day": 20}}}
    outer: dict[str, Any] = {
        "kind": "by_month",
        "default": inner,
        "months": {12: {"kind": "day_of_month", "day": 10}},
        "cutoff": "09:00",
    }
    found = [resolve(rule(**outer), period=Period.month(2019, n), calendar=calendar).due_at for n in (8, 9, 12)]
    assert found == [at("2019-08-30 09:00"), at("2019-09-20 09:00"), at("2019-12-10 09:00")]
    assert named(calendar, "2019-09", "offset", n=1, unit="days", direction="before", anchor=outer) == date(2019, 9, 19)


def test_an_hour_said_for_all_months_leaves_an_exception_in_hours_alone(calendar: WorkCalendar) -> None:
    hours = {"kind": "offset", "n": 24, "unit": "hours", "direction": "after", "anchor": {"event": "asked"}}
    monthly = rule("by_month", default=LAST, months={9: hours}, cutoff="17:00", roll="forward", inclusive=False)
    due = resolve(monthly, period=Period.month(2019, 9), calendar=calendar, events={"asked": at("2019-09-12 10:00")})
    assert due.due_at == at("2019-09-13 10:00")
    assert due.rule == Offset.model_validate(hours)


@pytest.mark.parametrize(
    ("upward", "roll", "judged"),
    [
        (False, None, "2019-09-16"),
        (True, None, "2019-09-12"),
        (True, "forward", "2019-09-16"),
        (False, "back", "2019-09-12"),
        (True, "none", "2019-09-15"),
    ],
)
def test_roll_defaults_by_direction_and_an_explicit_roll_wins(
    calendar: WorkCalendar, upward: bool, roll: str | None, judged: str
) -> None:
    due = resolve(rule("on", date="2019-09-15", roll=roll), calendar=calendar, upward=upward)
    assert due == Deadline(
        due.rule,
        "fixed",
        due_on=date(2019, 9, 15),
        judged_on=date.fromisoformat(judged),
        due_at=due_at(date.fromisoformat(judged)),
        remind_on=date(2019, 9, 12),
    )


def test_the_end_of_a_count_is_never_moved_out_of_its_span(calendar: WorkCalendar) -> None:
    """31 December 2023 is a Sunday: the fifth visit on 2 January is next year's."""
    due = resolve(rule("at_least", times=4), period=Period.year(2023), calendar=calendar)
    assert (due.judged_on, due.remind_on) == (date(2023, 12, 31), date(2023, 12, 29))
    assert resolve(rule("end_of", of="year"), period=Period.year(2023), calendar=calendar).judged_on == date(2024, 1, 2)


def test_unknown_spreads_to_what_counts_from_it(calendar: WorkCalendar) -> None:
    """O24: the superior has not named the date."""
    unknown = resolve(rule("unknown"), calendar=calendar)
    assert (unknown.status, unknown.waits_for, unknown.is_dated) == ("unknown", "待上级通知", False)
    before = {"n": 2, "direction": "before", "anchor": {"kind": "unknown", "why": "待省考核办通知"}}
    for unit in ("workdays", "hours"):
        due = resolve(rule("offset", unit=unit, **before), calendar=calendar)
        assert (due.status, due.waits_for, due.due_at) == ("unknown", "待省考核办通知", None)


def test_a_rule_about_a_month_needs_its_period(calendar: WorkCalendar) -> None:
    with pytest.raises(PeriodNeeded, match="期限规则 day_of_month 要按期次计算"):
        resolve(rule("day_of_month", day=15), calendar=calendar)


def test_opens_at_is_the_start_of_the_day_and_rolls_only_when_told(calendar: WorkCalendar) -> None:
    september = Period.month(2019, 9)
    assert opens_at(rule("day_of_month", day=15), period=september, calendar=calendar) == at("2019-09-15 00:00")
    assert opens_at(rule("day_of_month", day=15, roll="forward"), period=september, calendar=calendar) == at(
        "2019-09-16 00:00"
    )
    assert opens_at(rule("on", date="2019-09-20", cutoff="08:30"), calendar=calendar) == at("2019-09-20 08:30")
    assert opens_at(rule("on", date="2019-12-31", cutoff="24:00"), calendar=calendar) == at("2020-01-01 00:00")
    assert opens_at(rule("unknown"), calendar=calendar) is None


def test_opens_at_hours_after_an_event(calendar: WorkCalendar) -> None:
    after = rule("offset", n=2, unit="hours", direction="after", anchor={"event": "issued"})
    issued = at("2019-09-12 16:30")
    assert opens_at(after, calendar=calendar, events={"issued": issued}) == issued + timedelta(hours=2)

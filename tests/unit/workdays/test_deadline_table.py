"""D01–D17 of the five source documents, and E09: every deadline with its verified date."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.unit.workdays.rules import LAST, at, rule
from workdays.calendar import OutsideCalendar, WorkCalendar
from workdays.counts import count_shortfall, older_than_months, over_hours
from workdays.deadline import due_at, is_late
from workdays.periods import Period, periods_of
from workdays.resolving import resolve
from workdays.seed import seeded_calendar

MONTHLY: dict[str, Any] = {"kind": "day_of_month", "day": 15, "month": "next"}


def months(*numbers: int) -> list[Period]:
    return [Period.month(2019, number) for number in numbers]


def test_d01_breakdown_by_13_may_17h(calendar: WorkCalendar) -> None:
    due = resolve(rule("on", date="2019-05-13", cutoff="17:00"), calendar=calendar)
    assert due.due_at == at("2019-05-13 17:00")
    assert (due.due_on, due.judged_on, due.remind_on) == (date(2019, 5, 13),) * 3
    assert date(2019, 5, 13).strftime("%A") == "Monday"


def test_d01_the_review_before_it_has_an_earlier_date_of_its_own(calendar: WorkCalendar) -> None:
    breakdown = {"kind": "on", "date": "2019-05-13", "cutoff": "17:00"}
    review = rule("offset", n=2, unit="workdays", direction="before", anchor=breakdown)
    assert resolve(review, calendar=calendar).due_at == due_at(date(2019, 5, 9))


def test_d02_inclusive_is_the_default_and_can_be_switched_off(calendar: WorkCalendar) -> None:
    assert resolve(rule("on", date="2019-05-20"), calendar=calendar, upward=True).due_at == due_at(date(2019, 5, 20))
    excluded = resolve(rule("on", date="2019-05-20", inclusive=False), calendar=calendar, upward=True)
    # 19 May is a Sunday and the paper goes upward: Friday is the last day
    assert (excluded.due_on, excluded.judged_on) == (date(2019, 5, 20), date(2019, 5, 17))


def test_d03_the_first_window_is_due_before_may_has_ended(calendar: WorkCalendar) -> None:
    window = Period.parse("2019-01..05")
    due = resolve(rule("on", date="2019-05-20", cutoff="17:00"), period=window, calendar=calendar)
    assert due.due_at == at("2019-05-20 17:00")
    partial = [month.code for month in window.each_month() if month.is_partial_at(at("2019-05-20 17:00"))]
    assert len(window.each_month()) == 5
    assert partial == ["2019-05"]


def test_d04_the_office_reports_up_by_5_june(calendar: WorkCalendar) -> None:
    due = resolve(rule("on", date="2019-06-05"), calendar=calendar, upward=True)
    assert due.due_at == due_at(date(2019, 6, 5))


def test_d05_last_workday_of_each_month(calendar: WorkCalendar) -> None:
    found = [resolve(rule("last_workday"), period=month, calendar=calendar) for month in months(6, 7, 8, 10, 11, 12)]
    expected = ["2019-06-28", "2019-07-31", "2019-08-30", "2019-10-31", "2019-11-29", "2019-12-31"]
    assert [due.due_on.isoformat() for due in found if due.due_on] == expected
    assert [due.due_at for due in found] == [due_at(date.fromisoformat(day)) for day in expected]


@pytest.mark.parametrize(
    ("unit", "roll", "named", "judged"),
    [
        ("workdays", None, "2019-09-27", "2019-09-27"),
        ("days", "none", "2019-09-28", "2019-09-28"),
        ("days", "back", "2019-09-28", "2019-09-27"),
        ("days", None, "2019-09-28", "2019-09-29"),  # 顺延 by one day only: Sunday 09-29 is worked
    ],
)
def test_d06_september_two_days_earlier(
    calendar: WorkCalendar, unit: str, roll: str | None, named: str, judged: str
) -> None:
    september = rule("offset", n=2, unit=unit, direction="before", anchor=LAST, roll=roll)
    due = resolve(september, period=Period.month(2019, 9), calendar=calendar)
    assert (due.due_on, due.judged_on) == (date.fromisoformat(named), date.fromisoformat(judged))
    assert due.remind_on == date(2019, 9, 27)


def test_d05_and_d06_are_one_rule_with_an_exception(calendar: WorkCalendar) -> None:
    earlier = {"kind": "offset", "n": 2, "unit": "workdays", "direction": "before", "anchor": LAST}
    monthly = rule("by_month", default=LAST, months={9: earlier}, cutoff="17:00")
    found = [resolve(monthly, period=month, calendar=calendar).due_at for month in months(6, 7, 8, 9, 10, 11, 12)]
    days = ["06-28", "07-31", "08-30", "09-27", "10-31", "11-29", "12-31"]
    assert found == [at(f"2019-{day} 17:00") for day in days]


def test_d07_a_milestone_before_the_notice_is_a_date_like_any_other(calendar: WorkCalendar) -> None:
    due = resolve(rule("on", date="2019-03-20"), calendar=calendar)
    assert due.due_at == due_at(date(2019, 3, 20))
    assert due.due_at < at("2019-05-05 00:00")


@pytest.mark.parametrize(
    ("period", "named", "back", "forward"),
    [
        ("2019-08", "2019-09-15", "2019-09-12", "2019-09-16"),
        ("2019-11", "2019-12-15", "2019-12-13", "2019-12-16"),
        ("2020-01", "2020-02-15", "2020-02-14", "2020-02-17"),
        ("2019-07", "2019-08-15", "2019-08-15", "2019-08-15"),
    ],
)
def test_d08_monthly_figures_by_the_15th(
    calendar: WorkCalendar, period: str, named: str, back: str, forward: str
) -> None:
    asked: dict[str, Any] = {"period": Period.parse(period), "calendar": calendar}
    judged = {roll: resolve(rule(**MONTHLY, roll=roll), **asked) for roll in ("none", "back", "forward")}
    assert {due.due_on for due in judged.values()} == {date.fromisoformat(named)}
    assert {due.remind_on for due in judged.values()} == {date.fromisoformat(back)}
    assert {roll: str(due.judged_on) for roll, due in judged.items()} == {
        "none": named,
        "back": back,
        "forward": forward,
    }
    assert resolve(rule(**MONTHLY), **asked).judged_on == date.fromisoformat(forward)
    assert resolve(rule(**MONTHLY), **asked, upward=True).judged_on == date.fromisoformat(back)


@pytest.mark.parametrize(("roll", "late"), [("none", True), ("forward", False), ("back", True), (None, False)])
def test_e09_august_data_filed_on_16_september_at_nine(calendar: WorkCalendar, roll: str | None, late: bool) -> None:
    due = resolve(rule(**MONTHLY, roll=roll), period=Period.month(2019, 8), calendar=calendar)
    assert is_late(at("2019-09-16 09:00"), due) is late


def test_e09_the_default_forgives_the_16th_and_not_the_17th(calendar: WorkCalendar) -> None:
    due = resolve(rule(**MONTHLY), period=Period.month(2019, 8), calendar=calendar)
    assert not is_late(at("2019-09-16 23:59:59.999999"), due)
    assert is_late(at("2019-09-17 00:00"), due)


def test_d09_the_clock_starts_when_the_event_is_recorded(calendar: WorkCalendar) -> None:
    figures = rule("offset", n=2, unit="workdays", direction="after", anchor={"event": "city_feedback"})
    waiting = resolve(figures, calendar=calendar)
    assert (waiting.status, waiting.due_at, waiting.waits_for) == ("waiting_event", None, "city_feedback")
    assert not is_late(at("2099-01-01 00:00"), waiting)
    started = resolve(figures, calendar=calendar, events={"city_feedback": at("2019-09-12 16:00")})
    assert started.due_at == due_at(date(2019, 9, 17))  # 中秋 lies between


def test_d10_the_office_sums_up_each_month_and_circulates_each_quarter(calendar: WorkCalendar) -> None:
    monthly = [resolve(rule("last_workday"), period=each, calendar=calendar) for each in periods_of(2019, "month")]
    quarterly = rule("last_workday", of="quarter")
    circulars = [resolve(quarterly, period=each, calendar=calendar).due_on for each in periods_of(2019, "quarter")]
    assert len({due.due_on for due in monthly}) == 12
    assert circulars == [date(2019, 3, 29), date(2019, 6, 28), date(2019, 9, 30), date(2019, 12, 31)]


def test_d11_quarter_plan_and_quarter_result_have_dates_of_their_own(calendar: WorkCalendar) -> None:
    plan = rule("day_of_month", day=10, month="this")
    result = rule("offset", n=5, unit="workdays", direction="after", anchor={"kind": "end_of", "of": "quarter"})
    assert resolve(plan, period=Period.month(2019, 7), calendar=calendar).due_on == date(2019, 7, 10)
    found = [resolve(result, period=each, calendar=calendar).due_on for each in periods_of(2019, "quarter")]
    # after 国庆 the fifth workday is the Saturday that was worked for it
    assert found == [date(2019, 4, 8), date(2019, 7, 5), date(2019, 10, 12), date(2020, 1, 8)]


def test_d12_self_check_every_month(calendar: WorkCalendar) -> None:
    check = rule("end_of", of="month", roll="back")
    found = [resolve(check, period=each, calendar=calendar).judged_on for each in periods_of(2019, "month")]
    assert found == [calendar.last_workday(each.start) for each in periods_of(2019, "month")]


def test_d13_rectification_is_chosen_at_issue(calendar: WorkCalendar) -> None:
    open_yet = resolve(rule("at_issue"), calendar=calendar, whom="县住建局")
    assert (open_yet.status, open_yet.due_on, open_yet.due_at, open_yet.whom) == ("at_issue", None, None, "县住建局")
    assert open_yet.as_json()["due_at"] is None


def test_d14_relative_fixed_ageing_and_counted_rules(calendar: WorkCalendar) -> None:
    day_late = rule(
        "offset", n=24, unit="hours", direction="after", anchor={"kind": "on", "date": "2019-05-13", "cutoff": "17:00"}
    )
    assert resolve(day_late, calendar=calendar).due_at == at("2019-05-14 17:00")
    assert over_hours(at("2019-05-14 17:00"), since=at("2019-05-13 17:00"), hours=24)
    assert not over_hours(at("2019-05-14 16:59:59.999999"), since=at("2019-05-13 17:00"), hours=24)

    year = Period.year(2019)
    assert resolve(rule("in_year", month=9, day=30), period=year, calendar=calendar).due_on == date(2019, 9, 30)
    assert resolve(rule("in_year", month=12, day=31), period=year, calendar=calendar).due_on == date(2019, 12, 31)

    kept = rule("offset", n=6, unit="months", direction="after", anchor={"event": "stored"}, roll="none")
    assert resolve(kept, calendar=calendar, events={"stored": date(2019, 3, 31)}).due_on == date(2019, 9, 30)
    assert not older_than_months(date(2019, 3, 31), on=date(2019, 9, 30), months=6)
    assert older_than_months(date(2019, 3, 31), on=date(2019, 10, 1), months=6)

    assert resolve(rule("at_least", times=4), period=year, calendar=calendar).due_at == due_at(date(2019, 12, 31))
    assert [count_shortfall(done, at_least=4) for done in (0, 2, 4, 6)] == [4, 2, 0, 0]


@pytest.mark.parametrize(
    ("year", "month_day", "back", "forward"),
    [
        (2012, (1, 10), "2012-01-10", "2012-01-10"),
        (2012, (1, 25), "2012-01-21", "2012-01-29"),  # 春节; Saturday 21st and Sunday 29th are worked
        (2012, (1, 20), "2012-01-20", "2012-01-20"),
        (2012, (1, 30), "2012-01-30", "2012-01-30"),
        (2013, (1, 20), "2013-01-18", "2013-01-21"),
        (2020, (1, 25), "2020-01-23", "2020-02-03"),
        (2020, (1, 30), "2020-01-23", "2020-02-03"),  # 春节 was extended to 2 February
    ],
)
def test_d15_year_end_steps_fall_in_spring_festival(
    calendar: WorkCalendar, year: int, month_day: tuple[int, int], back: str, forward: str
) -> None:
    step: dict[str, Any] = {"kind": "in_year", "month": month_day[0], "day": month_day[1], "year": "next"}
    period = Period.year(year - 1)
    assert resolve(rule(**step), period=period, calendar=calendar).due_on == date(year, *month_day)
    assert resolve(rule(**step), period=period, calendar=calendar).judged_on == date.fromisoformat(forward)
    assert resolve(rule(**step), period=period, calendar=calendar, upward=True).judged_on == date.fromisoformat(back)


def test_d15_the_printed_order_is_impossible_and_shows(calendar: WorkCalendar) -> None:
    printed = [
        resolve(rule("in_year", month=1, day=day, year="next"), period=Period.year(2011), calendar=calendar).due_on
        for day in (10, 25, 20, 30)
    ]
    assert printed == [date(2012, 1, 10), date(2012, 1, 25), date(2012, 1, 20), date(2012, 1, 30)]
    assert printed != sorted(printed, key=str)


def test_d16_a_year_not_yet_announced_is_provisional(calendar: WorkCalendar) -> None:
    year_end = rule("in_year", month=1, day=25, year="next")
    due = resolve(year_end, period=Period.year(2026), calendar=calendar)
    assert (due.status, due.provisional, due.due_on) == ("provisional", True, date(2027, 1, 25))
    assert due.as_json()["provisional"] is True
    announced = resolve(year_end, period=Period.year(2025), calendar=calendar)
    assert (announced.status, announced.provisional) == ("fixed", False)


def test_d16_counting_through_a_provisional_year_is_provisional(calendar: WorkCalendar) -> None:
    before = rule("offset", n=10, unit="workdays", direction="before", anchor={"kind": "on", "date": "2027-01-08"})
    due = resolve(before, calendar=calendar)
    assert due.due_on is not None
    assert (due.due_on.year, due.provisional) == (2026, True)


def test_d16_an_announcement_makes_it_fixed(calendar: WorkCalendar) -> None:
    rows = [calendar.row(date(2027, 1, 1) + timedelta(days=n)) for n in range(365)]
    announced = [type(row)(row.date, row.kind, row.name, "国务院办公厅通知", "2026-11") for row in rows]
    year_end = rule("in_year", month=1, day=25, year="next")
    due = resolve(year_end, period=Period.year(2026), calendar=calendar.with_rows(announced))
    assert due.status == "fixed"


def test_d16_a_year_outside_the_table_is_refused_in_chinese() -> None:
    with pytest.raises(OutsideCalendar, match="工作日历没有2020-01-25的安排"):
        resolve(
            rule("in_year", month=1, day=25, year="next"),
            period=Period.year(2019),
            calendar=seeded_calendar(2019, 2019),
        )


def test_d17_a_working_sunday_is_no_rest_day(calendar: WorkCalendar) -> None:
    due = resolve(rule("on", date="2019-05-05"), calendar=calendar)
    assert (due.due_on, due.judged_on, due.remind_on) == (date(2019, 5, 5),) * 3

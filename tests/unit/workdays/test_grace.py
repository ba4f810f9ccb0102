"""宽限期: later than due and still on time; reminders keep to the due day."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.workdays.rules import LAST, at, rule
from workdays.calendar import WorkCalendar
from workdays.deadline import is_late, read_deadline
from workdays.periods import Period
from workdays.resolving import opens_at, resolve
from workdays.wording import say_deadline, say_request

AUGUST = Period.month(2019, 8)
BY_15TH = {"kind": "day_of_month", "day": 15, "month": "next"}
WHOLE_DAY = "23:59:59.999999"


@pytest.mark.parametrize(
    ("conditions", "due_at", "said"),
    [
        # 15 September 2019 is a holiday: 顺延 to Monday the 16th, and only then the grace begins.
        ({"grace": {"n": 3, "unit": "workdays"}}, f"2019-09-19 {WHOLE_DAY}", "宽限至9月19日"),
        ({"grace": {"n": 3, "unit": "workdays"}, "roll": "none"}, f"2019-09-18 {WHOLE_DAY}", "宽限至9月18日"),
        ({"grace": {"n": 3, "unit": "workdays"}, "roll": "back"}, f"2019-09-18 {WHOLE_DAY}", "宽限至9月18日"),
        ({"grace": {"n": 1, "unit": "workdays"}, "cutoff": "17:00"}, "2019-09-17 17:00", "宽限至9月17日"),
        # natural days may end on a Saturday and stay there
        ({"grace": {"n": 5, "unit": "days"}}, f"2019-09-21 {WHOLE_DAY}", "宽限至9月21日"),
        ({"grace": {"n": 20, "unit": "hours"}, "cutoff": "17:00"}, "2019-09-17 13:00", "宽限至9月17日13:00"),
        ({"grace": {"n": 24, "unit": "hours"}}, f"2019-09-17 {WHOLE_DAY}", "宽限至9月17日"),
        # “15日前” without the 15th: the 14th, a Saturday of the holiday
        ({"grace": {"n": 1, "unit": "workdays"}, "inclusive": False}, f"2019-09-17 {WHOLE_DAY}", "宽限至9月17日"),
    ],
)
def test_grace_begins_after_the_roll(
    conditions: dict[str, Any], due_at: str, said: str, calendar: WorkCalendar
) -> None:
    deadline = resolve(rule(**BY_15TH, **conditions), calendar=calendar, period=AUGUST)
    assert deadline.due_at == at(due_at)
    assert deadline.judged_on == at(due_at).date()
    assert said in say_deadline(deadline)


def test_reminders_keep_to_the_due_day(calendar: WorkCalendar) -> None:
    graced = rule(**BY_15TH, grace={"n": 3, "unit": "workdays"})
    with_grace, without = (resolve(each, calendar=calendar, period=AUGUST) for each in (graced, rule(**BY_15TH)))
    assert (with_grace.due_on, with_grace.remind_on) == (without.due_on, without.remind_on)
    assert say_request(with_grace) == say_request(without)


def test_the_last_moment_of_grace_is_on_time(calendar: WorkCalendar) -> None:
    graced = rule(**BY_15TH, cutoff="17:00", grace={"n": 3, "unit": "workdays"})
    deadline = resolve(graced, calendar=calendar, period=AUGUST)
    assert not is_late(at("2019-09-19 17:00"), deadline)
    assert is_late(at("2019-09-19 17:01"), deadline)


def test_months_that_are_silent_have_the_grace_of_all(calendar: WorkCalendar) -> None:
    nine = rule("by_month", default=LAST, months={9: BY_15TH}, grace={"n": 1, "unit": "workdays"})
    own = rule("by_month", default=LAST, months={8: {**LAST, "grace": {"n": 2, "unit": "days"}}}, grace=nine.grace)
    assert resolve(nine, calendar=calendar, period=AUGUST).due_at == at(f"2019-09-02 {WHOLE_DAY}")
    assert resolve(own, calendar=calendar, period=AUGUST).due_at == at(f"2019-09-01 {WHOLE_DAY}")


def test_hours_after_an_event_may_have_a_grace(calendar: WorkCalendar) -> None:
    count = {"n": 24, "unit": "hours", "direction": "after", "anchor": {"event": "notice_received"}}
    graced = rule("offset", **count, grace={"n": 1, "unit": "workdays"})
    deadline = resolve(graced, calendar=calendar, period=AUGUST, events={"notice_received": at("2019-09-11 16:00")})
    assert deadline.due_at == at("2019-09-16 16:00")


def test_a_grace_that_ends_in_an_unannounced_year_is_provisional(calendar: WorkCalendar) -> None:
    year_end = rule("end_of", of="year", grace={"n": 5, "unit": "workdays"})
    plain = rule("end_of", of="year", roll="none")
    last = calendar.provisional_years[0] - 1
    assert not resolve(plain, calendar=calendar, period=Period.year(last)).provisional
    assert resolve(year_end, calendar=calendar, period=Period.year(last)).provisional


def test_an_opening_has_no_grace(calendar: WorkCalendar) -> None:
    graced = rule(**BY_15TH, grace={"n": 3, "unit": "workdays"})
    assert opens_at(graced, calendar=calendar, period=AUGUST) == at("2019-09-15 00:00")


def test_a_graced_deadline_is_read_back_from_its_json(calendar: WorkCalendar) -> None:
    deadline = resolve(rule(**BY_15TH, grace={"n": 3, "unit": "workdays"}), calendar=calendar, period=AUGUST)
    again = read_deadline(deadline.as_json(), calendar=calendar)
    assert again == deadline


@pytest.mark.parametrize(
    "grace", [{"n": 0, "unit": "days"}, {"n": 3, "unit": "months"}, {"n": 3}, {"n": 367, "unit": "days"}]
)
def test_grace_says_how_long(grace: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rule(**BY_15TH, grace=grace)

"""The two small schemes that other tests play."""

from datetime import date
from decimal import Decimal

import pytest

from checks.checking import check
from checks.seats import directory_of, subject_of
from checks.year import year_plan
from config.chains import AtLeast, Together
from config.readings import assignments_of
from tests.unit.schemes.reading import fixture_scheme
from workdays.calendar import WorkCalendar


def test_five_steps_has_one_countersign_and_one_panel() -> None:
    steps = fixture_scheme("five-steps").chains["five"].steps
    assert [(step.code, step.mode) for step in steps] == [
        ("head", Together.ONE),
        ("countersign", Together.ALL),
        ("leader", Together.ONE),
        ("panel", AtLeast(at_least=2)),
        ("signing", Together.ONE),
    ]


def test_five_steps_seats_as_many_as_each_step_needs() -> None:
    scheme = fixture_scheme("five-steps")
    directory, steps = directory_of(scheme), scheme.chains["five"].steps
    found = {
        assignment.code: [len(directory.groups(step.reviewers, subject_of(assignment))) for step in steps]
        for assignment in assignments_of(scheme)
    }
    assert found == {"B1-1": [1, 2, 1, 3, 1], "B1-2": [1, 1, 1, 3, 1], "B2": [1, 1, 1, 3, 1]}


def test_tiny_has_one_lead_two_indicators_one_window() -> None:
    scheme = fixture_scheme("tiny")
    assert [(each.code, each.lead, each.points) for each in assignments_of(scheme)] == [
        ("A1", "farming", Decimal(60)),
        ("A2", "farming", Decimal(40)),
    ]
    assert [window.code for window in scheme.windows] == ["march"]


@pytest.mark.parametrize(
    ("name", "dates"),
    [
        ("tiny", [date(2019, 3, 15), date(2019, 3, 29)]),
        (
            "five-steps",
            [
                date(2019, 4, 10),  # 配合材料, two workdays before
                date(2019, 4, 12),
                date(2019, 4, 26),
                date(2019, 6, 28),
                date(2019, 9, 30),
                date(2019, 12, 31),
            ],
        ),
    ],
)
def test_dates_fall_due_as_documented(calendar: WorkCalendar, name: str, dates: list[date]) -> None:
    plan = year_plan(fixture_scheme(name), calendar)
    assert [each.deadline.judged_on for each in plan if each.deadline.judged_on] == dates


@pytest.mark.parametrize("name", ["tiny", "five-steps"])
def test_nothing_is_odd(calendar: WorkCalendar, name: str) -> None:
    assert check(fixture_scheme(name), calendar=calendar) == ()

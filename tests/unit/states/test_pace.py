"""序时进度 and its light."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config.figures import Comparator, Target
from config.pace import Pace
from config.policy import Lights, Measured
from states.pace import (
    ByMilestones,
    ByMonth,
    Even,
    Light,
    Plan,
    Reading,
    Whole,
    expected,
    plan_of,
    planned,
    read,
    to_cumulative,
    to_period,
)

TARGET = Decimal(6000)
AUGUST = date(2019, 8, 31)


@pytest.mark.parametrize(("month", "due"), [(1, "500"), (6, "3000"), (8, "4000"), (12, "6000")])
def test_even_pace_is_twelfths(month: int, due: str) -> None:
    assert expected(Even(), target=TARGET, on=date(2019, month, 20)) == Decimal(due)


def test_even_pace_of_a_task_that_runs_part_of_the_year() -> None:
    plan = Even(first_month=4, last_month=9)
    assert [expected(plan, target=TARGET, on=date(2019, month, 1)) for month in (3, 4, 9, 12)] == [0, 1000, 6000, 6000]


def test_pace_by_month_keeps_the_last_share() -> None:
    plan = ByMonth({3: Decimal("0.1"), 6: Decimal("0.45"), 12: Decimal(1)})
    assert [expected(plan, target=TARGET, on=date(2019, month, 28)) for month in (2, 3, 8, 12)] == [0, 600, 2700, 6000]


def test_pace_by_milestones_asks_for_the_day() -> None:
    plan = ByMilestones(((date(2019, 3, 20), Decimal("0.2")), (date(2019, 9, 30), Decimal(1))))
    days = (date(2019, 3, 19), date(2019, 3, 20), date(2019, 9, 30))
    assert [expected(plan, target=TARGET, on=day) for day in days] == [0, 1200, 6000]


def test_gap_of_the_standard_letter() -> None:
    """O39: 完成3200人，占6000人的53.3%，低于序时进度（66.7%），欠账800人."""
    assert read(Even(), target=TARGET, actual=Decimal(3200), on=AUGUST, is_verified=True) == Reading(
        expected=Decimal(4000),
        actual=Decimal(3200),
        gap=Decimal(800),
        share=Decimal("53." + "3" * 58),
        light=Light.RED,
        is_hollow=False,
    )


@pytest.mark.parametrize(
    ("actual", "light"), [("4000", "green"), ("4001", "green"), ("3999", "yellow"), ("3600", "yellow"), ("3599", "red")]
)
def test_light_turns_at_the_exact_figure(actual: str, light: str) -> None:
    assert read(Even(), target=TARGET, actual=Decimal(actual), on=AUGUST).light == light


def test_light_is_hollow_until_the_figure_is_verified() -> None:
    """O20."""
    reported = read(Even(), target=TARGET, actual=TARGET, on=AUGUST)
    verified = read(Even(), target=TARGET, actual=TARGET, on=AUGUST, is_verified=True)
    assert (reported.is_hollow, verified.is_hollow, reported.light) == (True, False, Light.GREEN)


def test_no_figure_is_no_light() -> None:
    found = read(Even(), target=TARGET, actual=None, on=AUGUST, is_verified=True)
    assert (found.light, found.gap, found.share, found.is_hollow) == (Light.NONE, 0, None, True)


def test_lower_is_better_has_the_target_for_its_limit() -> None:
    limit = {"target": Decimal("3.5"), "on": date(2019, 2, 28), "comparator": Comparator.AT_MOST}
    assert read(Even(), actual=Decimal("3.5"), **limit).light is Light.GREEN
    over = read(Even(), actual=Decimal("3.6"), **limit)
    assert (over.gap, over.light) == (Decimal("0.1"), Light.YELLOW)


def test_tolerance_is_the_offices() -> None:
    strict = read(Even(), target=TARGET, actual=Decimal(3999), on=AUGUST, lights=Lights(yellow_within=Decimal(0)))
    assert strict.light is Light.RED


def test_figures_of_28_digits_stay_exact() -> None:
    big = Decimal("9999999999999999999999999.123")
    assert expected(Even(), target=big, on=date(2019, 6, 30)) * 2 == big
    assert to_period(to_cumulative(Decimal("0.001"), before=big), before=big) == Decimal("0.001")


def test_target_of_nought_has_no_share() -> None:
    found = read(Even(), target=Decimal(0), actual=Decimal(0), on=AUGUST)
    assert (found.share, found.light) == (None, Light.GREEN)


# As schemes write it


def reached(pace: object, *months: int) -> list[Decimal]:
    plan = plan_of(Pace.model_validate(pace))
    return [expected(plan, target=TARGET, on=date(2019, max(month, 1), 28), months=month) for month in months]


@pytest.mark.parametrize(
    ("pace", "months", "due"),
    [
        ("even", (0, 1, 8, 12), (0, 500, 4000, 6000)),
        ({"from_month": 4, "to_month": 9}, (3, 4, 9, 12), (0, 1000, 6000, 6000)),
        ({"to_month": 6}, (1, 6, 7), (1000, 6000, 6000)),
        ({"months": [{"month": 3, "share": 10}, {"month": 12, "share": 100}]}, (2, 3, 11, 12), (0, 600, 600, 6000)),
        ({"seasons": [15, 25, 25, 35]}, (1, 3, 4, 6, 9, 12), (300, 900, 1400, 2400, 3900, 6000)),
        ({"seasons": [0, 0, 5, 10, 10, 15, 15, 15, 10, 10, 5, 5]}, (2, 3, 6, 12), (0, 300, 2400, 6000)),
        ("whole", (0, 1, 12), (6000, 6000, 6000)),
    ],
)
def test_pace_as_it_is_written(pace: object, months: tuple[int, ...], due: tuple[int, ...]) -> None:
    assert reached(pace, *months) == list(due)


def test_milestones_as_they_are_written() -> None:
    pace = Pace.model_validate({"milestones": [{"on": "2019-03-20", "share": 20}, {"on": "2019-11-30", "share": 100}]})
    days = (date(2019, 3, 19), date(2019, 3, 20), date(2019, 11, 30))
    assert [expected(plan_of(pace), target=TARGET, on=day) for day in days] == [0, 1200, 6000]


@pytest.mark.parametrize(
    ("target", "plan"),
    [
        ({"unit": "人"}, Even()),
        ({"unit": "%"}, Whole()),
        ({"unit": "次", "measure": "period"}, Whole()),
        ({"unit": "%", "pace": "even"}, Even()),
    ],
)
def test_what_grows_does_so_evenly_unless_the_scheme_says_otherwise(target: dict[str, Any], plan: Plan) -> None:
    assert planned(Target.model_validate({"name": "目标", "value": 80, **target})) == plan


@pytest.mark.parametrize(("actual", "light"), [("3400", "yellow"), ("3399", "red")])
def test_tolerance_in_points_of_the_years_target(actual: str, light: str) -> None:
    lights = Lights(yellow_within=Decimal(10), measured=Measured.POINTS)
    assert read(Even(), target=TARGET, actual=Decimal(actual), on=AUGUST, lights=lights).light == light

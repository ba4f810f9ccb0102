"""The year's plan: what a scheme lets fall due."""

from datetime import datetime
from pathlib import Path

import pytest

from checks.dating import with_local_days
from checks.planned import Planned, Stage
from checks.year import in_order_of_time, year_plan
from config.loading import load_scheme
from config.obligations import ObligationKind
from config.schemes import find_scheme
from config.zone import SHANGHAI
from workdays.seed import seeded_calendar
from workdays.wording import say_deadline

TINY = (Path(__file__).parents[2] / "fixtures" / "schemes" / "tiny.yaml").read_text(encoding="utf-8")
CALENDAR = seeded_calendar(2018, 2020)


def plan_of(text: str) -> tuple[Planned, ...]:
    return year_plan(load_scheme(text).scheme, CALENDAR)


@pytest.fixture(scope="module")
def shanxi() -> tuple[Planned, ...]:
    return year_plan(load_scheme(find_scheme("shanxi-cjr-2019")).scheme, CALENDAR)


def test_smallest_year_has_a_breakdown_and_a_window() -> None:
    assert [(each.stage, each.kind, each.code, each.ladder, each.chain) for each in plan_of(TINY)] == [
        (Stage.BREAKDOWN, ObligationKind.BREAKDOWN, "breakdown", "late", "breakdown"),
        (Stage.WINDOW, ObligationKind.REPORT, "march", "late", "report"),
    ]


def test_letter_of_responsibility_without_a_date_waits_for_the_issue() -> None:
    text = TINY.replace("stages:\n", "stages:\n  issue: {sign: true, days: 5}\n")
    sign = plan_of(text)[0]
    assert (sign.kind, sign.deadline.status, sign.deadline.waits_for) == (
        ObligationKind.SIGN,
        "waiting_event",
        "issued",
    )


def test_co_units_owe_their_part_before_the_lead() -> None:
    """O29: two workdays before Friday 15 March."""
    text = TINY.replace("    leads: [农业站]\n", "    leads: [农业站]\n    co_units: [镇党政办]\n", 1)
    part, breakdown, _ = plan_of(text)
    assert (part.kind, part.whom, say_deadline(part.deadline)) == (
        ObligationKind.CO_UNIT_PART,
        "各配合单位",
        "2019年3月13日（周三）下班前",
    )
    assert breakdown.kind is ObligationKind.BREAKDOWN


def test_window_opens_with_its_first_period_unless_it_says_when() -> None:
    silent = TINY.replace("    opens: 2019-03-20\n", "")
    opened = [plan_of(text)[-1].opens_at for text in (TINY, silent)]
    assert opened == [datetime(2019, 3, 20, tzinfo=SHANGHAI), datetime(2019, 3, 1, tzinfo=SHANGHAI)]


def test_each_occasion_is_planned_with_its_package(shanxi: tuple[Planned, ...]) -> None:
    """A package follows what it is made of."""
    found = [(each.occasion, each.kind, each.is_package, each.to) for each in shanxi if each.code == "monthly"]
    assert found[:4] == [
        ("2019-06", ObligationKind.REPORT, False, None),
        ("2019-06", ObligationKind.SEND_UP, True, "provincial_office"),
        ("2019-07", ObligationKind.REPORT, False, None),
        ("2019-07", ObligationKind.SEND_UP, True, "provincial_office"),
    ]
    assert len(found) == 14


def test_partial_period_is_completed_by_the_next_window(shanxi: tuple[Planned, ...]) -> None:
    windows = [each for each in shanxi if each.stage is Stage.WINDOW and not each.is_package]
    partial = {each.code or "": [period.code for period in each.periods if period.is_partial] for each in windows[:1]}
    assert partial == {"jan-may": ["2019-05"]}
    assert windows[1].completes == ("2019-05",)


def test_period_reported_as_it_is_needs_no_completing() -> None:
    text = TINY.replace("    chain: report\n    ladder", "    partial: as_is\n    chain: report\n    ladder")
    assert [each.completes for each in plan_of(text)] == [(), ()]


def test_superiors_unknown_dates_stay_unknown(shanxi: tuple[Planned, ...]) -> None:
    """O24."""
    ending = [(each.kind, say_deadline(each.deadline)) for each in shanxi[-3:]]
    assert ending == [
        (ObligationKind.VERDICT, "未知，待上级通知"),
        (ObligationKind.SCORE, "未知，待上级通知"),
        (None, "未知，待上级通知"),
    ]


def test_order_of_time_puts_the_undated_last(shanxi: tuple[Planned, ...]) -> None:
    ordered = in_order_of_time(shanxi)
    dated = [each.deadline.due_at for each in ordered if each.deadline.due_at]
    assert dated == sorted(dated)
    assert all(each.deadline.due_at is None for each in ordered[len(dated) :])


def test_local_day_of_a_scheme_moves_its_dates() -> None:
    """A local day of rest on Friday 15 March: the breakdown is judged on Monday."""
    holiday = "calendar:\n  overrides:\n    - {date: 2019-03-15, kind: holiday, name: 建镇纪念日, source: 县政府通知}\n"
    scheme = load_scheme(TINY + holiday).scheme
    breakdown = year_plan(scheme, with_local_days(CALENDAR, scheme))[0]
    assert say_deadline(breakdown.deadline) == "2019年3月15日（周五）下班前（遇休息日顺延至3月18日）"

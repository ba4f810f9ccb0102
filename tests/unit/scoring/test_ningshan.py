"""Seed 002 scored: E08–E10, on the scheme as it is shipped."""

from datetime import datetime

import pytest

from checks.known_days import calendar_for
from config.deadlines import Roll
from config.zone import SHANGHAI
from scoring.facts import ImportedFact, JudgementFact, MomentFact
from scoring.refusals import Unscored
from tests.unit.schemes.reading import shipped_scheme
from tests.unit.scoring.yearly import book, d, example, outcome, ruled, total
from workdays.periods import Period
from workdays.resolving import resolve

NINGSHAN, LABOUR = "ningshan-2019", "labour"
MONTHLY = next(window for window in shipped_scheme(NINGSHAN).windows if window.code == "monthly")


def filed(on: datetime, *, roll: Roll = "forward") -> MomentFact:
    """August's figures, due on the 15th or as far from it as the scheme's way with rest days puts it."""
    rule = MONTHLY.due.model_copy(update={"roll": roll})
    due = resolve(rule, period=Period.month(2019, 8), calendar=calendar_for(shipped_scheme(NINGSHAN)))
    assert due.due_at is not None
    return MomentFact(LABOUR, "monthly_report", due.due_at.astimezone(SHANGHAI), on)


@pytest.mark.parametrize(("city", "county"), [("-0.5", "-1"), ("0.3", "0.6")])
def test_e08_what_the_city_took_or_gave_counts_double(city: str, county: str) -> None:
    of = book(NINGSHAN, ImportedFact("environment", "city_marks", d(city)))
    assert ruled(of, "doubled", "environment") == d(county)
    worked = total(of, "environment", "carried").worked
    assert worked is not None
    assert worked.value == d(county)


@pytest.mark.parametrize(("roll", "is_late"), [("none", True), ("forward", False), ("back", True)])
def test_e09_august_filed_on_the_morning_of_the_16th(roll: Roll, is_late: bool) -> None:
    """D08: the 15th is a Sunday, the last day of a holiday. 照旧, 顺延, 提前."""
    of = book(NINGSHAN, filed(datetime(2019, 9, 16, 9, tzinfo=SHANGHAI), roll=roll))
    assert (ruled(of, "days_late", LABOUR) > 0) is is_late
    assert (total(of, LABOUR, "carried").worked is None) is is_late


def test_e10_late_once_waits_for_an_amount() -> None:
    """R2.8: that there is a deduction is clear, how much is for the office to say."""
    late = filed(datetime(2019, 9, 17, 10, 30, tzinfo=SHANGHAI))
    waiting = book(NINGSHAN, late)
    with pytest.raises(Unscored, match="县人社局（示例）“逾期提供，根据情节扣分”还没有人给分"):
        ruled(waiting, "late", LABOUR)
    assert total(waiting, LABOUR, "carried").reasons == ("县人社局（示例）“逾期提供，根据情节扣分”还没有人给分",)
    decided = book(NINGSHAN, late, JudgementFact(LABOUR, "late_report", d("0.2"), "头一次，迟一天"))
    assert ruled(decided, "late", LABOUR) == d("0.2")


def test_nobody_else_waits() -> None:
    late = filed(datetime(2019, 9, 17, 10, 30, tzinfo=SHANGHAI))
    totals = outcome(book(NINGSHAN, late)).results["carried"]
    assert [unit for unit, each in totals.items() if each.worked is None] == [LABOUR]


def test_the_example_is_scored_whole() -> None:
    totals = outcome(example(NINGSHAN)).results["carried"]
    changed = {unit: each.worked.value for unit, each in totals.items() if each.worked and each.worked.value}
    assert changed == {"environment": -1, "statistics": d("-0.5"), "labour": d("-0.2"), "tourism": d("0.6")}

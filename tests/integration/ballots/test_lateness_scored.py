"""What the office sets for lateness reaches the score, and nothing before it has (R2.8)."""

from fractions import Fraction
from typing import Any

import pytest

from actions.acts import Refused
from models.lateness import Deduction
from models.units import Unit
from scoring.asking import Case
from tests.integration.actions.year import Year
from tests.integration.ballots.voting import reckoned


def late(year: Year) -> list[Any]:
    """The breakdowns of 城东区 were due on 13 March; three workdays later a deduction is proposed for each."""
    for day in ("14", "15", "18"):
        year.tick(f"2019-03-{day} 09:00")
    unit = year.one(Unit, code="qu").id
    return year.rows(Deduction, unit_id=unit)


def score(year: Year, *, as_of: str | None = None) -> Fraction:
    return reckoned(year, as_of).book.score("data", Case("qu", "2019")).value


def test_an_amount_counts_from_the_moment_it_is_set(county: Year) -> None:
    first, second, third, *_ = late(county)
    assert (first.state, first.amount) == ("proposed", None)
    assert score(county) == 5
    told = {"words": "首次迟报，情节较轻"}
    county.do("set_deduction", "kaohe_desk", "2019-03-20 09:00", deduction=first.id, amount="0.5", **told)
    assert (score(county), score(county, as_of="2019-03-19 09:00")) == (Fraction("4.5"), 5)
    county.do("set_deduction", "kaohe_desk", "2019-03-21 09:00", deduction=second.id, amount="1", **told)
    assert (score(county), score(county, as_of="2019-03-20 12:00")) == (Fraction("3.5"), Fraction("4.5"))
    county.do("drop_deduction", "kaohe_desk", "2019-03-22 09:00", deduction=third.id, words="上级系统停机")
    assert score(county) == Fraction("3.5")
    fact = reckoned(county).book.judgement("late", Case("qu", "2019"))
    assert fact is not None
    assert (fact.points, fact.confirmed_by) == (Fraction("1.5"), "县考核办")
    assert fact.reason.startswith(f"“{first.title}”扣0.5分：首次迟报，情节较轻；")


def test_all_of_one_unit_stay_within_the_clause(on_sqlite: Year) -> None:
    first, second, *_ = late(on_sqlite)
    told = {"deduction": first.id, "words": "多次迟报"}
    for amount, said in (
        ("2.5", "“逾期提供数据”给了 2.5 分，要在 0 到 2 之间"),
        ("0.3", "“逾期提供数据”给了 0.3 分，要从 0 起以 0.5 为一级"),
    ):
        with pytest.raises(Refused, match=said):
            on_sqlite.do("set_deduction", "kaohe_desk", "2019-03-20 09:00", **told, amount=amount)
    on_sqlite.do("set_deduction", "kaohe_desk", "2019-03-20 09:00", **told, amount="1.5")
    with pytest.raises(Refused, match=r"给了 2\.5 分，要在 0 到 2 之间（连同已核定的 1\.5 分）"):
        on_sqlite.do("set_deduction", "kaohe_desk", "2019-03-20 10:00", deduction=second.id, amount="1", words="又迟")

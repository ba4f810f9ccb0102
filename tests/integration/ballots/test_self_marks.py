"""自评分 scores nothing until another unit has confirmed it, and then at what that unit says (O08, R4.10)."""

from fractions import Fraction
from pathlib import Path

import pytest

from models.database import Database
from scoring.asking import Case
from scoring.refusals import NoData
from tests.integration.actions.breakdowns import concluded
from tests.integration.actions.year import Year, published
from tests.integration.ballots.voting import reckoned

RULE = """\
scoring:
  indicators:
    - indicator: A1
      of: {kind: judgement, slot: own, label: 自评打分, least: 0, most: 60, proposes: {role: department_head, of: lead}}

policy:
"""


@pytest.fixture
def marked(database: Database, tmp_path: Path) -> tuple[Year, int]:
    """高标准农田 is verified, and its lead gives itself 58."""
    year = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other={"policy:\n": RULE})
    task = concluded(year)
    year.do("verify", "desk", "2019-12-21 09:00", assignment=task, figures={"建成面积": "805"})
    year.do("enter_self_score", "farming_head", "2019-12-22 09:00", assignment=task, points="58", words="超额完成")
    return year, task


def score(year: Year, *, as_of: str | None = None) -> Fraction:
    return reckoned(year, as_of).book.score("A1", Case("farming", "2019")).value


def test_a_self_mark_scores_what_another_unit_says(marked: tuple[Year, int]) -> None:
    year, task = marked
    with pytest.raises(NoData, match="农业站“自评打分”自评 58 分，待认定"):
        score(year)
    year.do("enter_score", "desk", "2019-12-25 09:00", assignment=task, points="55", words="对照标准")
    assert score(year) == 55
    with pytest.raises(NoData, match="待认定"):
        score(year, as_of="2019-12-24 09:00")
    with pytest.raises(NoData, match="还没有人给分"):
        score(year, as_of="2019-12-21 12:00")
    fact = reckoned(year).book.judgement("own", Case("farming", "2019"))
    assert fact is not None
    assert (fact.proposed_by, fact.confirmed_by) == ("农业站", "镇党政办")

"""Tasks that await their score get the points that the clause gives, and the record says the whole way there."""

from decimal import Decimal
from pathlib import Path

import pytest

from actions.acts import Refused
from models.database import Database
from models.verdicts import Score
from tests.integration.actions.breakdowns import concluded, state
from tests.integration.actions.year import Year, published

RULE = """scoring:
  groups: [{code: lands, name: 部门, units: [farming]}]
  indicators:
    - indicator: A1
      of:
        kind: base
        points: 60
        basis: {document: notice, clause: 三.1, quote: 每少1%扣0.5分}
        deductions:
          - {kind: steps, of: {kind: gap, actual: farmland, target: {kind: target}}, each: 1, points: 0.5}
policy:
"""


def town(database: Database, folder: Path, rule: str = RULE) -> Year:
    text = {"policy:\n": rule, "evidence: required": "evidence: optional"}
    return published(database, "tiny", when="2019-03-04 09:00", folder=folder, other=text)


def verified(year: Year, value: str) -> int:
    assignment = concluded(year)
    year.do("verify", "desk", "2019-12-21 09:00", assignment=assignment, figures={"建成面积": value})
    return assignment


def test_verified_task_is_scored_by_its_rule_with_the_way_there(database: Database, tmp_path: Path) -> None:
    year = town(database, tmp_path)
    assignment = verified(year, "778")  # 22 of 800 short: 2.75 %, two whole steps
    done = year.do("score_by_rules", "desk", "2019-12-22 09:00", assessment=year.assessment)
    assert done.details == {"scored": {assignment: "59"}, "left": {}}
    score = year.one(Score)
    assert (score.kind, score.points, score.of_points) == ("assessor", Decimal(59), Decimal(60))
    assert score.basis == "三.1“每少1%扣0.5分”"
    assert state(year, assignment) == "scored"
    assert score.explanation["value"] == "59"
    assert "778" in str(score.explanation)


def test_points_that_never_end_wait_for_the_scheme_to_round(sqlite_database: Database, tmp_path: Path) -> None:
    thirds = RULE.replace("each: 1, points: 0.5}", "each: 3, points: 1, step: proportional}")
    year = town(sqlite_database, tmp_path, thirds)
    assignment = verified(year, "792")  # 1 % short, a third of a step
    with pytest.raises(Refused, match="请在方案里写明取几位小数"):
        year.do("score_by_rules", "desk", "2019-12-22 09:00", assessment=year.assessment)
    assert state(year, assignment) == "awaiting_verdict"


def test_a_task_without_a_rule_waits_for_a_person(sqlite_database: Database, tmp_path: Path) -> None:
    other = "scoring: {indicators: [{indicator: A2, of: {kind: judgement, slot: safe, least: 0, most: 40}}]}\npolicy:\n"
    year = town(sqlite_database, tmp_path, other)
    verified(year, "800")
    with pytest.raises(Refused, match="没有写怎么评分"):
        year.do("score_by_rules", "desk", "2019-12-22 09:00", assessment=year.assessment)


def test_nobody_scores_his_own_unit(sqlite_database: Database, tmp_path: Path) -> None:
    year = town(sqlite_database, tmp_path)
    verified(year, "800")
    with pytest.raises(Refused):
        year.do("score_by_rules", "farming_head", "2019-12-22 09:00", assessment=year.assessment)

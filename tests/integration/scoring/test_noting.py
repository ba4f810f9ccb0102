"""What reports, verdicts and adjusted targets bring counts for the score as it happens, and as it was known then."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from actions.scoring.reckoning import reckon
from models.database import Database
from models.reports import ReportRow
from scoring.asking import Case
from scoring.facts import FigureFact
from tests.acceptance.requirements.falling_short import approve
from tests.integration.actions.breakdowns import in_execution
from tests.integration.actions.year import Year, at, published

FARMLAND = "新建高标准农田"
SCORED = {
    "policy:\n": """scoring:
  groups: [{code: lands, name: 部门, units: [farming]}]
  indicators:
    - indicator: A1
      of: {kind: ratio, part: farmland, whole: {kind: target}}
policy:
""",
    "evidence: required": "evidence: optional",
    "posts:\n": "posts:\n  - {code: mayor, title: 镇长, unit: leaders, role: principal_leader}\n",
}


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=SCORED)


def handed_in(town: Year) -> int:
    town.tick("2019-03-20 09:00")
    march = int(town.report(FARMLAND, "2019-03").id)
    line = {"cumulative": "400", "progress": "按计划建设"}
    town.do("fill_report", "farming_officer", "2019-03-28 10:00", report=march, lines=[line])
    task = town.assignment(FARMLAND)
    town.do("submit_report", "farming_officer", "2019-03-28 10:00", assignment=task, window="march")
    return march


def known(town: Year, as_of: str | None = None, effective: str | None = None) -> tuple[FigureFact | None, Fraction]:
    """The year's figure of farmland, and the rate that the rule makes of it."""
    with town.database.read() as tx:
        book = reckon(
            tx,
            town.assessment,
            today=date(2019, 12, 31),
            as_of=at(as_of) if as_of else None,
            effective=date.fromisoformat(effective) if effective else None,
        ).book
    case = Case("farming", "2019")
    fact = book.figure("farmland", case)
    return fact, book.score("A1", case).value if fact is not None else Fraction(0)


def test_figure_counts_when_it_was_handed_in_and_as_it_was_found(town: Year) -> None:
    town.tick("2019-03-20 09:00")
    march = town.report(FARMLAND, "2019-03").id
    line = {"cumulative": "400", "progress": "按计划建设"}
    town.do("fill_report", "farming_officer", "2019-03-28 10:00", report=march, lines=[line])
    town.do(
        "submit_report", "farming_officer", "2019-03-28 10:00", assignment=town.assignment(FARMLAND), window="march"
    )
    assert known(town) == (None, 0)  # still in its own house
    approve(town, march, "farming_head", "2019-03-28 11:00")
    fact, rate = known(town)
    assert fact is not None
    assert (fact.reported, fact.verified, rate) == (400, None, 50)
    assert "2019年3月进展报告" in fact.known.ref

    lines = [
        {"row": row.id, "cumulative": "380", "words": "按台账核实"} for row in town.rows(ReportRow, report_id=march)
    ]
    town.do("verify_report", "desk", "2019-03-29 10:00", report=march, lines=lines)
    fact, rate = known(town)
    assert fact is not None
    assert (fact.reported, fact.verified, fact.known.verified_by) == (400, 380, "党政办考核岗")
    assert rate == Fraction("47.5")
    assert known(town, as_of="2019-03-28 12:00")[1] == 50
    assert known(town, as_of="2019-03-28 10:30") == (None, 0)


def test_report_that_was_returned_is_known_no_longer(town: Year) -> None:
    town.tick("2019-03-20 09:00")
    march = town.report(FARMLAND, "2019-03").id
    line = {"cumulative": "400", "progress": "按计划建设"}
    town.do("fill_report", "farming_officer", "2019-03-28 10:00", report=march, lines=[line])
    town.do(
        "submit_report", "farming_officer", "2019-03-28 10:00", assignment=town.assignment(FARMLAND), window="march"
    )
    approve(town, march, "farming_head", "2019-03-28 11:00")
    town.do("return_for_revision", "desk", "2019-03-28 15:00", kind="report", id=march, reason="附表与正文不符")
    assert known(town) == (None, 0)
    assert known(town, as_of="2019-03-28 12:00")[1] == 50


def test_adjusted_target_counts_from_its_day_on(town: Year) -> None:
    assignment = in_execution(town)
    town.do(
        "record_facts",
        "desk",
        "2019-05-01 09:00",
        assessment=town.assessment,
        facts={"figures": [{"unit": "farming", "figure": "farmland", "value": 280}]},
    )
    asked = {"targets": [{"target": "建成面积", "value": "560"}], "reason": "连片地块被征用"}
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **asked)
    told = {"assignment": assignment, "agreed": True, "words": "情况属实", "document_no": "某政函〔2019〕3号"}
    town.do("decide_adjustment", "mayor", "2019-05-07 09:00", **told)
    assert known(town)[1] == 50
    assert known(town, effective="2019-05-06")[1] == 35
    assert known(town, as_of="2019-05-06 10:00")[1] == 35

"""Whose hands a thing goes through, and whose it must not."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.assignments import Assignment
from models.database import Database
from models.packages import Package, PackageItem
from models.posts import Post
from models.reports import ReportRow
from models.units import Unit
from tests.acceptance.requirements.asking import refusal
from tests.integration.actions.year import Year, published

TITLE = "实施农村基层党组织助残扶贫工程"
OFFICER = "education_employment_officer"
NOT_YOURS = "您现在的岗位不能办理，可以办理的是："
ITEM = {
    "content": "结对到户并落实种植、养殖或加工项目",
    "requirement": "帮扶到户、项目到户",
    "schedule": "6月底前过半，11月底前完成",
    "leader": "leader_education",
    "unit": "education_employment",
    "responsible": "education_employment_responsible",
    "officers": [OFFICER],
    "shares": [{"target": "帮扶户数", "value": 5000}],
}


@pytest.mark.closes("R0.23")
def test_departments_fill_in_the_office_collects_leaders_approve_the_province_stays_outside(province: Year) -> None:
    year, task = province, province.assignment(TITLE)
    package = year.one(Package, kind="breakdown").id

    def held_back(act: str, *others: str, **told: Any) -> None:
        for other in others:
            (reason,) = refusal(year, act, other, "2019-05-07 09:00", **told)
            assert reason.startswith(NOT_YOURS)

    held_back("save_breakdown", "collecting_desk", "leader_education", "personnel_officer", assignment=task, items=[])
    year.do("save_breakdown", OFFICER, "2019-05-06 09:00", assignment=task, items=[ITEM])
    year.do("submit_breakdown", OFFICER, "2019-05-06 10:00", assignment=task)
    for approver in ("education_employment_head", "leader_education"):
        held_back("approve", OFFICER, "collecting_desk", "leader_party", kind="assignment", id=task)
        year.do("approve", approver, "2019-05-07 10:00", kind="assignment", id=task)

    others = [row.id for row in year.rows(PackageItem, package_id=package) if row.subject_id != task]
    held_back("consolidate_package", OFFICER, "education_employment_head", "principal_leader", package=package)
    year.do("name_missing", "collecting_desk", "2019-05-13 09:00", package=package, items=others, words="另件报送")
    year.do("consolidate_package", "collecting_desk", "2019-05-13 10:00", package=package)
    year.do("submit_package", "collecting_desk", "2019-05-13 11:00", package=package)
    held_back("approve", "collecting_desk", "leader_education", kind="package", id=package)
    year.do("approve", "principal_leader", "2019-05-14 09:00", kind="package", id=package, words="同意上报")

    outside = year.one(Unit, name="省考核办")
    assert (outside.kind, year.rows(Post, unit_id=outside.id)) == ("external", [])
    assert (year.one(Package, id=package).state, year.one(Assignment, id=task).state) == (
        "approved",
        "awaiting_consolidation",
    )


TEAMS = {
    "\nposts:\n": """
  - {code: audit, name: 镇审计组}
  - {code: works, name: 镇建设办}

posts:
  - {code: office_head, title: 党政办主任, unit: office, role: department_head}
  - {code: office_officer, title: 党政办承办人, unit: office, role: officer}
  - {code: audit_head, title: 镇审计组组长, unit: audit, role: assessor}
  - {code: works_head, title: 镇建设办主任, unit: works, role: assessor}
""",
    "    assessors: [镇党政办]\n    basis: {document: notice, clause: 附件第一项": (
        "    assessors: [镇审计组]\n    basis: {document: notice, clause: 附件第一项"
    ),
    "    leads: [农业站]\n    assessors: [镇党政办]\n    basis: {document: notice, clause: 附件第二项": (
        "    leads: [镇党政办]\n    assessors: [镇党政办, 镇建设办]\n    basis: {document: notice, clause: 附件第二项"
    ),
}
OWN_UNIT = ("本单位承担的指标不能由本单位核验、评分，请由其他考评单位办理",)


@pytest.fixture
def assessed(sqlite_database: Database, tmp_path: Path) -> Year:
    """The town, where 审计组 assesses the farmland, and 党政办 both leads the safety checks and assesses them."""
    return published(sqlite_database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TEAMS)


def handed_in(year: Year, title: str, *, unit: str) -> int:
    """A report that its own unit has handed in; its number."""
    year.tick("2019-03-20 09:00")
    report = int(year.report(title, "2019-03").id)
    line = {"progress": "已全部完成"} | ({"cumulative": "812.5"} if unit == "farming" else {})
    officer = f"{unit}_officer"
    year.do("fill_report", officer, "2019-03-21 09:00", report=report, lines=[line])
    year.attach(officer, "2019-03-21 10:00", report=report, unit=unit)
    year.do("submit_report", officer, "2019-03-21 11:00", assignment=year.assignment(title), window="march")
    year.do("approve", f"{unit}_head", "2019-03-21 12:00", kind="report", id=report)
    return report


def in_execution(year: Year, title: str, *, unit: str) -> int:
    """A task that its own unit has broken down, and that runs."""
    task = year.assignment(title)
    own = {"unit": unit, "responsible": f"{unit}_head", "officers": [f"{unit}_officer"], "shares": []}
    item = {**ITEM, "leader": "leader", **own}
    year.do("save_breakdown", f"{unit}_officer", "2019-03-05 09:00", assignment=task, items=[item])
    year.do("submit_breakdown", f"{unit}_officer", "2019-03-05 10:00", assignment=task)
    for approver in (f"{unit}_head", "leader"):
        year.do("approve", approver, "2019-03-05 11:00", kind="assignment", id=task)
    for act in ("consolidate", "begin"):
        year.do(act, "desk", "2019-03-06 09:00", assignments=[task])
    return task


@pytest.mark.closes("R1.7")
def test_assessor_of_the_row_verifies_and_its_owner_does_not(assessed: Year) -> None:
    report = handed_in(assessed, "新建高标准农田", unit="farming")
    row = assessed.one(ReportRow, report_id=report).id
    for other in ("farming_officer", "farming_head", "works_head"):
        (reason,) = refusal(assessed, "verify_report", other, "2019-03-22 09:00", report=report)
        assert reason.startswith(NOT_YOURS)

    lines = [{"row": row, "cumulative": "805", "words": "现场复测"}]
    done = assessed.do("verify_report", "audit_head", "2019-03-22 10:00", report=report, lines=lines)

    assert done.summary == "已认定“3月进展情况：新建高标准农田”2019年3月进展报告，1行与上报值不同"
    row = assessed.one(ReportRow, report_id=report)
    assert (row.reported_cumulative, row.verified_cumulative) == (Decimal("812.5"), Decimal(805))


@pytest.mark.closes("R1.8", "W10")
def test_unit_that_would_assess_itself_steps_back(assessed: Year) -> None:
    task = in_execution(assessed, "农机安全检查", unit="office")
    report = handed_in(assessed, "农机安全检查", unit="office")
    for own in ("desk", "office_head"):
        assert refusal(assessed, "verify_report", own, "2019-03-22 09:00", report=report) == OWN_UNIT
    assessed.do("verify_report", "works_head", "2019-03-22 10:00", report=report)

    assessed.do("conclude", "desk", "2019-12-20 09:00", assignments=[task])
    for own in ("desk", "office_head"):
        assert refusal(assessed, "verify", own, "2019-12-21 09:00", assignment=task) == OWN_UNIT
    assessed.do("verify", "works_head", "2019-12-21 10:00", assignment=task, result="完成")
    assert refusal(assessed, "enter_score", "desk", "2019-12-22 09:00", assignment=task, points="40") == OWN_UNIT
    done = assessed.do("enter_score", "works_head", "2019-12-22 10:00", assignment=task, points="38")
    assert done.summary == "“农机安全检查”得38分"

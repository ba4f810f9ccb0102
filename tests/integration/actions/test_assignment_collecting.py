"""What the office does for all: collecting, binding, ending."""

from collections.abc import Callable

import pytest

from models.assignments import Assignment
from models.obligations import Obligation
from models.packages import Package, PackageItem
from tests.integration.actions.breakdowns import (
    FARMLAND,
    SAFETY,
    approve,
    bodies,
    handed_in,
    in_execution,
    road_handed_in,
)
from tests.integration.actions.year import Year

Refusing = Callable[..., tuple[str, ...]]


def test_office_collects_all_that_is_there_under_one_obligation(town: Year, refused: Refusing) -> None:
    for title in (FARMLAND, SAFETY):
        assignment = handed_in(town, "2019-03-05 10:00", title=title)
        for by, when in (("farming_head", "2019-03-05 14:00"), ("leader", "2019-03-05 15:00")):
            approve(town, by, when, assignment)
    (owed,) = town.owed(kind="consolidation")
    assert (owed.subject_kind, owed.title) == ("assessment", "指标分解结果")

    town.do("consolidate", "desk", "2019-03-06 09:00", assignments=[1])
    assert len(town.owed(kind="consolidation")) == 1
    done = town.do("consolidate", "desk", "2019-03-06 09:10", assessment=town.assessment)

    assert (done.summary, town.owed(kind="consolidation")) == ("已汇总1项", [])
    reasons = refused(town, "consolidate", "desk", "2019-03-06 09:20", assessment=town.assessment)
    assert reasons == ("本年度现在没有“待办公室汇总”的指标任务",)


def test_one_that_may_not_go_holds_the_others(town: Year, refused: Refusing) -> None:
    in_execution(town)
    reasons = refused(town, "begin", "desk", "2019-03-07 09:00", assignments=[1, 2])
    assert reasons == (
        "“新建高标准农田”指标任务现在是“执行中”，不能办理“转入执行”",
        "“农机安全检查”指标任务现在是“分解中”，不能办理“转入执行”",
    )


@pytest.mark.closes("A22")
def test_what_the_office_has_bound_is_not_taken_back(district: Year, refused: Refusing) -> None:
    """The district binds its breakdowns into a package, so that nobody owes a consolidation of each."""
    road = road_handed_in(district)
    for by in ("housing_head", "transport_head", "water_head", "deputy_mayor", "finance_head", "audit_head", "mayor"):
        approve(district, by, "2019-04-02 10:00", road)
    assert {row.subject_kind for row in district.owed(kind="consolidation")} == {"package"}
    package = district.one(Package, kind="breakdown").id
    others = [row.id for row in district.rows(PackageItem, package_id=package) if row.subject_id != road]
    told = {"package": package}
    district.do("name_missing", "collecting_desk", "2019-04-03 09:00", **told, items=others, words="未报来")
    for act in ("consolidate_package", "submit_package"):
        district.do(act, "collecting_desk", "2019-04-03 09:10", **told)

    reasons = refused(district, "recall", "mayor", "2019-04-03 09:20", kind="assignment", id=road)
    assert reasons == ("对方已经办理，不能撤回，可请对方退回修改",)


def test_withdrawn_assignment_owes_nothing_any_more(with_principal: Year, refused: Refusing) -> None:
    town = with_principal
    assignment = in_execution(town)
    assert len(town.owed(subject_kind="assignment", subject_id=assignment, kind="report")) == 1
    assert refused(town, "withdraw", "mayor", "2019-05-06 09:00", assignment=assignment) == ("请写明理由",)

    town.do("withdraw", "mayor", "2019-05-06 09:00", assignment=assignment, reason="项目取消")

    assert town.one(Assignment, id=assignment).state == "withdrawn"
    assert bodies(town, "withdrawn") == [
        ("farming_officer", "农业站承担的“新建高标准农田”已撤销，不需再办理。理由：项目取消")
    ]
    assert {row.outcome for row in town.rows(Obligation, subject_kind="assignment", subject_id=assignment)} == {
        "done",
        "withdrawn",
    }

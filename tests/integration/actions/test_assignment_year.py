"""From execution to the archive: adjusting a target, the verdict, the score, the end."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.assignments import Assignment
from models.database import Database
from models.indicators import Target
from models.items import ItemTarget
from models.journal import Journal
from models.obligations import Obligation
from models.verdicts import Score, Verdict, VerdictFigure
from tests.integration.actions.breakdowns import (
    FARMLAND,
    SAFETY,
    approve,
    bodies,
    desks,
    handed_in,
    road_handed_in,
    state,
)
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]


def in_execution(town: Year, *, title: str = FARMLAND) -> int:
    assignment = handed_in(town, "2019-03-05 10:00", title=title)
    for by, when in (("farming_head", "2019-03-05 14:00"), ("leader", "2019-03-05 15:00")):
        approve(town, by, when, assignment)
    for act in ("consolidate", "begin"):
        town.do(act, "desk", "2019-03-06 09:00", assignments=[assignment])
    return assignment


def concluded(town: Year, *, title: str = FARMLAND, reported: str = "812.5") -> int:
    """The one window's report is in and verified; the verdict is awaited."""
    assignment = in_execution(town, title=title)
    town.tick("2019-03-20 09:00")
    report = town.report(title, "2019-03").id
    line: dict[str, Any] = {"progress": "全部建成", "item": town.rows(ItemTarget)[0].item_id, "cumulative": reported}
    town.do("fill_report", "farming_officer", "2019-03-25 09:00", report=report, lines=[line])
    town.attach("farming_officer", "2019-03-25 10:00", report=report, unit="farming")
    town.do("submit_report", "farming_officer", "2019-03-25 11:00", assignment=assignment, window="march")
    town.do("approve", "farming_head", "2019-03-25 12:00", kind="report", id=report)
    town.do("conclude", "desk", "2019-12-20 09:00", assignments=[assignment])
    return assignment


# 收集


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


# 调整


ASKED = {"targets": [{"target": "建成面积", "value": "750"}], "reason": "连片地块被征用50亩"}


@pytest.fixture
def with_principal(database: Database, tmp_path: Path) -> Year:
    """The town, with a principal leader who decides."""
    other = {"posts:\n": "posts:\n  - {code: mayor, title: 镇长, unit: leaders, role: principal_leader}\n"}
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)


@pytest.mark.closes("O32")
def test_adjusted_target_holds_from_its_day_and_the_old_one_is_kept(with_principal: Year, refused: Refusing) -> None:
    town = with_principal
    assignment = in_execution(town)
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **ASKED)
    assert desks(town, assignment, "decision") == ["mayor"]

    told = {"assignment": assignment, "agreed": True}
    reasons = refused(town, "decide_adjustment", "mayor", "2019-05-07 09:00", **told)
    assert reasons == ("请写明理由", "同意调整的，请登记批准文号")
    done = town.do(
        "decide_adjustment", "mayor", "2019-05-07 09:00",
        **told, words="情况属实", document_no="某政函〔2019〕3号", effective_on="2019-05-08",
    )  # fmt: skip

    assert done.summary == "已同意调整“新建高标准农田”的目标：建成面积由800调整为750"
    rows = [
        (row.value, row.revision, row.began_on, row.ended_on, row.basis) for row in town.rows(Target, name="建成面积")
    ]
    assert rows == [
        (Decimal(750), 2, date(2019, 5, 8), None, "某政函〔2019〕3号"),
        (Decimal(800), 1, None, date(2019, 5, 7), ""),
    ]
    assert [row.value for row in town.rows(ItemTarget)] == [Decimal(750)]
    assert (state(town, assignment), town.owed(kind="decision")) == ("in_execution", [])
    assert bodies(town, "adjustment_decided") == [
        (
            "farming_officer",
            "“新建高标准农田”的目标调整申请已同意，自2019年5月8日（周三）起执行：建成面积由800调整为750。"
            "依据：某政函〔2019〕3号。意见：情况属实",
        )
    ]


@pytest.mark.closes("O32")
def test_target_that_the_superior_set_needs_his_reply(database: Database, tmp_path: Path, refused: Refusing) -> None:
    other = {
        "posts:\n": "posts:\n  - {code: mayor, title: 镇长, unit: leaders, role: principal_leader}\n",
        "by: office": "by: superior",
    }
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    assignment = in_execution(town)
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **ASKED)

    told = {"assignment": assignment, "agreed": True, "words": "同意", "document_no": "某政函〔2019〕3号"}
    reasons = refused(town, "decide_adjustment", "mayor", "2019-05-07 09:00", **told)
    assert reasons == ("目标由上级下达，须先报上级批复并登记批复文件",)

    reply = {"document_no": "市考〔2019〕12号", "dated_on": "2019-05-06"}
    town.do("decide_adjustment", "mayor", "2019-05-08 09:00", **told, reply=reply)
    assert town.one(Target, name="建成面积", revision=2).basis == "某政函〔2019〕3号；市考〔2019〕12号（2019-05-06）"


@pytest.mark.closes("O32")
def test_adjustment_after_the_cut_off_is_refused(database: Database, tmp_path: Path, refused: Refusing) -> None:
    other = {"late_start: exempt": "late_start: exempt\n  adjust_before: 2019-09-30"}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    assignment = in_execution(town)

    reasons = refused(
        town, "request_adjustment", "farming_officer", "2019-10-01 00:00", assignment=assignment, **ASKED
    )  # fmt: skip
    assert reasons == ("调整申请应在2019年09月30日前提出",)
    town.do("request_adjustment", "farming_officer", "2019-09-30 23:59", assignment=assignment, **ASKED)
    assert state(town, assignment) == "adjustment_requested"


def test_refused_adjustment_leaves_the_target(with_principal: Year) -> None:
    town = with_principal
    assignment = in_execution(town)
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **ASKED)
    town.do("decide_adjustment", "mayor", "2019-05-07 09:00", assignment=assignment, agreed=False, words="理由不足")

    assert [row.value for row in town.rows(Target, name="建成面积")] == [Decimal(800)]
    assert state(town, assignment) == "in_execution"


def test_adjustment_names_what_is_wrong(with_principal: Year, refused: Refusing) -> None:
    assignment = in_execution(with_principal)
    wanted = [
        {"target": "产量", "value": 1},
        {"target": "建成面积", "value": 800},
        {"target": "建成面积", "text": "多"},
    ]
    told = {"assignment": assignment, "targets": wanted}
    reasons = refused(with_principal, "request_adjustment", "farming_officer", "2019-05-06 09:00", **told)
    assert reasons == (
        "请写明理由",
        "本任务没有名为“产量”的目标",
        "“建成面积”与现行目标相同",
        "“建成面积”是数值目标，请写 value",
    )


# 认定


def test_nothing_is_concluded_while_reports_are_out(town: Year, refused: Refusing) -> None:
    assignment = in_execution(town)
    reasons = refused(town, "conclude", "desk", "2019-12-20 09:00", assignments=[assignment])
    assert reasons == ("“新建高标准农田”还有未报送的进展：3月进展情况（2019年3月）",)


def test_verified_figure_stands_beside_the_reported_one(town: Year, refused: Refusing) -> None:
    assignment = concluded(town)
    assert refused(town, "verify", "desk", "2019-12-21 09:00", assignment=assignment) == ("还没有“建成面积”的认定值",)

    done = town.do(
        "verify", "desk", "2019-12-21 09:00", assignment=assignment, figures={"建成面积": "805"}, is_met=True
    )

    assert done.details == {"figures": [{"target": "建成面积", "reported": Decimal("812.5"), "verified": Decimal(805)}]}
    assert [row.value for row in town.rows(VerdictFigure)] == [Decimal(805)]
    assert (desks(town, assignment, "verification"), desks(town, assignment, "score")) == ([], ["desk"])
    assert bodies(town, "verified") == [
        ("farming_officer", "“新建高标准农田”年度认定已核验。：建成面积认定805（上报812.5）")
    ]


@pytest.mark.closes("O01", "R2.12")
def test_superiors_verdict_is_recorded_with_its_paper(database: Database, tmp_path: Path, refused: Refusing) -> None:
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other={"by: office": "by: superior"})
    assignment = concluded(town)
    assert desks(town, assignment, "verdict") == ["desk"]
    told = {"assignment": assignment, "points": "58.5"}
    reasons = refused(town, "record_verdict", "desk", "2020-01-10 09:00", **{**told, "points": "60.5"})
    assert reasons == ("请登记上级认定的文件、日期和附件", "得分60.5超过60分")

    scan = town.attach_loose("desk", "2020-01-10 09:00", unit="office", title="市考核结果通报")
    paper = {"document_no": "市考〔2020〕1号", "dated_on": "2020-01-08", "attachment": scan}
    town.do("record_verdict", "desk", "2020-01-10 09:10", **told, **paper, figures={"建成面积": 800}, result="完成")
    town.do("record_verdict", "desk", "2020-01-11 09:10", **told, **paper, figures={"建成面积": 801}, result="完成")

    sitting = town.one(Verdict, replaced_at=None)
    assert (sitting.document_no, sitting.dated_on, sitting.points, sitting.evidence_version_id) == (
        "市考〔2020〕1号", date(2020, 1, 8), Decimal("58.5"), scan,
    )  # fmt: skip
    assert len(town.rows(Verdict)) == 2
    assert town.rows(Journal, act="record_verdict")[0].basis == "市考〔2020〕1号（2020-01-08）"
    assert bodies(town, "verdict_recorded")[0] == (
        "farming_officer",
        "“新建高标准农田”的上级认定结果已登记：完成，得58.5分：建成面积认定800（上报812.5）（依据：市考〔2020〕1号（2020-01-08））。",
    )

    reasons = refused(town, "enter_score", "desk", "2020-01-12 09:00", assignment=assignment, points="59")
    assert reasons == ("上级认定的得分是58.5分，与所填的59分不符",)
    town.do("enter_score", "desk", "2020-01-12 09:00", assignment=assignment)
    assert [(row.kind, row.points, row.of_points) for row in town.rows(Score)] == [
        ("superior", Decimal("58.5"), Decimal(60))
    ]


# 评分


@pytest.fixture
def verified(town: Year) -> int:
    assignment = concluded(town)
    town.do("verify", "desk", "2019-12-21 09:00", assignment=assignment, figures={"建成面积": "805"})
    return assignment


@pytest.mark.closes("O08")
def test_mark_on_oneself_stays_a_self_mark_until_another_confirms_it(
    town: Year, verified: int, refused: Refusing
) -> None:
    told = {"assignment": verified, "points": "60", "basis": "附件第一项"}
    (reason,) = refused(town, "enter_score", "farming_head", "2019-12-22 09:00", **told)
    assert reason.startswith("您现在的岗位不能办理")
    town.do("enter_self_score", "farming_head", "2019-12-22 09:00", **told)
    assert (state(town, verified), town.one(Score).confirmed_at) == ("awaiting_verdict", None)

    done = town.do("enter_score", "desk", "2019-12-23 09:00", **told)

    assert done.summary == "“新建高标准农田”得60分，与自评分一致"
    assert state(town, verified) == "scored"
    assert [(row.kind, row.points, row.confirmed_at) for row in town.rows(Score)] == [
        ("self", Decimal(60), at("2019-12-23 09:00")),
        ("assessor", Decimal(60), None),
    ]


@pytest.mark.parametrize(
    ("points", "reasons"),
    [
        ("60.01", ("得分60.01超过60分",)),
        ("-0.5", ("得分-0.5低于0分",)),
        (None, ("请填写得分",)),
    ],
)
def test_score_stays_within_what_the_indicator_is_worth(
    town: Year, verified: int, refused: Refusing, points: str | None, reasons: tuple[str, ...]
) -> None:
    assert refused(town, "enter_score", "desk", "2019-12-22 09:00", assignment=verified, points=points) == reasons


def test_bonus_may_pass_the_points(database: Database, tmp_path: Path) -> None:
    bonus = {
        "quantitative: {label: 量化指标, strategy: quantitative}": "quantitative: {label: 加分指标, strategy: bonus}"
    }
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=bonus)
    assignment = concluded(town)
    town.do("verify", "desk", "2019-12-21 09:00", assignment=assignment, figures={"建成面积": "1200"})
    town.do("enter_score", "desk", "2019-12-22 09:00", assignment=assignment, points="66")
    assert town.one(Score).points == Decimal(66)


def test_nothing_is_scored_before_its_verdict(town: Year, refused: Refusing) -> None:
    assignment = concluded(town)
    reasons = refused(town, "enter_score", "desk", "2019-12-22 09:00", assignment=assignment, points="60")
    assert reasons == ("还没有认定结果",)


def test_result_is_looked_at_again_and_archived(town: Year, verified: int) -> None:
    town.do("enter_score", "desk", "2019-12-22 09:00", assignment=verified, points="60")
    town.do("archive", "desk", "2019-12-30 09:00", assessment=town.assessment)

    assert state(town, verified) == "archived"
    assert town.owed(subject_kind="assignment", subject_id=verified) == []


def test_score_that_was_reopened_takes_the_place_of_the_first(database: Database, tmp_path: Path) -> None:
    other = {"posts:\n": "posts:\n  - {code: chief, title: 党政办主任, unit: office, role: assessment_office_head}\n"}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=other)
    assignment = concluded(town)
    town.do("verify", "desk", "2019-12-21 09:00", assignment=assignment, figures={"建成面积": "805"})
    town.do("enter_score", "desk", "2019-12-22 09:00", assignment=assignment, points="60")
    town.do("reopen", "chief", "2019-12-23 09:00", assignment=assignment, reason="复核发现面积有误")
    town.do("verify", "desk", "2019-12-24 09:00", assignment=assignment, figures={"建成面积": "790"})
    town.do("enter_score", "desk", "2019-12-25 09:00", assignment=assignment, points="55")

    assert [(row.points, row.replaced_at) for row in town.rows(Score)] == [
        (Decimal(60), at("2019-12-25 09:00")),
        (Decimal(55), None),
    ]


# 撤销


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


# 用到区里的一项，供签收等后续环节


def test_road_is_collected_into_the_package(district: Year) -> None:
    """The district binds its breakdowns into a package, so that nobody owes a consolidation of each."""
    road = road_handed_in(district)
    for by in ("housing_head", "transport_head", "water_head", "deputy_mayor", "finance_head", "audit_head", "mayor"):
        approve(district, by, "2019-04-02 10:00", road)
    assert state(district, road) == "awaiting_consolidation"
    assert {row.subject_kind for row in district.owed(kind="consolidation")} == {"package"}

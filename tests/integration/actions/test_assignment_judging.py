"""The verdict and the score, of the office itself and of the superior."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.database import Database
from models.journal import Journal
from models.verdicts import Score, Verdict, VerdictFigure
from tests.integration.actions.breakdowns import (
    bodies,
    concluded,
    desks,
    in_execution,
    state,
)
from tests.integration.actions.year import Year, at, published

Refusing = Callable[..., tuple[str, ...]]


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

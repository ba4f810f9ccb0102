"""Self-checks, visits, meetings, what was said to the superior: written down, and what follows is owed."""

from collections.abc import Callable
from typing import Any

import pytest

from models.journal import Journal
from models.obligations import Obligation
from models.posts import Post
from models.reports import Report
from models.statements import Statement
from models.supervision import LiaisonReport, Visit
from models.windows import Window
from tests.integration.actions.year import Year, at

Refused = Callable[..., tuple[str, ...]]
DESK, SUPERVISOR = "county_office_desk", "party_supervisor"
VISIT: dict[str, Any] = {
    "title": "就业指标督查",
    "purpose": "新增就业进度滞后",
    "planned_on": "2019-10-16",
    "units": ["labour"],
    "team": ["party_supervision", "county_office"],
}


@pytest.mark.closes("D12", "R2.10", "R2.21", "R2.22")
def test_self_check_is_settled_by_a_signed_statement(county: Year, refused: Refused) -> None:
    who = "labour_responsible"
    mine = county.owed(kind="self_check", period="2019-09", post_id=county.one(Post, code=who).id)[0]
    told = {"obligation": mine.id, "checked": "逐项核对台账", "finding": "problems"}
    assert refused(county, "sign_self_check", who, "2019-09-27 10:00", **told) == (
        "发现问题的，要写明是什么问题",
        "发现问题的，要写明改进完善措施",
    )
    assert refused(county, "settle_duty", who, "2019-09-27 10:00", obligation=mine.id, words="已自查") == (
        f"“{mine.title}”要签署自查说明，不能直接登记",
    )
    assert refused(county, "sign_self_check", DESK, "2019-09-27 10:00", **told) != ()
    county.do("sign_self_check", who, "2019-09-27 10:00", **told, problems="两处台账不全", measures="月底前补齐")

    statement = county.one(Statement)
    assert (statement.finding, statement.measures, statement.signed_by) == (
        "problems",
        "月底前补齐",
        county.persons[who],
    )
    assert county.one(Obligation, id=mine.id).outcome == "done"


@pytest.mark.closes("R2.27", "R2.28")
def test_visit_is_made_after_its_plan_was_approved_by_a_joint_team(county: Year, refused: Refused) -> None:
    alone = {**VISIT, "team": ["party_supervision"]}
    assert refused(county, "plan_visit", SUPERVISOR, "2019-10-10 10:00", assessment=county.assessment, **alone) == (
        "督查要由抽调相关单位组成的联合督查组进行，至少两个单位参加",
    )
    visit = county.do("plan_visit", SUPERVISOR, "2019-10-10 10:00", assessment=county.assessment, **VISIT).ids["visit"]
    made = {"visit": visit, "made_on": "2019-10-16", "findings": "台账齐全，缺口80人"}
    assert refused(county, "record_visit", SUPERVISOR, "2019-10-16 17:00", **made) == (
        "这次督查已报计划；督查要先报计划，批准后由联合督查组进行",
    )
    assert refused(county, "decide_visit", SUPERVISOR, "2019-10-11 10:00", visit=visit, agreed=True) != ()
    (asked,) = county.owed(kind="decision", subject_kind="visit", subject_id=visit)
    assert (asked.title, f"{asked.due_at:%m-%d}") == ("督查计划：就业指标督查", "10-11")
    assert county.one(Post, id=asked.post_id).code == "committee_chair"
    told = [row.body for row in county.told("plea_asked")]
    assert set(told) == {
        "县委办督查岗拟于10月16日（周三）到县人社局（示例）督查。理由：新增就业进度滞后。请于10月11日（周五）下班前答复。"
    }
    county.do("decide_visit", "committee_chair", "2019-10-11 10:00", visit=visit, agreed=True, document_no="宁办字1号")
    assert county.owed(kind="decision") == []
    assert county.one(Obligation, id=asked.id).outcome == "done"
    county.do("record_visit", SUPERVISOR, "2019-10-16 17:00", **made)

    assert (county.one(Visit).state, county.one(Visit).findings) == ("made", "台账齐全，缺口80人")
    again = {**VISIT, "planned_on": "2019-10-28"}
    assert refused(county, "plan_visit", SUPERVISOR, "2019-10-20 10:00", assessment=county.assessment, **again) == (
        "本月对县人社局（示例）已安排督查1次，不能再安排（减负）",
    )
    november = {**VISIT, "planned_on": "2019-11-04"}
    assert county.do("plan_visit", SUPERVISOR, "2019-10-20 10:00", assessment=county.assessment, **november).ids


@pytest.mark.closes("R2.19")
def test_what_a_meeting_decided_is_owed(county: Year, refused: Refused) -> None:
    decisions = [
        {"what": "排查就业缺口并逐户销号", "post": "labour_responsible", "due_on": "2019-10-25"},
        {"what": "向市统计局核对口径", "post": "statistics_desk", "due_on": "2019-10-18", "hour": "17:00"},
    ]
    told: dict[str, Any] = {
        "assessment": county.assessment,
        "title": "市考指标推进会",
        "held_on": "2019-10-10",
        "chaired_by": "县考核委员会主任",
        "minutes": "通报三季度进度，议定两件",
    }
    bad = [{**decisions[0], "post": "nobody"}, {**decisions[1], "due_on": "2019-10-01"}]
    assert refused(county, "record_meeting", DESK, "2019-10-11 10:00", **told, decisions=bad) == (
        "第1条：没有编码为“nobody”的岗位",
        "第2条：期限要晚于现在",
    )
    county.do("record_meeting", DESK, "2019-10-11 10:00", **told, decisions=decisions)

    first, second = county.owed(kind="task")
    assert [(row.title, row.due_at) for row in (first, second)] == [
        ("排查就业缺口并逐户销号", at("2019-10-25 23:59:59.999999")),
        ("向市统计局核对口径", at("2019-10-18 17:00")),
    ]
    assert [row.body for row in county.told("task_assigned")][1] == (
        "统计部门：“市考指标推进会”议定：向市统计局核对口径，请于10月18日（周五）17:00前办结，并登记办理情况。"
    )
    county.do("settle_duty", "statistics_desk", "2019-10-17 10:00", obligation=second.id, words="已核对，一致")
    assert county.owed(kind="task") == [first]
    for day in ("25", "28"):
        county.tick(f"2019-10-{day} 09:00")
    assert [row.created_at for row in county.told("urge") if first.title in row.body] == [at("2019-10-28 09:00")]


@pytest.mark.closes("R2.13")
def test_what_was_said_to_the_superior_is_kept(county: Year, refused: Refused) -> None:
    told = {
        "assessment": county.assessment,
        "unit": "labour",
        "reported_on": "2019-10-09",
        "counterpart": "市人社局就业科",
        "content": "汇报新增就业进度和缺口",
        "reply": "十月底前补齐佐证",
    }
    assert refused(county, "record_liaison_report", "tourism_officer", "2019-10-10 10:00", **told) != ()
    county.do("record_liaison_report", "labour_officer", "2019-10-10 10:00", **told)

    kept = county.one(LiaisonReport)
    assert (kept.counterpart, kept.reply) == ("市人社局就业科", "十月底前补齐佐证")
    assert county.rows(Journal, act="record_liaison_report")[-1].reason == "汇报新增就业进度和缺口"


@pytest.mark.closes("D09")
def test_event_written_down_by_mistake_is_taken_back(county: Year, refused: Refused) -> None:
    told = {"assessment": county.assessment, "event": "city_feedback", "period": "2019-08",
            "happened_at": "2019-09-18T10:00+08:00"}  # fmt: skip
    number = county.do("record_event", DESK, "2019-09-18 11:00", **told).ids["occurrence"]
    done = county.do("withdraw_event", DESK, "2019-09-18 12:00", occurrence=number, reason="市里反馈的是七月")

    (row,) = county.rows(Obligation, kind="figure", period="statistics/2019-08")
    assert (done.summary, row.due_at, row.next_look_at) == ("已撤销，1项应办事项重新等候", None, None)
    again = {"occurrence": number, "reason": "再撤"}
    assert refused(county, "withdraw_event", DESK, "2019-09-18 13:00", **again) == ("这个事件的登记已经撤销",)
    assert county.do("record_event", DESK, "2019-09-20 11:00", **{**told, "happened_at": "2019-09-20T09:00+08:00"}).ids


@pytest.mark.closes("D11", "R2.9")
def test_quarter_has_a_plan_and_a_result_each_owed_filled_in_and_reviewed(county: Year, refused: Refused) -> None:
    """Two things: the plan says what will be done, the result what was; both are reviewed before they leave."""
    owed = {row.period for row in county.owed(kind="report") if row.period.startswith("quarter-")}
    assert owed == {"quarter-plan/2019-Q4", "quarter-result/2019-Q3", "quarter-result/2019-Q4"}
    row = county.owed(kind="report", period="quarter-plan/2019-Q4")[0]
    who = county.one(Post, id=row.post_id).code
    window = county.one(Window, code="quarter-plan", occasion="2019-Q4")
    report = county.one(Report, window_id=window.id, assignment_id=row.subject_id)
    county.do("open_window", DESK, "2019-10-08 10:00", assessment=county.assessment, window="quarter-plan",
              occasion="2019-Q4")  # fmt: skip
    handing = {"assignment": row.subject_id, "window": "quarter-plan", "occasion": "2019-Q4"}
    assert any("下步措施" in reason for reason in refused(county, "submit_report", who, "2019-10-08 11:00", **handing))
    county.do("fill_report", who, "2019-10-08 12:00", report=report.id, lines=[{"next_steps": "十一月底前完成"}])
    county.do("submit_report", who, "2019-10-08 14:00", **handing)

    assert county.one(Obligation, id=row.id).outcome == "done"
    assert county.owed(kind="review", subject_kind="report", subject_id=report.id) != []

"""Findings from their registration to their end, on both databases."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from models.findings import Finding, FindingNotice, FindingObjection, FindingVersion
from models.journal import Journal
from models.outbox import OutboxMessage
from models.units import Unit
from tests.integration.actions.ledger import (
    BESIDE,
    COUNTY,
    DESK,
    HEAD,
    OTHER,
    WHEN,
    drafted,
    finding,
    owed,
    paper,
    refusal,
    states,
    told,
    written,
)
from tests.integration.actions.year import Year
from tests.years import BOTH, SQLITE, PublishedYears

PUBLISHED = "2019-03-01 09:00"
Refusing = Callable[..., tuple[str, ...]]


@pytest.fixture(params=BOTH)
def city(request: pytest.FixtureRequest, published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    return published_years.copy("ledger", when=PUBLISHED, on=request.param, folder=tmp_path, keep=keep)


@pytest.fixture
def here(published_years: PublishedYears, keep: ExitStack, tmp_path: Path) -> Year:
    """The same on SQLite alone."""
    return published_years.copy("ledger", when=PUBLISHED, on=SQLITE, folder=tmp_path, keep=keep, durable=False)


@pytest.fixture
def refused() -> Refusing:
    return refusal


def test_told_unit_reads_the_whole_text_and_may_object_for_five_workdays(city: Year) -> None:
    first, second = told(city, written(), written(kind="absent", times="2", matter="两次未到会"))

    assert [finding(city, number).number for number in (first, second)] == [1, 2]
    assert owed(city) == {"objection/county_a_head": "2019-06-24"}
    (message,) = city.told("finding_told")
    assert message.subject.endswith("加减分事项2项")
    assert "1. 第1号，减分事项“未按时完成交办事项”（2019年6月14日）：防汛物资清点到期未办结。" in message.body
    assert "2. 第2号，减分事项“未按要求参加会议”2次（2019年6月14日）：两次未到会。" in message.body
    assert "请于6月24日（周一）下班前书面提出" in message.body
    assert "期满没有提出异议的，视为确认" in message.body
    assert city.one(FindingNotice).text in message.body


def test_objection_is_upheld_by_somebody_else(city: Year, refused: Refusing) -> None:
    (number,) = told(city)
    proof = paper(city, by="county_a_officer", unit="county_a", title="办结回执")
    objection = {"finding": number, "words": "6月12日已经办结", "evidence": [proof]}
    city.do("object_to_finding", COUNTY, "2019-06-19 10:00", **objection)

    assert owed(city) == {"objection_review/head": "2019-06-26"}
    (laid,) = city.told("finding_disputed")
    assert "异议：6月12日已经办结。附印证材料1份。" in laid.body
    decision = {"finding": number, "decision": "upheld", "words": "回执日期在期限之后"}
    (reason,) = refused(city, "decide_objection", DESK, "2019-06-20 09:00", **decision)
    assert reason == "本条由您登记，对它的异议要由别人复核"

    city.do("decide_objection", HEAD, "2019-06-20 10:00", **decision)
    assert states(city, number) == ["drafted", "told", "disputed", "confirmed"]
    assert city.one(FindingObjection, finding_id=number).decision == "upheld"
    assert owed(city) == {}
    answered = city.rows(OutboxMessage, kind="finding_decided")
    assert "结果：维持。理由：回执日期在期限之后。" in answered[0].body


def test_objection_is_heard_in_part_and_the_change_is_told(here: Year) -> None:
    (number,) = told(here, written(times="2"))
    here.do("object_to_finding", COUNTY, "2019-06-19 10:00", finding=number, words="只有1件")
    here.do("decide_objection", OTHER, "2019-06-20 10:00", finding=number, decision="changed", words="属实", times="1")

    assert finding(here, number).state == "changed"
    (message, _) = here.told("finding_decided")
    assert "结果：变更。理由：属实。" in message.body
    assert message.body.endswith("现为：减分事项“未按时完成交办事项”（2019年6月14日）：防汛物资清点到期未办结。")


def test_change_must_change_something(here: Year, refused: Refusing) -> None:
    (number,) = told(here)
    here.do("object_to_finding", COUNTY, "2019-06-19 10:00", finding=number, words="只有1件")
    decision = {"finding": number, "decision": "changed", "words": "属实"}
    (reason,) = refused(here, "decide_objection", HEAD, "2019-06-20 10:00", **decision)
    assert reason.startswith("请写明变更了什么")
    both = {**decision, "decision": "upheld", "times": "3"}
    assert refused(here, "decide_objection", HEAD, "2019-06-20 10:00", **both) == (
        "维持或撤销的，不能同时改动内容；要改动的请用变更",
    )


def test_silence_confirms_when_the_window_is_over(city: Year) -> None:
    (number,) = told(city)

    assert city.tick("2019-06-24 23:59").confirmed == 0
    assert city.tick("2019-06-25 00:00").confirmed == 1
    assert city.tick("2019-06-25 00:05").confirmed == 0
    assert states(city, number) == ["drafted", "told", "confirmed"]
    assert owed(city) == {}
    (message,) = city.told("finding_confirmed")
    assert "下列加减分事项期满没有提出异议，视为确认，计入得分。" in message.body


def test_window_that_has_ended_takes_no_objection(here: Year, refused: Refusing) -> None:
    (number,) = told(here)
    (reason,) = refused(here, "object_to_finding", COUNTY, "2019-06-25 09:00", finding=number, words="不属实")
    assert reason == "异议期到6月24日为止，已经期满；认为确有错误的，可以请登记单位撤销"


def test_nobody_confirms_before_the_window_ends_unless_the_unit_agrees(here: Year, refused: Refusing) -> None:
    (number,) = told(here)
    (reason,) = refused(here, "confirm_findings", DESK, "2019-06-19 09:00", findings=[number])
    assert reason == "异议期到6月24日为止，期满或者单位表示无异议后才能确认"
    here.do("accept_findings", COUNTY, "2019-06-19 10:00", findings=[number])
    assert finding(here, number).state == "confirmed"


def test_unit_agrees_to_all_that_it_was_told_at_once(city: Year, refused: Refusing) -> None:
    numbers = told(city, written(), written(kind="absent"))
    (reason, *_) = refused(city, "accept_findings", "county_a_officer", "2019-06-18 09:00", findings=numbers)
    assert reason.startswith("第1号“未按时完成交办事项”：您现在的岗位不能办理")
    city.do("accept_findings", COUNTY, "2019-06-18 10:00", findings=numbers)
    assert [finding(city, number).state for number in numbers] == ["confirmed", "confirmed"]
    assert owed(city) == {}


def test_several_are_confirmed_at_once_when_the_window_is_over(here: Year, refused: Refusing) -> None:
    numbers = told(here, written(kind="info_late"), written(kind="info_late", matter="又一次"))
    (first, second) = refused(here, "confirm_findings", DESK, "2019-06-18 09:00", findings=numbers)
    assert (first[:4], second[:4]) == ("第1号“", "第2号“")
    here.tick("2019-06-21 00:05")
    here.do("confirm_findings", DESK, "2019-06-21 09:00", findings=numbers)
    assert owed(here) == {}
    (message,) = here.told("finding_confirmed")
    assert message.subject.endswith("加减分事项2项")


def test_only_whoever_assesses_registers_and_never_for_his_own_unit(here: Year, refused: Refusing) -> None:
    data = {"assessment": here.assessment, "findings": [written()]}
    (reason,) = refused(here, "draft_findings", BESIDE, WHEN, **data)
    assert reason.startswith("您现在的岗位不能办理，可以办理的是：考核主办单位的单位办公室")
    own = {"assessment": here.assessment, "findings": [written(unit="office")]}
    assert refused(here, "draft_findings", DESK, WHEN, **own) == ("涉及您所在的单位，按回避要求请由其他单位的人办理",)


def test_table_is_refused_row_by_row(here: Year, refused: Refusing) -> None:
    rows = [written(kind="absnt"), written(unit="戊县"), written(on="2019-06-18"), written(attributes={"x": "y"})]
    assert refused(here, "draft_findings", DESK, WHEN, assessment=here.assessment, findings=rows) == (
        "第1条：没有“absnt”这种加减分事项",
        "第2条：没有单位“戊县”",
        "第3条：“未按时完成交办事项”发生在 2019-06-18，晚于今天",
        "第4条：“未按时完成交办事项”没有属性“x”（有：（没有属性））",
    )


def test_nothing_is_told_without_evidence(here: Year, refused: Refusing) -> None:
    data = {"assessment": here.assessment, "findings": [written()]}
    number = here.do("draft_findings", DESK, WHEN, **data).ids["finding"]
    (reason,) = refused(here, "tell_findings", DESK, WHEN, findings=[number])
    assert reason == "“未按时完成交办事项”（甲县）：请附印证材料"


def test_excuse_and_annulment_are_told(here: Year, refused: Refusing) -> None:
    first, second = told(here, written(), written(kind="absent"))
    proof = paper(here, title="免责批复")
    excuse = {"finding": first, "approver": "市委主要领导", "words": "遇特大洪水", "evidence": [proof]}
    here.do("excuse_finding", HEAD, "2019-06-18 10:00", **excuse)
    assert refused(here, "excuse_finding", HEAD, "2019-06-18 10:10", **excuse) == ("第1号“未按时完成交办事项”已经免责",)
    here.do("annul_finding", DESK, "2019-06-18 11:00", finding=second, words="当日已请假")
    assert (finding(here, first).state, finding(here, second).state) == ("told", "revoked")
    bodies = [row.body for row in here.told("finding_altered")]
    assert any("经市委主要领导批准免责，不计分。理由：遇特大洪水。" in body for body in bodies)
    assert any("已撤销，不计分。理由：当日已请假。" in body for body in bodies)
    assert owed(here) == {"objection/county_a_head": "2019-06-24"}
    here.do("annul_finding", DESK, "2019-06-18 11:30", finding=first, words="重复登记")
    assert owed(here) == {}


def test_unit_of_another_matter_answers_nothing(here: Year, refused: Refusing) -> None:
    (number,) = told(here)
    words = {"finding": number, "words": "不属实"}
    assert refused(here, "object_to_finding", BESIDE, "2019-06-19 10:00", **words) == ("没有编号为 1 的加减分事项",)


def test_refusal_does_not_tell_of_a_draft(here: Year, refused: Refusing) -> None:
    """O26: to the unit, a draft and a number that there is not are the same."""
    (number,) = drafted(here)
    for act, told_ in (("object_to_finding", {"words": "x"}), ("mark_rectified", {"on": "2019-06-17", "words": "x"})):
        answers = [
            refused(here, act, COUNTY, "2019-06-18 09:00", finding=each, **told_) for each in (number, number + 1)
        ]
        assert answers == [("没有编号为 1 的加减分事项",), ("没有编号为 2 的加减分事项",)]


def test_more_time_for_the_unit_moves_the_end_of_the_window(here: Year) -> None:
    (number,) = told(here)
    (obligation,) = here.owed(kind="objection")
    asked = {"obligation": obligation.id, "until": "2019-06-28", "reason": "正在核对原始记录"}
    plea = here.do("request_extension", COUNTY, "2019-06-21 10:00", **asked).ids["plea"]
    here.do("grant_extension", HEAD, "2019-06-21 15:00", plea=plea)

    assert here.tick("2019-06-25 00:10").confirmed == 0
    here.do("object_to_finding", COUNTY, "2019-06-28 10:00", finding=number, words="记录有误")
    assert finding(here, number).state == "disputed"


def test_committee_decides_on_paper_and_the_sheet_is_kept(here: Year, refused: Refusing) -> None:
    (number,) = told(here, by=HEAD)
    here.do("object_to_finding", OTHER, "2019-06-18 10:00", entered_for=COUNTY, finding=number, words="书面异议")
    sheet = {
        "finding": number,
        "decision": "revoked",
        "leader": "chair",
        "signed_on": "2019-06-19",
        "words": "不予扣分",
    }
    assert refused(here, "record_finding_decision", OTHER, "2019-06-20 09:00", **sheet) == ("请附签批件扫描件或照片",)
    scan = here.attach_loose(OTHER, "2019-06-20 09:00", unit="office", title="呈批单")
    here.do("record_finding_decision", OTHER, "2019-06-20 09:30", scan=scan, **sheet)
    lines = {row.act: row for row in here.rows(Journal, subject_kind="finding", subject_id=number)}
    assert (lines["object"].via, lines["revoke"].via) == ("entered_for", "paper")
    assert lines["revoke"].person_id == here.persons["chair"]
    assert lines["revoke"].recorded_by == here.persons[OTHER]
    (objection,) = here.rows(FindingObjection)
    assert (objection.objected_by, objection.recorded_by) == (here.persons[COUNTY], here.persons[OTHER])


def test_excuse_granted_on_paper_names_who_granted_it(here: Year) -> None:
    (number,) = told(here)
    scan = here.attach_loose(DESK, "2019-06-18 09:00", unit="office", title="批示件")
    sheet = {"decision": "excused", "leader": "chair", "signed_on": "2019-06-17", "words": "因特大洪水", "scan": scan}
    here.do("record_finding_decision", DESK, "2019-06-18 09:30", finding=number, **sheet)
    (*_, last) = here.rows(FindingVersion, finding_id=number)
    assert (last.excused, last.excused_by) == (True, "市考评委员会主任")


def test_heir_of_a_unit_objects_to_what_it_was_told(here: Year) -> None:
    settled, open_ = told(here, written(), written(kind="absent"))
    here.do("accept_findings", COUNTY, "2019-06-18 09:00", findings=[settled])
    merged = {"kind": "merge", "unit": "county_a", "to": [{"code": "county_b"}], "document_no": "市编〔2019〕3号"}
    when = "2019-06-19 09:00"
    done = here.do("succeed_unit", HEAD, when, office=here.office, effective_on="2019-06-19", **merged)

    assert done.details["findings"] == 1
    assert owed(here) == {"objection/county_b_head": "2019-06-24"}
    here.do("object_to_finding", BESIDE, "2019-06-20 09:00", finding=open_, words="并入前已请假")
    units = {row.id: row.code for row in here.rows(Unit)}
    assert [units[row.unit_id] for row in here.rows(Finding)] == ["county_a", "county_b"]


def test_draft_is_edited_and_every_version_kept(here: Year, refused: Refusing) -> None:
    (number,) = drafted(here)
    here.do("edit_finding", DESK, "2019-06-17 10:00", finding=number, times="3", reason="另有2件")
    assert states(here, number) == ["drafted", "drafted"]
    assert refused(here, "edit_finding", DESK, "2019-06-17 10:10", finding=number, times="3") == ("没有改动",)
    here.do("tell_findings", DESK, "2019-06-17 11:00", findings=[number])
    (reason,) = refused(here, "edit_finding", DESK, "2019-06-17 12:00", finding=number, times="1")
    assert reason == "加减分事项在现在的状态下不能办理“修改加减分事项”"


def test_the_same_case_pasted_twice_is_one_unless_somebody_says_why(here: Year, refused: Refusing) -> None:
    told(here)
    twice = {"assessment": here.assessment, "findings": [written()]}
    assert refused(here, "draft_findings", DESK, "2019-06-18 10:00", **twice) == (
        "同一天、同一事由的“未按时完成交办事项”已经登记过（第1号）；确是两件的，请写明理由（again）",
    )
    drafted(here, written(again="同一天的另一批物资"), when="2019-06-18 10:00")
    drafted(here, written(matter="防汛值班表没有报送"), when="2019-06-18 10:00")


def test_a_name_that_there_is_not_suggests_the_one_that_was_meant(here: Year, refused: Refusing) -> None:
    findings = [written(unit="甲", kind="未按时完成交办")]
    reasons = refused(here, "draft_findings", DESK, WHEN, assessment=here.assessment, findings=findings)
    assert reasons[0] == "没有“未按时完成交办”这种加减分事项，是不是“未按时完成交办事项”"
    assert reasons[1].startswith("没有单位“甲”，是不是“")

"""The dates of the notices, as their messages keep them."""

import re

import pytest

from tests.acceptance.rehearsal.conftest import Rehearse, Told

pytestmark = pytest.mark.xdist_group("rehearsal")  # one worker plays each year once for all of them

SHANXI, NINGSHAN = "shanxi-cjr-2019", "ningshan-2019"
FILE = "信息中心承办人"


def told_to(told: Told, person: str, *kinds: str) -> list[tuple[str, str]]:
    """When which message reached somebody, by its subject."""
    return [
        (each["at"][:16], each["subject"].partition("】")[2])
        for each in told["messages"]
        if each["person"] == person and each["kind"] in kinds
    ]


def rungs(told: Told, unit: str, what: str, period: str) -> list[tuple[str, str]]:
    """The ladder of one thing."""
    return [
        (each["at"][:16], each["label"])
        for each in told["rungs"]
        if (each["unit"], each["what"]) == (unit, what) and each["title"].startswith(period)
    ]


def reminded(told: Told, person: str) -> list[tuple[str, str]]:
    """When of what, without the name of the matter."""
    return [(moment, re.sub("“.*”(?=：请于)", "", subject)) for moment, subject in told_to(told, person, "reminder")]


@pytest.mark.slow
@pytest.mark.closes("D01", "W7")
def test_breakdown_due_on_13_may_climbs_rung_by_rung(rehearsed: Rehearse) -> None:
    told = rehearsed(SHANXI, "silent")

    assert reminded(told, FILE)[0] == ("2019-05-09T09:10", "指标分解：请于5月13日（周一）17:00前办结")
    assert rungs(told, "信息中心", "指标分解", "网络意识形态") == [
        ("2019-05-14T09:00", "催报"),
        ("2019-05-15T09:00", "报告责任人"),
        ("2019-05-16T09:00", "呈阅"),
        ("2019-05-20T09:00", "列入逾期名单"),
        ("2019-05-23T09:00", "提出扣分建议"),
    ]


@pytest.mark.slow
@pytest.mark.closes("D03", "R0.18")
def test_january_to_may_is_asked_once_reminded_once_and_completed_in_june(rehearsed: Rehearse) -> None:
    told = rehearsed(SHANXI)
    about = [each for each in told["messages"] if each["person"] == FILE and "1—5月" in each["body"]]

    assert [(each["at"][:16], each["kind"]) for each in about] == [
        ("2019-05-05T09:10", "window_opened"),
        ("2019-05-16T09:10", "reminder"),
    ]
    assert about[0]["body"] == (
        "信息中心：1—5月分月日常进展情况填报期已到，共1项，请于5月20日（周一）17:00前报送"
        "（分期填写：2019年1月、2019年2月、2019年3月、2019年4月、2019年5月）。请同时报送印证材料。"
        "\n1. 网络意识形态和网络安全"
    )
    submitted = [each for each in told["acts"] if each["person"] == FILE and each["act"] == "submit_report"]
    assert [(each["at"][:10], each["summary"]) for each in submitted[:3]] == [
        ("2019-05-17", "已报送5期"),
        ("2019-06-27", "已报送2期"),
        ("2019-07-30", "已报送1期"),
    ]


@pytest.mark.slow
@pytest.mark.closes("D02", "D04")
def test_office_sends_up_before_the_superiors_dates(rehearsed: Rehearse) -> None:
    sent = [
        (each["at"][:16], each["summary"]) for each in rehearsed(SHANXI)["acts"] if each["act"] == "send_up_package"
    ]

    assert sent[:2] == [
        ("2019-05-15T16:00", "已报送“指标分解结果上报”"),
        ("2019-05-22T16:00", "已报送“1—5月分月日常进展情况上报”"),
    ]


@pytest.mark.slow
@pytest.mark.closes("D05", "D06", "D17", "A03")
def test_september_is_due_two_workdays_early_and_the_make_up_sunday_is_a_workday(rehearsed: Rehearse) -> None:
    told = rehearsed(SHANXI, "silent")

    assert rungs(told, "信息中心", "进展报送", "2019年9月日常进展情况") == [
        ("2019-09-29T09:00", "催报"),  # Sunday, worked; due on Friday 27
        ("2019-09-30T09:00", "报告责任人"),
        ("2019-10-08T09:00", "呈阅"),  # after National Day
        ("2019-10-10T09:00", "列入逾期名单"),
        ("2019-10-14T09:00", "提出扣分建议"),  # the Saturday before is worked too
    ]
    assert [(moment, subject) for moment, subject in reminded(told, FILE) if moment > "2019-06-20"] == [
        ("2019-06-26T09:10", "进展报送：请于6月28日（周五）下班前办结"),
        ("2019-07-29T09:10", "进展报送：请于7月31日（周三）下班前办结"),
        ("2019-08-28T09:10", "进展报送：请于8月30日（周五）下班前办结"),
        ("2019-09-25T09:10", "进展报送：请于9月27日（周五）下班前办结"),
        ("2019-10-29T09:10", "进展报送：请于10月31日（周四）下班前办结"),
        ("2019-11-27T09:10", "进展报送：请于11月29日（周五）下班前办结"),
        ("2019-12-27T09:10", "进展报送：请于12月31日（周二）下班前办结"),
    ]


@pytest.mark.slow
@pytest.mark.closes("D08", "E09", "O35")
def test_due_day_in_a_holiday_is_asked_for_before_it_and_late_after_it(rehearsed: Rehearse) -> None:
    told = rehearsed(NINGSHAN, "silent")
    officer = "县扶贫局主抓人员"

    assert ("2019-09-10T09:10", "进展报送：请于9月12日（周四）下班前办结") in reminded(told, officer)
    assert rungs(told, "县扶贫局", "进展报送", "2019年8月")[0] == ("2019-09-17T09:00", "催报")
    assert next(each["body"] for each in told["messages"] if each["person"] == officer and each["kind"] == "urge") == (
        "县扶贫局：进展报送“2019年8月市考指标完成情况：脱贫攻坚”应于9月15日（周日）下班前（遇休息日顺延至9月16日）办结，"
        "截至目前尚未收到（逾期1个工作日），请抓紧。确有困难的，请及时与县考核办联系。"
    )


@pytest.mark.slow
@pytest.mark.closes("D09", "O21")
def test_statistics_clock_starts_when_the_feedback_is_recorded(rehearsed: Rehearse) -> None:
    office = "统计部门数据岗"
    told, silent = rehearsed(NINGSHAN), rehearsed(NINGSHAN, "silent")

    assert told_to(told, office, "clock_started")[0] == (
        "2019-09-18T09:30",
        "期限确定：“2019年8月统计数据：县考部门：完成固定资产投资任务（示例）”",
    )
    assert "“市上评估反馈”后2个工作日内" in next(
        each["body"] for each in silent["messages"] if each["person"] == office and each["kind"] == "window_opened"
    )
    # nobody recorded a feedback, so nothing of the statistics office was late
    assert [each for each in silent["rungs"] if each["what"] == "数据提供"] == []


@pytest.mark.slow
@pytest.mark.closes("D12")
def test_self_checks_are_reminded_of_and_never_climb(rehearsed: Rehearse) -> None:
    told = rehearsed(NINGSHAN, "silent")

    assert told_to(told, "县扶贫局主抓领导", "reminder")[0] == (
        "2019-09-27T09:10",
        "自查“按月自查指标进度（2019年9月）”：请于9月30日（周一）下班前办结",
    )
    assert [each for each in told["rungs"] if each["what"] == "自查"] == []


@pytest.mark.slow
@pytest.mark.closes("A42")
def test_window_of_the_first_of_october_opens_after_the_holiday(rehearsed: Rehearse) -> None:
    opened = told_to(rehearsed(NINGSHAN), "县扶贫局主抓人员", "window_opened")

    assert [moment for moment, subject in opened if subject.startswith("2019年9月市考")] == ["2019-10-08T09:10"]


@pytest.mark.slow
@pytest.mark.closes("O25")
def test_months_before_the_notice_are_not_asked_for(rehearsed: Rehearse) -> None:
    told = rehearsed(NINGSHAN, "silent")
    months = {each["title"].partition("月")[0] for each in told["rungs"] if each["what"] == "进展报送"}

    assert sorted(months) == ["2019年10", "2019年11", "2019年12", "2019年8", "2019年9"]


@pytest.mark.slow
@pytest.mark.closes("R2.8", "E10")
def test_deduction_is_proposed_to_the_office_with_its_amount_left_open(rehearsed: Rehearse) -> None:
    told = rehearsed(NINGSHAN, "silent")
    proposed = next(each for each in told["messages"] if each["kind"] == "propose_deduction")

    assert (proposed["at"][:16], proposed["person"]) == ("2019-09-26T09:10", "县考核办负责人")
    assert (
        "扣分建议的分值留空，由县考核办根据情节确定。依据：第三条“于每月15日前向县考核办提供上月市考指标完成情况”"
        in (proposed["body"])
    )


@pytest.mark.slow
@pytest.mark.closes("D07")
def test_milestone_that_was_past_at_the_notice_reminds_nobody(rehearsed: Rehearse) -> None:
    told = rehearsed(SHANXI)["messages"]
    milestones = [each for each in told if each["kind"] == "reminder" and "节点任务" in each["subject"]]

    assert min(each["at"][:10] for each in milestones) == "2019-05-28"
    assert [each for each in milestones if "出台实施方案" in each["body"]] == []


@pytest.mark.slow
@pytest.mark.closes("O01")
def test_superiors_verdict_is_recorded_when_its_paper_is_there(rehearsed: Rehearse) -> None:
    told = rehearsed(SHANXI)
    recorded = [each for each in told["acts"] if each["act"] == "record_verdict"]

    assert {each["at"][:16] for each in recorded} == {"2020-03-02T14:30"}  # dated on Friday 28 February
    assert {each["person"] for each in recorded} == {"办公室考核管理岗"}
    assert told_to(told, FILE, "verdict_recorded") == [("2020-03-03T09:10", "网络意识形态和网络安全")]

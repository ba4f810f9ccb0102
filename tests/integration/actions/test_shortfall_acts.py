"""Shortfalls on both databases: months that come together, verification at home, peers outside, one open at most."""

from pathlib import Path

import pytest

from models.database import Database
from models.reports import ReportRow
from models.shortfalls import PeerFigure, Shortfall, ShortfallRung
from tests.acceptance.requirements.asking import refusal
from tests.acceptance.requirements.falling_short import DESK, approve, report_jobs, shortfalls
from tests.integration.actions.year import Year, published

FARMLAND = "新建高标准农田"
LADDER = """ladders:
  behind:
    label: 欠账
    for_shortfalls: true
    rungs:
      - {code: warning, act: draft_warning, label: 预警提示单, after: {n: 0}, audience: [department_head]}
      - code: order
        act: draft_supervision
        label: 督办单
        after: {n: 10}
        audience: [department_head]
        enters_when: [{light: red, months_running: 2}]
"""
TOGETHER = {
    'periods: ["2019-03"]': 'periods: ["2019-02", "2019-03"]',
    "evidence: required": "evidence: optional",
    "ladders:\n": LADDER,
}
RANKED = {"opens_when: [{light: red}]": "opens_when: [{position: {last: 1, compare: value}}]"}


@pytest.fixture
def town(database: Database, tmp_path: Path) -> Year:
    """800 亩 in the year; February and March are reported at once, and verified at home."""
    return published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other=TOGETHER)


@pytest.fixture
def ranked(database: Database, tmp_path: Path) -> Year:
    """The county that calls the last among its sisters short."""
    return published(database, "ningshan-2019", when="2019-09-04 09:00", folder=tmp_path, other=RANKED)


def hand_in(town: Year, february: str, march: str, *, when: str = "2019-03-28 10:00") -> list[int]:
    """Both months, as far as the head of the unit."""
    town.tick("2019-03-20 09:00")
    numbers = [int(town.report(FARMLAND, month).id) for month in ("2019-02", "2019-03")]
    for number, cumulative in zip(numbers, (february, march), strict=True):
        line = {"cumulative": cumulative, "progress": "按计划建设"}
        town.do("fill_report", "farming_officer", when, report=number, lines=[line])
    town.do("submit_report", "farming_officer", when, assignment=town.assignment(FARMLAND), window="march")
    return numbers


def test_month_that_is_behind_waits_for_the_later_one_that_is_on_its_way(town: Year) -> None:
    """February lags, but March, at pace, stands on the same desk: approved one by one, no shortfall in between."""
    february, march = hand_in(town, "50", "200")
    approve(town, february, "farming_head", "2019-03-28 11:00")
    assert town.rows(Shortfall) == []
    approve(town, march, "farming_head", "2019-03-28 11:05")
    assert town.rows(Shortfall) == []


def test_two_red_months_enter_at_the_order_and_a_verified_correction_closes(town: Year) -> None:
    february, march = hand_in(town, "50", "100")
    approve(town, march, "farming_head", "2019-03-28 11:00")
    approve(town, february, "farming_head", "2019-03-28 11:05")

    (opened,) = town.rows(Shortfall)
    assert (opened.period, opened.gap, opened.months_running) == ("2019-03", 100, 2)
    town.tick("2019-03-28 11:10")
    assert [row.rung for row in town.rows(ShortfallRung)] == ["order"]

    found = {row.id for row in town.rows(ReportRow, report_id=march)}
    told = [{"row": row, "cumulative": "210"} for row in found]
    town.do("verify_report", "desk", "2019-03-29 10:00", report=march, lines=told)
    assert [each["outcome"] for each in shortfalls(town)] == ["caught_up"]


def test_verification_that_is_awaited_anyway_is_brought_forward(town: Year) -> None:
    february, march = hand_in(town, "50", "100")
    approve(town, march, "farming_head", "2019-03-28 11:00")
    approve(town, february, "farming_head", "2019-03-28 11:05")
    reason = {"report": march, "reason": "漏报一处"}
    town.do("correct_report", "farming_officer", "2019-03-29 09:00", **reason)
    line = {"cumulative": "220", "progress": "补报一处"}
    town.do("fill_report", "farming_officer", "2019-03-29 09:10", report=march, lines=[line])
    corrected = {"was": "100", "becomes": "220", "responsible": "农业站责任人"}
    town.do("submit_correction", "farming_officer", "2019-03-29 09:20", **reason, **corrected)
    approve(town, march, "farming_head", "2019-03-29 09:30")

    (held,) = shortfalls(town)
    assert (held["gap"], held["held"], held["outcome"]) == (0, True, None)
    due = {row.subject_id: f"{row.due_at:%m-%d}" for row in town.owed(kind="verification")}
    assert due == {february: "04-02", march: "04-01"}
    town.do("verify_report", "desk", "2019-03-29 10:00", report=march)
    assert [each["outcome"] for each in shortfalls(town)] == ["caught_up"]


SISTERS = {"figure": "new_jobs", "document_no": "安考办通报〔2019〕示例9号", "dated_on": "2019-09-16"}


def test_last_among_its_sisters_is_short_however_green_and_stays_until_all_are_in(ranked: Year) -> None:
    ranked.tick("2019-09-05 09:00")
    august = report_jobs(ranked, "2019-08", "610", when="2019-09-10 10:00")
    assert ranked.rows(Shortfall) == []
    told = {**SISTERS, "assessment": ranked.assessment, "period": "2019-08"}
    peers = [{"peer": "示例甲县", "value": "640"}, {"peer": "示例乙县", "value": "655"}]
    ranked.do("record_peer_figures", DESK, "2019-09-17 10:00", **told, peers=peers)
    (opened,) = ranked.rows(Shortfall)
    assert (opened.period, opened.gap, opened.criterion["position"]["last"]) == ("2019-08", 0, 1)

    ranked.tick("2019-10-08 09:00")
    september = report_jobs(ranked, "2019-09", "700", when="2019-10-10 10:00")
    paper = {"document_no": "安考函〔2019〕示例1号", "dated_on": "2019-10-11"}
    for number in (august, september):
        ranked.do("record_report_verdict", DESK, "2019-10-11 10:00", report=number, **paper)
    assert [each["outcome"] for each in shortfalls(ranked)] == [None]

    told |= {"period": "2019-09", "dated_on": "2019-10-14"}
    ranked.do("record_peer_figures", DESK, "2019-10-15 10:00", **told, peers=[{"peer": "示例甲县", "value": "690"}])
    assert [each["outcome"] for each in shortfalls(ranked)] == [None]
    ranked.do("record_peer_figures", DESK, "2019-10-16 10:00", **told, peers=[{"peer": "示例乙县", "value": "695"}])
    assert [each["outcome"] for each in shortfalls(ranked)] == ["caught_up"]


def test_peers_are_entered_with_their_paper_and_what_stood_before_stays(ranked: Year) -> None:
    told = {**SISTERS, "assessment": ranked.assessment, "period": "2019-08"}
    for value in ("640", "641"):
        ranked.do("record_peer_figures", DESK, "2019-09-17 10:00", **told, peers=[{"peer": "示例甲县", "value": value}])
    rows = [(row.value, row.replaced_at is None) for row in ranked.rows(PeerFigure)]
    assert rows == [(640, False), (641, True)]

    wrong = {**told, "figure": "nothing", "dated_on": "2019-12-01", "scan": 99}
    twice = [{"peer": "示例甲县", "value": "1"}, {"peer": "示例甲县", "value": "2"}]
    assert refusal(ranked, "record_peer_figures", DESK, "2019-09-17 10:00", **wrong, peers=twice) == (
        "没有编码为“nothing”的数据项",
        "“示例甲县”写了2遍",
        "来源文件的日期晚于今天",
        "没有编号为 99 的印证材料版本",
    )
    assert refusal(ranked, "record_peer_figures", "labour_officer", "2019-09-17 10:00", **told, peers=[twice[0]]) != ()

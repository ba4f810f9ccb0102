"""Shortfalls on both databases: months that come together, verification at home, peers outside, one open at most."""

from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import Database
from models.journal import Journal
from models.letters import Letter
from models.reports import Report, ReportRow
from models.shortfalls import PeerFigure, Shortfall, ShortfallRung
from tests.acceptance.requirements.asking import refusal
from tests.acceptance.requirements.falling_short import DESK, JOBS, approve, report_jobs, shortfalls, verified
from tests.integration.actions.breakdowns import in_execution
from tests.integration.actions.year import Year, published
from tests.profiles import cases
from tests.years import SQLITE

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
    told = [{"row": row, "cumulative": "210", "words": "按台账核实"} for row in found]
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
    for number in (august, september):
        verified(ranked, number, when="2019-10-11 10:00")
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


def test_target_that_is_adjusted_is_looked_at_again(database: Database, tmp_path: Path) -> None:
    """150 of the 200 that were due; of 560 in the year only 140 are."""
    mayor = {"posts:\n": "posts:\n  - {code: mayor, title: 镇长, unit: leaders, role: principal_leader}\n"}
    town = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path, other={**TOGETHER, **mayor})
    assignment = in_execution(town)
    february, march = hand_in(town, "140", "150")
    approve(town, february, "farming_head", "2019-03-28 11:00")
    approve(town, march, "farming_head", "2019-03-28 11:05")
    town.do("verify_report", "desk", "2019-03-29 10:00", report=march)
    (fell,) = shortfalls(town)
    assert (fell["gap"], fell["outcome"]) == (50, None)

    asked = {"targets": [{"target": "建成面积", "value": "560"}], "reason": "连片地块被征用"}
    town.do("request_adjustment", "farming_officer", "2019-05-06 09:00", assignment=assignment, **asked)
    told = {"assignment": assignment, "agreed": True, "words": "情况属实", "document_no": "某政函〔2019〕3号"}
    town.do("decide_adjustment", "mayor", "2019-05-07 09:00", **told)
    assert [each["outcome"] for each in shortfalls(town)] == ["adjusted"]
    assert [row.act for row in town.rows(Journal, subject_kind="shortfall")][-1] == "close_shortfall"


class Walk:
    """Months of one task: reported, found above, and the clock between them, as somebody's dice say."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.day = date(2019, 9, 5)
        self.reported: list[tuple[int, int]] = []

    def step(self, dice: int) -> None:
        self.day += timedelta(days=1 + dice % 9)
        if self.day > date(2019, 12, 20):
            return
        self.year.tick(f"{self.day} 09:00")
        month = 8 + len(self.reported)
        if dice % 3 == 0 and self._is_asked(month):
            before = self.reported[-1][1] if self.reported else 0
            reached = max(75 * month * (70 + dice % 41) // 100, before)
            report = report_jobs(self.year, f"2019-{month:02}", str(reached), when=f"{self.day} 10:00")
            self.reported.append((report, reached))
        elif dice % 3 == 1 and self.reported:
            self._find(self.reported[dice % len(self.reported)][0])

    def _is_asked(self, month: int) -> bool:
        return month < self.day.month and self.year.report(JOBS, f"2019-{month:02}").state == "filling"

    def _find(self, report: int) -> None:
        if self.year.one(Report, id=report).state == "submitted":
            verified(self.year, report, when=f"{self.day} 11:00")

    def check(self) -> None:
        """At most one is open; each rung once and upwards; a closed one stands on a verified figure at pace."""
        rows = self.year.rows(Shortfall)
        assert [row.outcome for row in rows[:-1]] == ["caught_up"] * len(rows[:-1])
        codes = ["warning", "supervision", "talk", "circular", "study"]
        for row in rows:
            taken = [rung.rung for rung in self.year.rows(ShortfallRung, shortfall_id=row.id)]
            assert taken == codes[: len(taken)]
            assert row.rung == len(taken)
            letters = [letter.rung for letter in self.year.rows(Letter, shortfall_id=row.id)]
            assert letters == [code for code in taken if code in codes[:3]]
            if row.outcome == "caught_up":
                report = self.year.report(JOBS, row.closed_period)
                (line,) = self.year.rows(ReportRow, report_id=report.id)
                assert report.state == "verified"
                assert line.verified_cumulative >= 75 * int(row.closed_period[-2:])
            elif row.standing.get("frozen"):
                assert row.next_look_at is None
                assert row.closing_report_id is not None


@given(dice=st.lists(st.integers(0, 400), min_size=10, max_size=14))
@settings(max_examples=cases(2, full=300), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_reported_and_found_the_ladder_keeps_its_word(published_years: Any, dice: list[int]) -> None:
    with ExitStack() as keep, TemporaryDirectory() as folder:
        when = {"when": "2019-09-04 09:00", "on": SQLITE, "folder": Path(folder), "keep": keep, "durable": False}
        walk = Walk(published_years.copy("ningshan-2019", **when))
        for each in dice:
            walk.step(each)
            walk.check()

"""A result from its first step to the archive, on both databases: who owes what, who learns what, what is refused."""

import re
from collections import Counter
from pathlib import Path

import pytest

from actions.acts import Refused
from models.database import Database
from models.journal import Journal
from models.obligations import Obligation
from models.results import ResultReply, ResultVersion
from tests.integration.results.office import DESK, GROUP, UNITS, Office, ready
from tests.pages import Site


def refusal(office: Office, act: str, when: str, by: str = "office_desk", **data: object) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        office.do(act, when, by=by, **data)
    return refused.value.reasons


def owed(office: Office) -> list[tuple[str, str]]:
    """Which unit owes what about the result."""
    codes = {unit.id: unit.code for unit in office.units}
    return [(row.kind, codes[row.unit_id]) for row in office.year.owed(subject_kind="result")]


@pytest.mark.closes("O09", "R4.11")
def test_a_result_goes_through_every_step(office: Office) -> None:
    office.facts("2020-01-03 09:00", but=("b",))
    assert office.open("2020-01-06 09:00").summary == "已开始办理2019年度考核结果，现在是“自查”"
    assert owed(office) == [("self_check", unit) for unit in (*UNITS, "office")]
    for unit in UNITS:
        office.do("submit_self_check", "2020-01-07 09:00", by=f"{unit}_head", report="目标全部分解落实")
    assert owed(office) == [("self_check", "office")]  # to see to it that the step ends
    office.do("end_self_check", "2020-01-08 09:00")
    assert owed(office) == [("score", "office")]
    assert refusal(office, "end_marking", "2020-01-09 09:00") == ("还有算不出来的：还没有登记乙县的“民意测评得分”",)
    office.record("2020-01-09 10:00", {"imported": [{"unit": "乙县", "source": "poll", "value": "5.8"}]})
    office.do("end_marking", "2020-01-09 11:00")
    passed = office.do("pass_on_result", "2020-01-10 09:00")
    assert passed.summary == "2019年度考核结果第1稿已通过汇总审核，转入得分反馈核对"
    assert owed(office) == [("score_check", unit) for unit in (*UNITS, "office")]
    _checked(office)
    _asked(office)
    _decided(office)
    _noticed(office)


def _checked(office: Office) -> None:
    for unit in ("a", "d"):
        office.do("confirm_score", "2020-01-13 09:00", by=f"{unit}_head")
    # 代录: what 开发区 sent in on paper
    office.year.do("confirm_score", DESK, "2020-01-13 09:30", entered_for="e_head", result=office.result)
    reply = office.do("dispute_score", "2020-01-13 10:00", by="b_head", words="救助完成率应为100").ids["reply"]
    assert refusal(office, "end_feedback", "2020-01-14 09:00") == (
        "还没有答复：丙县（到期后视为没有意见）",
        "还有异议没有答复：乙县",
    )
    office.year.do("answer_dispute", DESK, "2020-01-14 10:00", reply=reply, taken=True, words="已核实，改为100")
    (answer,) = office.year.told("result_dispute_answered")
    assert answer.body.splitlines()[0] == "乙县：贵单位对2019年度考核结果提出的异议已采纳。已核实，改为100。"
    with pytest.raises(Refused, match="这条异议已经答复"):
        office.year.do("answer_dispute", DESK, "2020-01-14 10:30", reply=reply, taken=False, words="再答一遍")
    office.do("return_result", "2020-01-14 11:00", reason="乙县救助完成率更正")
    office.record("2020-01-14 12:00", {"figures": [{"unit": "乙县", "figure": "care", "value": 100}]})
    office.do("pass_on_result", "2020-01-14 15:00")
    assert office.row.laid == 2
    digests = {row.digest for row in office.year.rows(ResultVersion)}
    assert len(digests) == 2
    assert (office.lines(1)["b"][0], office.lines(2)["b"][0]) == ("47.4", "48")
    assert refusal(office, "end_feedback", "2020-01-17 23:00")[0].startswith(
        "还没有答复：甲县、乙县、丙县、丁县、开发区"
    )
    office.do("end_feedback", "2020-01-18 00:00")
    ended = Counter(row.outcome for row in office.year.rows(Obligation, kind="score_check"))
    # of the first round three had answered and 丙县 and the desk were called back with it; then nobody said a word
    assert ended == {"done": 5, "returned": 2, "lapsed": 5}


def _asked(office: Office) -> None:
    assert owed(office) == [("consultation", "office"), ("consultation", "statistics")]
    office.do("reply_opinion", "2020-01-19 09:00", by="statistics_head", agrees=True)
    assert owed(office) == [("consultation", "office")]
    with pytest.raises(Refused, match="您不在市纪检监察机关（示例）任职"):
        office.do("reply_opinion", "2020-01-19 09:30", by="statistics_head", body="市纪检监察机关（示例）", agrees=True)
    outside = {"body": "市纪检监察机关（示例）", "document_no": "纪函1号"}
    reply = office.do("reply_opinion", "2020-01-19 10:00", agrees=False, words="丙县有一起", **outside).ids["reply"]
    assert refusal(office, "end_opinions", "2020-01-19 11:00") == ("还有异议没有答复：市纪检监察机关（示例）",)
    office.year.do("answer_dispute", DESK, "2020-01-19 14:00", reply=reply, taken=False, words="不在否决之列")
    office.do("end_opinions", "2020-01-20 09:00")


def _decided(office: Office) -> None:
    assert owed(office) == [("deliberation", "group")]
    signed = {"leader": GROUP, "signed_on": "2020-01-20", "agreed": True, "words": "同意"}
    assert refusal(office, "record_decided_result", "2020-01-20 10:00", **signed) == ("请附签批件扫描件或照片",)
    scan = office.year.attach_loose(DESK, "2020-01-20 10:00", unit="office", title="呈批单")
    office.do("record_decided_result", "2020-01-20 10:00", scan=scan, **signed)
    assert owed(office) == [("decision", "office")]
    assert refusal(office, "record_result_decision", "2020-01-20 11:00") == ("请写明文号或会议纪要",)
    office.do("record_result_decision", "2020-01-20 11:00", document_no="市政批〔2020〕1号")


def _noticed(office: Office) -> None:
    """公示 of five workdays over 春节: the clock ends it after the last one, and not a moment before."""
    assert (office.state, owed(office)) == ("notice", [("public_notice", "office")])
    assert refusal(office, "end_notice", "2020-01-21 09:00") == ("公示期还没有满",)
    last = office.row.due_at
    assert office.year.tick(f"{last:%Y-%m-%d %H:%M}").noticed == 0
    assert office.state == "notice"
    assert office.year.tick("2020-02-10 00:00").noticed == 1
    assert (office.state, owed(office)) == ("announcement", [("announcement", "office")])
    office.do("announce_result", "2020-02-10 10:00", document_no="市考办发〔2020〕2号")
    assert (office.state, owed(office)) == ("published", [("archiving", "office")])
    office.do("archive_result", "2020-02-20 10:00")
    assert (office.state, owed(office)) == ("archived", [])
    assert [row.round for row in office.year.rows(ResultReply, sort="feedback")] == [1] * 5 + [2] * 5


CHOICE = {
    "      of: {kind: rule, rule: houses}\n": """\
      of:
        kind: choice
        choice: share
        label: 保障房分摊
        options:
          - {code: full, label: 全额, of: {kind: rule, rule: houses}}
          - {code: half, label: 减半, of: {kind: product, parts: [{kind: rule, rule: houses}, 0.5]}}
"""
}


@pytest.mark.closes("E30")
def test_nothing_goes_out_before_the_office_has_chosen_a_reading(sqlite_database: Database, tmp_path: Path) -> None:
    office = ready(sqlite_database, tmp_path, CHOICE)
    office.facts("2020-01-03 09:00")
    office.open("2020-01-06 09:00")
    for unit in UNITS:
        office.do("submit_self_check", "2020-01-07 09:00", by=f"{unit}_head", report="目标全部分解落实")
    office.do("end_self_check", "2020-01-08 09:00")
    (reason,) = refusal(office, "end_marking", "2020-01-09 09:00")
    assert "保障房分摊" in reason
    office.record("2020-01-09 10:00", {"chosen": {"share": "full"}})
    office.do("end_marking", "2020-01-09 11:00")
    assert office.state == "consolidation"


TIED = {"a": (100, 100, 100), "b": (100, 98, 100), "c": (100, 100, 96), "d": (100, 100, 100), "e": (100, 100, 100)}


def test_a_shared_last_place_is_decided_by_a_person_with_a_basis(sqlite_database: Database, tmp_path: Path) -> None:
    """cut: ask. 丁县 and 开发区 share the second place of two."""
    told = {"ranking: places, places: 3}": "ranking: places, places: 2}"}
    office = ready(sqlite_database, tmp_path, told)
    office.facts("2020-01-03 09:00", rates=TIED)
    same = [{"unit": unit, "source": "poll", "value": "5.0"} for unit in ("丁县", "开发区")]
    office.record("2020-01-03 10:00", {"imported": same})
    office.open("2020-01-06 09:00")
    for unit in UNITS:
        office.do("submit_self_check", "2020-01-07 09:00", by=f"{unit}_head", report="目标全部分解落实")
    office.do("end_self_check", "2020-01-08 09:00")
    assert "“综合先进”最后一个名额有并列，还没有定给谁" in refusal(office, "end_marking", "2020-01-09 09:00")[0]
    tie = {"award": "overall", "basis": "领导小组纪要〔2020〕1号"}
    with pytest.raises(Refused, match="只剩1个名额，写了2家"):
        office.do("decide_tie", "2020-01-09 10:00", units=["d", "e"], **tie)
    with pytest.raises(Refused, match="并列的没有b"):
        office.do("decide_tie", "2020-01-09 10:00", units=["b"], **tie)
    office.do("decide_tie", "2020-01-09 10:00", units=["d"], **tie)
    office.do("decide_tie", "2020-01-09 10:30", award="jobs", units=["e"], basis="领导小组纪要〔2020〕1号")
    office.do("end_marking", "2020-01-09 11:00")
    three = [{"unit": unit, "source": "poll", "value": "5.0"} for unit in ("丁县", "开发区", "甲县")]
    office.record("2020-01-09 14:00", {"imported": three})
    assert (
        "“综合先进”最后一个名额有并列" in refusal(office, "pass_on_result", "2020-01-09 15:00")[0]
    )  # among others now
    office.record("2020-01-09 16:00", {"imported": [{**three[2], "value": "5.5"}]})
    office.do("pass_on_result", "2020-01-10 09:00")
    assert {unit: line[2] for unit, line in office.lines(1).items() if line[2]} == {
        "a": ("综合先进",),
        "d": ("综合先进",),  # and so not the single award too
        "e": ("就业和创业工作先进",),
        "c": ("末位",),
    }


INSIDE = {
    "committee: {days: 3}": "committee: {days: 3, by: [{role: department_head, of: unit, unit: 甲县}, committee]}"
}


@pytest.mark.closes("W10")
def test_whose_unit_is_ranked_does_not_decide_and_the_next_seat_does(sqlite_database: Database, tmp_path: Path) -> None:
    office = ready(sqlite_database, tmp_path, INSIDE)
    office.until_checked()
    office.do("end_opinions", "2020-01-25 09:00")
    assert owed(office) == [("deliberation", "group")]
    with pytest.raises(Refused):
        office.do("decide_result", "2020-01-25 10:00", by="a_head", agreed=True)
    office.do("decide_result", "2020-01-25 10:00", by=GROUP, agreed=False, words="重核乙县")
    assert office.state == "consolidation"


def test_who_was_given_longer_is_waited_for_longer(on_sqlite: Office) -> None:
    on_sqlite.until_marked()
    on_sqlite.do("pass_on_result", "2020-01-10 09:00")
    mine = next(
        row for row in on_sqlite.year.owed(kind="score_check") if row.title and row.unit_id == unit_id(on_sqlite)
    )
    told = {"obligation": mine.id, "until": "2020-01-17", "reason": "负责人出差"}
    plea = on_sqlite.year.do("request_extension", "c_head", "2020-01-13 09:00", **told).ids["plea"]
    on_sqlite.year.do("grant_extension", "office_head", "2020-01-13 10:00", plea=plea)
    assert refusal(on_sqlite, "end_feedback", "2020-01-17 23:00")[0].startswith("还没有答复：甲县、乙县、丙县")
    on_sqlite.do("end_feedback", "2020-01-18 00:00")


def unit_id(office: Office) -> int:
    return next(int(unit.id) for unit in office.units if unit.code == "c")


def test_a_quarter_has_a_result_of_its_own(on_sqlite: Office) -> None:
    """月季领跑: worked out from what was told of that quarter alone, beside the result of the year."""
    year = on_sqlite.year
    for quarter, leader in (("2019-Q3", "a"), ("2019-Q4", "b")):
        rows = {UNITS[unit]: [120 if unit == leader else 100, 100, 100] for unit in UNITS}
        told = [
            {"unit": unit, "source": source, "value": "5.0", "period": quarter}
            for unit in UNITS
            for source in ("poll", "site")
        ]
        names = ["jobs", "care", "houses"]
        facts = {"tables": [{"figures": names, "period": quarter, "rows": rows}], "imported": told}
        on_sqlite.record("2020-01-03 09:00", facts)
    leaders = []
    for quarter in ("2019-Q3", "2019-Q4"):
        done = year.do("open_result", DESK, "2020-01-06 09:00", assessment=year.assessment, period=quarter)
        on_sqlite.result = done.ids["result"]
        for unit in UNITS:
            on_sqlite.do("submit_self_check", "2020-01-07 09:00", by=f"{unit}_head", report="如期")
        on_sqlite.do("end_self_check", "2020-01-08 09:00")
        while (waits := refusal_of_marking(on_sqlite)) is not None:
            on_sqlite.do("decide_tie", "2020-01-08 10:00", award=waits, units=[], basis="纪要")
        on_sqlite.do("pass_on_result", "2020-01-09 09:00")
        leaders.append([unit for unit, line in on_sqlite.lines(1).items() if line[1] == 1])
    assert leaders == [["a"], ["b"]]


def refusal_of_marking(office: Office) -> str | None:
    """Which award waits for a person, until none does."""
    names = {"综合先进": "overall", "末位": "bottom", "就业和创业工作先进": "jobs"}
    try:
        office.do("end_marking", "2020-01-08 11:00")
    except Refused as refused:
        return next(code for name, code in names.items() if f"“{name}”" in refused.reasons[0])
    return None


HOST_TOO = {"units: [甲县, 乙县, 丙县, 丁县, 开发区]": "units: [甲县, 乙县, 丙县, 丁县, 开发区, 市考评办]"}


def test_an_office_that_is_ranked_itself_owes_each_thing_once(sqlite_database: Database, tmp_path: Path) -> None:
    desk = {"role: assessment_office}": "role: unit_office}"}
    office = ready(sqlite_database, tmp_path, {**HOST_TOO, **desk})
    office.open("2020-01-06 09:00")
    assert owed(office) == [("self_check", unit) for unit in ("office", *UNITS)]


def test_order_of_those_who_tie_is_decided_with_a_basis(sqlite_database: Database, tmp_path: Path) -> None:
    """丁县 and 开发区 share a place: the page asks who stands first, and says by which paper."""
    office = ready(sqlite_database, tmp_path)
    office.facts("2020-01-03 09:00", rates=TIED)
    same = [{"unit": unit, "source": "poll", "value": "5.0"} for unit in ("丁县", "开发区")]
    office.record("2020-01-03 10:00", {"imported": same})
    office.open("2020-01-06 09:00")
    site = Site(office.year.database, tmp_path / "home", when="2020-01-06 10:00")
    desk = site.signed_in(DESK)
    page = desk.get("/results")
    (ranking,) = {*re.findall(r'name="ranking" value="([^"]+)"', page.html)}
    first = re.search(r"第(\d)名有2家并列", page.text)
    assert first, page.said()
    sent = {"result": office.result, "ranking": ranking, "basis": "领导小组纪要〔2020〕1号"}
    sent |= {"places:pairs.0.key": "e", "places:pairs.0.value": "1", "places:pairs.1.key": "d"}
    assert "丁县没有定排在第几" in desk.do("decide_order", sent).text
    done = desk.do("decide_order", {**sent, "places:pairs.1.value": "2", "_then": "/results"})
    assert "并列的名次已定，依次为开发区、丁县" in done.text, done.said()
    assert "按领导小组纪要〔2020〕1号定为并列中的第 2 位" in done.text
    assert f"从第{first[1]}名起并列的2家已定先后" in done.text
    office.do("compute_result", "2020-01-06 11:00")
    assert {unit: place for unit, (_, place, _) in office.lines(1).items() if unit in "de"} == {
        "e": int(first[1]), "d": int(first[1]) + 1,
    }  # fmt: skip
    assert [row.basis for row in office.year.rows(Journal, act="decide_order")] == ["领导小组纪要〔2020〕1号"]
    back = {"places:pairs.0.key": "d", "places:pairs.0.value": "1", "places:pairs.1.key": "e"}
    done = desk.do("decide_order", {**sent, **back, "places:pairs.1.value": "2", "_then": "/results"})
    assert "依次为丁县、开发区" in done.text, done.said()
    then = {when: desk.get("/results", as_of=when).text for when in ("2020-01-06T09:30", "2020-01-06T10:00")}
    assert "中的第" not in then["2020-01-06T09:30"]
    assert "按领导小组纪要〔2020〕1号定为并列中的第 2 位" in then["2020-01-06T10:00"]
    office.record("2020-01-06 14:00", {"imported": [{"unit": "丁县", "source": "poll", "value": "4.9"}]})
    assert "定先后" not in desk.get("/results").text

"""申请复核 and 更正: within its window, with its evidence; the shift of others is listed before anything changes."""

import html
import re
from pathlib import Path
from typing import Any

import pytest

from actions.acts import Refused
from models.database import Database
from models.evidence import EvidenceUse
from models.outbox import OutboxMessage
from models.results import Result, ResultVersion, ReviewRequest
from tests.integration.results.office import DESK, GROUP, Office, ready
from tests.pages import Site


def evidence(office: Office, unit: str = "c") -> int:
    return office.year.attach_loose(f"{unit}_officer", "2020-02-05 08:00", unit=unit, title="保障房验收单")


def applied(office: Office, when: str = "2020-02-06 09:00") -> int:
    told = {"reason": "保障房完成率少算", "evidence": evidence(office)}
    return office.do("apply_for_reexamination", when, by="c_head", **told).ids["request"]


def reasons_of(office: Office, when: str, **data: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        office.do("apply_for_reexamination", when, by="c_head", **data)
    return refused.value.reasons


MENDED = {"figures": [{"unit": "丙县", "figure": "houses", "value": 100}]}


def test_a_result_is_corrected_and_the_others_places_shift_with_it(office: Office) -> None:
    office.until_published()
    before = office.lines(1)
    assert {unit: before[unit][:2] for unit in "abcd"} == {
        "a": ("48.9", 1), "b": ("47.4", 2), "c": ("45.4", 4), "d": ("46.2", 3)
    }  # fmt: skip
    request = applied(office)
    assert [row.kind for row in office.year.owed(subject_kind="reexamination")] == ["acceptance"]
    office.year.do("accept_request", DESK, "2020-02-06 09:00", request=request)
    assert [row.kind for row in office.year.owed(subject_kind="reexamination")] == ["reexamination"]
    office.year.do("grant_correction", DESK, "2020-02-07 09:00", request=request, words="验收单属实")
    office.record("2020-02-07 10:00", MENDED)
    _looked_at(office)
    _proposed(office)
    _consented(office, request)


def _looked_at(office: Office) -> None:
    """只看影响: 丁县 did nothing and loses a place."""
    held = office.year.dump()
    seen = office.do("correct_result", "2020-02-07 11:00", reason="保障房少算", basis="复核决定1号")
    lines = seen.summary.splitlines()
    assert lines[0] == "若更正（尚未改动）：2个单位有变化"
    assert "丙县：45.4分，第4名 → 46.6分，第3名，评为综合先进" in lines
    assert lines[-1] == "  本单位得分不变，因其他单位的变化而变"
    changed = {each["name"]: (each["before"], each["after"]) for each in seen.details["changed"]}
    assert changed == {
        "丙县": ("45.4分，第4名", "46.6分，第3名，评为综合先进"),
        "丁县": ("46.2分，第3名，评为综合先进", "46.2分，第4名，评为综合先进"),
    }
    moved = {each["name"]: each["because"] for each in seen.details["changed"]}
    assert moved["丁县"] == "本单位得分不变，因其他单位的变化而变"
    assert office.year.dump() == held


def _proposed(office: Office) -> None:
    """Proposed, it still changes nothing that is in force."""
    told = {"reason": "保障房少算", "basis": "复核决定1号", "apply": True}
    office.do("correct_result", "2020-02-07 12:00", **told)
    assert (office.state, office.row.in_force, office.row.proposed) == ("correcting", 1, 2)
    assert [row.kind for row in office.year.owed(subject_kind="result")] == ["decision"]


def _consented(office: Office, request: int) -> None:
    office.do("decide_correction", "2020-02-10 09:00", by=GROUP, agreed=True, words="同意更正")
    assert (office.state, office.row.in_force, office.row.proposed) == ("published", 2, None)
    assert office.year.one(ReviewRequest, id=request).state == "corrected"
    told = office.year.told("result_corrected")
    assert sorted(row.dedup_key.rsplit(":", 1)[1] for row in told) == ["c_head", "d_head"]
    assert "由46.2分，第3名" in next(row.body for row in told if row.dedup_key.endswith("d_head"))
    assert {*office.row.reopened} == {"c", "d"}
    assert office.lines(1)["c"][:2] == ("45.4", 4)  # what was published stays in the books
    mine = {"reason": "对更正有异议", "evidence": evidence(office)}
    office.do("apply_for_reexamination", "2020-02-14 09:00", by="d_head", **mine)
    with pytest.raises(Refused, match="申请复核的期限已过"):
        office.do("apply_for_reexamination", "2020-02-14 09:00", by="a_head", **mine)


def test_request_comes_within_its_window_with_reason_and_evidence(on_sqlite: Office) -> None:
    on_sqlite.until_noticed()
    assert reasons_of(on_sqlite, "2020-01-21 09:00", reason="") == (
        "还没有到可以申请复核的时候",
        "请写明理由",
        "请附印证材料",
    )
    assert reasons_of(on_sqlite, "2020-01-21 09:00", reason="少算", evidence=99)[1].startswith(
        "没有编号为 99 的印证材料版本"
    )
    on_sqlite.year.tick("2020-02-05 00:00")
    on_sqlite.do("announce_result", "2020-02-05 10:00")
    assert f"{on_sqlite.row.requests_end_at:%Y-%m-%d}" == "2020-02-12"
    assert reasons_of(on_sqlite, "2020-02-13 00:00", reason="少算", evidence=evidence(on_sqlite)) == (
        "申请复核的期限已过（2020-02-12止）",
    )
    applied(on_sqlite)
    assert reasons_of(on_sqlite, "2020-02-06 10:00", reason="又少算", evidence=evidence(on_sqlite)) == (
        "本单位已有一份复核申请在办，不重复申请",
    )


def test_what_is_not_taken_up_and_what_is_upheld_is_told_with_its_reason(on_sqlite: Office) -> None:
    on_sqlite.until_published()
    request = applied(on_sqlite)
    with pytest.raises(Refused, match="请写明理由"):
        on_sqlite.year.do("refuse_request", DESK, "2020-02-06 11:00", request=request)
    assert on_sqlite.year.one(EvidenceUse, subject_kind="reexamination").frozen_at is None
    on_sqlite.year.do("refuse_request", DESK, "2020-02-06 11:00", request=request, words="超出复核范围")
    assert on_sqlite.year.one(EvidenceUse, subject_kind="reexamination").frozen_at is not None
    assert on_sqlite.year.owed(subject_kind="reexamination") == []
    again = applied(on_sqlite, "2020-02-06 14:00")
    on_sqlite.year.do("accept_request", DESK, "2020-02-06 15:00", request=again)
    with pytest.raises(Refused, match="还有复核没有办结：丙县"):
        on_sqlite.do("archive_result", "2020-02-07 09:00")
    on_sqlite.year.do("uphold_result", DESK, "2020-02-07 10:00", request=again, words="验收在次年")
    said = [row.body for row in on_sqlite.year.told("reexamination_decided")]
    assert [each.splitlines()[0] for each in said] == [
        "丙县：贵单位对2019年度考核结果的复核申请不予受理。理由：超出复核范围。",
        "丙县：贵单位对2019年度考核结果的复核申请经复核，维持原结果。理由：验收在次年。",
    ]
    on_sqlite.do("archive_result", "2020-02-07 11:00")


FROM_NOTICE = {"reexamination: {days: 5,": "reexamination: {since: notice, days: 5,"}


def test_request_during_the_notice_sends_the_result_round_again(sqlite_database: Database, tmp_path: Path) -> None:
    """since: notice. What is granted before publication is met when the result passes 汇总审核 anew."""
    office = ready(sqlite_database, tmp_path, FROM_NOTICE)
    office.until_noticed()
    request = applied(office, "2020-01-21 09:00")
    for act, when in (("accept_request", "10:00"), ("grant_correction", "11:00")):
        office.year.do(act, DESK, f"2020-01-21 {when}", request=request, words="验收单属实")
    office.year.tick("2020-02-05 09:00")
    with pytest.raises(Refused, match="还有复核没有办结：丙县"):
        office.do("announce_result", "2020-02-05 10:00")
    office.do("return_result", "2020-02-05 11:00", reason="丙县更正")
    assert (office.state, office.row.in_force, office.row.published_at) == ("consolidation", None, None)
    assert office.year.told("result_published") == []
    office.record("2020-02-05 12:00", MENDED)
    office.do("pass_on_result", "2020-02-05 14:00")
    assert office.year.one(ReviewRequest, id=request).state == "corrected"
    assert (office.lines(2)["c"][0], office.row.requests_open_at) == ("46.6", None)


def test_what_changed_after_the_decision_is_told_before_it_is_announced(on_sqlite: Office) -> None:
    on_sqlite.until_noticed()
    on_sqlite.record("2020-01-22 09:00", MENDED)
    on_sqlite.year.tick("2020-02-05 09:00")
    with pytest.raises(Refused, match=r"丙县 45\.4 → 46\.6；退回汇总审核重新办理，或写明仍按原结果公布的理由"):
        on_sqlite.do("announce_result", "2020-02-05 10:00")
    on_sqlite.do("announce_result", "2020-02-05 10:00", keep_reason="按审定的公布，更正另行办理")
    assert on_sqlite.lines(on_sqlite.row.in_force)["c"][0] == "45.4"


def test_correction_that_is_declined_leaves_everything_as_it_was(on_sqlite: Office) -> None:
    on_sqlite.until_published()
    with pytest.raises(Refused, match="没有可以更正的"):
        on_sqlite.do("correct_result", "2020-02-06 09:00", reason="再看看", basis="纪要")
    on_sqlite.record("2020-02-06 10:00", MENDED)
    on_sqlite.do("correct_result", "2020-02-06 11:00", reason="少算", basis="纪要", apply=True)
    with pytest.raises(Refused, match="请写明理由"):
        on_sqlite.do("decide_correction", "2020-02-07 09:00", by=GROUP, agreed=False)
    on_sqlite.do("decide_correction", "2020-02-07 09:00", by=GROUP, agreed=False, words="理由不足")
    assert (on_sqlite.state, on_sqlite.row.in_force, on_sqlite.row.proposed) == ("published", 1, None)
    assert on_sqlite.year.told("result_corrected") == []


def test_other_systems_hear_of_publication_and_of_correction(on_sqlite: Office) -> None:
    told = {"name": "bus", "target": "jsons://bus.example.test/kaohe?secret=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}
    year = on_sqlite.year
    on_sqlite.stages = None  # its own way, listened to from the beginning
    year.do("set_listener", "office_head", "2020-01-02 09:00", office=year.office, events=("kaohe.result.*",), **told)
    on_sqlite.until_published()
    on_sqlite.record("2020-02-06 10:00", MENDED)
    on_sqlite.do("correct_result", "2020-02-06 11:00", reason="少算", basis="纪要", apply=True)
    on_sqlite.do("decide_correction", "2020-02-07 09:00", by=GROUP, agreed=True)
    said = [(row.data["event"], row.data["payload"]) for row in year.told("signal")]
    payload = {"unit": "office", "title": "2019年度考核结果", "state": "published"}
    assert said == [("kaohe.result.announced", payload), ("kaohe.result.corrected", payload)]


def test_versions_are_never_changed(office: Office) -> None:
    office.open("2020-01-06 09:00")
    office.do("compute_result", "2020-01-09 10:00", words="先看看")
    version = ResultVersion.t.update().where(ResultVersion.c.result_id == office.result).values(reason="改")
    with pytest.raises(Exception, match="never changed"), office.year.database.write() as tx:
        tx.execute(version)


def test_a_result_is_opened_once_and_only_where_there_is_something_to_rank(on_sqlite: Office) -> None:
    on_sqlite.open("2020-01-06 09:00")
    year = on_sqlite.year
    for data, said in (
        ({}, "2019年度考核结果已经在办理"),
        ({"period": "2018"}, "2018年度不在2019年度"),
        ({"period": "去年"}, "写法不对"),
    ):
        with pytest.raises(Refused, match=said):
            year.do("open_result", DESK, "2020-01-06 10:00", assessment=year.assessment, **data)
    year.do("open_result", DESK, "2020-01-06 11:00", assessment=year.assessment, period="2019-Q4")
    assert [row.title for row in year.rows(Result)] == ["2019年度考核结果", "2019年第四季度考核结果"]
    assert year.rows(OutboxMessage, kind="result_fed_back") == []


def test_page_shows_what_a_correction_moves_and_lets_both_states_be_seen(on_sqlite: Office, tmp_path: Path) -> None:
    """Before consent to those who work on it; after it to everybody whom it moved."""
    on_sqlite.until_published()
    site = Site(on_sqlite.year.database, tmp_path / "home", when="2020-02-07 15:00")
    desk, unit = site.signed_in(DESK), site.signed_in("c_head")
    assert "更正以前" not in desk.get("/results").text
    on_sqlite.record("2020-02-07 10:00", MENDED)
    told = {"reason": "保障房少算", "basis": "复核决定1号", "apply": True}
    on_sqlite.do("correct_result", "2020-02-07 12:00", **told)
    page = desk.get("/results")
    assert "提请更正，等候批准；批准以前公布的结果不变" in page.text, page.said()
    assert "保障房少算 依据：复核决定1号" in re.sub(r"\s+", " ", page.text)
    assert "96 → 100" in page.text
    assert "提请更正" not in unit.get("/results").text
    on_sqlite.do("decide_correction", "2020-02-10 09:00", by=GROUP, agreed=True, words="同意更正")
    site.at("2020-02-10 10:00")
    seen = site.signed_in("c_head").get("/results")
    assert "公布以后的更正（第2稿）" in seen.text, seen.said()
    assert "as_of=" not in seen.html.partition("更正以前")[2].partition("</section>")[0]
    links = re.findall(r'href="(/results\?[^"]*as_of=2020-[^"]+)"', site.signed_in(DESK).get("/results").html)
    before, after = (site.signed_in(DESK).get(html.unescape(link)) for link in links)
    assert (before.status, after.status) == (200, 200)
    assert places(before.html)["丙县"] != places(after.html)["丙县"]


def places(page: str) -> dict[str, str]:
    rows = re.findall(r'<td data-label="名次">(\d+)</td><td data-label="单位"><a[^>]*>([^<]+)</a>', page)
    return {unit: place for place, unit in rows}

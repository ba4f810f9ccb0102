"""Reports, from the opening of a window to the verified figure, through the acts."""

from decimal import Decimal
from pathlib import Path

import pytest

from actions.acts import Refused
from models.database import Database
from models.journal import Journal
from models.obligations import Obligation
from models.reports import Report, ReportRow
from tests.integration.actions.year import Year, at, published


@pytest.fixture
def year(database: Database, tmp_path: Path) -> Year:
    """A town's year whose one window has just opened."""
    year = published(database, "tiny", when="2019-03-04 09:00", folder=tmp_path)
    year.tick("2019-03-20 09:00")
    return year


def fill(year: Year, *, cumulative: str, when: str = "2019-03-21 10:00", title: str = "新建高标准农田") -> int:
    report = year.report(title, "2019-03")
    line = {"cumulative": cumulative, "progress": "已完成选址和勘界"}
    year.do("fill_report", "farming_officer", when, report=report.id, lines=[line])
    return int(report.id)


def submit(year: Year, when: str = "2019-03-22 10:00", title: str = "新建高标准农田") -> None:
    year.do("submit_report", "farming_officer", when, assignment=year.assignment(title), window="march")


def handed_in(year: Year) -> int:
    """A report that the head has approved."""
    report = fill(year, cumulative="120.50")
    year.attach("farming_officer", "2019-03-21 11:00", report=report, unit="farming")
    submit(year)
    year.do("approve", "farming_head", "2019-03-22 15:00", kind="report", id=report)
    return report


@pytest.mark.closes("R0.20")
def test_report_without_evidence_is_refused_and_nothing_changes(year: Year) -> None:
    fill(year, cumulative="120")
    before = year.dump()

    with pytest.raises(Refused) as refused:
        submit(year)

    assert refused.value.reasons == ("2019年3月进展报告：缺印证材料1份",)
    assert year.dump() == before


@pytest.mark.closes("A41", "D14")
def test_report_counts_by_its_first_submission(year: Year) -> None:
    report = handed_in(year)

    assert year.one(Report, id=report).first_submitted_at == at("2019-03-22 10:00")
    assert year.owed(kind="report", subject_id=year.assignment("新建高标准农田")) == []
    assert [row.kind for row in year.owed(subject_kind="report", subject_id=report)] == ["verification"]


def test_figures_are_kept_to_the_last_digit_and_derived_from_each_other(year: Year) -> None:
    report = fill(year, cumulative="1234567890123456789012345.678")

    (row,) = year.rows(ReportRow, report_id=report)
    assert (row.reported_cumulative, row.reported_period) == (
        Decimal("1234567890123456789012345.678"),
        Decimal("1234567890123456789012345.678"),
    )


def test_report_of_another_unit_is_refused(year: Year) -> None:
    report = year.report("新建高标准农田", "2019-03")

    with pytest.raises(Refused) as refused:
        year.do("fill_report", "leader", "2019-03-21 10:00", report=report.id, lines=[])

    assert len(refused.value.reasons) == 1


@pytest.mark.closes("R2.11")
def test_report_missing_progress_is_named_line_by_line(year: Year) -> None:
    report = year.report("新建高标准农田", "2019-03")
    year.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report.id, lines=[{"cumulative": "5"}])
    year.attach("farming_officer", "2019-03-21 11:00", report=report.id, unit="farming")

    with pytest.raises(Refused) as refused:
        submit(year)

    assert refused.value.reasons == ("2019年3月进展报告：第1项“建成面积”缺进展情况",)


def test_office_verifies_with_its_own_figure_and_freezes_the_evidence(year: Year) -> None:
    report = handed_in(year)
    (row,) = year.rows(ReportRow, report_id=report)

    done = year.do(
        "verify_report",
        "desk",
        "2019-03-25 10:00",
        report=report,
        lines=[{"row": row.id, "cumulative": "118", "words": "有2.5亩未验收"}],
    )

    (row,) = year.rows(ReportRow, report_id=report)
    assert done.summary == "已认定“3月进展情况：新建高标准农田”2019年3月进展报告，1行与上报值不同"
    assert (row.reported_cumulative, row.verified_cumulative) == (Decimal("120.50"), Decimal(118))
    assert year.one(Report, id=report).state == "verified"
    with pytest.raises(Refused):
        year.do("detach_evidence", "farming_officer", "2019-03-26 10:00", evidence=1, report=report)


def test_a_figure_that_differs_from_the_reported_one_needs_its_reason(year: Year) -> None:
    report = handed_in(year)
    (row,) = year.rows(ReportRow, report_id=report)
    line = {"row": row.id, "cumulative": "118"}
    with pytest.raises(Refused) as refused:
        year.do("verify_report", "desk", "2019-03-25 10:00", report=report, lines=[line])
    assert refused.value.reasons == ("第1行的认定值118与上报值120.5不同，请写明理由",)
    (row,) = year.rows(ReportRow, report_id=report)
    assert row.verified_cumulative is None
    year.do("verify_report", "desk", "2019-03-25 10:00", report=report, lines=[line], words="有2.5亩未验收")
    assert year.one(Report, id=report).state == "verified"


@pytest.mark.closes("O33")
def test_verified_report_is_corrected_only_by_leave(year: Year) -> None:
    report = handed_in(year)
    year.do("verify_report", "desk", "2019-03-25 10:00", report=report)

    with pytest.raises(Refused) as refused:
        year.do("correct_report", "farming_officer", "2019-03-26 09:00", report=report, reason="统计口径有误")
    year.do("allow_correction", "desk", "2019-03-26 10:00", report=report, reason="同意更正")
    year.do("correct_report", "farming_officer", "2019-03-26 11:00", report=report, reason="统计口径有误")
    fill(year, cumulative="119", when="2019-03-26 11:30")
    year.do(
        "submit_correction", "farming_officer", "2019-03-26 14:00", report=report, was="120.50", becomes="119",
        reason="统计口径有误", responsible="农业站站长",
    )  # fmt: skip

    assert refused.value.reasons == ("已核验的数据，经核验单位同意后方可更正",)
    assert year.one(Report, id=report).state == "review:head"


def test_nil_report_needs_a_reason_and_settles_the_obligation(year: Year) -> None:
    report = year.report("农机安全检查", "2019-03")

    with pytest.raises(Refused):
        year.do("submit_nil_report", "farming_officer", "2019-03-21 10:00", report=report.id)
    year.do("submit_nil_report", "farming_officer", "2019-03-21 10:00", report=report.id, reason="检查定在四月")

    assert year.one(Report, id=report.id).state == "nil"
    assert year.owed(kind="report", subject_id=year.assignment("农机安全检查")) == []


def test_waived_report_is_owed_by_nobody(year: Year) -> None:
    report = year.report("农机安全检查", "2019-03")

    year.do("waive_report", "desk", "2019-03-21 10:00", report=report.id, reason="任务推迟下达")

    assert year.one(Report, id=report.id).state == "waived"
    assert year.owed(kind="report", subject_id=year.assignment("农机安全检查")) == []


def test_window_opens_once_and_tells_each_post_once(year: Year) -> None:
    again = year.tick("2019-03-20 09:05")

    (told,) = year.told("window_opened")
    assert again.opened == 0
    assert told.body == (
        "农业站：3月进展情况填报期已到，共2项，请于3月29日（周五）17:00前报送。请同时报送印证材料。\n"
        "1. 新建高标准农田\n2. 农机安全检查"
    )


def test_journal_says_who_sat_down_to_write_and_what_was_handed_in(year: Year) -> None:
    """A page saves every few seconds; an auditor reads who wrote, and what left the desk."""
    report = fill(year, cumulative="100")
    year.attach("farming_officer", "2019-03-21 11:00", report=report, unit="farming")

    for minute, cumulative in (("11:01", "110"), ("11:02", "115"), ("13:30", "120.50")):
        line = {"cumulative": cumulative, "progress": "完成放线"}
        year.do("fill_report", "farming_officer", f"2019-03-21 {minute}", report=report, lines=[line])
    line = {"cumulative": "121", "progress": "完成放线"}
    year.do("fill_report", "farming_head", "2019-03-21 13:31", report=report, lines=[line])
    submit(year)

    lines = year.rows(Journal, subject_kind="report", subject_id=report)
    written = [line.recorded_at for line in lines if line.act == "fill"]
    assert written == [at(f"2019-03-21 {time}") for time in ("10:00", "13:30", "13:31")]
    (sent,) = [line.after for line in lines if line.act == "submit"]
    assert sent["lines"][0]["reported_cumulative"] == "121"


@pytest.mark.closes("O33")
def test_unit_asks_for_leave_to_correct_and_is_answered(year: Year) -> None:
    report = handed_in(year)
    with pytest.raises(Refused):
        year.do("request_correction", "farming_officer", "2019-03-25 09:00", report=report, reason="多报了1.5亩")
    year.do("verify_report", "desk", "2019-03-25 10:00", report=report)

    asked = {"report": report, "reason": "多报了1.5亩，应为119亩"}
    year.do("request_correction", "farming_officer", "2019-03-26 09:00", **asked)
    (owed,) = year.rows(Obligation, kind="decision", subject_kind="report", subject_id=report)
    assert (owed.period, owed.settled_at) == ("correction", None)
    assert "请求更正已核验的" in year.told("plea_asked")[-1].body
    with pytest.raises(Refused, match="这一期已有一份更正请求在等答复"):
        year.do("request_correction", "farming_officer", "2019-03-26 09:30", **asked)

    year.do("refuse_correction", "desk", "2019-03-26 10:00", report=report, reason="台账就是120.5亩")
    assert year.one(Obligation, id=owed.id).settled_at is not None
    assert "未获同意，核验的结果不变。意见：台账就是120.5亩。" in year.told("plea_answered")[-1].body
    with pytest.raises(Refused, match="这一期没有待答复的更正请求"):
        year.do("refuse_correction", "desk", "2019-03-26 10:05", report=report, reason="重复")

    year.do("request_correction", "farming_officer", "2019-03-27 09:00", **asked)
    year.do("allow_correction", "desk", "2019-03-27 10:00", report=report, reason="经核属实")
    assert "已同意，请办理更正" in year.told("plea_answered")[-1].body
    with pytest.raises(Refused, match="核验单位已经同意更正，请直接办理更正"):
        year.do("request_correction", "farming_officer", "2019-03-27 10:30", **asked)
    year.do("correct_report", "farming_officer", "2019-03-27 11:00", report=report, reason="多报了1.5亩")
    assert year.one(Report, id=report).state == "correcting"
    assert not [row for row in year.rows(Obligation, kind="decision", subject_id=report) if row.settled_at is None]

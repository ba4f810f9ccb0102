"""Seed 000 as a scheme, against answers written by hand from its text."""

from datetime import date
from decimal import Decimal

from checks.checking import check
from checks.doubt import Severity
from checks.year import year_plan
from config.ladders import RungAct, SpanUnit
from config.packages import SealKind
from config.readings import assignments_of, indicators_of, scored_by, verified_by
from config.scheme import OfficeSeat, Scheme
from config.stages import By
from config.windows import Evidence
from tests.unit.schemes.reading import shipped_scheme
from workdays.calendar import WorkCalendar
from workdays.deadline import Deadline, due_at

SHANXI = shipped_scheme("shanxi-cjr-2019")
BREAKDOWN, PACKAGE = SHANXI.stages.breakdown, SHANXI.stages.breakdown.package


def points_of(scheme: Scheme) -> dict[str, Decimal | None]:
    return {placed.indicator.code: placed.indicator.points for placed in indicators_of(scheme)}


def deadlines(calendar: WorkCalendar) -> dict[tuple[str, bool, tuple[str, ...]], Deadline]:
    return {
        (each.code, each.is_package, tuple(period.code for period in each.periods)): each.deadline
        for each in year_plan(SHANXI, calendar)
    }


def test_points_stand_where_the_document_has_them_and_nowhere_else() -> None:
    """R0.1, R0.2."""
    scored = {code: points for code, points in points_of(SHANXI).items() if points is not None}
    assert scored == {
        "C": 40, "C1": 30, "C1.1": 12, "C1.2": 8, "C1.3": 10, "C2": 10, "C2.1": 3, "C2.2": 4, "C2.3": 3,
        "T": 60, "T1": 12, "T2": 12, "T3": 9, "T4": 6, "T5": 5, "T6": 5, "T7": 6, "T8": 5,
    }  # fmt: skip


def test_points_add_up_part_by_part() -> None:
    """30 + 10 + 60."""
    of = points_of(SHANXI)
    parts = {
        "C1": ("C1.1", "C1.2", "C1.3"),
        "C2": ("C2.1", "C2.2", "C2.3"),
        "C": ("C1", "C2"),
        "T": ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"),
    }
    assert {whole: sum(of[part] or 0 for part in each) for whole, each in parts.items()} == {
        "C1": 30, "C2": 10, "C": 40, "T": 60,
    }  # fmt: skip


def test_leads_are_those_in_the_brackets() -> None:
    """R0.3: every 【…××牵头】 is a segment; several leads keep their order, the first is head."""
    names = {
        each.code: [SHANXI.unit(code).name for code in (each.lead, *each.other_leads)]
        for each in assignments_of(SHANXI)
    }
    assert names == {
        "C1.1.1-1": ["机关党委"],
        "C1.1.1-2": ["机关党委"],
        "C1.1.1-3": ["人事部"],
        "C1.1.1-4": ["机关党委"],
        "C1.1.2": ["人事部"],
        "C1.1.3": ["人事部"],
        "C1.2.1": ["机关党委"],
        "C1.2.2-1": ["机关党委", "办公室", "人事部"],
        "C1.2.2-2": ["机关党委"],
        "C1.2.3": ["机关党委", "人事部"],
        "C1.2.4": ["机关党委"],
        "C1.3.1": ["机关党委", "机关纪委"],
        "C1.3.2": ["机关党委", "机关纪委"],
        "C2.1.1": ["维权部"],
        "C2.1.2": ["维权部"],
        "C2.2.1": ["办公室"],
        "C2.2.2-1": ["办公室"],
        "C2.2.2-2": ["维权部"],
        "C2.2.2-3": ["办公室"],
        "C2.3.1-1": ["机关党委"],
        "C2.3.1-2": ["省残联信息中心"],
        "C2.3.1-3": ["机关党委"],
        "T1": ["康复部"],
        "T2": ["康复部"],
        "T3": ["教育就业部"],
        "T4": ["教育就业部"],
        "T5": ["省残疾人就业服务指导中心"],
        "T6": ["宣传文体部"],
        "T7": ["教育就业部"],
        "T8": ["维权部"],
    }


def test_segments_are_counted_as_the_brackets_are() -> None:
    counts = {
        placed.indicator.code: len(placed.indicator.segments)
        for placed in indicators_of(SHANXI)
        if placed.indicator.segments
    }
    leaves = [placed for placed in indicators_of(SHANXI) if placed.is_leaf]
    assert counts == {"C1.1.1": 4, "C1.2.2": 2, "C2.2.2": 3, "C2.3.1": 3}
    assert (len(leaves), len(assignments_of(SHANXI))) == (22, 30)


def test_targets_have_value_unit_and_comparator() -> None:
    """R0.5, R0.6."""
    found = [
        (each.code, target.value, target.unit, target.comparator.value if target.value is not None else target.text)
        for each in assignments_of(SHANXI)
        for target in each.targets
    ]
    assert found == [
        ("T1", Decimal(50000), "名", ">="),
        ("T2", Decimal(80), "%", ">="),
        ("T2", Decimal(95), "%", ">="),
        ("T3", Decimal(6000), "名", ">="),
        ("T4", Decimal(5000), "户", ">="),
        ("T5", Decimal(3000), "名", ">="),
        ("T6", None, "", "组团参加第十届全国残疾人运动会暨第七届全国特殊奥林匹克运动会"),
        ("T7", Decimal(800), "名", ">="),
        ("T7", Decimal(500), "名", ">="),
        ("T8", None, "", "按中国残联部署的范围和标准发放完毕"),
    ]


def test_one_indicator_is_starred_and_asks_for_more() -> None:
    """R0.4, R0.12."""
    assert [each.code for each in assignments_of(SHANXI) if each.star] == ["T3"]
    assert [field.label for field in BREAKDOWN.star_requires] == ["指标综述", "验收标准"]


def test_six_things_are_required_of_every_item() -> None:
    """R0.9."""
    assert [field.label for field in BREAKDOWN.requires] == [
        "目标要求", "进度安排", "责任领导", "责任部室", "责任人", "承办人",
    ]  # fmt: skip


def test_source_documents_keep_their_numbers_and_three_dates() -> None:
    """R0.7: the province's paper, issued a day later; its second notice, of which only the day of receipt is known."""
    found = {each.code: (each.no, each.dated, each.issued, each.received) for each in SHANXI.documents}
    assert found == {
        "indicators": ("晋办发〔2019〕23号", date(2019, 4, 23), date(2019, 4, 24), None),
        "superior_notice": ("晋考办发〔2019〕4号", None, None, date(2019, 4, 30)),
        "notice": ("", date(2019, 5, 5), None, None),
        "inspection_report": ("", date(2018, 10, 28), None, None),
    }


def test_the_newspaper_is_a_cross_reference() -> None:
    """R0.8."""
    found = [
        (segment.code, reference.document, reference.clause)
        for placed in indicators_of(SHANXI)
        for segment in placed.indicator.segments
        for reference in segment.references
    ]
    assert found == [("C2.3.1-3", "inspection_report", "第七部分")]


def test_chains_run_as_the_notice_says() -> None:
    """R0.15: 分管会领导审阅 in the breakdown, and none in the monthly report."""
    assert {code: [step.label for step in chain.steps] for code, chain in SHANXI.chains.items()} == {
        "breakdown": ["部门负责人审核", "分管会领导审阅"],
        "formal_file": ["会主要领导签发"],
        "monthly": ["部门负责人审核"],
        "monthly_package": ["会领导审批"],
    }
    assert (BREAKDOWN.chain, PACKAGE and PACKAGE.chain) == ("breakdown", "formal_file")
    assert [(window.chain, window.package and window.package.chain) for window in SHANXI.windows] == [
        ("monthly", "monthly_package"),
        ("monthly", "monthly_package"),
    ]


def test_what_goes_upward_goes_to_the_provincial_office() -> None:
    """R0.16: the breakdown as a formal file, the months as they are."""
    packages = [PACKAGE, *(window.package for window in SHANXI.windows)]
    assert [(each.to, each.upward, each.seal) for each in packages if each] == [
        ("provincial_office", True, SealKind.OFFLINE),
        ("provincial_office", True, SealKind.NONE),
        ("provincial_office", True, SealKind.NONE),
    ]


def test_evidence_is_compulsory_with_each_report() -> None:
    """R0.20."""
    assert [window.evidence for window in SHANXI.windows] == [Evidence.REQUIRED, Evidence.REQUIRED]


def test_the_superior_verifies_and_scores() -> None:
    """O01."""
    assert (SHANXI.seat, verified_by(SHANXI), scored_by(SHANXI)) == (OfficeSeat.ASSESSED, By.SUPERIOR, By.SUPERIOR)


def test_d01_breakdown_reaches_the_office(calendar: WorkCalendar) -> None:
    due = deadlines(calendar)["breakdown", False, ()]
    assert due.due_at == due_at(date(2019, 5, 13), cutoff="17:00")
    # the writer has to be done before the head (1 workday) and the leader (2) have read it
    days = sum(step.days for step in SHANXI.chains[BREAKDOWN.chain].steps)
    assert calendar.add_workdays(date(2019, 5, 13), -days) == date(2019, 5, 8)


def test_d02_formal_file_goes_up(calendar: WorkCalendar) -> None:
    due = deadlines(calendar)["breakdown", True, ()]
    assert (due.due_at, due.inclusive) == (due_at(date(2019, 5, 20)), True)


def test_d03_and_d04_january_to_may(calendar: WorkCalendar) -> None:
    found = {key: due for key, due in deadlines(calendar).items() if key[0] == "jan-may"}
    five = ("2019-01", "2019-02", "2019-03", "2019-04", "2019-05")
    assert {(is_package, due.due_at) for (_, is_package, _), due in found.items()} == {
        (False, due_at(date(2019, 5, 20), cutoff="17:00")),
        (True, due_at(date(2019, 6, 5))),
    }
    assert ("jan-may", False, five) in found


def test_d05_and_d06_june_to_december(calendar: WorkCalendar) -> None:
    """September: two workdays before 30 September, with a make-up workday on Sunday the 29th."""
    found = {
        periods[0]: due.due_on
        for (code, is_package, periods), due in deadlines(calendar).items()
        if code == "monthly" and not is_package
    }
    assert found == {
        "2019-06": date(2019, 6, 28),
        "2019-07": date(2019, 7, 31),
        "2019-08": date(2019, 8, 30),
        "2019-09": date(2019, 9, 27),
        "2019-10": date(2019, 10, 31),
        "2019-11": date(2019, 11, 29),
        "2019-12": date(2019, 12, 31),
    }


def test_the_superiors_later_dates_are_unknown(calendar: WorkCalendar) -> None:
    """O24."""
    waiting = [
        (each.title, each.deadline.status, each.deadline.waits_for)
        for each in year_plan(SHANXI, calendar)
        if each.is_package and each.code == "monthly"
    ]
    assert waiting == [(f"2019年{month}月日常进展情况上报", "unknown", "待上级通知") for month in range(6, 13)]


def test_d17_the_notice_is_dated_on_a_working_sunday(calendar: WorkCalendar) -> None:
    notice = next(each for each in SHANXI.documents if each.code == "notice")
    assert notice.dated is not None
    assert (notice.dated.isoweekday(), calendar.is_workday(notice.dated)) == (7, True)


def test_the_late_ladder_ends_with_a_proposed_deduction() -> None:
    late = SHANXI.ladders["late"]
    assert [(rung.act, rung.after.n, rung.after.unit) for rung in late.rungs] == [
        (RungAct.URGE, 1, SpanUnit.WORKDAYS),
        (RungAct.TELL_RESPONSIBLE, 2, SpanUnit.WORKDAYS),
        (RungAct.PRESENT_TO_LEADER, 3, SpanUnit.WORKDAYS),
        (RungAct.LIST_OVERDUE, 5, SpanUnit.WORKDAYS),
        (RungAct.PROPOSE_DEDUCTION, 8, SpanUnit.WORKDAYS),
    ]
    assert [(each.n, each.unit, each.at) for each in late.reminders] == [(2, SpanUnit.WORKDAYS, "09:00")]


def test_units_are_named_as_written_and_departments_stand_in_order() -> None:
    """O19."""
    assert [unit.name for unit in SHANXI.units] == [
        "山西省残疾人联合会", "会领导", "办公室", "人事部", "康复部", "教育就业部", "维权部", "宣传文体部", "机关党委",
        "机关纪委", "省残联信息中心", "省残疾人就业服务指导中心", "省考核办",
    ]  # fmt: skip


def test_only_the_expected_doubts(calendar: WorkCalendar) -> None:
    """D03 and D05: periods that still run when they are reported, told once for each window. Nothing else is odd."""
    found = [(doubt.severity, doubt.pointer) for doubt in check(SHANXI, calendar=calendar)]
    assert found == [(Severity.NOTE, "/windows/0/due"), (Severity.NOTE, "/windows/1/due")]

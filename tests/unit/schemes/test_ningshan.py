"""Seed 002 as a scheme, against answers written by hand from its text."""

from datetime import date, datetime

import pytest

from checks.checking import check
from checks.doubt import Severity
from checks.planned import Planned
from checks.year import year_plan
from config.ladders import RungAct
from config.policy import LateStart
from config.readings import assignments_of, indicators_of, scored_by, verified_by
from config.roles import Role
from config.scheme import OfficeSeat
from config.stages import By
from config.windowing import owers_of
from config.windows import SettledBy
from config.zone import SHANGHAI
from tests.unit.schemes.reading import shipped_scheme
from workdays.calendar import WorkCalendar
from workdays.deadline import due_at, is_late
from workdays.periods import Period
from workdays.resolving import resolve

NINGSHAN = shipped_scheme("ningshan-2019")
WINDOWS = {window.code: window for window in NINGSHAN.windows}
ISSUED = date(2019, 9, 4)


def planned(calendar: WorkCalendar, code: str) -> list[Planned]:
    return [each for each in year_plan(NINGSHAN, calendar) if each.code == code]


def test_every_kind_has_its_strategy_and_what_it_asks_for() -> None:
    """R2.1, R2.21."""
    found = {
        kind.label: (kind.strategy.value, [field.label for field in kind.requires]) for kind in NINGSHAN.kinds.values()
    }
    assert found == {
        "量化指标": ("quantitative", []),
        "加分指标": ("bonus", []),
        "共性指标": ("common", []),
        "新增考核指标": ("new", ["统计口径", "赋分标准", "考评方式"]),
        "负面清单": ("negative_list", ["对标自查", "改进完善措施"]),
        "一票否决": ("veto", []),
    }


def test_the_indicators_are_examples_of_every_kind() -> None:
    """The annex is missing: nothing here pretends to be from it."""
    placed = list(indicators_of(NINGSHAN))
    assert [each.indicator.code for each in placed if not each.indicator.example] == []
    assert [each.indicator.code for each in placed if each.indicator.points is not None] == []
    assert {each.indicator.code: each.inherited("kind") for each in placed if each.is_leaf} == {
        "D1": "quantitative", "D2": "quantitative", "D3": "bonus", "D4": "common", "D5": "new", "D6": "negative",
        "D7": "veto",
    }  # fmt: skip


def test_each_task_of_a_department_hangs_below_what_the_city_asks_of_the_county() -> None:
    """R2.2: above it the city assesses, below it the county."""
    leaves = [each for each in indicators_of(NINGSHAN) if each.is_leaf]
    assert {leaf.indicator.code: [up.code for up in leaf.above] for leaf in leaves} == {
        f"D{number}": ["U", f"U{number}"] for number in range(1, 8)
    }
    assert {leaf.indicator.assessors for leaf in leaves} == {("county_office",)}
    assert {leaf.above[0].assessors for leaf in leaves} == {("city_system",)}


def test_the_first_of_several_departments_leads() -> None:
    """R2.6; and the five bodies of the veto tasks, in the order of the text."""
    names = {
        each.code: [NINGSHAN.unit(code).name for code in (each.lead, *each.co_units)]
        for each in assignments_of(NINGSHAN)
    }
    assert names == {
        "D1": ["县发改局（示例）", "县文旅局（示例）"],
        "D2": ["县人社局（示例）", "县扶贫局"],
        "D3": ["县文旅局（示例）"],
        "D4": ["县发改局（示例）", "县人社局（示例）"],
        "D5": ["县人社局（示例）"],
        "D6": ["市生态环境局宁陕分局", "县应急管理局"],
        "D7-1": ["县纪委监委"],
        "D7-2": ["县委政法委"],
        "D7-3": ["市生态环境局宁陕分局"],
        "D7-4": ["县应急管理局"],
        "D7-5": ["县扶贫局"],
    }


def test_the_chain_of_liability_runs_from_the_top() -> None:
    """R2.7."""
    assert [(each.seat.role, each.label) for each in NINGSHAN.liability] == [
        (Role.PRINCIPAL_LEADER, "负总责"),
        (Role.LEADER_IN_CHARGE, "第一责任人"),
        (Role.DEPARTMENT_HEAD, "直接责任人"),
    ]


def test_five_things_are_fixed_before_a_breakdown_leaves() -> None:
    """R2.3, R2.4, R2.7b."""
    breakdown = NINGSHAN.stages.breakdown
    assert [field.value for field in breakdown.requires] == [
        "target", "progress", "leader", "department", "responsible_person", "officer", "standard", "time_limit",
    ]  # fmt: skip
    assert [step.label for step in NINGSHAN.chains[breakdown.chain].steps] == ["部门主要负责人审核", "分管县级领导审阅"]
    assert breakdown.package is not None
    assert (breakdown.package.chain, breakdown.package.upward) == ("county_consent", False)


def test_the_city_finds_and_the_county_scores() -> None:
    """R2.12: the seat on both sides."""
    assert (NINGSHAN.seat, verified_by(NINGSHAN), scored_by(NINGSHAN)) == (OfficeSeat.BOTH, By.SUPERIOR, By.OFFICE)


@pytest.mark.parametrize("code", ["monthly", "monthly-narrative"])
def test_d08_last_months_state_by_the_15th(calendar: WorkCalendar, code: str) -> None:
    found = {each.periods[0].code: each.deadline for each in planned(calendar, code)}
    assert {period: (due.due_on, due.judged_on, due.remind_on) for period, due in found.items()} == {
        "2019-01": (date(2019, 2, 15),) * 3,
        "2019-02": (date(2019, 3, 15),) * 3,
        "2019-03": (date(2019, 4, 15),) * 3,
        "2019-04": (date(2019, 5, 15),) * 3,
        "2019-05": (date(2019, 6, 15), date(2019, 6, 17), date(2019, 6, 14)),
        "2019-06": (date(2019, 7, 15),) * 3,
        "2019-07": (date(2019, 8, 15),) * 3,
        # 15 September is a Sunday, the last day of the 中秋 break
        "2019-08": (date(2019, 9, 15), date(2019, 9, 16), date(2019, 9, 12)),
        "2019-09": (date(2019, 10, 15),) * 3,
        "2019-10": (date(2019, 11, 15),) * 3,
        "2019-11": (date(2019, 12, 15), date(2019, 12, 16), date(2019, 12, 13)),
        "2019-12": (date(2020, 1, 15),) * 3,
    }


def test_d08_the_february_after_falls_on_a_saturday(calendar: WorkCalendar) -> None:
    due = resolve(WINDOWS["monthly"].due, period=Period.month(2020, 1), calendar=calendar)
    assert (due.due_on, due.judged_on) == (date(2020, 2, 15), date(2020, 2, 17))


@pytest.mark.parametrize(("roll", "late"), [("none", True), ("forward", False), ("back", True)])
def test_e09_august_filed_on_the_morning_of_the_16th(calendar: WorkCalendar, roll: str, late: bool) -> None:
    rule = WINDOWS["monthly"].due.model_copy(update={"roll": roll})
    due = resolve(rule, period=Period.month(2019, 8), calendar=calendar)
    assert is_late(datetime(2019, 9, 16, 9, tzinfo=SHANGHAI), due) is late


def test_what_was_due_before_the_notice_is_not_asked_for_again(calendar: WorkCalendar) -> None:
    """O25: the year starts on 4 September; seven months are past, August is the first."""
    assert NINGSHAN.policy.late_start is LateStart.EXEMPT
    reports = planned(calendar, "monthly")
    past = [each.periods[0].code for each in reports if each.deadline.judged_on and each.deadline.judged_on < ISSUED]
    assert past == [f"2019-{month:02}" for month in range(1, 8)]


def test_d09_the_statistics_clock_waits_for_the_citys_feedback(calendar: WorkCalendar) -> None:
    """O21: two workdays; 18 September 2019 is a Wednesday."""
    rule, september = WINDOWS["statistics"].due, Period.month(2019, 8)
    waiting = resolve(rule, period=september, calendar=calendar)
    feedback = datetime(2019, 9, 18, 10, tzinfo=SHANGHAI)
    started = resolve(rule, period=september, calendar=calendar, events={"city_feedback": feedback})
    assert (waiting.status, waiting.waits_for, waiting.due_at) == ("waiting_event", "city_feedback", None)
    assert (started.status, started.due_at) == ("fixed", due_at(date(2019, 9, 20)))


def test_d09_the_statistics_bureau_owes_the_figure_and_the_lead_the_words() -> None:
    (investment,) = (each for each in assignments_of(NINGSHAN) if each.code == "D1")
    assert owers_of(NINGSHAN, WINDOWS["statistics"], investment) == ("statistics",)
    assert owers_of(NINGSHAN, WINDOWS["monthly-narrative"], investment) == ("reform",)
    assert [field.value for field in WINDOWS["monthly-narrative"].fields] == ["progress", "problems", "next_steps"]


def test_d10_the_office_sums_up_each_month_and_informs_each_quarter(calendar: WorkCalendar) -> None:
    summaries = {each.span.code: each.deadline.due_on for each in planned(calendar, "monthly-summary")}
    circulars = {each.span.code: each.deadline.due_on for each in planned(calendar, "quarterly-circular")}
    assert (len(summaries), summaries["2019-08"], summaries["2019-12"]) == (12, date(2019, 9, 19), date(2020, 1, 19))
    assert circulars == {
        "2019-Q1": date(2019, 4, 24),
        "2019-Q2": date(2019, 7, 24),
        "2019-Q3": date(2019, 10, 24),
        "2019-Q4": date(2020, 1, 23),
    }


def test_d11_plan_and_result_of_a_quarter_are_two_things() -> None:
    """R2.9: asked of 共性 indicators, sent to the city; the city has named no date."""
    found = {
        code: (WINDOWS[code].title, WINDOWS[code].kinds, WINDOWS[code].evidence.value, WINDOWS[code].due.kind)
        for code in ("quarter-plan", "quarter-result")
    }
    assert found == {
        "quarter-plan": ("{period}共性指标工作计划", ("common",), "optional", "unknown"),
        "quarter-result": ("{period}共性指标完成情况", ("common",), "required", "unknown"),
    }
    packages = [WINDOWS[code].package for code in found]
    assert [package and package.to for package in packages] == ["city_system", "city_system"]


def test_d12_a_self_check_is_settled_without_submitting(calendar: WorkCalendar) -> None:
    (duty,) = (each for each in NINGSHAN.duties if each.code == "self-check")
    dates = [each.deadline.due_on for each in planned(calendar, "self-check")]
    assert (duty.settled_by, duty.post, duty.seat and duty.seat.role) == (
        SettledBy.SELF_CHECK,
        None,
        Role.RESPONSIBLE_PERSON,
    )
    assert dates[7:] == [
        date(2019, 8, 30),
        date(2019, 9, 30),
        date(2019, 10, 31),
        date(2019, 11, 29),
        date(2019, 12, 31),
    ]


def test_d13_the_date_of_a_rectification_is_chosen_at_issue(calendar: WorkCalendar) -> None:
    (rung,) = (each for each in NINGSHAN.ladders["shortfall"].rungs if each.act is RungAct.DRAFT_SUPERVISION)
    assert rung.reply is not None
    due = resolve(rung.reply, calendar=calendar)
    assert (due.status, due.due_at, due.basis and due.basis.quote) == (
        "at_issue",
        None,
        "跟踪督查督办，发现问题限期整改落实",
    )


def test_late_things_and_shortfalls_climb_ladders_of_their_own() -> None:
    """O05, R2.8, R2.17–R2.20."""
    late, shortfall = NINGSHAN.ladders["late"], NINGSHAN.ladders["shortfall"]
    assert [rung.act.label for rung in late.rungs] == ["催报", "报告责任人", "呈阅", "列入逾期名单", "提出扣分建议"]
    assert [rung.act.label for rung in shortfall.rungs] == [
        "拟预警提示单", "拟督办单", "提请约谈", "列入通报", "列入研判名单",
    ]  # fmt: skip
    assert (late.for_shortfalls, shortfall.for_shortfalls, shortfall.applies_to) == (False, True, ())


def test_supervision_orders_have_one_issuer_and_visits_are_joint() -> None:
    """R2.26–R2.28."""
    burden = NINGSHAN.policy.burden
    assert (burden.supervision_issuer, burden.joint_visits_only, burden.requests_per_month, burden.one_figure_once) == (
        "county_office",
        True,
        2,
        True,
    )


def test_only_the_expected_doubts(calendar: WorkCalendar) -> None:
    """Each is a finding about the notice itself, and stays."""
    found = [(doubt.severity, doubt.pointer) for doubt in check(NINGSHAN, calendar=calendar)]
    assert found == [
        (Severity.WARNING, "/kinds/veto/basis/document"),  # O15: which superior's paper makes it a veto is not said
        (Severity.WARNING, "/vetoes/basis/document"),
        (Severity.WARNING, "/windows/4"),  # R2.28: 共性 progress is asked each month, and each quarter again
        (Severity.WARNING, "/windows/3"),  # the same of next steps
        (Severity.NOTE, "/windows/0/due"),  # D08: the 15th on rest days
        (Severity.NOTE, "/windows/1/due"),
    ]

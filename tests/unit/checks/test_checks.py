"""What `check` lets pass and what it does not, room by room."""

from tests.unit.checks.doubting import raised_by, sentences
from tests.unit.config.altering import GOOD
from workdays.calendar import WorkCalendar

WINDOW = "{code: ling, title: 另报, for_each: {months: 4}, due: {kind: last_workday}, chain: yuebao, ladder: chibao"


def with_window(more: str, *, base: str = GOOD) -> str:
    """A second window for April."""
    return base.replace("ladders:\n", f"  - {WINDOW}, {more}}}\nladders:\n")


def test_leaves_without_points_are_fine(calendar: WorkCalendar) -> None:
    """R0.2: the text gives points to the level above only."""
    text = GOOD.replace("        points: 25\n", "").replace("        points: 35\n", "")
    assert sentences(text, calendar) == []


def test_points_are_summed_exactly(calendar: WorkCalendar) -> None:
    text = GOOD.replace("points: 25", "points: 0.1").replace("points: 35", "points: 0.2")
    assert sentences(text.replace("points: 60", "points: 0.3").replace("points: 40", "points: 99.7"), calendar) == []


def test_bonus_and_deduction_stand_outside_the_hundred(calendar: WorkCalendar) -> None:
    bonus = "  - {code: C, title: 加分, points: 5, kind: jiafen, leads: 教育局}\n"
    text = GOOD.replace("\nstages:", f"{bonus}\nstages:").replace(
        "kinds:\n", "kinds:\n  jiafen: {label: 加分指标, strategy: bonus}\n"
    )
    assert sentences(text, calendar) == []


def test_segments_are_summed_too(calendar: WorkCalendar) -> None:
    parts = ("{code: B1, title: 甲, leads: 教育局, points: 25}", "{code: B2, title: 乙, leads: 民政局, points: 20}")
    segments = f"segments: [{', '.join(parts)}]"
    text = GOOD.replace("leads: 教育局\n    targets: [作风建设无通报批评]", segments)
    assert sentences(text, calendar) == ["“自身建设”40 分，片段合计 45 分，多 5 分"]


def test_rates_are_not_summed(calendar: WorkCalendar) -> None:
    rate = "targets: [{name: 满意度, value: 90, unit: '%'}]"
    text = GOOD.replace("    kind: lianghua\n", f"    kind: lianghua\n    {rate}\n")
    text = text.replace("- {name: 资助儿童, value: 800, unit: 人}", "- {name: 满意度, value: 80, unit: '%'}")
    assert sentences(text, calendar) == []


def test_granted_post_may_do_both_and_it_is_noted(calendar: WorkCalendar) -> None:
    officer = "  - {code: minzheng-officer, title: 民政局承办人, unit: minzheng, role: officer}\n"
    text = GOOD.replace(officer, "").replace(
        "unit: minzheng, role: department_head}", "unit: minzheng, role: department_head, grants: officer}"
    )
    assert [(doubt["severity"], doubt["says"]) for doubt in raised_by(text, calendar)] == [
        ("note", "“县民政局”的“民政局负责人”兼岗：自己填报、自己“部门负责人审核”"),
        ("note", "“县民政局”的“民政局负责人”兼岗：自己填报、自己“部门负责人审核”"),
    ]


def test_co_signature_needs_every_seat(calendar: WorkCalendar) -> None:
    seats = "reviewers: [{role: department_head, unit: 教育局}, {role: department_head, unit: 县领导}], mode: all"
    text = GOOD.replace("reviewers: assessment_office_head", seats)
    assert sentences(text, calendar) == ["“考核办负责人审核”没有足够的人审：县考核办没有这样的岗位（部门负责人）"]


def test_two_of_three_may_miss_one(calendar: WorkCalendar) -> None:
    seats = "reviewers: [{role: department_head, unit: 教育局}, {role: department_head, unit: 民政局}, committee]"
    text = GOOD.replace("reviewers: assessment_office_head", f"{seats}, mode: {{at_least: 2}}")
    assert sentences(text, calendar) == []


def test_two_of_three_may_not_miss_two(calendar: WorkCalendar) -> None:
    seats = "reviewers: [{role: department_head, unit: 教育局}, supervision, committee], mode: {at_least: 2}"
    text = GOOD.replace("reviewers: assessment_office_head", seats)
    assert sentences(text, calendar) == [
        "“考核办负责人审核”没有足够的人审：县考核办没有这样的岗位（部门负责人、督查室、考核委员会）"
    ]


def test_thing_that_no_ladder_covers_is_told(calendar: WorkCalendar) -> None:
    text = GOOD.replace("figure, send_up,", "figure,").replace("chain: shangbao, ladder: chibao", "chain: shangbao")
    assert sentences(text, calendar) == ["“分解结果上报”没有督办阶梯：到期没有提醒，逾期没有人知道"]


def test_ladder_of_the_kind_is_ladder_enough(calendar: WorkCalendar) -> None:
    assert sentences(GOOD.replace("chain: shangbao, ladder: chibao", "chain: shangbao"), calendar) == []


def test_shortfall_ladder_may_warn(calendar: WorkCalendar) -> None:
    rungs = "[{code: y, act: draft_warning, label: 预警, after: {n: 0}, audience: department_head}]"
    ladder = f"  qian: {{label: 欠账, for_shortfalls: true, rungs: {rungs}}}\n"
    assert sentences(GOOD + ladder, calendar) == []


def test_two_windows_of_different_columns_are_no_burden(calendar: WorkCalendar) -> None:
    assert sentences(with_window("fields: next_steps"), calendar) == []


def test_two_windows_of_different_units_are_no_burden(calendar: WorkCalendar) -> None:
    first = GOOD.replace("    fields: [value, progress]\n", "    fields: [value, progress]\n    indicators: A\n")
    assert sentences(with_window("indicators: B", base=first), calendar) == []


def test_asking_twice_is_only_odd_where_the_policy_allows_it(calendar: WorkCalendar) -> None:
    lenient = GOOD.replace("windows:\n", "policy: {burden: {one_figure_once: false}}\nwindows:\n")
    doubts = raised_by(with_window("fields: progress", base=lenient), calendar)
    assert [(doubt["severity"], doubt["says"]) for doubt in doubts] == [
        ("warning", "“另报（2026年4月）”再要一遍“2026年4月进展情况”已经报过的进展情况")
    ]


def test_figure_that_another_unit_provides_is_not_asked_of_the_lead(calendar: WorkCalendar) -> None:
    """O21: 统计局 owes the figure, the lead the narrative."""
    provided = GOOD.replace("source: 民政局", "source: 统计局")
    text = with_window("owed_by: source, indicators: A2, fields: value", base=provided)
    assert sentences(text, calendar) == ["“托养服务人数”由县统计局提供，“进展情况”又向牵头单位要"]


def test_upward_date_on_a_rest_day_is_moved_back(calendar: WorkCalendar) -> None:
    """O35: what goes to a superior is never moved later."""
    (doubt,) = sentences(GOOD.replace("{due: 2026-03-20,", "{due: 2026-03-21,"), calendar)
    assert doubt == (
        "“指标分解结果上报”的期限在休息日：2026-03-21（不变 2026-03-21、顺延 2026-03-23、提前 2026-03-20；"
        "以 2026-03-20 为准，2026-03-20 提醒）"
    )


def test_make_up_saturday_is_no_rest_day(calendar: WorkCalendar) -> None:
    """2026-02-28 is a Saturday that works."""
    assert sentences(GOOD.replace("due: 2026-03-13 17:00", "due: 2026-02-28 17:00"), calendar) == []


def test_dates_of_next_january_are_of_this_year(calendar: WorkCalendar) -> None:
    scoring = "stages:\n  scoring: {due: {kind: in_year, month: 1, day: 15, year: next}, ladder: chibao}\n"
    assert sentences(GOOD.replace("stages:\n", scoring), calendar) == [
        "2027 年的放假安排国务院尚未公布，1 个期限是暂定的（第一个：评分）"
    ]


def test_unknown_dates_raise_no_doubt(calendar: WorkCalendar) -> None:
    """O24: what the superior has not said is not wrong."""
    scoring = "stages:\n  scoring: {due: {kind: unknown}, ladder: chibao}\n"
    assert sentences(GOOD.replace("stages:\n", scoring), calendar) == []


def test_impossible_order_of_the_year_end_is_told(calendar: WorkCalendar) -> None:
    """D15: printed order 25 January before 20 January."""
    dates = "stages:\n  verification: {due: 2026-12-31, ladder: chibao}\n"
    dates += "  scoring: {due: {kind: on, date: 2027-01-25}, ladder: chibao}\n  archive: {due: 2027-01-20}\n"
    found = raised_by(GOOD.replace("stages:\n", dates), calendar)
    assert [(doubt["at"], doubt["says"]) for doubt in found if doubt["severity"] == "error"] == [
        ("83:18", "“归档”2027年1月20日（周三）截止，早于它所依据的“评分”（2027年1月25日（周一））")
    ]

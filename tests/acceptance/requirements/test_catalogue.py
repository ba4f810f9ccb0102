"""The catalogue of the federation's year, as it stands once it is published."""

from decimal import Decimal
from typing import Any

import pytest

from models.assignments import Assignment
from models.indicators import Indicator, Target
from models.schemes import SchemeVersion
from tests.acceptance.cli.conftest import Shell
from tests.acceptance.requirements.asking import led, refusal, units_of
from tests.integration.actions.year import Year

CARE = "实施“阳光家园计划”和省彩票公益金残疾人托养服务项目"
GAMES = "组团参加全国残疾人运动会暨特殊奥林匹克运动会"
REHABILITATION = "实施残疾人精准康复服务行动"


def points(year: Year) -> dict[str, Any]:
    return {row.code: row.points for row in year.rows(Indicator) if row.points is not None}


@pytest.mark.closes("R0.1")
def test_two_families_sum_to_a_hundred(province: Year) -> None:
    found = points(province)
    tasks = [found[f"T{number}"] for number in range(1, 9)]
    assert found["C"] + found["T"] == 100
    assert (found["C"], found["C1"], found["C2"]) == (40, 30, 10)
    assert [found[code] for code in ("C1.1", "C1.2", "C1.3", "C2.1", "C2.2", "C2.3")] == [12, 8, 10, 3, 4, 3]
    assert (found["T"], tasks) == (60, [12, 12, 9, 6, 5, 5, 6, 5])
    assert {(row.code[0], row.kind) for row in province.rows(Indicator)} == {("C", "common"), ("T", "task")}


@pytest.mark.closes("R0.2")
def test_points_stop_above_the_leaves(province: Year) -> None:
    """“三基”建设 is worth 8; its four parts have no points of their own, and none may be given more than the 8."""
    leaves = [row for row in province.rows(Indicator) if row.code.startswith("C1.2.")]
    assert [(row.title, row.points) for row in leaves] == [
        ("基层组织", None),
        ("基础工作", None),
        ("基本能力", None),
        ("长效机制", None),
    ]
    task = province.one(Assignment, title="基层组织")
    reasons = refusal(province, "enter_score", "assessment_desk", "2019-05-06 09:00", assignment=task.id, points="8.1")
    assert (task.points, "得分8.1超过8分" in reasons) == (None, True)


@pytest.mark.closes("R0.3")
def test_one_paragraph_is_cut_into_segments_with_leads_of_their_own(province: Year) -> None:
    assert led(province, "C1.1.1") == [
        ("党的政治建设和理论武装", "机关党委"),
        ("统战、宗教、群团工作", "机关党委"),
        ("离退休干部工作", "人事部"),
        ("精神文明建设", "机关党委"),
    ]
    assert units_of(province, "C1.2.2", "lead", segment="C1.2.2-1") == ["机关党委", "办公室", "人事部"]
    assert led(province, "C1.2.2")[0] == ("夯实提升基础工作专项行动", "机关党委")
    assert led(province, "C2.3.1")[1] == ("网络意识形态和网络安全", "省残联信息中心")
    assert led(province, "T5") == [("城镇残疾人职业技能培训", "省残疾人就业服务指导中心")]


def item(**more: Any) -> dict[str, Any]:
    return {
        "content": "分寄宿、日间、居家三类送服务到户",
        "requirement": "全年服务到位",
        "schedule": "6月底前过半，11月底前完成",
        "leader": "leader_education",
        "unit": "education_employment",
        "responsible": "education_employment_responsible",
        "officers": ["education_employment_officer"],
        **more,
    }


@pytest.mark.closes("R0.4")
def test_star_is_kept_and_asks_for_more(province: Year) -> None:
    assert [row.title for row in province.rows(Indicator) if row.star] == [CARE]

    plain, officer = "实施农村基层党组织助残扶贫工程", "education_employment_officer"
    for title, name, value in ((plain, "帮扶户数", 5000), (CARE, "托养服务人数", 6000)):
        items = [item(shares=[{"target": name, "value": value}])]
        number = province.assignment(title)
        province.do("save_breakdown", officer, "2019-05-06 09:00", assignment=number, items=items)

    starred = province.assignment(CARE)
    reasons = refusal(province, "submit_breakdown", officer, "2019-05-06 10:00", assignment=starred)
    assert reasons == ("本指标缺指标综述、验收标准",)
    done = province.do("submit_breakdown", officer, "2019-05-06 10:10", assignment=province.assignment(plain))
    assert done.details["state"] == "review:head"


def targets(year: Year, code: str) -> list[tuple[Any, ...]]:
    indicator = year.one(Indicator, code=code).id
    rows = year.rows(Target, indicator_id=indicator)
    return [(row.name, row.value, row.unit, row.comparator) for row in rows]


@pytest.mark.closes("R0.5")
def test_each_number_in_a_text_is_a_target_and_a_line_of_the_report(province: Year) -> None:
    assert targets(province, "T2") == [
        ("基本康复服务率", Decimal(80), "%", ">="),
        ("基本辅助器具免费适配率", Decimal(95), "%", ">="),
    ]
    assert targets(province, "T7") == [("学前残疾儿童", Decimal(800), "名", ">="), ("大学生", Decimal(500), "名", ">=")]
    assert [targets(province, f"T{number}")[0][1:3] for number in (1, 3, 4, 5)] == [
        (Decimal(50000), "名"),
        (Decimal(6000), "名"),
        (Decimal(5000), "户"),
        (Decimal(3000), "名"),
    ]

    province.tick("2019-05-05 11:00")
    told = {"assignment": province.assignment(REHABILITATION), "window": "jan-may"}
    reasons = refusal(province, "submit_report", "rehabilitation_officer", "2019-05-06 09:00", **told)
    assert reasons[0] == (
        "2019年1月进展报告：第1项“基本康复服务率”缺完成数、进展情况；第2项“基本辅助器具免费适配率”缺完成数、进展情况"
    )


@pytest.mark.closes("R0.6")
def test_target_without_a_number_is_reported_in_words(province: Year) -> None:
    (target,) = province.rows(Target, indicator_id=province.one(Indicator, code="T6").id)
    assert (target.value, target.text) == (None, "组团参加第十届全国残疾人运动会暨第七届全国特殊奥林匹克运动会")

    province.tick("2019-05-05 11:00")
    told = {"report": province.report(GAMES, "2019-01").id}
    counted = [{"cumulative": "1", "progress": "已组队"}]
    reasons = refusal(province, "fill_report", "publicity_officer", "2019-05-06 09:00", **told, lines=counted)
    assert reasons == (f"第1行“{GAMES}”不是数值目标，请在进展情况里说明",)
    done = province.do(
        "fill_report", "publicity_officer", "2019-05-06 09:10", **told, lines=[{"progress": "已组队，3月起集训"}]
    )
    assert [(line["cumulative"], line["progress"]) for line in done.details["lines"]] == [(None, "已组队，3月起集训")]


@pytest.mark.closes("R0.7", "R0.8")
def test_documents_are_named_with_their_number_and_their_dates(shell: Shell) -> None:
    """The province's paper was signed on the 23rd and came down on the 24th; the second came on the 30th."""
    lines = [line for line in shell("check", "shanxi-cjr-2019").out.splitlines() if line.startswith("依据 ")]
    assert [line.removeprefix("依据 ") for line in lines] == [
        "晋办发〔2019〕23号《各市和省直单位2019年度目标责任考核指标》，2019年4月23日（周二）成文，2019年4月24日（周三）下达",
        "晋考办发〔2019〕4号《关于认真做好2019年度目标责任考核指标任务分解及信息填报工作的通知》，2019年4月30日（周二）收到",
        "《关于认真做好2019年度目标责任考核指标任务分解及信息报送工作的通知》，2019年5月5日（周日）成文",
        "《中共山西省委关于巡视整改进展情况的通报（《山西日报》第一版）》，2018年10月28日（周日）成文",
    ]


@pytest.mark.closes("R0.8")
def test_article_stays_behind_its_indicator_when_the_year_is_published(province: Year) -> None:
    def walk(indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for each in indicators for one in (each, *each["segments"], *walk(each["children"]))]

    found = [each for each in walk(province.one(SchemeVersion).content["indicators"]) if each.get("references")]
    assert [(each["title"], each["references"]) for each in found] == [
        (
            "巡视反馈意见整改",
            [{"document": "inspection_report", "clause": "第七部分", "quote": "参考2018年10月28日《山西日报》第一版"}],
        )
    ]

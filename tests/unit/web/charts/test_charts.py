"""Every chart: JSON that a browser can draw, exact numbers in words, nothing typed taken for markup or orders."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.sessions import Language
from tests.unit.web.charts import samples
from tests.unit.web.charts.samples import WORDS
from web.charts.bars import Bar, Part, bar_chart
from web.charts.chart import Chart, as_json, plain
from web.charts.deadlines import deadline_months
from web.charts.pace import pace_chart
from web.charts.shares import Share, share_chart
from web.charts.standing import standing_chart
from web.kernel.words import Words


def standing() -> Chart:
    state, steps = samples.history()
    return standing_chart(samples.machine(), state, steps, title="城镇新增就业", name="one", words=WORDS)


CHARTS: dict[str, Callable[[], Chart]] = {
    "months": lambda: deadline_months(samples.deadlines(), WORDS),
    "pace": lambda: pace_chart(samples.course(), WORDS),
    "ranking": samples.places,
    "receipts": samples.receipts,
    "scores": samples.scores,
    "shares": samples.states,
    "standing": standing,
}
each_chart = pytest.mark.parametrize("make", CHARTS.values(), ids=CHARTS)


@each_chart
def test_chart_says_what_it_shows_and_has_its_numbers(make: Callable[[], Chart]) -> None:
    chart = make()
    assert chart.title
    assert chart.says.endswith("。")
    assert chart.table.rows
    assert {len(row) for row in chart.table.rows} == {len(chart.table.heads)}
    assert chart.options is not None or chart.drawing is not None
    assert not chart.is_empty


@each_chart
def test_options_are_json_and_drawings_have_no_style_of_their_own(make: Callable[[], Chart]) -> None:
    chart = make()
    if chart.data:
        assert json.loads(chart.data)["series"]
    if chart.drawing:
        root = ET.fromstring(f"<div>{chart.drawing}</div>")  # noqa: S314 -- our own drawing
        assert [each for each in root.iter() if "style" in each.attrib or each.tag.endswith("style")] == []
        assert all(svg.get("aria-label") for svg in root.iter("{http://www.w3.org/2000/svg}svg"))


def test_number_that_is_no_json_is_refused() -> None:
    for wrong in (Decimal("0.1"), float("nan"), float("inf"), object(), {1: 2}):
        with pytest.raises(TypeError, match="options"):
            as_json({"series": [wrong]})  # type: ignore[dict-item]


@given(st.text())
def test_text_holds_no_instruction_for_the_library(text: str) -> None:
    assert not set(plain(text)) & set("{}|")
    assert len(plain(text)) == len(text)


def test_bars_show_exact_numbers() -> None:
    exact = Decimal("12345678901234567.1")
    bars = [Bar("甲{a}", (exact,)), Bar("乙", (None,))]
    chart = bar_chart(bars, title="数", says="数。", head="单位", parts=(Part("数"),), unit="元")
    assert chart.table.rows == (("甲{a}", "12,345,678,901,234,567.1元"), ("乙", "—"))
    [series] = json.loads(chart.data)["series"]
    assert series["data"][0]["label"]["formatter"] == "12,345,678,901,234,567.1元"
    assert series["data"][0]["tooltip"]["formatter"] == "甲｛a｝\n数 12,345,678,901,234,567.1元"
    assert series["data"][1] is None


def test_shares_of_nothing_are_empty() -> None:
    chart = share_chart([Share("执行中", 0)], title="指标任务", head="状态", unit="项", words=WORDS)
    assert (chart.is_empty, chart.data, chart.says) == (True, "", "目前没有内容。")


def test_shares_say_how_many_and_which_part() -> None:
    chart = samples.states()
    assert chart.says == "共60项：执行中41项、待部门负责人审核6项、退回修改2项、已评分11项。"
    assert chart.table.rows[0] == ("执行中", "41项", "68.3%")
    [ring] = json.loads(chart.data)["series"]
    assert [each["value"] for each in ring["data"]] == [41, 6, 2, 11], "what there is none of has no part"


def test_ranking_says_who_leads_and_who_rose_most() -> None:
    chart = samples.places()
    assert chart.says == "按得分排序。8月第1名：县民政局。比上期上升最多：县民政局（7位）。"
    assert chart.table.rows[-1] == ("新设单位", "—", "—", "第9名", "第9名", "第9名", "第9名")


def test_charts_are_told_in_english() -> None:
    english = Words(Language.ENGLISH)
    chart = deadline_months(replace(samples.deadlines(), title="2019"), english)
    assert re.search(r"12 \w+ 2019", chart.says)

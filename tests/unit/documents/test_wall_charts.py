"""The wall chart: what stands on it, and that nothing on it lies over something else."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.dating import with_local_days
from checks.year import year_plan
from config.loading import load_scheme
from config.schemes import find_scheme
from documents.wall_chart_drawing import HEIGHT, WIDTH, html, svg
from documents.wall_charts import Entry, WallChart, wall_chart
from workdays.seed import seeded_calendar

TEXT = re.compile(
    r'<text x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" font-size="(?P<size>[\d.]+)"[^>]*?'
    r'(?: text-anchor="(?P<anchor>\w+)")?>(?P<words>[^<]*)</text>'
)
NAMES = ("市考指标完成情况", "一月一汇总", "规模以上工业增加值快报", "招商引资到位资金台账", "城乡居民收入监测情况")


@cache
def chart(name: str = "ningshan-2019") -> WallChart:
    scheme = load_scheme(find_scheme(name)).scheme
    calendar = with_local_days(seeded_calendar(scheme.year - 1, scheme.year + 2), scheme)
    return wall_chart(scheme, year_plan(scheme, calendar), calendar, as_of=date(2019, 1, 2))


def test_entries_say_what_how_many_and_where_a_rest_day_moved_it() -> None:
    september = chart().months[8].entries
    assert [(each.day.day, each.said) for each in september] == [
        (16, "市考指标完成情况 8家（15日顺延）"),
        (16, "市考指标进展分析 1家（15日顺延）"),
        (17, "指标分解配合材料 8家"),
        (19, "指标分解 8家"),
        (19, "一月一汇总"),
        (26, "指标分解结果报送"),
        (30, "按月自查指标进度 8家"),
        (30, "党风廉政、平安建设、生态环境、安全生产、脱贫攻坚检查督办和预警研判"),
    ]


def test_what_has_no_place_in_the_year_stands_beside_it() -> None:
    assert {each.day.year for each in chart().later} == {2020}
    assert "评分" in chart().undated


def test_sheet_fetches_nothing_and_names_its_fonts() -> None:
    page = html(chart())
    assert not re.findall(r"(?:src|href)=|url\(|@import|<script", page)
    assert page.count("http") == page.count('xmlns="http://www.w3.org/2000/svg"')
    assert "Noto Sans CJK SC" in page


def test_days_carry_their_marks() -> None:
    words = [each["words"] for each in TEXT.finditer(svg(chart()))]
    assert (words.count("休"), words.count("班")) == (28 + 1, 6 + 1)  # and one of each in the legend
    assert "放假安排暂定" not in words


@pytest.mark.parametrize("name", ["ningshan-2019", "shanxi-cjr-2019"])
def test_nothing_lies_over_something_else(name: str) -> None:
    assert_apart(svg(chart(name)))


@given(st.lists(st.tuples(st.sampled_from((1, 15, 15, 28)), st.sampled_from(NAMES), st.integers(0, 130)), max_size=12))
def test_crowded_month_shrinks_before_it_overlaps(told: list[tuple[int, str, int]]) -> None:
    entries = tuple(Entry(day=date(2019, 9, day), words=words, units=units) for day, words, units in sorted(told))
    months = list(chart().months)
    months[8] = replace(months[8], entries=entries)
    drawn = svg(replace(chart(), months=tuple(months)))
    assert_apart(drawn)
    assert "其余" not in drawn


def assert_apart(drawn: str) -> None:
    """No two lines of letters meet, and none leaves the sheet."""
    rows: dict[float, list[tuple[float, float, float, str]]] = defaultdict(list)
    for each in TEXT.finditer(drawn):
        size, x, y = float(each["size"]), float(each["x"]), float(each["y"])
        wide = sum(size * (0.5 if ord(letter) < 0x2E80 else 1.0) for letter in each["words"])
        left = x - wide if each["anchor"] == "end" else x - wide / 2 if each["anchor"] == "middle" else x
        assert left >= 0, each["words"]
        assert left + wide <= WIDTH, each["words"]
        assert size <= y <= HEIGHT, each["words"]
        rows[y].append((left, left + wide, size, each["words"]))
    flat = [(y, *each) for y, found in rows.items() for each in found]
    for place, (y, left, right, size, words) in enumerate(flat):
        for other_y, other_left, other_right, other_size, other in flat[place + 1 :]:
            beside = left < other_right - 0.2 and other_left < right - 0.2
            over = y - 0.85 * size < other_y and other_y - 0.85 * other_size < y
            assert not (beside and over), (words, other)

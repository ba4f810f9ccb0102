"""A sheet of facts: what does not belong to the scheme or is out of bounds is refused with its place and reason."""

from pathlib import Path

import pytest

from config.loading import Loaded, SchemeErrors, load_facts, load_scheme, problem_of
from scoring.facts import Facts
from scoring.sheets import facts_of
from tests.unit.scoring.office import SCHEME

CATALOGUE = """\
  bounds: {rate: {least: 0, most: 100, decimals: 2}}
  findings: [{code: absent, name: 未参加会议, attributes: {level: [省级, 市级]}}]
  answers: [{code: level, name: 评价等次, one_of: [优秀, 良好]}]
  ratings: [{code: leaders, name: 领导评价, groups: [党政, 人大]}]
  sources: [{code: poll, name: 电话调查, least: 0, most: 6}]
  moments: [{code: report, name: 自查报告}]
  indicators:
    - {indicator: one, of: {kind: judgement, slot: effort, label: 工作力度, least: 0, most: 5, step: 0.5}}
"""


@pytest.fixture
def loaded() -> Loaded:
    return load_scheme(SCHEME + CATALOGUE)


def read(text: str, loaded: Loaded, folder: Path) -> Facts:
    path = folder / "事实.yaml"
    path.write_text(text, encoding="utf-8")
    sheet, source = load_facts(path, loaded)
    facts, refused = facts_of(sheet, loaded.scheme)
    if refused:
        raise SchemeErrors([problem_of(source, finding) for finding in refused])
    return facts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("figures: [{unit: 甲县, figure: 完成率, value: 101}]", "“完成率”是 101，最多 100"),
        ("figures: [{unit: 甲县, figure: 完成率, value: 1.234}]", "“完成率”是 1.234，最多 2 位小数"),
        ("figures: [{unit: 甲县, figure: 完成度, value: 1}]", "没有定义数据项“完成度”。是不是“完成率”？"),
        ("figures: [{unit: 加县, figure: 完成率, value: 1}]", "方案里没有单位“加县”。是不是“甲县”？"),
        ("figures: [{unit: 甲县, figure: 完成率}]", "要么写数（value 或 reported），要么写为什么没有（absent）"),
        ("tables: [{figures: [完成率, 完成数], rows: {甲县: [1]}}]", "“甲县”有 1 个数，表有 2 列"),
        ("findings: [{unit: 甲县, finding: 未参加会议, on: 2020-01-02}]", "在考核年度 2019 之后"),
        (
            "findings: [{unit: 甲县, finding: 未参加会议, on: 2019-01-02, attributes: {level: 县级}}]",
            "“未参加会议”的 level 没有“县级”。有：省级、市级",
        ),
        ("answers: [{unit: 甲县, answer: 评价等次, said: 优}]", "“评价等次”没有“优”。有：优秀、良好"),
        ("ratings: [{unit: 甲县, rating: 领导评价, scores: [101]}]", "“领导评价”打了 101 分，要在 0 到 100 之间"),
        ("ratings: [{unit: 甲县, rating: 领导评价, groups: {政协: [90]}}]", "“领导评价”没有“政协”这一组"),
        ("imported: [{unit: 甲县, source: 电话调查, value: 6.1}]", "“电话调查”是 6.1，最多 6"),
        (
            "judgements: [{unit: 甲县, slot: effort, points: 5.5, reason: 好}]",
            "“工作力度”给了 5.5 分，要在 0 到 5 之间",
        ),
        ("judgements: [{unit: 甲县, slot: effort, points: 0.7, reason: 好}]", "要从 0 起以 0.5 为一级"),
        (
            "judgements: [{unit: 甲县, slot: efort, points: 1, reason: 好}]",
            "没有要人给分的“efort”。有：effort（工作力度）",
        ),
        ("moments: [{unit: 甲县, moment: 自查报告, due: 五月}]", "“五月”不是时刻"),
        ("scheme: other", "这些事实是方案“other”的，不是“rules”的"),
        ("facts: []", "facts"),
    ],
)
def test_refused_with_its_reason(text: str, said: str, loaded: Loaded, tmp_path: Path) -> None:
    with pytest.raises(SchemeErrors) as raised:
        read(text, loaded, tmp_path)
    assert said in str(raised.value)


def test_the_place_is_told(loaded: Loaded, tmp_path: Path) -> None:
    text = "figures:\n  - {unit: 甲县, figure: 完成率, value: 99}\n  - {unit: 乙县, figure: 完成率, value: 120}\n"
    with pytest.raises(SchemeErrors) as raised:
        read(text, loaded, tmp_path)
    (problem,) = raised.value.problems
    assert (problem.line, problem.column, problem.quote) == (3, 36, "120")


def test_names_and_codes_are_one(loaded: Loaded, tmp_path: Path) -> None:
    by_name = read("tables: [{figures: 完成率, rows: {甲县: [91]}, verified_by: 统计局}]", loaded, tmp_path)
    by_code = read("tables: [{figures: rate, rows: {a: [91]}, verified_by: 统计局}]", loaded, tmp_path)
    assert by_name == by_code

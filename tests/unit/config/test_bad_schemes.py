"""Every way to get a scheme wrong that anybody thought of, and what the writer is told."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from config.loading import SchemeErrors, SchemeProblem, load_scheme
from tests.unit.config.altering import GOOD, spoiled


@dataclass(frozen=True)
class Bad:
    name: str
    replace: str
    by: str
    says: str
    advises: str
    pointer: str


CASES = [Bad(**case) for case in YAML(typ="safe").load(Path(__file__).parent / "bad_schemes.yaml")]


def problems_of(text: str) -> tuple[SchemeProblem, ...]:
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(text)
    return raised.value.problems


def test_the_good_scheme_is_good() -> None:
    assert load_scheme(GOOD).scheme.title == "某县2026年度目标责任考核"


def test_there_are_cases_enough_and_none_twice() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_scheme_is_told_of_at_its_place(case: Bad) -> None:
    bad = spoiled(case.replace, case.by)
    (problem,) = problems_of(bad.text)
    assert (problem.line, problem.column, problem.pointer) == (bad.line, bad.column, case.pointer)
    assert problem.message == case.says
    advice = case.advises.removesuffix("…")
    assert problem.suggestion == case.advises or (advice != case.advises and problem.suggestion.startswith(advice))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_bad_scheme_is_quoted(case: Bad) -> None:
    (problem,) = problems_of(spoiled(case.replace, case.by).text)
    line = spoiled(case.replace, case.by).text.splitlines()[problem.line - 1]
    assert problem.quote != ""
    assert line[problem.column - 1 :].startswith(problem.quote.removesuffix("…"))


def test_misspelt_key_is_both_unknown_and_missing() -> None:
    problems = problems_of(GOOD.replace("title: 某县2026年度目标责任考核", "tilte: 某县2026年度目标责任考核"))
    assert [(each.line, each.column, each.message, each.suggestion) for each in problems] == [
        (2, 1, "缺少“title”（方案名称）", "在这里补上 title: …"),
        (3, 1, "不认识的键“tilte”", "是不是“title”？"),
    ]


def test_misspelt_key_in_a_mode_is_both_unknown_and_missing() -> None:
    bad = spoiled("reviewers: leader_in_charge, days: 2", "reviewers: leader_in_charge, mode: {▲atleast: 1}, days: 2")
    problems = problems_of(bad.text)
    assert [(each.pointer, each.message) for each in problems] == [
        ("/chains/fenjie/steps/1/mode/at_least", "缺少“at_least”（至少几个席位同意即通过，从 1 起）"),
        ("/chains/fenjie/steps/1/mode/atleast", "不认识的键“atleast”"),
    ]
    assert (problems[1].line, problems[1].column) == (bad.line, bad.column)


def test_code_given_away_twice_is_missed_where_it_was_used() -> None:
    bad = spoiled("code: minzheng, name", "code: ▲jiaoyu, name")
    assert [(each.line, each.message) for each in problems_of(bad.text)] == [
        (bad.line, "单位编码“jiaoyu”重复，第 15 行已经用过"),
        (27, "没有定义单位“minzheng”"),
        (28, "没有定义单位“minzheng”"),
    ]


def test_all_errors_are_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        GOOD.replace("year: 2026\n", "year: 二〇二六\n")
        .replace("leads: [民政局]", "leads: [水利局]")
        .replace("evidence: required", "evidence: must\n    evidence: required")
    )
    assert [(each.line, each.message) for each in problems_of(text)] == [
        (4, "“year”要写整数，写成了“二〇二六”"),
        (69, "没有定义单位“水利局”"),
        (94, "“evidence”不能写“must”"),
        (95, "键“evidence”重复：第 94 行已经写过，后写的会被丢掉"),
    ]


def test_one_unit_without_code_is_one_error() -> None:
    bad = spoiled("{code: tongji, name: 县统计局, short: 统计局}", "▲{name: 县统计局, short: 统计局}")
    assert [(each.line, each.column, each.message) for each in problems_of(bad.text)] == [
        (bad.line, bad.column, "缺少“code”（编码，全年不变，各处引用）")
    ]


def test_two_units_of_one_short_name_must_be_told_apart_where_it_is_used() -> None:
    text = GOOD.replace("short: 民政局", "short: 教育局")
    (first, *_) = problems_of(text)
    assert (first.message, first.suggestion) == ("有几个单位都叫“教育局”", "改写编码，是其中哪一个：jiaoyu、minzheng")


def test_problem_reads_like_a_compiler_says_it() -> None:
    (problem,) = problems_of(spoiled("points: 25", "points: ▲25分").text)
    assert str(problem) == "方案:61:17: “points”要写数字，写成了“25分”。只写 25"


def test_file_is_named_in_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "某县.yaml"
    path.write_text(spoiled("points: 25", "points: ▲-25").text, encoding="utf-8")
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(path)
    assert [each.file for each in raised.value.problems] == [str(path)]


def test_missing_file_is_an_error_of_the_scheme(tmp_path: Path) -> None:
    with pytest.raises(SchemeErrors, match="文件读不了"):
        load_scheme(tmp_path / "没有.yaml")

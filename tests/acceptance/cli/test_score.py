"""`kaohe score`: points, places and awards from files alone, and the reason of every number."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.opening import vault_of
from config.settings import Settings
from models.database import Database
from tests.acceptance.cli.conftest import Shell
from tests.house import ROOT
from tests.integration.actions.year import Year, published

SCHEME = ROOT / "tests/fixtures/schemes/livelihood.yaml"
FACTS = ROOT / "tests/fixtures/scoring/livelihood.yaml"


@pytest.fixture
def told(shell: Shell) -> dict[str, Any]:
    return shell("score", str(SCHEME), "--facts", str(FACTS), "--explain", "--json").told


@pytest.mark.closes("E27", "E33")
def test_points_of_every_unit(told: dict[str, Any]) -> None:
    assert told["schema"] == "kaohe.score/1"
    assert {each["name"]: each["points"] for each in told["results"]["total"]} == {
        "甲县": "48.1",
        "乙县": "49.6",
        "丙县": "44.4",
        "丁县": "46.7",
        "开发区": "44.5",
    }


@pytest.mark.closes("E35", "E36", "E37")
def test_awards_pass_over_and_slide_with_the_reason(told: dict[str, Any]) -> None:
    assert told["awards"]["overall"]["winners"] == ["a", "d", "c"]
    assert told["awards"]["overall"]["considered"][0] == {
        "unit": "b",
        "name": "乙县",
        "place": 1,
        "given": False,
        "open": False,
        "because": "有工作指标未完成任务，不达标，名次顺移，由下一名递补",
    }
    assert told["awards"]["jobs"]["winners"] == ["b"]
    assert told["awards"]["bottom"]["winners"] == ["c"]


def test_explanation_leads_from_the_clause_to_the_points(shell: Shell) -> None:
    page = shell("score", str(SCHEME), "--facts", str(FACTS), "--unit", "开发区", "--explain").out
    for line in (
        "就业和创业：9.6 分 = 基本分 12 − 扣分 2.4 + 加分 0",
        "未完成扣分：2.4 = 12 × 档数 4 × 一档 5%",
        "“每差2%扣减该项指标基本分值的5%”",
        "档数：4 = 舍去零头（(100 − 城镇新增就业完成率（2012） 91) ÷ 每 2）（满一档才算，不足一档的舍去）",
        "城镇新增就业完成率（2012）：91%［城镇新增就业完成率（2012）；市直责任单位核验］",
    ):
        assert line in page


def test_groups_ranked_apart_are_listed_apart(shell: Shell) -> None:
    county, facts = ROOT / "tests/fixtures/foreign/county.yaml", ROOT / "tests/fixtures/foreign/county-facts.yaml"
    assert [line.split() for line in shell("score", str(county), "--facts", str(facts)).out.splitlines()] == [
        ["县（市、区）排名"],
        ["名次", "单位", "得分", "等次", "说明"],
        ["1", "甲县", "1000", "—"],
        ["2", "乙县", "988.5", "—"],
        ["3", "丙区", "890", "—"],
        [],
        ["设区市排名"],
        ["名次", "单位", "得分", "等次", "说明"],
        ["1", "丁市", "1000", "—"],
        ["2", "戊市", "950.4", "—"],
    ]


def test_what_if_shows_what_would_move_and_why(shell: Shell, tmp_path: Path) -> None:
    supposed = tmp_path / "假如.yaml"
    supposed.write_text("tables: [{figures: 保障房完成率, rows: {乙县: [100]}}]\n", encoding="utf-8")
    words = ("score", str(SCHEME), "--facts", str(FACTS), "--what-if", str(supposed))
    (move,) = shell(*words, "--json").told["moved"]
    assert (move["name"], move["before"], move["after"]) == ("乙县", "49.6", "50.2")
    assert move["because"] == [
        {
            "path": [
                "目标管理年度考评得分",
                "基本分",
                "任务完成",
                "保障性住房",
                "扣分",
                "档数",
                "保障房完成率（2012）",
            ],
            "before": "98",
            "after": "100",
        }
    ]
    assert "保障房完成率（2012）：98 → 100" in shell(*words).out


def test_another_version_of_a_result_is_another_value_of_the_same_thing(shell: Shell) -> None:
    supposed = shell.write("更正.yaml", "imported: [{unit: 甲县, source: 民意测评得分, value: 3.5, version: 第二版}]\n")
    words = ("score", str(SCHEME), "--facts", str(FACTS), "--unit", "甲县", "--what-if", supposed)
    (move,) = shell(*words, "--json").told["moved"][0]["because"]
    assert (move["path"][-1], move["after"]) == ("甲县“民意测评得分”", "3.5")
    assert "甲县“民意测评得分”：3.5 分（第二版）" in shell(*words, "--explain").out


def test_replay_as_of_a_past_moment_and_what_changed_since(shell: Shell, tmp_path: Path) -> None:
    facts = tmp_path / "事实.yaml"
    later = """\
  - unit: 甲县
    finding: 通报批评
    on: 2012-10-08
    recorded_at: 2012-11-01
    attributes: {level: 市级或省直部门}
"""
    facts.write_text(FACTS.read_text(encoding="utf-8") + later, encoding="utf-8")
    words = ("score", str(SCHEME), "--facts", str(facts), "--unit", "甲县", "--json")
    assert shell(*words).told["results"]["total"][0]["points"] == "47.1"
    assert shell(*words, "--as-of", "2012-10-31").told["results"]["total"][0]["points"] == "48.1"
    (move,) = shell(*words, "--since", "2012-10-31").told["moved"]
    assert (move["before"], move["after"], move["place_before"], move["place_after"]) == ("48.1", "47.1", 2, 2)
    assert move["because"][0]["path"][1:] == ["扣分", "处罚扣分", "通报批评"]


def test_what_is_missing_is_said_and_the_rest_is_shown(shell: Shell, tmp_path: Path) -> None:
    facts = tmp_path / "缺一项.yaml"
    text = FACTS.read_text(encoding="utf-8")
    facts.write_text(text.replace("  - {unit: 丁县, source: 民意测评得分, value: 5.1}\n", ""), encoding="utf-8")
    run = shell("score", str(SCHEME), "--facts", str(facts))
    assert run.code == 1
    assert "丁县不能评分：还没有登记丁县的“民意测评得分”" in run.out
    assert "“综合先进”还不能评：还没有登记丁县的“民意测评得分”" in run.out
    assert "48.1" in run.out


def test_every_reason_is_told_at_once(shell: Shell) -> None:
    """What the total lacks, and what a barring condition lacks beside it."""
    (said,) = (
        line
        for line in shell("score", str(SCHEME), "--facts", shell.write("空.yaml", "{}")).out.splitlines()
        if line.startswith("甲县不能评分")
    )
    assert "“实地检查组织实施情况”还没有人给分" in said
    assert "的“民意测评得分”" in said
    assert all(figure in said for figure in ("城镇新增就业完成率", "救助完成率", "保障房完成率"))


def test_of_one_unit_only_what_is_about_it_is_shown(shell: Shell) -> None:
    words = ("score", str(SCHEME), "--facts", str(FACTS))
    whole, page = shell(*words).out, shell(*words, "--unit", "乙县").out
    assert "\n\n综合先进\n" in whole
    assert "甲县" in whole
    assert "综合先进\n  不得　乙县：有工作指标未完成任务" in page
    assert "甲县" not in page
    assert "末位" not in page
    assert "是不是“乙县”？" in shell(*words, "--unit", "乙县县").err


def test_bad_facts_are_refused_by_line_and_column(shell: Shell, tmp_path: Path) -> None:
    facts = tmp_path / "写错.yaml"
    facts.write_text("imported:\n  - {unit: 甲县, source: 民意测评得分, value: 7}\n", encoding="utf-8")
    run = shell("score", str(SCHEME), "--facts", str(facts))
    assert run.code == 1
    assert "写错.yaml:2:39: “民意测评得分”是 7，最多 6" in run.err


def test_no_file_of_facts(shell: Shell, tmp_path: Path) -> None:
    run = shell("score", str(SCHEME), "--facts", str(tmp_path / "没有.yaml"))
    assert (run.code, "没有事实文件" in run.err) == (1, True)


@pytest.fixture
def stored(shell: Shell, tmp_path: Path) -> Iterator[Year]:
    """The year in the database that the commands of this test work on."""
    settings = Settings(home=shell.home)
    settings.prepare()
    database = Database(settings.database, vault=vault_of(settings))
    try:
        database.migrate()
        yield published(database, "livelihood", when="2012-02-01 09:00", folder=tmp_path)
    finally:
        database.close()


def test_a_year_is_scored_from_what_was_recorded_and_as_it_was_known_then(shell: Shell, stored: Year) -> None:
    words = ("score", str(SCHEME), "--json")
    first = {
        "assessment": stored.assessment,
        "facts": {
            "tables": [
                {"figures": ["jobs", "care", "houses"], "rows": {"甲县": [130, 105, 100], "乙县": [160, 100, 98]}}
            ],
            "imported": [{"unit": "甲县", "source": "民意测评得分", "value": 5}],
        },
    }
    shell.write("登记.json", json.dumps(first, ensure_ascii=False))
    said = shell("act", "record_facts", "--as", "office_desk", "--data", "登记.json")
    assert (said.code, "数据项的数6条、另一套程序的结果1条" in said.out) == (0, True), said.err
    run = shell(*words, "--unit", "甲县")
    assert run.code == 1  # nobody gave points for 组织实施 yet
    assert "实地检查组织实施情况" in run.told["results"]["total"][0]["reasons"][0]
    supposed = shell.write("假如.yaml", "judgements: [{unit: 甲县, slot: organisation, points: 5.5, reason: 测算}]\n")
    (move,) = shell(*words, "--unit", "甲县", "--what-if", supposed).told["moved"]
    assert (move["before"], move["after"]) == (None, "47.7")


def test_no_year_was_published_under_the_scheme(shell: Shell, stored: Year) -> None:
    run = shell("score", "ningshan-2019")
    assert (run.code, "数据库里没有按方案" in run.err, "--facts" in run.err) == (1, True, True)

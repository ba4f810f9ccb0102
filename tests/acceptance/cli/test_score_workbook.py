"""`kaohe score` with a workbook: an empty one is written, filled in, read; what is wrong is told by its cell."""

from pathlib import Path

import openpyxl
import pytest

from tests.acceptance.cli.conftest import Shell
from tests.house import ROOT

SCHEME = str(ROOT / "tests/fixtures/schemes/livelihood.yaml")
RATES = {
    "甲县": (1.3, 105, 100),
    "乙县": (1.6, 100, 98),
    "丙县": (1, 100, 100),
    "丁县": (1.1, 100, 101),
    "开发区": (0.91, 100, 100),
}
POLL = {"甲县": 5.4, "乙县": 5.8, "丙县": 5.6, "丁县": 5.1, "开发区": 5.0}
EFFORT = {"甲县": 5.5, "乙县": 6, "丙县": 5.8, "丁县": 5.2, "开发区": 5.9}


@pytest.fixture
def filled(shell: Shell) -> Path:
    """The template as the office fills it in; rates of the first column are typed as percentages."""
    assert shell("score", SCHEME, "--template", "事实.xlsx", "--json").told["sheets"][0] == "说明"
    path = shell.folder / "事实.xlsx"
    book = openpyxl.load_workbook(path)
    table, poll, effort, found = (
        book[name] for name in ("各单位一行的表", "另一套程序的结果", "人给的分", "加减分事项")
    )
    for row in table.iter_rows(min_row=7):
        for cell, rate in zip(row[1:], RATES[row[0].value], strict=True):
            cell.value = rate
        row[1].number_format = "0%"
    for row in poll.iter_rows(min_row=2):
        row[2].value = POLL[row[0].value]
    for row in effort.iter_rows(min_row=2):
        row[2].value, row[3].value = EFFORT[row[0].value], "机构健全"
    for level, day in (("省级或国家部委", "2012-06-20"), ("市级或省直部门", "2012/9/2")):
        found.append(["丙县", "通报批评", day, None, None, None, f"level：{level}"])
    book.save(path)
    return path


def test_a_filled_workbook_scores_as_the_same_facts_in_a_text(shell: Shell, filled: Path) -> None:
    told = shell("score", SCHEME, "--facts", str(filled), "--json").told
    text = shell("score", SCHEME, "--facts", str(ROOT / "tests/fixtures/scoring/livelihood.yaml"), "--json").told
    assert (told["results"], told["awards"]) == (text["results"], text["awards"])


def test_what_is_out_of_bounds_names_its_cell(shell: Shell, filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    book["另一套程序的结果"]["C3"] = "７"
    book.save(filled)
    run = shell("score", SCHEME, "--facts", str(filled))
    assert (run.code, run.err) == (1, "事实.xlsx“另一套程序的结果”C3：“民意测评得分”是 7，最多 6\n")


def test_nothing_is_overwritten(shell: Shell) -> None:
    shell.write("事实.xlsx", "有了")
    assert "已经存在，没有覆盖" in shell("score", SCHEME, "--template", "事实.xlsx").err
    assert "要以 .xlsx 结尾" in shell("score", SCHEME, "--template", "事实.yaml").err

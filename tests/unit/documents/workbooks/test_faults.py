"""What is wrong in a workbook is told by sheet and cell, in Chinese, all at once; what is only untidy is read."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from config.loading import Loaded, load_scheme
from documents.workbooks.entering import UnreadableWorkbook
from documents.workbooks.reading import WorkbookErrors, read_workbook
from documents.workbooks.writing import empty_workbook
from tests.containers import compound, packed, shown
from tests.unit.documents.workbooks.books import Rows, book_of, read
from tests.unit.scoring.office import SCHEME

MORE = """\
  findings: [{code: absent, name: 未参加会议}]
  indicators: [{indicator: one, of: 完成率}]
"""
HEAD = ["哪个单位", "哪种事项", "哪天发生的"]
FIGURES = ["哪个单位", "数据项", "认定值"]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_scheme(SCHEME + MORE)


@pytest.mark.parametrize(
    ("title", "rows", "said"),
    [
        ("加减分事项", [HEAD, ["甲县", "未参加会议"]], "事实.xlsx“加减分事项”C2：缺"),
        ("加减分事项", [HEAD, ["甲县", "缺席", "2019-03-02"]], "“加减分事项”B2：没有定义加减分事项“缺席”"),
        ("加减分事项", [HEAD, [], ["甲县", "未参加会议", "三月"]], "“加减分事项”C3："),
        ("加减分事项", [["哪个单位", "哪天发生的"]], "“加减分事项”A1：缺“哪种事项”一列"),
        ("加减分事项", [[*HEAD, "几 次数"]], "“加减分事项”D1：没有“几 次数”这一列。是不是“几次”？"),
        ("加减分事项", [[*HEAD, "哪个单位"]], "“加减分事项”D1：“哪个单位”写了两列。删去一列"),
        (
            "加减分事项",
            [["甲县", "未参加会议"]],
            "“加减分事项”A1：没有找到表头。表头至少要有：哪个单位、哪种事项、哪天发生的",
        ),
        ("扣分事项", [HEAD], "“扣分事项”A1：没有“扣分事项”这种表。是不是“加减分事项”？"),
        ("数据项的数", [FIGURES, ["甲县", "完成率", "九十一"]], "“数据项的数”C2："),
        ("数据项的数", [FIGURES, ["甲县", "完成率", datetime.fromisoformat("2019-03-01")]], "“数据项的数”C2："),
        ("数据项的数", [FIGURES, ["甲县", "完成率", "=1/0"]], "“数据项的数”C2：公式还没有算出结果"),
        ("数据项的数", [FIGURES, ["甲县", "完成率", "#N/A"]], "“数据项的数”C2：单元格是错误值 #N/A"),
        ("各单位一行的表", [["单位", "完成率"], ["甲县", 91], ["甲 县", 92]], "“各单位一行的表”A3：“甲县”有两行"),
        ("各单位一行的表", [["单位", "完成度"], ["甲县", 91]], "“各单位一行的表”B1：没有定义数据项“完成度”"),
        ("各单位一行的表", [["完成率"], [91]], "“各单位一行的表”A1：没有找到表头。表头第一格写“单位”"),
        ("各单位一行的表", [["单位", "完成率"], [None, 91]], "“各单位一行的表”A2：没有写单位"),
        ("各单位一行的表", [["单位", "完成率", "完成数"], ["甲县", 91, "多"]], "“各单位一行的表”C2："),
    ],
)
def test_fault_names_its_cell(title: str, rows: Rows, said: str, loaded: Loaded, tmp_path: Path) -> None:
    path = book_of(tmp_path, **{title: rows})
    if rows[-1][-1] == "#N/A":
        _make_error(path)
    with pytest.raises(WorkbookErrors) as raised:
        read(path, loaded)
    assert said in str(raised.value)


def _make_error(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.active["C2"].data_type = "e"
    book.save(path)


def test_every_fault_is_told_sheet_by_sheet(loaded: Loaded, tmp_path: Path) -> None:
    path = book_of(
        tmp_path,
        数据项的数=[FIGURES, ["甲县", "完成", 1], ["甲县", "完成率", "多"]],
        加减分事项=[HEAD, ["甲县", "缺席", "2019-03-02"]],
    )
    with pytest.raises(WorkbookErrors) as raised:
        read(path, loaded)
    assert [str(each.spot) for each in raised.value.problems] == ["“数据项的数”B2", "“数据项的数”C3", "“加减分事项”B2"]


@pytest.mark.parametrize(
    "rows",
    [
        [["认定值", "数据项", "哪个单位"], [91, "完成率", "甲县"]],
        [
            ["某市考核数据"],
            [],
            [" 哪 个单位*", "数据项", "认定值", "备注", "序号"],
            ["甲县", "完成率", 91, "见附件", 1],
        ],
        [FIGURES, [], ["　", None, ""], ["甲　县", "完成率 ", "９１．０"], []],
        [FIGURES, ["a", "rate", "91%"]],
        [["unit", "figure", "value"], ["甲县", "完成率", "91"]],
    ],
)
def test_what_is_only_untidy_is_read(rows: Rows, loaded: Loaded, tmp_path: Path) -> None:
    sheet = read(book_of(tmp_path, 数据项的数=rows, Sheet2=[]), loaded)
    (figure,) = sheet.figures
    assert (figure.unit in ("甲县", "a"), figure.figure, figure.value) == (True, "rate", 91)


def test_merged_cells_stand_in_all_their_places(loaded: Loaded, tmp_path: Path) -> None:
    path = book_of(tmp_path, 数据项的数=[FIGURES, ["甲县", "完成率", 91], [None, "完成数", 12]])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert [(each.unit, each.figure) for each in read(path, loaded).figures] == [("甲县", "rate"), ("甲县", "done")]


def test_a_formula_is_what_it_was_worked_out_to(loaded: Loaded, tmp_path: Path) -> None:
    path = book_of(tmp_path, 数据项的数=[FIGURES, ["甲县", "完成率", 91]])
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    page = "xl/worksheets/sheet1.xml"
    parts[page] = parts[page].replace(b"<v>91</v>", b"<f>0.1+0.2</f><v>0.30000000000000004</v>")
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    (figure,) = read(path, loaded).figures
    assert str(figure.value) == "0.3"


def test_hidden_sheets_of_the_program_are_passed_by(loaded: Loaded, tmp_path: Path) -> None:
    path = book_of(tmp_path, 数据项的数=[FIGURES, ["甲县", "完成率", 91]], WpsReserved_CellImgList=[["x"]])
    book = openpyxl.load_workbook(path)
    book["WpsReserved_CellImgList"].sheet_state = "veryHidden"
    book.save(path)
    assert len(read(path, loaded).figures) == 1


def test_copied_sheets_are_read_one_after_the_other(loaded: Loaded, tmp_path: Path) -> None:
    pages: dict[str, Any] = {
        "各单位一行的表": [["哪一期", "2019-05"], ["单位", "完成率"], ["甲县", 91]],
        "各单位一行的表 (2)": [["哪一期", "2019-06"], ["单位", "完成率"], ["甲县", 92]],
    }
    tables = read(book_of(tmp_path, **pages), loaded).tables
    assert [(table.period, table.rows) for table in tables] == [
        ("2019-05", {"甲县": (91,)}),
        ("2019-06", {"甲县": (92,)}),
    ]


def test_place_of_what_the_scheme_refuses(loaded: Loaded, tmp_path: Path) -> None:
    book = read_workbook(book_of(tmp_path, 各单位一行的表=[["单位", "完成数", "完成率"], [], ["甲县", 1, 91]]), loaded)
    assert str(book.spot("/tables/0/rows/甲县/1")) == "“各单位一行的表”C3"
    assert str(book.spot("/tables/0/verified_by")) == "“各单位一行的表”A1"


@pytest.mark.parametrize(("name", "content"), [("事实.xls", b"x"), ("事实.xlsx", b"PK\x03\x04"), ("事实.xlsx", b"")])
def test_what_is_no_workbook(name: str, content: bytes, loaded: Loaded, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook, match="xlsx"):
        read(path, loaded)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed({"xl/workbook.xml": "<x/>", "xl/worksheets/sheet1.xml": bytes(30_000_000)}), "解开后过大"),
        (packed({f"xl/worksheets/sheet{number}.xml": "<x/>" for number in range(2_001)}), "解开后过大"),
        (packed({"xl/workbook.xml": "<!DOCTYPE x><x/>"}), "DOCTYPE"),
        (packed({"xl/workbook.xml": "<x/>", "../x": ""}), "指向别处"),
        (packed({"word/document.xml": "<x/>"}), "内容是Word文档"),
        (packed({"xl/workbook.xml": "<x>" * 500 + "</x>" * 500}), "可能已损坏"),
        (packed({"xl/workbook.xml": "<x/>"}), "可能已损坏"),
        (compound({"EncryptedPackage": b""}), "去掉密码"),
    ],
    ids=shown,
)
def test_workbook_made_to_harm_is_refused_in_words(content: bytes, why: str, loaded: Loaded, tmp_path: Path) -> None:
    path = tmp_path / "事实.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook, match=why):
        read(path, loaded)


def test_words_like_formulas_stay_words(tmp_path: Path) -> None:
    text = (SCHEME + MORE).replace("甲县", "=甲县")
    book = empty_workbook(load_scheme(text))
    assert [cell.data_type for row in book["各单位一行的表"].iter_rows() for cell in row if cell.value == "=甲县"] == [
        "s"
    ]

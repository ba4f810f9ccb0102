"""Workbooks, new and old: every cell that is seen under its own name, nothing that is hidden, exact numbers."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from documents.notices.extraction.reading import paper_of
from documents.notices.extraction.refusing import Unreadable
from documents.notices.paper import Paper
from tests.containers import packed
from tests.old_books import Sheet, old_book


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def book_with(*rows: list[Any]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "分解表"
    for row in rows:
        book.active.append(row)
    return book


def placed(paper: Paper) -> dict[str, str]:
    return {str(each.place): paper.text[each.start : each.end] for each in paper.stretches}


def test_every_cell_is_found_under_its_own_name() -> None:
    book = book_with(["指标", None, "分值"], [], ["培训\n（人）", None, 3])
    sheet = book.create_sheet("附件2")
    sheet["C5"] = "★"
    paper = paper_of(saved(book), name="分解表.xlsx")
    assert paper.text == "指标\t分值\n培训\n（人）\t3\n★\n"
    assert placed(paper) == {
        "工作表“分解表”A1": "指标",
        "工作表“分解表”C1": "分值",
        "工作表“分解表”A3": "（人）",
        "工作表“分解表”C3": "3",
        "工作表“附件2”C5": "★",
    }
    assert [len(each.cells) for each in paper.tables] == [4, 1]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.985, "0.0%", "98.5%"),
        (0.2, "General", "0.2"),
        (0.1 + 0.2, "General", "0.3"),
        (1e16, "General", "10000000000000000"),
        (5, "0.00", "5"),
        ("=1+1", "@", "=1+1"),
        (date(2019, 5, 13), "yyyy-mm-dd", "2019-05-13"),
        (date(2019, 5, 13), 'yyyy"年"m"月"d"日"', "2019年5月13日"),
        (datetime.fromisoformat("2019-05-13 17:00"), 'm"月"d"日"', "5月13日 17:00"),
        (True, "General", "TRUE"),
    ],
)
def test_cell_shows_what_a_person_sees_and_no_digit_more(value: Any, number_format: str, shown: str) -> None:
    book = book_with(["指标"])
    cell = book.active["B1"]
    cell.value, cell.number_format = value, number_format
    if isinstance(value, str):
        cell.data_type = "s"
    assert placed(paper_of(saved(book), name="a.xlsx"))["工作表“分解表”B1"] == shown


def test_merged_cells_stand_once_with_what_they_cover() -> None:
    book = book_with(["市县目标任务", None, None], ["一级", "二级", "分值"], ["任务完成", "培训", 3], [None, "救助", 2])
    book.active.merge_cells("A1:C1")
    book.active.merge_cells("A3:A4")
    paper = paper_of(saved(book), name="a.xlsx")
    assert paper.text == "市县目标任务\n一级\t二级\t分值\n任务完成\t培训\t3\n救助\t2\n"
    cells = {paper.text[at.start : at.end]: (at.row, at.column, at.rows, at.columns) for at in paper.tables[0].cells}
    assert (cells["市县目标任务"], cells["任务完成"], cells["救助"]) == ((0, 0, 1, 3), (2, 0, 2, 1), (3, 1, 1, 1))


def test_what_is_hidden_is_told_and_not_read() -> None:
    book = book_with(["指标", "编码", "分值"], ["培训", "T1", 3], ["旧项", "T2", 1])
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("字典").append(["x"])
    book["字典"].sheet_state = "hidden"
    paper = paper_of(saved(book), name="a.xlsx")
    assert paper.text == "指标\t分值\n培训\t3\n"
    assert [str(each) for each in paper.remarks] == [
        "工作表“分解表”：隐藏的行或列里有5个单元格，没有读入",
        "工作表“字典”：这张工作表是隐藏的，没有读入；需要的请取消隐藏、保存后再读",
    ]


def test_old_workbooks_are_read_alike() -> None:
    seen = Sheet(
        cells={(0, 0): "市县目标任务", (1, 0): "完成率", (1, 1): 0.985, (2, 0): "培训", (2, 1): 0.2, (3, 0): "旧项"},
        percents=frozenset({(1, 1)}),
        merged=((0, 0, 0, 1),),
        hidden_rows=frozenset({3}),
    )
    paper = paper_of(old_book({"分解表": seen, "字典": Sheet(cells={(0, 0): "x"}, is_hidden=True)}), name="分解表.et")
    assert paper.text == "市县目标任务\n完成率\t98.5%\n培训\t0.2\n"
    assert placed(paper)["工作表“分解表”B2"] == "98.5%"
    assert paper.tables[0].cells[0].columns == 2
    assert [each.place.sheet for each in paper.remarks] == ["分解表", "字典"]


def far_apart() -> bytes:
    book = book_with(["x"])
    book.active["XFD1048576"] = "y"
    return saved(book)


def merged_wide() -> bytes:
    """The file claims that one cell covers the whole sheet; written by hand, as nobody can save it in time."""
    content = '<worksheet xmlns="m"><sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    return packed({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": content})


def many_sheets() -> bytes:
    sheets = {f"xl/worksheets/sheet{number}.xml": "<worksheet/>" for number in range(201)}
    return packed({"xl/workbook.xml": "<workbook/>", **sheets})


def ten_thousand_sheets() -> bytes:
    sheets = {f"xl/worksheets/sheet{number}.xml": "" for number in range(10_000)}
    return packed({"xl/workbook.xml": "<workbook/>", **sheets})


@pytest.mark.parametrize(
    ("content", "why", "remedy"),
    [
        (far_apart, "离得极远的单元格", "另存"),
        (merged_wide, "离得极远的单元格", "另存"),
        (many_sheets, "工作表有201张", "只留通知正文和附表"),
        (ten_thousand_sheets, "解开后过大", "另存"),
        (lambda: packed({"xl/workbook.xml": "<workbook/>"}), "已损坏", "重新取得"),
        (lambda: saved(openpyxl.Workbook()), "没有文字", "重新取得"),
        (lambda: old_book({"表": Sheet(cells={(0, 0): "a"})}, locked=True), "打开密码", "去掉打开密码"),
        (lambda: old_book({str(n): Sheet(cells={(65_000, 255): "a"}) for n in range(2)}), "离得极远", "另存"),
    ],
)
def test_workbook_that_would_fill_the_memory_is_refused(content: Any, why: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as caught:
        paper_of(content(), name="来文.xlsx")
    assert str(caught.value).startswith("“来文.xlsx”没有读入：")
    assert (why in str(caught.value), remedy in str(caught.value)) == (True, True)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff_")
TEXTS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
PLACES = st.tuples(st.integers(1, 60), st.integers(1, 30))


@given(st.dictionaries(PLACES, TEXTS, min_size=1, max_size=12), st.booleans())
def test_whatever_stands_in_cells_comes_out_letter_for_letter(cells: dict[tuple[int, int], str], is_old: bool) -> None:
    if is_old:
        cells = {place: text for place, text in cells.items() if max(text) < "\U00010000"} or {(1, 1): "题"}
        content = old_book({"表": Sheet(cells={(row - 1, column - 1): text for (row, column), text in cells.items()})})
    else:
        book = openpyxl.Workbook()
        book.active.title = "表"
        for (row, column), text in cells.items():
            cell = book.active.cell(row, column)
            cell.value, cell.data_type = text, "s"
        content = saved(book)
    paper = paper_of(content, name="a.xls" if is_old else "a.xlsx")
    assert placed(paper) == {
        f"工作表“表”{get_column_letter(column)}{row}": text for (row, column), text in cells.items()
    }

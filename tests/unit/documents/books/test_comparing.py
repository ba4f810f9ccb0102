"""What people do to a book: columns moved, cells merged, lines copied, formulas, both sides changed."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from documents.books import reading
from documents.books.comparing import INSTEAD, MINE, NEW, SKIP, THEIRS
from documents.books.forms import Column, Holds, Line, Said, Sheet, kept
from documents.books.marking import WRONG, mark
from documents.books.reading import Returned
from documents.workbooks.entering import UnreadableWorkbook
from tests.unit.documents.books.desk import COLUMNS, STAMP, changed, drawn, returned, stamp_of

CELLS = {"place": "1", "words": "筛查", "code": "007", "figure": "3200", "day": "2019-05-13", "rank": "3"}
SHEET = Sheet(
    "assignment:1",
    "分解表",
    "指标分解表",
    COLUMNS,
    (Line("item:1", CELLS), Line("item:2", {**CELLS, "place": "2", "words": "评定", "figure": "42000"})),
    spare=3,
    year=2019,
)
FIRST, SECOND, SPARE = 3, 4, 5


def test_a_cell_that_was_changed_is_one_edit() -> None:
    found = returned(changed(drawn(SHEET), lambda page: page.cell(SECOND, 2, "为42000名提供评定")), SHEET)
    (edit,) = found.edits
    assert (edit.line, edit.before, edit.after) == ("item:2", {"words": "评定"}, {"words": "为42000名提供评定"})
    assert str(edit.at("words")) == "分解表 第4行 B列"


def test_every_wrong_cell_is_told_by_its_place() -> None:
    def spoil(page: Any) -> None:
        page.cell(FIRST, 4, "三千二")
        page.cell(FIRST, 5, "5月")
        page.cell(SECOND, 6, "第一")
        page.cell(SECOND, 4, "#DIV/0!").data_type = "e"

    found = returned(changed(drawn(SHEET), spoil), SHEET)
    assert [str(fault) for fault in found.faults] == [
        "分解表 第3行 D列：“三千二”请用阿拉伯数字，如 3200 或 1.2万",
        "分解表 第3行 E列：“5月”不是日期，请写成 2019-05-13 或 2019年5月13日",
        "分解表 第4行 D列：单元格是错误值，请直接填写",
        "分解表 第4行 F列：“第一”不是位次，请填第几位，如 3",
    ]
    assert found.edits == []


def test_what_both_sides_changed_is_asked_with_both_values() -> None:
    now = replace(SHEET, lines=(Line("item:1", {**CELLS, "words": "筛查诊断"}), SHEET.lines[1]))
    content = changed(drawn(SHEET), lambda page: page.cell(FIRST, 2, "为2000名儿童筛查"))
    found = returned(content, now, base=kept(SHEET))
    (question,) = found.questions
    assert question.sentence == "“工作内容”导出后两边都改了（导出时：筛查）"
    assert question.options == (("mine", "用表里的：为2000名儿童筛查"), ("theirs", "用系统里的：筛查诊断"))
    mine = returned(content, now, base=kept(SHEET), chosen={question.key: MINE})
    theirs = returned(content, now, base=kept(SHEET), chosen={question.key: THEIRS})
    assert [edit.before for edit in mine.edits] == [{"words": "筛查诊断"}]
    assert theirs.is_empty
    assert found.edits == []


def test_what_only_the_product_changed_stays() -> None:
    now = replace(SHEET, lines=(Line("item:1", {**CELLS, "words": "筛查诊断"}), SHEET.lines[1]))
    assert returned(drawn(SHEET), now, base=kept(SHEET)).is_empty


def test_columns_are_found_by_their_headings_wherever_they_are() -> None:
    def rebuild(page: Any) -> None:
        page.insert_cols(2)
        page.cell(2, 2, "我的备注")
        page.cell(FIRST, 2, "随手记的")
        page.move_range(f"C1:C{SECOND + 3}", cols=20)
        page.cell(SECOND, 23, "改过的内容")

    found = returned(changed(drawn(SHEET), rebuild), SHEET)
    assert [(edit.line, edit.after) for edit in found.edits] == [("item:2", {"words": "改过的内容"})]


def test_a_column_that_is_gone_leaves_what_there_was() -> None:
    found = returned(changed(drawn(SHEET), lambda page: page.delete_cols(3)), SHEET)
    assert found.is_empty
    assert "分解表里没有“编码”列，这些内容保持不变" in found.remarks


def test_a_merged_cell_says_the_same_for_every_line_that_it_covers() -> None:
    def merge(page: Any) -> None:
        page.cell(FIRST, 5, "2019年6月30日前")
        page.merge_cells(f"E{FIRST}:E{SECOND}")

    found = returned(changed(drawn(SHEET), merge), SHEET)
    assert [(edit.line, edit.after) for edit in found.edits] == [
        ("item:1", {"day": "2019-06-30"}),
        ("item:2", {"day": "2019-06-30"}),
    ]


def test_cells_merged_over_two_columns_are_refused() -> None:
    found = returned(changed(drawn(SHEET), lambda page: page.merge_cells(f"B{FIRST}:C{FIRST}")), SHEET)
    assert [str(fault) for fault in found.faults] == [
        "分解表 第3行 B列：这一格与旁边的列合并了，分不清是哪一列的，请取消合并"
    ]


def test_a_copied_line_is_doubted() -> None:
    def copy(page: Any) -> None:
        for at in range(1, 8):
            page.cell(SPARE, at, page.cell(FIRST, at).value)
        page.cell(SPARE, 2, "新的一项")

    content = changed(drawn(SHEET), copy)
    (question,) = returned(content, SHEET).questions
    assert question.sentence == "与第3行的隐藏编号相同，像是整行复制来的"
    new = returned(content, SHEET, chosen={question.key: NEW})
    assert [(edit.is_new, edit.after["words"]) for edit in new.edits] == [(True, "新的一项")]
    instead = returned(content, SHEET, chosen={question.key: INSTEAD})
    assert [(edit.line, edit.after) for edit in instead.edits] == [("item:1", {"words": "新的一项"})]
    assert returned(content, SHEET, chosen={question.key: SKIP}).is_empty


def test_new_lines_are_added_and_blank_ones_are_none() -> None:
    content = changed(drawn(SHEET), lambda page: page.cell(SPARE + 1, 2, "抢救性康复"))
    (edit,) = returned(content, SHEET).edits
    assert (edit.is_new, edit.after, edit.behind, edit.spot.row) == (True, {"words": "抢救性康复"}, "item:2", SPARE + 1)


def test_the_second_import_of_a_new_line_finds_nothing_to_do() -> None:
    content = changed(drawn(SHEET), lambda page: page.cell(SPARE, 2, "抢救性康复"))
    written = Line("item:3", {"place": "3", "words": "抢救性康复"})
    now = replace(SHEET, lines=(*SHEET.lines, written))
    assert returned(content, now, base=kept(SHEET)).is_empty


def test_a_line_that_was_emptied_is_taken_away_where_the_book_says_so() -> None:
    def empty(page: Any) -> None:
        for at in range(2, 7):
            page.cell(FIRST, at).value = None

    dropping = replace(SHEET, drops=True)
    (edit,) = returned(changed(drawn(dropping), empty), dropping).edits
    assert (edit.line, edit.is_dropped) == ("item:1", True)
    (emptied,) = returned(changed(drawn(SHEET), empty), SHEET).edits
    assert (emptied.is_dropped, set(emptied.after.values())) == (False, {""})


def test_lines_that_are_missing_stay_and_are_named() -> None:
    found = returned(changed(drawn(SHEET), lambda page: page.delete_rows(FIRST)), SHEET)
    assert found.is_empty
    assert "分解表里少了导出时的1行，这些行保持不变" in found.remarks


def test_a_locked_cell_that_was_changed_is_not_taken() -> None:
    found = returned(changed(drawn(SHEET), lambda page: page.cell(FIRST, 1, "99")), SHEET)
    assert found.is_empty
    assert "分解表有1个锁定的格被改动，没有采用" in found.remarks


def test_of_a_formula_only_the_value_is_taken() -> None:
    """A spreadsheet that worked it out keeps the value beside it; one that did not leaves nothing to take."""
    content = changed(drawn(SHEET), lambda page: page.cell(FIRST, 4, "=1000+2300"))
    found = returned(content, SHEET)
    assert [str(fault) for fault in found.faults] == [
        "分解表 第3行 D列：公式还没有算出结果；用 Excel 或 WPS 打开保存一次，或直接写数"
    ]
    worked_out = _with_value(content, b"<f>1000+2300</f><v></v>", b"<f>1000+2300</f><v>3300</v>")
    found = returned(worked_out, SHEET)
    assert [edit.after for edit in found.edits] == [{"figure": "3300"}]
    assert "分解表里有1个公式，只取算好的数，公式本身不保存" in found.remarks


def _with_value(content: bytes, old: bytes, new: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(file, "w") as target:
        for part in source.namelist():
            data = source.read(part).replace(b"<v />", b"<v></v>").replace(b"<v/>", b"<v></v>")
            target.writestr(part, data.replace(old, new))
    return file.getvalue()


def test_a_number_shown_per_cent_is_read_as_it_is_seen() -> None:
    rate = Sheet(
        "rates",
        "率",
        "率",
        (Column("unit", "计量单位"), Column("rate", "完成率", Holds.NUMBER, is_open=True, counted_in="unit")),
        (Line("one", {"unit": "%", "rate": "80"}),),
    )

    def per_cent(page: Any) -> None:
        page.cell(3, 2, 0.913).number_format = "0.00%"

    (edit,) = returned(changed(drawn(rate), per_cent), rate).edits
    assert edit.after == {"rate": "91.3"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1", "＋1", "－1", "＠x", '=HYPERLINK("x")'])
def test_what_begins_like_a_formula_is_a_text_on_the_way_out_and_back(text: str) -> None:
    sheet = replace(SHEET, lines=(Line("item:1", {**CELLS, "words": text}),))
    content = drawn(sheet)
    cell = load_workbook(io.BytesIO(content)).worksheets[0].cell(FIRST, 2)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)
    assert returned(content, sheet).is_empty
    (edit,) = returned(changed(drawn(SHEET), lambda page: _say(page, text)), SHEET).edits
    assert edit.after == {"words": text}


def _say(page: Any, text: str) -> None:
    cell = page.cell(FIRST, 2)
    cell.value, cell.data_type = text, "s"


def test_the_stamp_is_known_from_any_of_the_places_in_which_it_stands() -> None:
    content = drawn(SHEET)
    assert stamp_of(content) == STAMP

    def without(*gone: str) -> Any:
        book = load_workbook(io.BytesIO(content))
        if "sheet" in gone:
            del book["_kaohe"]
        if "name" in gone:
            del book.defined_names["kaohe_stamp"]
        file = io.BytesIO()
        book.save(file)
        return stamp_of(file.getvalue())

    assert without("sheet") == without("name") == STAMP
    by_lines = without("sheet", "name")
    assert by_lines is not None
    assert (by_lines.book, by_lines.seal) == (STAMP.book, STAMP.seal)


def test_lines_without_their_numbers_are_known_by_what_names_them() -> None:
    named = replace(SHEET, names=("place",), spare=0)

    def lose(page: Any) -> None:
        page.delete_cols(7)
        page.cell(SECOND, 4, 42001)

    (edit,) = returned(changed(drawn(named), lose), named).edits
    assert (edit.line, edit.after) == ("item:2", {"figure": "42001"})


def test_the_marked_copy_shows_each_fault_at_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(changed(drawn(SHEET), lambda page: page.cell(FIRST, 4, "三千二")))
    found = returned(path.read_bytes(), SHEET)
    file = io.BytesIO()
    mark(path, found.faults, file)
    book = load_workbook(file)
    cell = book["分解表"].cell(FIRST, 4)
    assert cell.comment.text == "“三千二”请用阿拉伯数字，如 3200 或 1.2万"
    assert cell.fill.fgColor.rgb == "00FFC7CE"
    assert [tuple(each.value for each in row) for row in book[WRONG].iter_rows(min_row=2)] == [
        ("分解表 第3行 D列", "“三千二”请用阿拉伯数字，如 3200 或 1.2万")
    ]


def test_a_book_is_drawn_to_be_filled_in_and_printed() -> None:
    """Locked but for what may be filled in; lying, headings on every page, the numbers of lines hidden."""
    page = load_workbook(io.BytesIO(drawn(SHEET))).worksheets[0]
    assert page.protection.sheet is True
    assert [page.cell(FIRST, at).protection.locked for at in range(1, 7)] == [True, *[False] * 5]
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert (page.print_title_rows, page.freeze_panes, page.column_dimensions["G"].hidden) == ("$2:$2", "C3", True)
    assert page.cell(1, 1).value == "指标分解表"


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"not a book at all", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_what_is_no_book_is_refused_with_a_word(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "某局.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook, match=r"打不开|不是表格文件"):
        Returned(path)


def test_a_sheet_without_our_headings_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["随便", "写的"])
    path = tmp_path / "x.xlsx"
    book.save(path)
    found = Returned(path).sheet("Sheet", SHEET)
    assert [str(fault) for fault in found.faults] == ["Sheet：找不到列标题那一行，请保留原来的列标题"]


def test_a_line_written_over_a_remark_is_a_line() -> None:
    remarked = replace(SHEET, remarks=("整行清空就是删去这一项",), spare=1)

    def write_over(page: Any) -> None:
        row = SPARE + 1
        page.unmerge_cells(f"A{row}:F{row}")
        page.cell(row, 2, "抢救性康复")

    (edit,) = returned(changed(drawn(remarked), write_over), remarked).edits
    assert (edit.is_new, edit.after) == (True, {"words": "抢救性康复"})


def test_a_book_of_far_too_many_sheets_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SHEETS", 2)
    (tmp_path / "x.xlsx").write_bytes(drawn(SHEET))
    with pytest.raises(UnreadableWorkbook, match="个工作表，最多2个") as refused:
        Returned(tmp_path / "x.xlsx")
    assert "请只留要交回的再试" in str(refused.value)


def test_a_text_that_no_cell_can_hold_is_locked_and_stays_whole() -> None:
    long = "字" * 40_000
    sheet = replace(SHEET, lines=(Line("item:1", {**CELLS, "words": long}),), said=(Said("综述", long, "overview"),))
    content = drawn(sheet)
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    cell = page.cell(FIRST + 1, 2)
    assert (cell.protection.locked, len(cell.value) <= 32_767) == (True, True)
    assert cell.value.endswith("请在网页上查看、修改）")
    assert returned(content, sheet).edits == []

"""From a Word file and a workbook with merged cells to the same tree."""

import io
from decimal import Decimal

import docx
import openpyxl
import pytest

from documents.notices.extraction.reading import paper_of
from documents.notices.indicators import walked
from documents.notices.reading import read_notice

TITLE = "某县2024年度考核指标（100分）"
ROWS = (
    ("一级指标", "二级指标", "考核内容", "分值", "评分标准", "责任单位"),
    ("经济发展（60分）", "工业", "新增规上企业5家", "30", "每少1家扣3分，扣完为止。", "县工信局"),
    ("", "投资", "完成投资10亿元以上", "30", "完成率100%得30分，90%以上得20分，90%以下不得分。", "县发改局、县统计局"),
    ("社会事业（40分）", "教育", "新建学校2所", "20", "未按期完成的扣5分。", "县教育局"),
    ("", "", "落实控辍保学", "10", "每发现1人扣0.5分。", ""),
    ("", "卫生", "健康档案建档率达到90%以上", "10", "每低1个百分点扣0.5分。", "县卫健局"),
)


def _word() -> tuple[bytes, str]:
    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for number, row in enumerate(ROWS):
        for place, text in enumerate(row):
            table.cell(number, place).text = text
    for first, last, column in ((1, 2, 0), (3, 5, 0), (3, 4, 1), (3, 4, 5)):
        table.cell(first, column).merge(table.cell(last, column))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), "指标.docx"


def _workbook() -> tuple[bytes, str]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([TITLE])
    for row in ROWS:
        sheet.append(row)
    for merged in ("A1:F1", "A3:A4", "A5:A7", "B5:B6", "F5:F6"):
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), "指标.xlsx"


@pytest.mark.parametrize("made", [_word, _workbook])
def test_merged_cells_of_a_file_become_one_tree(made: object) -> None:
    content, name = made()  # type: ignore[operator]
    reading = read_notice(paper_of(content, name=name))
    said = [
        (level, each.title.value, each.points and each.points.value, [unit.value for unit in each.charge.leads])
        for level, each in walked(reading.indicators)
    ]
    assert said == [
        (1, "某县2024年度考核指标", Decimal(100), []),
        (2, "经济发展", Decimal(60), []),
        (3, "工业", Decimal(30), ["县工信局"]),
        (3, "投资", Decimal(30), ["县发改局", "县统计局"]),
        (2, "社会事业", Decimal(40), []),
        (3, "教育", None, []),
        (4, "新建学校2所", Decimal(20), ["县教育局"]),
        (4, "落实控辍保学", Decimal(10), ["县教育局"]),
        (3, "卫生", Decimal(10), ["县卫健局"]),
    ]
    assert not [each.sentence for each in reading.doubts if "合计" in each.sentence or "牵头" in each.sentence]
    assert {str(reading.place(each.spans[0])) for each in reading.doubts} <= {"表1第3行第5列", "工作表“Sheet”E4"}

"""上级口径导出: the superior's own file with our figures in it, and nothing else of it changed."""

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from actions.acts import Refused
from actions.books.upward import filled
from config.superior import SuperiorColumn, SuperiorField, SuperiorTable
from documents.books.filling import WrongTemplate, fill, plan
from models.database import Database
from models.journal import Journal
from models.windows import Window
from tests.integration.actions.breakdowns import FARMLAND, SAFETY
from tests.integration.actions.year import Year, published
from tests.integration.books.exchange import door

WHEN = "2019-03-25 09:00"
TABLES = """superior:
  code: county
  name: 县考核办
  tables:
    - code: monthly
      title: 县考核办月报表
      sheet: 月报
      key: 考核事项
      columns:
        - {heading: 责任单位, takes: lead}
        - {heading: 累计完成数, takes: cumulative}
        - {heading: 单位, takes: unit, words: {亩: 市亩}}
        - {heading: 工作进展, takes: progress}
      rows: {高标准农田建设: A1}
"""


@pytest.fixture
def year(sqlite_database: Database, tmp_path: Path) -> Year:
    other = {"superior: {code: county, name: 县考核办}\n": TABLES}
    year = published(sqlite_database, "upward", when="2019-03-04 09:00", folder=tmp_path, other=other)
    year.tick("2019-03-20 09:00")
    report = year.report(FARMLAND, "2019-03").id
    told = {"cumulative": "400.50", "progress": "=已完成选址"}
    year.do("fill_report", "farming_officer", "2019-03-21 10:00", report=report, lines=[told])
    return year


def template(path: Path) -> Path:
    """As a superior's office draws it: a head over two rows, a sum, a note, a second sheet."""
    book = Workbook()
    page = book.active
    page.title = "月报"
    page["A1"] = "某县2019年度目标责任考核月报表"
    page.merge_cells("A1:F1")
    page.append([])
    page.append(["序号", "考核事项", "责任单位", "单位", "累计完成数", "工作进展"])
    page.append([1, "高标准农田建设", None, None, None, None])
    page.append([2, SAFETY])
    page.append([3, "招商引资"])
    page["E7"] = "=SUM(E4:E6)"
    page["A8"] = "填表人："
    page.column_dimensions["B"].width = 33
    book.create_sheet("填表说明")["A1"] = "不要改动"
    book.save(path)
    return path


def test_the_superiors_file_is_filled_and_what_cannot_be_is_said(year: Year, tmp_path: Path) -> None:
    path = template(tmp_path / "县月报.xlsx")
    found = filled(
        year.database, path, window=year.one(Window).id, table="monthly", file_name="县月报.xlsx",
        door=door(year, "collector", WHEN),
    )  # fmt: skip
    page = load_workbook(io.BytesIO(found.content))["月报"]
    assert [page.cell(4, at).value for at in range(3, 7)] == ["农业站", "市亩", 400.5, "=已完成选址"]
    assert page["F4"].data_type in ("s", "inlineStr")
    assert (page["E7"].value, page["A8"].value, page.column_dimensions["B"].width) == ("=SUM(E4:E6)", "填表人：", 33)
    assert found.filling.left == [
        "月报 第5行“农机安全检查”这一期没有数据，没有填",
        "月报 第6行“招商引资”不知道是哪一项指标，没有填",
    ]
    last = year.rows(Journal, act="fill_superior_table")[-1]
    assert last.after["cells"] == 4
    _same_but(path, found.content, {"xl/worksheets/sheet1.xml", "xl/workbook.xml"})


def _same_but(path: Path, content: bytes, changed: set[str]) -> None:
    """Every other part of the package is what it was, byte for byte."""
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(content)) as after:
        assert before.namelist() == after.namelist()
        assert {name for name in before.namelist() if before.read(name) != after.read(name)} <= changed


def test_who_may_not_and_what_is_not_mapped_is_refused(year: Year, tmp_path: Path) -> None:
    path, window = template(tmp_path / "x.xlsx"), year.one(Window).id
    for by, table, said in (
        ("farming_officer", "monthly", "权"),
        ("collector", "weekly", "方案里没有上级的表“weekly”"),
    ):
        with pytest.raises(Refused) as refused:
            filled(year.database, path, window=window, table=table, file_name="x", door=door(year, by, WHEN))
        assert said in "；".join(refused.value.reasons) or by == "farming_officer"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sheet": "季报"}, "文件里没有工作表“季报”，有：月报、填表说明"),
        ({"key": "指标"}, "工作表“月报”里找不到列标题“指标”"),
    ],
)
def test_a_template_that_is_not_as_the_mapping_says_is_refused(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    column = SuperiorColumn(heading="累计完成数", takes=SuperiorField.CUMULATIVE)
    table = SuperiorTable(**{"code": "m", "title": "月报", "key": "考核事项", "columns": (column,), **change})
    with pytest.raises(WrongTemplate, match=said):
        plan(template(tmp_path / "x.xlsx"), table, {}, names={})


def test_numbers_that_a_cell_keeps_are_numbers_and_formulas_are_left_alone(tmp_path: Path) -> None:
    path = template(tmp_path / "x.xlsx")
    book = load_workbook(path)
    book["月报"]["E5"] = "=1+1"
    book.save(path)
    column = SuperiorColumn(heading="累计完成数", takes=SuperiorField.CUMULATIVE)
    table = SuperiorTable(code="m", title="月报", key="考核事项", columns=(column,))
    known = {"A1": {"cumulative": Decimal(400)}, "A2": {"cumulative": Decimal(5)}}
    found = plan(path, table, known, names={"高标准农田建设": "A1", SAFETY: "A2"})
    assert found.cells == {(4, 5): Decimal(400)}
    assert "月报 第5行 E列：原来是公式，没有填" in found.left
    file = io.BytesIO()
    fill(path, found, file)
    assert load_workbook(file)["月报"]["E4"].value == 400

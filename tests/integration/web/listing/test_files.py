import csv
import io
from datetime import datetime
from urllib.parse import unquote

import openpyxl
import pytest
from sqlalchemy import Connection
from starlette.responses import Response

from config.zone import SHANGHAI
from tests.integration.web.listing.county import COUNT, units
from web.kernel.downloads import disposition
from web.kernel.words import Words
from web.listing import files
from web.listing.files import TooManyRows, file_of

NOW = datetime(2019, 9, 27, 17, 0, tzinfo=SHANGHAI)


def exported(tx: Connection, *params: tuple[str, str]) -> Response:
    found = file_of(units(tx), tx, params, now=NOW)
    assert found is not None
    return found


def lines(response: Response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bytes(response.body).decode("utf-8-sig"))))


def test_page_is_no_file(tx: Connection) -> None:
    assert file_of(units(tx), tx, [("export", "exe")], now=NOW) is None
    assert file_of(units(tx), tx, [("q", "x")], now=NOW) is None


def test_file_holds_the_whole_list_and_not_the_page(tx: Connection) -> None:
    table = lines(exported(tx, ("export", "csv"), ("page", "2"), ("size", "20")))
    assert table[0] == ["单位", "类别", "设立日期", "序号"]
    assert len(table) == COUNT + 1


def test_file_holds_what_the_filters_leave(tx: Connection) -> None:
    table = lines(exported(tx, ("export", "csv"), ("q", "mzj")))
    assert [row[0] for row in table[1:]] == ["县民政局"]


def test_csv_opens_in_excel_and_holds_no_formula(tx: Connection) -> None:
    response = exported(tx, ("export", "csv"))
    assert bytes(response.body).startswith(b"\xef\xbb\xbf")
    told = {row[0] for row in lines(response)}
    assert {'\'=HYPERLINK("x")', "'-县残联"} <= told


def test_workbook_holds_texts_days_and_numbers_as_such(tx: Connection) -> None:
    book = openpyxl.load_workbook(io.BytesIO(bytes(exported(tx, ("export", "xlsx"), ("sort", "began")).body)))
    sheet = book["单位一览"]
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == COUNT
    by_name = {row[0].value: row for row in rows}
    formula = by_name['=HYPERLINK("x")'][0]
    assert formula.data_type == "s"
    assert isinstance(rows[0][2].value, datetime)
    assert isinstance(rows[0][3].value, int)
    assert sheet.freeze_panes == "A2"


def test_workbook_says_how_it_was_made(tx: Connection) -> None:
    response = exported(tx, ("export", "xlsx"), ("q", "mzj"), ("sort", "-began"))
    sheet = openpyxl.load_workbook(io.BytesIO(bytes(response.body)))["导出说明"]
    told = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert told == {
        "名称": "单位一览",
        "搜索": "mzj",
        "排序": "按设立日期排序（降序）",
        "行数": 1,
        "导出时间": datetime(2019, 9, 27, 17, 0),  # noqa: DTZ001 -- a sheet knows no zones
    }


def test_file_has_a_chinese_name(tx: Connection) -> None:
    said = exported(tx, ("export", "xlsx")).headers["content-disposition"]
    assert said.isascii()
    assert unquote(said.partition("UTF-8''")[2]) == "单位一览_20190927.xlsx"


def test_name_of_a_file_cannot_break_its_header() -> None:
    said = disposition('县“月报"\r\nSet-Cookie: x/..\\.xlsx')
    assert "\r" not in said
    assert "\n" not in said
    assert unquote(said.partition("UTF-8''")[2]) == "县“月报 Set-Cookie x .. .xlsx"


def test_more_than_a_file_should_hold_is_refused(tx: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "EXPORTED_AT_MOST", COUNT - 1)
    with pytest.raises(TooManyRows, match="共137行，超过一次导出的上限136行；请先筛选再导出"):
        file_of(units(tx), tx, [("export", "csv")], now=NOW, words=Words())

"""What a person typed comes out to the last digit, whatever the double beneath it says."""

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.workbooks.grid import as_typed, grid_of
from documents.workbooks.layout import LISTS
from documents.workbooks.values import number_of, read

TYPED = st.builds(
    lambda sign, digits, places: Decimal((sign, digits, -places)),
    st.sampled_from((0, 1)),
    st.lists(st.integers(0, 9), min_size=1, max_size=15).map(tuple),
    st.integers(0, 12),
)


@given(TYPED)
def test_fifteen_digits_survive_a_double(typed: Decimal) -> None:
    assert as_typed(float(typed)) == typed


@given(TYPED)
def test_digits_survive_a_file(typed: Decimal) -> None:
    """Written as a number, and as text in any width."""
    book = openpyxl.Workbook()
    wide = f"{typed:f}".translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"} | {ord("."): "．"})
    book.active.append([float(typed), f"{typed:,f}", wide])
    file = BytesIO()
    book.save(file)
    sheet = openpyxl.load_workbook(file).active
    grid = grid_of(sheet, sheet)
    assert [number_of(value) for value in grid.cells.values()] == [typed] * 3


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (1.1000000000000001, "1.1"),
        (4.35 * 100, "435"),
        (1e22, "10000000000000000000000"),
        (2.5e-7, "2.5E-7"),
        (98.7654, "98.7654"),
        (12345678901234, "12345678901234"),
    ],
)
def test_as_excel_shows_it(stored: float, shown: str) -> None:
    assert str(as_typed(stored)) == shown


@pytest.mark.parametrize(
    ("stored", "style", "seen"),
    [(0.91, "0%", 91), (0.2875, "0.00%", Decimal("28.75")), (91.5, '0.0"%"', Decimal("91.5")), (91, "0\\%", 91)],
)
def test_a_percentage_is_read_as_it_is_seen(stored: float, style: str, seen: Decimal) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = stored
    book.active["A1"].number_format = style
    assert grid_of(book.active, book.active).cells == {(1, 1): seen}


@pytest.mark.parametrize("text", ["九十一", "-", "1,23", "12万", "1.2.3", "", "."])
def test_what_is_no_number_is_left_as_typed(text: str) -> None:
    assert number_of(text) == text


@pytest.mark.parametrize(
    ("sheet", "column", "typed", "meant"),
    [
        ("figures", "period", "2019 - Q1", "2019-Q1"),
        ("figures", "period", "２０１９年", "2019"),
        ("figures", "period", Decimal(2019), "2019"),
        ("findings", "on", "2019/3/2", "2019-03-02"),
        ("findings", "excused", "√", True),
        ("findings", "excused", "无", False),
        ("findings", "state", " 已 告知", "told"),
        ("findings", "attributes", "通报", "通报"),
        ("moments", "done", "2019年5月14日 9:05", "2019-05-14T09:05"),
        ("ratings", "scores", "90、88.5，91", [90, Decimal("88.5"), 91]),
        ("ratings", "scores", Decimal(90), [90]),
        ("ratings", "ballots", "全体: 优秀 多", {"全体": "优秀 多"}),
        ("exempt", "ref", Decimal(12), "12"),
    ],
)
def test_what_a_cell_means(sheet: str, column: str, typed: str, meant: object) -> None:
    assert read(typed, LISTS[sheet].column(column), {}) == meant

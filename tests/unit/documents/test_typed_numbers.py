"""Figures as people type them: exactly the number, or a sentence that says what to do."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.typed_numbers import NotAFigure, read_figure


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("3200", "人", "3200"),
        ("３２００", "人", "3200"),
        ("3,200", "人", "3200"),
        ("3，200.50", "亩", "3200.50"),
        (" 3 200 ", "人", "3200"),
        ("1.2万", "人", "12000"),
        ("1.2万人", "人", "12000"),
        ("0.5亿", "元", "50000000"),
        ("3200人", "人", "3200"),
        ("1.2万元", "万元", "1.2"),
        ("56.7%", "%", "56.7"),
        ("56.7％", "%", "56.7"),
        ("-0.3", "%", "-0.3"),
        ("－0.3", "%", "-0.3"),
        (".5", "", "0.5"),
        ("0.02", "", "0.02"),
    ],
)
def test_figure_is_read_exactly(typed: str, unit: str, value: str) -> None:
    assert read_figure(typed, unit=unit) == Decimal(value)


def test_nothing_typed_is_no_figure() -> None:
    assert read_figure("  　") is None


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("三千二", "人", "“三千二”请用阿拉伯数字，如 3200 或 1.2万"),
        ("1.2万", "万元", "本项以“万元”计，“1.2万”里不要再写“万”，请直接填数字"),
        ("32,00", "人", "“32,00”里逗号的位置不对：千分位每三位一个，小数点用“.”"),
        ("3200户", "人", "“3200户”里的“户”读不出来，本项以“人”计，请只填数字"),
        ("约3200", "人", "“约3200”不是数字，请只填数字，如 3200、3,200 或 1.2万"),
        ("1.2.3", "人", "“1.2.3”不是数字，请只填数字，如 3200、3,200 或 1.2万"),
        ("9" * 29, "人", f"“{'9' * 29}”位数太多，最多28位"),
        ("-", "人", "“-”不是数字，请只填数字，如 3200、3,200 或 1.2万"),
    ],
)
def test_what_is_no_figure_is_told_with_what_to_type(typed: str, unit: str, sentence: str) -> None:
    with pytest.raises(NotAFigure) as refused:
        read_figure(typed, unit=unit)
    assert str(refused.value) == sentence


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_figure_with_thousands_is_the_same_figure(value: Decimal) -> None:
    assert read_figure(f"{value:,f}") == value


@given(st.text(max_size=40))
def test_anything_typed_is_a_figure_or_a_sentence(typed: str) -> None:
    found: Decimal | None = None
    with suppress(NotAFigure):
        found = read_figure(typed)
    assert found is None or found.is_finite()

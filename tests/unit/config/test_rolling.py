"""Rolling a scheme to another year changes its dates and nothing else."""

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.loading import SchemeErrors, load_scheme
from config.rolling import RollNote, roll, rolled
from config.schemes import find_scheme, shipped
from config.windowing import windows_of
from tests.unit.config.altering import GOOD


def changes(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_dates_periods_year_and_names_move_and_nothing_else() -> None:
    text = GOOD.replace(
        "    for_each: {months: [4, 5, 6, 7, 8, 9, 10, 11, 12]}", '    periods: ["2026-11", "2026-12"]  # 两期'
    )
    assert changes(text, roll(text, year=2028)) == [
        "-scheme: mou-xian-2026",
        "-title: 某县2026年度目标责任考核",
        "-year: 2026",
        "+scheme: mou-xian-2028",
        "+title: 某县2028年度目标责任考核",
        "+year: 2028",
        "-    due: 2026-03-13 17:00",
        "+    due: 2028-03-13 17:00",
        "-    package: {due: 2026-03-20, chain: shangbao, ladder: chibao}",
        "+    package: {due: 2028-03-20, chain: shangbao, ladder: chibao}",
        '-    periods: ["2026-11", "2026-12"]  # 两期',
        '+    periods: ["2028-11", "2028-12"]  # 两期',
    ]


def test_next_years_dates_stay_next_years() -> None:
    text = GOOD.replace("title: 某县2026年度目标责任考核", "title: 某县2026年度考核（2027年1月收尾，沿用2019年办法）")
    assert load_scheme(roll(text, year=2030)).scheme.title == "某县2030年度考核（2031年1月收尾，沿用2019年办法）"


def test_documents_are_facts_and_keep_their_dates() -> None:
    before, after = load_scheme(GOOD).scheme, load_scheme(roll(GOOD, year=2027)).scheme
    assert after.documents == before.documents


def test_leap_day_becomes_the_28th_and_says_so() -> None:
    text = roll(GOOD, year=2028).replace("due: 2028-03-13 17:00", "due: 2028-02-29 17:00")
    result = rolled(text, year=2029)
    assert "due: 2029-02-28 17:00" in result.text
    assert result.notes == (RollNote("/stages/breakdown/due", "2028-02-29 在 2029 年没有，取 2029-02-28，请核对"),)


def test_leap_day_stays_in_a_leap_year() -> None:
    text = roll(GOOD, year=2028).replace("due: 2028-03-13 17:00", "due: {kind: on, date: 2028-02-29}")
    result = rolled(text, year=2032)
    assert "due: {kind: on, date: 2032-02-29}" in result.text
    assert result.notes == ()


def test_dates_inside_rules_move_too() -> None:
    rule = "{kind: offset, n: 2, unit: days, direction: after, anchor: {kind: on, date: 2026-06-01}}"
    text = GOOD.replace("due: {kind: last_workday, of: month}", f"due: {rule}")
    assert rule.replace("2026", "2027") in roll(text, year=2027)


def test_quotes_and_aliases_are_kept() -> None:
    text = GOOD.replace("due: 2026-03-13 17:00", "due: &day '2026-03-13 17:00'").replace(
        "{due: 2026-03-20,", "{due: *day,"
    )
    result = roll(text, year=2027)
    assert "due: &day '2027-03-13 17:00'" in result
    assert "{due: *day," in result


def test_bad_scheme_is_not_rolled() -> None:
    with pytest.raises(SchemeErrors):
        roll(GOOD.replace("points: 25", "points: -25"), year=2027)


@given(st.integers(min_value=2001, max_value=2099))
def test_there_and_back_is_the_same_text(year: int) -> None:
    assert roll(roll(GOOD, year=year), year=2026) == GOOD


@pytest.mark.parametrize("name", shipped())
def test_shipped_scheme_rolls_to_a_scheme_of_the_same_shape(name: str) -> None:
    text = find_scheme(name).read_text(encoding="utf-8")
    before, after = load_scheme(text).scheme, load_scheme(roll(text, year=2026)).scheme
    assert after.year == 2026
    assert len(after.indicators) == len(before.indicators)
    moved = [planned.code.replace(str(before.year), "2026") for planned in windows_of(before)]
    assert [planned.code for planned in windows_of(after)] == moved
    assert len(text.splitlines()) == len(roll(text, year=2026).splitlines())

"""A scheme may hold deadlines in the words of the notice."""

import re

import jsonschema
import pytest

from config.deadlines import ByMonth, DeadlineRule
from config.loading import SchemeErrors, load_scheme, read_source
from config.rolling import RollNote, roll, rolled
from config.schema import scheme_schema
from config.tree import plain
from tests.house import ROOT
from tests.unit.config.altering import GOOD
from tests.unit.config.test_guide import simple, with_example
from tests.unit.workdays.rules import rule
from workdays.phrases import PhraseRefused, read_phrase

GUIDE = (ROOT / "docs/deadline-words.md").read_text(encoding="utf-8")
CERTAIN, DOUBTFUL = (GUIDE.partition(f"## {title}")[2].partition("\n## ")[0] for title in ("读得准的", "读不准的"))
RULE = "due: {kind: last_workday, of: month}"
DATE = "due: 2026-03-13 17:00"
LAST = rule("last_workday")
SCHEMA = jsonschema.Draft202012Validator(scheme_schema())


def window_due(written: str) -> DeadlineRule:
    return load_scheme(GOOD.replace(RULE, f"due: {written}")).scheme.windows[0].due


@pytest.mark.parametrize(
    "words",
    [
        "当月最后一个工作日17:00前，9月提前两个工作日",
        '"次月15日前，遇节假日顺延，宽限3个工作日"',
        "收到通知后3个工作日内",
        "待上级通知",
    ],
)
def test_words_stand_for_their_rule(words: str) -> None:
    assert window_due(words) == read_phrase(words.strip('"'))


@pytest.mark.parametrize(
    "written",
    [
        "{kind: by_month, default: 当月最后一个工作日前, months: {9: 当月最后一个工作日提前两个工作日}}",
        "{kind: by_month, default: {kind: last_workday},"
        " months: {9: {kind: offset, n: 2, unit: workdays, direction: before, anchor: 当月最后一个工作日}}}",
    ],
)
def test_words_may_stand_inside_a_rule(written: str) -> None:
    count = {"n": 2, "unit": "workdays", "direction": "before", "anchor": {"kind": "last_workday"}}
    due = window_due(written)
    assert isinstance(due, ByMonth)
    assert (due.default, due.months) == (LAST, {9: rule("offset", **count)})


def test_dates_may_stand_inside_a_rule() -> None:
    due = window_due("{kind: offset, n: 10, unit: workdays, direction: after, anchor: 2026-09-04}")
    assert due == rule("offset", n=10, unit="workdays", direction="after", anchor={"kind": "on", "date": "2026-09-04"})


def test_the_text_stays_the_authors_and_so_does_its_hash() -> None:
    text = GOOD.replace(RULE, "due: 当月最后一个工作日前")
    loaded = load_scheme(text)
    assert loaded.scheme == load_scheme(GOOD).scheme
    assert loaded.source.text == text
    assert loaded.hash != load_scheme(GOOD).hash


def test_every_doubtful_phrase_is_told_at_its_place() -> None:
    text = GOOD.replace(RULE, "due: 每月最后两天前").replace(DATE, "due: 3月前")
    with pytest.raises(SchemeErrors) as raised:
        load_scheme(text)
    places = {(each.pointer, each.quote) for each in raised.value.problems}
    assert places == {("/stages/breakdown/due", "3月前"), ("/windows/0/due", "每月最后两天前")}
    assert all("是不是：①" in each.suggestion for each in raised.value.problems)


@pytest.mark.parametrize(
    "written",
    [
        "当月最后一个工作日前",
        "{kind: by_month, default: 当月最后一个工作日前, months: {9: 当月20日前}}",
        "{kind: offset, n: 10, unit: workdays, direction: after, anchor: 2026-09-04}",
    ],
)
def test_schema_accepts_words_wherever_a_rule_may_stand(written: str) -> None:
    source, _ = read_source(GOOD.replace(RULE, f"due: {written}"))
    assert list(SCHEMA.iter_errors(simple(plain(source.root)))) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026年3月13日下午5点前", "2027年3月13日下午5点前"),
        ("2026年底前", "2027年底前"),
        ("2026-03-13前", "2027-03-13前"),
        ("次年1月15日前", "次年1月15日前"),
    ],
)
def test_years_in_words_move_with_the_scheme(before: str, after: str) -> None:
    assert f"due: {after}" in roll(GOOD.replace(DATE, f"due: {before}"), year=2027)


def test_years_inside_a_rule_move_too() -> None:
    words = "due: {kind: by_month, default: 当月末前, months: {12: 2026年12月20日前}}"
    assert words.replace("2026", "2027") in roll(GOOD.replace(RULE, words), year=2027)


def test_a_year_spelt_out_is_left_and_said() -> None:
    result = rolled(GOOD.replace(DATE, "due: 二〇二六年三月十三日前"), year=2027)
    assert "due: 二〇二六年三月十三日前" in result.text
    sentence = "“二〇二六年”的年份是汉字，没有移动，请自行改"
    assert result.notes == (RollNote("/stages/breakdown/due", sentence),)


def test_leap_day_in_words_becomes_the_28th_and_is_said() -> None:
    text = roll(GOOD, year=2028).replace("due: 2028-03-13 17:00", "due: 2028年2月29日前")
    result = rolled(text, year=2029)
    assert "due: 2029年2月28日前" in result.text
    sentence = "2028年2月29日 在 2029 年没有，取 2029-02-28，请核对"
    assert result.notes == (RollNote("/stages/breakdown/due", sentence),)


def words_in(table: str, *, column: int) -> list[str]:
    """The words between back-quotes in one column; a … stands for a day before it."""
    rows = [row.split("|")[column] for row in table.splitlines() if row.startswith("| ") and "`" in row]
    return [words.replace("…", "次月15日前") for cell in rows for words in re.findall("`([^`]+)`", cell)]


def test_words_that_the_guide_calls_certain_are_read() -> None:
    certain = words_in(CERTAIN, column=2)
    assert len(certain) > 30
    assert [words for words in certain if not read_phrase(words)] == []


@pytest.mark.parametrize("words", words_in(DOUBTFUL, column=1))
def test_words_that_the_guide_calls_doubtful_are_refused(words: str) -> None:
    with pytest.raises(PhraseRefused):
        read_phrase(words)


def test_the_example_of_the_guide_is_a_scheme() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert load_scheme(with_example(example)).scheme.windows[0].due.kind == "by_month"

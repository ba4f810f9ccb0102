"""A notice is read without fail, and nothing is read that the paper does not say."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.notices.indicators import walked
from documents.notices.reading import Reading, read_notice, values_of
from tests.unit.documents.notices.papers import PASTED, SEEDS, paper_of, plain

_TREE = """附件1
部门工作任务
（60分）
一、培训3000名职工。★（35分）（人事部牵头）
二、党建工作（25分）
（一）班子建设。【学习（机关党委牵头）】和【走访（工会牵头）】"""
_KINDS = [
    "（",
    "【",
    "）",
    "（1分）",
    "一、",
    "1、",
    "每次扣",
    "|",
    "![",
    "<p",
    "，",
    "9",
    "年1月",
    "由甲牵头，",
    "附件",
    "二",
    "甲局、",
]


def _check(reading: Reading) -> None:
    text = reading.paper.text
    for told in values_of(reading.findings):
        assert told.spans
        assert all(0 <= start < end <= len(text) for start, end in told.spans)
        if isinstance(told.value, str):
            quoted = plain("".join(text[start:end] for start, end in told.spans))
            assert plain(told.value) in quoted
    for doubt in reading.doubts:
        assert doubt.spans
        assert all(0 <= start < end <= len(text) for start, end in doubt.spans)
    assert 0 <= reading.share <= 1


@given(PASTED)
def test_whatever_is_pasted_is_read_and_every_value_is_in_the_paper(text: str) -> None:
    _check(read_notice(paper_of(text)))


@given(st.text(max_size=300))
def test_any_letters_are_read(text: str) -> None:
    _check(read_notice(paper_of(text)))


@pytest.mark.parametrize("unit", [*_KINDS, "\t", "\n"])
def test_ten_thousand_of_a_kind_do_no_harm(unit: str) -> None:
    started = time.process_time()
    read_notice(paper_of(unit * (10_000 // len(unit))))
    assert time.process_time() - started < 5


def test_a_list_with_points_and_leads_becomes_a_tree() -> None:
    read = read_notice(paper_of(_TREE))
    said = [
        (level, each.title.value, each.points and each.points.value, [unit.value for unit in each.charge.leads])
        for level, each in walked(read.indicators)
    ]
    assert said == [
        (1, "部门工作任务", Decimal(60), []),
        (2, "培训3000名职工", Decimal(35), ["人事部"]),
        (2, "党建工作", Decimal(25), []),
        (3, "班子建设", None, []),
    ]
    last = read.indicators[0].children[1].children[0]
    assert [(part.title.value, part.charge.leads[0].value) for part in last.segments] == [
        ("学习", "机关党委"),
        ("走访", "工会"),
    ]
    assert [bool(each.star) for each in read.indicators[0].children] == [True, False]


def test_of_the_source_documents_every_value_is_a_literal_span() -> None:
    for file in sorted(SEEDS.glob("*.txt")):
        _check(read_notice(paper_of(file.read_text("utf-8"), file.name)))

"""Every rule that words can carry is read again as it was written."""

from collections.abc import Callable
from typing import TypeVar, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.deadlines import ByMonth, PlainRule
from config.walking import kind_of
from tests.profiles import cases
from tests.unit.workdays.rules import rule
from tests.unit.workdays.strategies import ANY_WHY, EVERY_KIND, Written, typed
from workdays.phrases import PhraseRefused, RuleUnsayable, read_phrase, write_phrase


def test_every_kind_of_rule_is_tried() -> None:
    assert set(EVERY_KIND) == {kind_of(model) for model in (*get_args(PlainRule), ByMonth)}


@pytest.mark.parametrize("kind", EVERY_KIND)
@settings(max_examples=cases(40, full=1000))
@given(st.data())
def test_what_is_written_is_read_as_the_same_rule(kind: str, data: st.DataObject) -> None:
    """Ten kinds of a thousand rules each."""
    written = typed(data.draw(EVERY_KIND[kind]))
    assert read_phrase(write_phrase(written)) == written


T = TypeVar("T")
E = TypeVar("E", bound=Exception)
WORDS = "当次本每月季年半末底前后内15日号下午点时:，；（）提最一个工作自然小收到通知遇休息顺延不含宽限至少未知待“”"


@settings(max_examples=cases(60, full=5000))
@given(st.text(WORDS, max_size=24) | ANY_WHY)
def test_any_words_are_read_or_refused_with_closest_readings(words: str) -> None:
    """Nothing else is ever raised; what is read can be written and read again, or says why it cannot."""
    told, refused = outcome(lambda: read_phrase(words), PhraseRefused)
    if refused is not None:
        assert refused.reason
        assert refused.closest
        assert [read_phrase(each.phrase) for each in refused.closest] == [each.rule for each in refused.closest]
    if told is not None:
        again, unsayable = outcome(lambda: read_phrase(write_phrase(told)), RuleUnsayable)
        assert again == told if unsayable is None else unsayable.reasons


def outcome(call: Callable[[], T], error: type[E]) -> tuple[T | None, E | None]:
    try:
        return call(), None
    except error as raised:
        return None, raised


BASIS = {"document": "notice", "quote": "于当月最后一个工作日前报送电子版"}
INNER = {"kind": "by_month", "default": {"kind": "at_issue"}, "months": {9: {"kind": "at_issue"}}}
COUNT = {"n": 2, "unit": "workdays", "direction": "after"}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ({"kind": "last_workday", "basis": BASIS}, "依据（basis）要另写，不在词句里"),
        (INNER | {"months": {9: {"kind": "end_of", "basis": BASIS}}}, "依据（basis）要另写，不在词句里"),
        (INNER | {"default": INNER}, "逐月的规则里又有逐月的规则"),
        ({"kind": "unknown", "why": "待省里；待市里"}, "未知的原因里有分号、引号、换行，或首尾有空格"),
        ({"kind": "unknown", "why": " 待上级通知"}, "未知的原因里有分号、引号、换行，或首尾有空格"),
        ({"kind": "offset", **COUNT, "anchor": {"event": "市长批示"}}, "事件 市长批示 没有认得出的名称"),
        ({"kind": "offset", **COUNT, "anchor": {"kind": "at_issue"}}, "起算点（at_issue）不是一个日子"),
        ({"kind": "offset", **COUNT, "anchor": {"kind": "unknown"}}, "起算点（unknown）不是一个日子"),
        ({"kind": "offset", **COUNT, "anchor": {"kind": "at_least", "times": 4}}, "起算点（at_least）不是一个日子"),
        ({"kind": "offset", **COUNT, "anchor": INNER}, "起算点（by_month）不是一个日子"),
        (
            {"kind": "offset", **COUNT, "anchor": {"kind": "offset", **COUNT, "anchor": {"event": "issued"}}},
            "起算点本身又从引号里的起算点算起",
        ),
    ],
)
def test_what_words_cannot_carry_is_not_written(written: Written, reason: str) -> None:
    with pytest.raises(RuleUnsayable) as raised:
        write_phrase(rule(**written))
    assert raised.value.reasons == (reason,)

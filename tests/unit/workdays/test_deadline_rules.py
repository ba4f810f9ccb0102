"""Deadline rules as a scheme may write them, and what is refused."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from config.deadlines import ByMonth, DayOfMonth, DeadlineRule, Offset, OnDate
from tests.unit.workdays.rules import LAST, rule

OFFSET: dict[str, Any] = {"kind": "offset", "n": 2, "unit": "workdays", "direction": "before", "anchor": LAST}
HOURS: dict[str, Any] = {**OFFSET, "unit": "hours"}


def complaints(written: dict[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        rule(**written)
    return [error["msg"] for error in refused.value.errors()]


@pytest.mark.parametrize(
    ("written", "kept"), [("17:00", "17:00"), ("9:05", "09:05"), ("9：05", "09:05"), ("24:00", "24:00")]
)
def test_cutoff_is_kept_as_hours_and_minutes(written: str, kept: str) -> None:
    assert rule("on", date="2019-05-13", cutoff=written).cutoff == kept


@pytest.mark.parametrize("cutoff", ["25:00", "17点", "24:01", "17", "", "5pm", "17:60"])
def test_a_cutoff_that_is_no_time_is_refused(cutoff: str) -> None:
    assert complaints({"kind": "on", "date": "2019-05-13", "cutoff": cutoff}) == [f"“{cutoff}”不是时刻"]


@pytest.mark.parametrize("written", [20190513, "2019-02-29", "5月13日", 1.5, True, None, ["2019-05-13"]])
def test_a_date_that_is_no_date_is_refused(written: Any) -> None:
    """20190513 would otherwise pass for seconds since 1970."""
    assert complaints({"kind": "on", "date": written}) == [f"“{written}”不是有效日期"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"kind": "in_year", "month": 4, "day": 31}, "4月没有31日，最多30日"),
        ({"kind": "in_year", "month": 2, "day": 30}, "2月没有30日，最多29日"),
        ({**HOURS, "cutoff": "17:00"}, "按小时计算的期限本身就是时刻，不能再写 cutoff"),
        ({**HOURS, "inclusive": False}, "按小时计算的期限本身就是时刻，不能再写 inclusive"),
        ({**HOURS, "roll": "forward"}, "按小时计算的期限本身就是时刻，不能再写 roll"),
        ({**HOURS, "count_from": "same_day"}, "按小时计算的期限本身就是时刻，不能再写 count_from"),
        ({"kind": "day_of_month", "day": True}, "这里要写数字，写成了是否值（true/false）"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(written: dict[str, Any], said: str) -> None:
    assert complaints(written) == [said]


@pytest.mark.parametrize(
    ("written", "types"),
    [
        ({**OFFSET, "kind": "offsett"}, ["union_tag_invalid"]),
        ({key: value for key, value in OFFSET.items() if key != "unit"}, ["missing"]),
        ({**OFFSET, "unite": "days"}, ["extra_forbidden"]),
        ({**OFFSET, "n": -1}, ["greater_than_equal"]),
        ({**OFFSET, "anchor": {"event": ""}}, ["string_too_short"]),
        ({**OFFSET, "anchor": {"event": "received", "day": 3}}, ["extra_forbidden"]),
        ({"kind": "day_of_month", "day": 32}, ["less_than_equal"]),
        ({"kind": "day_of_month", "day": 0}, ["greater_than_equal"]),
        ({"kind": "by_month", "default": LAST, "months": {}}, ["too_short"]),
        ({"kind": "by_month", "default": LAST, "months": {13: LAST}}, ["less_than_equal"]),
        ({"kind": "by_month", "months": {9: LAST}}, ["missing"]),
    ],
)
def test_a_rule_that_is_wrongly_written_is_refused(written: dict[str, Any], types: list[str]) -> None:
    """The unit of an offset is never guessed (D06)."""
    with pytest.raises(ValidationError) as refused:
        rule(**written)
    assert [error["type"] for error in refused.value.errors()] == types


def test_rules_are_told_apart_by_kind_and_read_back_from_json() -> None:
    written: dict[str, Any] = {"kind": "by_month", "default": LAST, "months": {9: OFFSET}, "roll": "back"}
    read = rule(**written)
    assert isinstance(read, ByMonth)
    assert isinstance(read.months[9], Offset)
    assert rule(**json.loads(read.model_dump_json())) == read
    assert isinstance(rule("day_of_month", day=15), DayOfMonth)


def test_a_rule_never_changes() -> None:
    fixed = rule("on", date="2019-05-13")
    assert isinstance(fixed, OnDate)
    with pytest.raises(ValidationError, match="frozen"):
        fixed.cutoff = "17:00"  # type: ignore[misc]


def test_every_field_is_described_in_chinese() -> None:
    schema = TypeAdapter(DeadlineRule).json_schema()
    silent = [
        f"{name}.{field}"
        for name, definition in schema["$defs"].items()
        for field, told in definition.get("properties", {}).items()
        if not any("一" <= character <= "鿿" for character in told.get("description", ""))
    ]
    assert silent == []

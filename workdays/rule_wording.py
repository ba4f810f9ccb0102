"""How a rule is said in Chinese, as a notice would: 次月15日前，遇休息日提前."""

from typing import assert_never

from config.deadlines import (
    AtIssue,
    AtLeast,
    ByMonth,
    DayOfMonth,
    DeadlineRule,
    EndOf,
    EventAnchor,
    InYear,
    LastWorkday,
    Offset,
    OnDate,
    PlainRule,
    Span,
    Unknown,
    Which,
)

_SPANS: dict[tuple[Span, Which], str] = {
    ("month", "this"): "当月",
    ("month", "next"): "次月",
    ("quarter", "this"): "当季",
    ("quarter", "next"): "次季",
    ("half_year", "this"): "当半年",
    ("half_year", "next"): "次半年",
    ("year", "this"): "当年",
    ("year", "next"): "次年",
}
_PER: dict[Span, str] = {"month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "全年"}
_UNITS = {"workdays": "个工作日", "days": "日", "hours": "小时", "months": "个月"}
_ROLLS = {"none": "遇休息日不变", "forward": "遇休息日顺延", "back": "遇休息日提前"}


def say_rule(rule: DeadlineRule, *, events: dict[str, str] | None = None) -> str:
    """The rule in words; `events` are the Chinese names of event codes."""
    names = events or {}
    if isinstance(rule, ByMonth):
        said = "；".join([say_rule(rule.default, events=names), *_exceptions(rule, names)])
    elif isinstance(rule, Offset):
        said = _say_offset(rule, names)
    elif isinstance(rule, Unknown | AtIssue | AtLeast):
        said = _say_undated(rule)
    else:
        said = _say_day(rule) + (f"{rule.cutoff}前" if rule.cutoff else "前")
    return said + _conditions(rule)


def _exceptions(rule: ByMonth, names: dict[str, str]) -> list[str]:
    return [f"{month}月为{say_rule(inner, events=names)}" for month, inner in sorted(rule.months.items())]


def _say_day(rule: OnDate | DayOfMonth | LastWorkday | EndOf | InYear) -> str:
    match rule:
        case OnDate():
            return f"{rule.date.year}年{rule.date.month}月{rule.date.day}日"
        case DayOfMonth():
            return f"{_SPANS['month', rule.month]}{rule.day}日"
        case LastWorkday():
            return f"{_SPANS[rule.of, rule.which]}最后一个工作日"
        case EndOf():
            return f"{_SPANS[rule.of, rule.which]}末"
        case InYear():
            return f"{_SPANS['year', rule.year]}{rule.month}月{rule.day}日"
        case _:
            assert_never(rule)


def _say_offset(rule: Offset, names: dict[str, str]) -> str:
    """收到通知后3个工作日内, 当月最后一个工作日提前2个工作日."""
    if isinstance(rule.anchor, EventAnchor):
        anchor = f"“{names.get(rule.anchor.event, rule.anchor.event)}”"
    elif isinstance(rule.anchor, OnDate | DayOfMonth | LastWorkday | EndOf | InYear):
        anchor = _say_day(rule.anchor)
    else:
        anchor = f"“{say_rule(rule.anchor, events=names)}”"
    count = f"{rule.n}{_UNITS[rule.unit]}"
    hour = f"{rule.cutoff}前" if rule.cutoff else ""
    return f"{anchor}提前{count}{hour}" if rule.direction == "before" else f"{anchor}后{count}内{hour}"


def _say_undated(rule: Unknown | AtIssue | AtLeast) -> str:
    match rule:
        case Unknown():
            return f"未知，{rule.why}"
        case AtIssue():
            return "制发时确定"
        case AtLeast():
            return f"{_PER[rule.per]}至少{rule.times}次"
        case _:
            assert_never(rule)


def _conditions(rule: PlainRule | ByMonth) -> str:
    said = [] if rule.inclusive else ["不含当日"]
    if isinstance(rule, ByMonth) and rule.cutoff:
        said.append(f"{rule.cutoff}截止")
    if rule.roll:
        said.append(_ROLLS[rule.roll])
    if isinstance(rule, Offset) and rule.count_from == "same_day":
        said.append("当日起算")
    return "".join(f"，{condition}" for condition in said)

"""From a rule to the words of a notice: 次月15日17:00前，遇休息日提前."""

from collections.abc import Iterator, Mapping
from typing import assert_never

from config.deadlines import (
    AtIssue,
    AtLeast,
    ByMonth,
    DayOfMonth,
    DeadlineRule,
    EndOf,
    EventAnchor,
    Grace,
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
_UNITS = {"workdays": "个工作日", "days": "个自然日", "hours": "小时", "months": "个月"}
_ROLLS = {"none": "遇休息日不变", "forward": "遇休息日顺延", "back": "遇休息日提前"}

DayRule = OnDate | DayOfMonth | LastWorkday | EndOf | InYear


def say_rule(rule: DeadlineRule, *, events: Mapping[str, str] | None = None) -> str:
    """The rule in words; `events` are the Chinese names of event codes. Every rule can be said, if not read again."""
    names = events or {}
    if isinstance(rule, ByMonth):
        return "；".join(_by_month(rule, names))
    if isinstance(rule, Unknown):
        conditions = "，".join(_conditions(rule))
        return f"未知（{conditions}），{rule.why}" if conditions else f"未知，{rule.why}"
    return "，".join([_head(rule, names), *_conditions(rule)])


def _by_month(rule: ByMonth, names: Mapping[str, str]) -> Iterator[str]:
    yield say_rule(rule.default, events=names)
    for months, inner in _alike(rule.months):
        yield f"{_say_months(months)}月为{say_rule(inner, events=names)}"
    if conditions := [*_hour(rule), *_conditions(rule)]:
        yield f"各月{'，'.join(conditions)}"


def _alike(months: Mapping[int, DeadlineRule]) -> Iterator[tuple[list[int], DeadlineRule]]:
    """Months that have the same rule, in order of their first."""
    told: list[tuple[list[int], DeadlineRule]] = []
    for month, rule in sorted(months.items()):
        same = next((listed for listed, known in told if known == rule), None)
        if same is None:
            told.append(([month], rule))
        else:
            same.append(month)
    yield from told


def _say_months(months: list[int]) -> str:
    """1—2、11—12."""
    firsts = [month for month in months if month - 1 not in months]
    lasts = [month for month in months if month + 1 not in months]
    runs = zip(firsts, lasts, strict=True)
    return "、".join(f"{first}" if first == last else f"{first}—{last}" for first, last in runs)


def _head(rule: PlainRule, names: Mapping[str, str]) -> str:
    match rule:
        case OnDate() | DayOfMonth() | LastWorkday() | EndOf() | InYear():
            return f"{_say_day(rule)}{rule.cutoff or ''}前"
        case Offset():
            return _say_offset(rule, names)
        case AtIssue():
            return "，".join(["制发时确定", *_hour(rule)])
        case AtLeast():
            return "，".join([f"{_PER[rule.per]}至少{rule.times}次", *_hour(rule)])
        case Unknown():
            return f"未知，{rule.why}"
        case _:
            assert_never(rule)


def _say_day(rule: DayRule) -> str:
    match rule:
        case OnDate():
            return f"{rule.date.year:04}年{rule.date.month}月{rule.date.day}日"
        case DayOfMonth():
            return f"{_SPANS['month', rule.month]}{rule.day}日"
        case LastWorkday():
            return f"{_SPANS[rule.of, rule.which]}最后一个工作日"
        case EndOf():
            return f"{_SPANS[rule.of, rule.which]}末"
        case InYear():
            leap_day = (rule.month, rule.day) == (2, 29)
            return f"{_SPANS['year', rule.year]}{rule.month}月{'末' if leap_day else f'{rule.day}日'}"
        case _:
            assert_never(rule)


def _say_offset(rule: Offset, names: Mapping[str, str]) -> str:
    """收到通知后3个工作日内, 当月最后一个工作日提前2个工作日."""
    count = f"{rule.n}{_UNITS[rule.unit]}"
    hour = f"{rule.cutoff}前" if rule.cutoff else ""
    anchor = _say_anchor(rule, names)
    return f"{anchor}提前{count}{hour}" if rule.direction == "before" else f"{anchor}后{count}内{hour}"


def _say_anchor(rule: Offset, names: Mapping[str, str]) -> str:
    anchor = rule.anchor
    if isinstance(anchor, EventAnchor):
        return f"“{names.get(anchor.event, anchor.event)}”"
    if not isinstance(anchor, DayRule):
        return f"“{say_rule(anchor, events=names)}”"
    conditions = "，".join(_conditions(anchor))
    return f"{_say_day(anchor)}{anchor.cutoff or ''}" + (f"（{conditions}）" if conditions else "")


def _hour(rule: DeadlineRule) -> Iterator[str]:
    if rule.cutoff:
        yield f"{rule.cutoff}截止"


def _conditions(rule: DeadlineRule) -> Iterator[str]:
    if isinstance(rule, Unknown):
        yield from _hour(rule)
    if not rule.inclusive:
        yield "不含当日"
    if rule.roll:
        yield _ROLLS[rule.roll]
    if isinstance(rule, Offset) and rule.count_from == "same_day":
        yield "当日起算"
    if rule.grace:
        yield say_grace(rule.grace)


def say_grace(grace: Grace) -> str:
    return f"宽限{grace.n}{_UNITS[grace.unit]}"

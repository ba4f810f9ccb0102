"""Deadlines of the draft: those whose place in a scheme is certain; the others are left to a person, and said."""

from typing import Any

from documents.notices.deadlines import FoundDeadline, months_said
from documents.notices.drafting.draft import Pen
from documents.notices.findings import Findings

_FIXED = ("on", "in_year")
_RECURRING = ("day_of_month", "last_workday", "end_of", "by_month", "offset")


def timed(pen: Pen, found: Findings) -> dict[str, Any]:
    """Where a single day is said for the breakdown it is that; what recurs and is handed in is a window."""
    data: dict[str, Any] = {}
    broken_down = [each for each in found.deadlines if _is_fixed(each) and "分解" in each.what.value]
    used: list[FoundDeadline] = []
    if len(broken_down) == 1:
        stage = {"due": broken_down[0].phrase, "basis": pen.basis(broken_down[0].what)}
        data["stages"] = {"breakdown": stage}
        pen.cite(("stages", "breakdown", "due"), broken_down[0].words)
        used.append(broken_down[0])
    windows = [each for each in found.deadlines if each not in used and _is_window(each)]
    if windows:
        data["windows"] = [_window(pen, found, each, place) for place, each in enumerate(windows)]
    for each in found.deadlines:
        if each not in used and each not in windows and not each.is_limit:
            pen.leave(f"期限“{each.words.value}”：{_meaning(each)}；写到 stages、windows 或 duties 里", each.what)
    return data


def _is_fixed(each: FoundDeadline) -> bool:
    return each.rule is not None and each.rule.kind in _FIXED


def _is_window(each: FoundDeadline) -> bool:
    if each.rule is None or each.matter is None:
        return False
    return each.rule.kind in _RECURRING or (_is_fixed(each) and each.months is not None)


def _window(pen: Pen, found: Findings, each: FoundDeadline, place: int) -> dict[str, Any]:
    at = ("windows", place)
    data: dict[str, Any] = {"code": f"w{place + 1}"}
    pen.put(data, at, "title", each.matter)
    if each.months is not None:
        months = list(months_said(each.months.value))
        if not _is_fixed(each):
            data["for_each"] = {"months": months}
            pen.cite((*at, "for_each"), each.months)
        elif found.heading.year is not None:
            data["periods"] = [f"{found.heading.year.value}-{month:02}" for month in months]
            pen.cite((*at, "periods"), each.months)
    data["due"] = each.phrase
    pen.cite((*at, "due"), each.words)
    data["basis"] = pen.basis(each.what)
    return data


def _meaning(each: FoundDeadline) -> str:
    if each.rule is not None:
        return f"可以照写 due: {each.phrase}"
    return "只说多久一次，没有说到哪一天" if each.is_recurring else f"读不准（{each.why}）"

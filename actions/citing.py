"""Why a message is sent now: the rule that it goes by, and the workdays that the rule counts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actions.wording import say_due
from config.basis import Basis
from config.ladders import Ladder, Rung, Span, SpanUnit
from states.ladder import Look
from workdays.calendar import WorkCalendar
from workdays.deadline import local_day
from workdays.wording import say_day

UNWRITTEN = "本年度考核方案"
UNITS = {SpanUnit.WORKDAYS: "个工作日", SpanUnit.DAYS: "天", SpanUnit.HOURS: "小时"}
HELD = "此前暂停、等候答复或停机"


def say_basis(basis: Basis | Mapping[str, Any] | None) -> str:
    """第三条“于每月15日前……”"""
    if not basis:
        return UNWRITTEN
    told = basis if isinstance(basis, Mapping) else basis.model_dump()
    return f"{told['clause']}“{told['quote']}”"


def why_opened(window: Any) -> str:
    """依据第三条“……”，填报期10月1日（周二）起."""
    since = say_day(local_day(window.opens_at), year=False)
    return f"依据{say_basis((window.deadline or {}).get('basis'))}，填报期{since}起"


def why_reminded(row: Any, *, now: datetime, calendar: WorkCalendar) -> str:
    """依据第三条“……”，期限9月16日（周一）下班前，期限前第2个工作日提醒."""
    kept = row.deadline or {}
    is_own = row.due_at == row.original_due_at
    told = kept.get("remind_on") if is_own else None
    aim = date.fromisoformat(told) if told else calendar.on_or_before(local_day(row.due_at))
    left = calendar.workdays_between(local_day(now), aim)
    when = f"期限前第{left}个工作日" if left > 0 else "期限当日"
    return f"依据{say_basis(kept.get('basis'))}，期限{say_due(row)}，{when}提醒"


def why_climbed(row: Any, ladder: Ladder, rung: Rung, seen: Look, *, now: datetime, calendar: WorkCalendar) -> str:
    """依据……，期限……，期限后第2个工作日：迟报第2级“报告责任人”."""
    basis = ladder.basis or (row.deadline or {}).get("basis")
    counted = _counted(row.due_at, "期限", rung.after, seen, now, calendar)
    return f"依据{say_basis(basis)}，期限{say_due(row)}，{counted}：{_rung(ladder, rung)}"


def why_drafted(row: Any, ladder: Ladder, rung: Rung, seen: Look, *, now: datetime, calendar: WorkCalendar) -> str:
    """The same of a shortfall, counted from the day on which figures showed it."""
    counted = since_found(row, rung, seen, now=now, calendar=calendar)
    return f"依据{say_basis(ladder.basis)}，{counted}：{_rung(ladder, rung)}"


def since_found(row: Any, rung: Rung, seen: Look, *, now: datetime, calendar: WorkCalendar) -> str:
    """发现欠账后第10个工作日."""
    return _counted(row.opened_at, "发现欠账", rung.after, seen, now, calendar)


def _rung(ladder: Ladder, rung: Rung) -> str:
    place = [each.code for each in ladder.rungs].index(rung.code) + 1
    return f"{ladder.label}第{place}级“{rung.label}”"


def _counted(start: datetime, what: str, span: Span, seen: Look, now: datetime, calendar: WorkCalendar) -> str:
    """期限后第2个工作日; where a pause or an outage held it, what the rule says besides."""
    days = calendar.workdays_between(local_day(start), local_day(now))
    said = f"{what}后第{days}个工作日" if days else f"{what}当日"
    if seen.again:
        return f"{said}，第{seen.again + 1}次"
    if span.unit is not SpanUnit.WORKDAYS:
        return f"{said}（规定{span.n}{UNITS[span.unit]}）" if span.n else said
    return said if days == span.n else f"{said}（规定第{span.n}个工作日，{HELD}）"

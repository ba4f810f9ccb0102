"""What a line of a report says in the sample: the figure of its month, and words."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from actions.playing.places import ReportPlace
from actions.reports.rows import Asked
from config.sample import MONTHS, SampleBreakdown, SampleItem
from config.windows import ReportField

PER_CENT = "%"
YEAR_ON_YEAR = Decimal("5.0")
CITY_RANK = 3
FELL = "剔除重复统计的部分"
PROBLEMS = "总体平稳，个别环节受审批和季节影响偏慢。"


def line_of(
    asked: Asked, report: ReportPlace, breakdown: SampleBreakdown, *, required: Iterable[ReportField], revised: bool,
    reaches: Decimal | None = None,
) -> dict[str, Any]:  # fmt: skip
    """One line as its writer fills it in: what the window asks for, and nothing else."""
    item = _item(asked, breakdown)
    wanted = set(required)
    note = breakdown.note(report.ends_on.month) + ("（已按意见补充修改）" if revised else "")
    said: dict[ReportField, dict[str, Any]] = {
        ReportField.PROGRESS: {"progress": note},
        ReportField.PROBLEMS: {"problems": PROBLEMS},
        ReportField.NEXT_STEPS: {"next_steps": item.schedule if item else breakdown.items[0].schedule},
        ReportField.TIME_LIMIT: {"completes_on": item.due_on if item else breakdown.items[0].due_on},
        ReportField.YEAR_ON_YEAR: {"year_on_year": YEAR_ON_YEAR},
        ReportField.RANK: {"city_rank": CITY_RANK},
    }
    told: dict[str, Any] = {"item": asked.item_id, "target": asked.target_id}
    for field in ReportField:
        if field in wanted:
            told |= said.get(field, {})
    if asked.is_numeric and ReportField.VALUE in wanted:
        told |= _reported(_figure(asked, item, report, breakdown), reaches)
    return told


def _reported(figure: Decimal | None, reaches: Decimal | None) -> dict[str, Any]:
    """The sample's figure, or so many per cent of it, in whole numbers where it is whole."""
    if figure is None or reaches is None:
        return {"cumulative": figure}
    part = figure * reaches / 100
    whole = figure == figure.to_integral_value()
    return {"cumulative": part.quantize(Decimal(1) if whole else Decimal("0.1")), "falling_reason": FELL}


def _item(asked: Asked, breakdown: SampleBreakdown) -> SampleItem | None:
    return next((each for each in breakdown.items if each.content == asked.title), None)


def _figure(asked: Asked, item: SampleItem | None, report: ReportPlace, breakdown: SampleBreakdown) -> Decimal | None:
    if item is not None and item.target:
        return reached(item, report)
    figures = [reached(each, report) for each in breakdown.items if each.target == asked.title]
    if not figures:
        return None
    return max(figures) if asked.unit == PER_CENT else sum(figures, Decimal(0))


def reached(item: SampleItem, report: ReportPlace) -> Decimal:
    """The cumulative figure at the end of the period, or as far as it had come when the period was still running."""
    if report.is_partial and report.period in item.partial:
        return item.partial[report.period]
    month = report.ends_on.month
    if report.is_partial:
        month = max(month - 1, 1)
    return item.monthly[min(month, MONTHS) - 1]


def evidence_text(title: str, what: str, day: date) -> bytes:
    """The content of a made-up document."""
    return f"{title}\n{what}\n{day.isoformat()}\n示例材料，内容是编的。\n".encode()

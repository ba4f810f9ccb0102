"""What a report asks for, and the figures beside each other: 本期、累计、上期累计, derived from each other exactly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, select

from config.figures import Comparator, Measure
from models.indicators import Target
from models.items import Item, ItemTarget
from models.reports import Report, ReportRow
from models.types import Key
from models.windows import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """One line that a report asks for: an item with its share of a target, a target, or the assignment as a whole."""

    title: str
    item_id: int | None = None
    target_id: int | None = None
    figure_id: int | None = None
    annual_target: Decimal | None = None
    unit: str = ""
    measure: Measure = Measure.CUMULATIVE
    comparator: Comparator = Comparator.AT_LEAST

    @property
    def is_numeric(self) -> bool:
        return self.annual_target is not None


_EVERY_ITEM = (
    select(Item.c.id, Item.c.assignment_id, Item.c.content, ItemTarget.c.target_id, ItemTarget.c.value)
    .outerjoin(ItemTarget.t, ItemTarget.c.item_id == Item.c.id)
    .where(Item.c.removed_at.is_(None))
    .order_by(Item.c.position, Item.c.id, ItemTarget.c.target_id)
)
_ITEMS = _EVERY_ITEM.where(Item.c.assignment_id == bindparam("b_assignment", type_=Key))
_ITEMS_OF_EACH = _EVERY_ITEM.where(Item.c.assignment_id.in_(bindparam("b_assignments", expanding=True)))
_EVERY_TARGET = select(Target.t).where(Target.c.ended_on.is_(None)).order_by(Target.c.position)
_TARGETS = _EVERY_TARGET.where(
    Target.c.indicator_id == bindparam("b_indicator", type_=Key), Target.c.segment == bindparam("b_segment")
)
_TARGETS_OF_EACH = _EVERY_TARGET.where(Target.c.indicator_id.in_(bindparam("b_indicators", expanding=True)))
_THIS = Period.t.alias("this")
_FIGURES = (
    select(
        Report.c.id.label("report_id"),
        Report.c.assignment_id,
        Report.c.unit_id,
        Period.c.ends_on,
        ReportRow.c.item_id,
        ReportRow.c.target_id,
        ReportRow.c.reported_cumulative,
        ReportRow.c.verified_cumulative,
    )
    .join(Report.t, Report.c.id == ReportRow.c.report_id)
    .join(Period.t, Period.c.id == Report.c.period_id)
    .order_by(Period.c.ends_on, Period.c.id, Report.c.round)
)
_EARLIER = _FIGURES.join(_THIS, _THIS.c.id == bindparam("b_period", type_=Key)).where(
    Report.c.assignment_id == bindparam("b_assignment", type_=Key),
    Report.c.unit_id == bindparam("b_unit", type_=Key),
    Report.c.id != bindparam("b_report", type_=Key),
    Period.c.ends_on < _THIS.c.ends_on,
)
_ALL_OF_EACH = _FIGURES.where(Report.c.assignment_id.in_(bindparam("b_assignments", expanding=True)))


def asked_lines(tx: Connection, assignment: Any) -> tuple[Asked, ...]:
    """The second-level items as they stand now; before the breakdown, the targets; without targets, one line."""
    where = {"b_indicator": assignment.indicator_id, "b_segment": assignment.segment}
    targets = tx.execute(_TARGETS, where).all()
    return _lines(tx.execute(_ITEMS, {"b_assignment": assignment.id}).all(), targets, assignment.title)


def asked_of_each(tx: Connection, assignments: Iterable[Any]) -> dict[int, tuple[Asked, ...]]:
    """The same of many assignments, by id, in two questions."""
    wanted = {each.id: each for each in assignments}
    items: defaultdict[int, list[Any]] = defaultdict(list)
    for row in tx.execute(_ITEMS_OF_EACH, {"b_assignments": [*wanted]}):
        items[row.assignment_id].append(row)
    targets: defaultdict[tuple[int, str], list[Any]] = defaultdict(list)
    indicators = sorted({each.indicator_id for each in wanted.values()})
    for row in tx.execute(_TARGETS_OF_EACH, {"b_indicators": indicators}):
        targets[row.indicator_id, row.segment].append(row)
    return {
        number: _lines(items[number], targets[each.indicator_id, each.segment], each.title)
        for number, each in wanted.items()
    }


def _lines(items: Sequence[Any], targets: Sequence[Any], title: str) -> tuple[Asked, ...]:
    if items:
        by_id = {row.id: row for row in targets}
        return tuple(_of_item(row, by_id.get(row.target_id)) for row in items)
    return tuple(_of_target(row) for row in targets if row.value is not None) or (Asked(title),)


def _of_item(row: Any, target: Any | None) -> Asked:
    if target is None:
        return Asked(row.content, item_id=row.id)
    return Asked(
        row.content,
        item_id=row.id,
        target_id=target.id,
        figure_id=target.figure_id,
        annual_target=row.value,
        unit=target.unit,
        measure=Measure(target.measure),
        comparator=Comparator(target.comparator),
    )


def _of_target(target: Any) -> Asked:
    return Asked(
        target.name,
        target_id=target.id,
        figure_id=target.figure_id,
        annual_target=target.value,
        unit=target.unit,
        measure=Measure(target.measure),
        comparator=Comparator(target.comparator),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """本期完成、累计完成 and the 上期累计 that they were derived from."""

    period: Decimal | None
    cumulative: Decimal | None
    previous: Decimal | None


def derive(*, period: Decimal | None, cumulative: Decimal | None, previous: Decimal | None) -> Figures:
    """The one that was not typed follows from the other: 累计 = 上期累计 + 本期; the first starts from nothing."""
    before = previous if previous is not None else Decimal(0)
    if cumulative is not None:
        return Figures(period if period is not None else cumulative - before, cumulative, previous)
    if period is not None:
        return Figures(period, before + period, previous)
    return Figures(None, None, previous)


def previous_figures(
    tx: Connection, report: Any, lines: Sequence[Asked]
) -> dict[tuple[int | None, int | None], Decimal]:
    """上期累计 of each line: the last cumulative figure of an earlier period, verified where it has been.

    The report of a partial period counts until its completion is there.
    """
    earlier = {
        "b_period": report.period_id,
        "b_assignment": report.assignment_id,
        "b_unit": report.unit_id,
        "b_report": report.id,
    }
    return _last_figures(tx.execute(_EARLIER, earlier), lines)


def previous_of_each(
    tx: Connection, reports: Iterable[Any], ends: Mapping[int, date], lines: Mapping[int, Sequence[Asked]]
) -> dict[int, dict[tuple[int | None, int | None], Decimal]]:
    """The same of many reports, in one question. `ends`: the last day of each report's period; `lines`: by report."""
    wanted = list(reports)
    told: defaultdict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in tx.execute(_ALL_OF_EACH, {"b_assignments": sorted({each.assignment_id for each in wanted})}):
        told[row.assignment_id, row.unit_id].append(row)
    return {
        each.id: _last_figures(
            (
                row
                for row in told[each.assignment_id, each.unit_id]
                if row.report_id != each.id and row.ends_on < ends[each.id]
            ),
            lines[each.id],
        )
        for each in wanted
    }


def _last_figures(rows: Iterable[Any], lines: Sequence[Asked]) -> dict[tuple[int | None, int | None], Decimal]:
    """`rows` in the order of their periods."""
    found: dict[tuple[int | None, int | None], Decimal] = {}
    for row in rows:
        value = row.verified_cumulative if row.verified_cumulative is not None else row.reported_cumulative
        if value is not None:
            found[row.item_id, row.target_id] = value
    return {
        (line.item_id, line.target_id): value
        for line in lines
        if (value := found.get((line.item_id, line.target_id))) is not None
    }

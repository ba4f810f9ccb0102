"""Where a report stands: its window, its period, its assignment, and how many fellows still wait; one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from models.assignments import Assignment
from models.indicators import IndicatorUnit
from models.reports import Report
from models.types import Key
from models.windows import Period, Window
from states.report import ReportState


@dataclass(frozen=True, slots=True)
class Place:
    """What a report belongs to. `fellows_waiting`: further periods of the same window, assignment and unit."""

    window_code: str
    occasion: str
    window_title: str
    window_state: str
    due_at: datetime | None
    period_title: str
    ends_on: date
    is_partial: bool
    assignment_id: int
    title: str
    indicator_id: int
    segment: str
    leader_post_id: int | None
    fellows_waiting: int

    @property
    def id(self) -> int:
        """The assignment's, for whoever asks what it consists of."""
        return self.assignment_id


_FELLOW = Report.t.alias("fellow")
_FELLOWS = (
    select(func.count())
    .where(
        _FELLOW.c.window_id == Report.c.window_id,
        _FELLOW.c.assignment_id == Report.c.assignment_id,
        _FELLOW.c.unit_id == Report.c.unit_id,
        _FELLOW.c.id != Report.c.id,
        _FELLOW.c.state.in_((ReportState.FILLING.value, ReportState.NOT_OPEN.value)),
    )
    .scalar_subquery()
)
_PLACES = (
    select(
        Window.c.code.label("window_code"),
        Window.c.occasion,
        Window.c.title.label("window_title"),
        Window.c.state.label("window_state"),
        Window.c.due_at,
        Period.c.title.label("period_title"),
        Period.c.ends_on,
        Period.c.is_partial,
        Assignment.c.id.label("assignment_id"),
        Assignment.c.title,
        Assignment.c.indicator_id,
        Assignment.c.segment,
        Assignment.c.leader_post_id,
        _FELLOWS.label("fellows_waiting"),
    )
    .select_from(Report.t)
    .join(Window.t, Window.c.id == Report.c.window_id)
    .join(Period.t, Period.c.id == Report.c.period_id)
    .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
)
_PLACE = _PLACES.where(Report.c.id == bindparam("b_report", type_=Key))
_PLACE_OF_EACH = _PLACES.add_columns(Report.c.id).where(Report.c.id.in_(bindparam("b_reports", expanding=True)))
_PARTS = select(IndicatorUnit.c.part, IndicatorUnit.c.unit_id).where(
    IndicatorUnit.c.indicator_id == bindparam("b_indicator", type_=Key),
    IndicatorUnit.c.segment == bindparam("b_segment"),
)


def place_of(tx: Connection, report_id: int) -> Place:
    return Place(*tx.execute(_PLACE, {"b_report": report_id}).one())


def place_of_each(tx: Connection, reports: Iterable[int]) -> dict[int, Place]:
    """The same of many reports, in one question."""
    return {row[-1]: Place(*row[:-1]) for row in tx.execute(_PLACE_OF_EACH, {"b_reports": [*reports]})}


def parts_of(tx: Connection, place: Any) -> dict[str, frozenset[int]]:
    """Units by their part in the indicator: lead, co_unit, assessor."""
    found: dict[str, set[int]] = {}
    for part, unit_id in tx.execute(_PARTS, {"b_indicator": place.indicator_id, "b_segment": place.segment}):
        found.setdefault(part, set()).add(unit_id)
    return {part: frozenset(units) for part, units in found.items()}


def parts_of_each(tx: Connection, places: Iterable[Place]) -> dict[tuple[int, str], dict[str, set[int]]]:
    """The same of many, by indicator and segment."""
    found: dict[tuple[int, str], dict[str, set[int]]] = {}
    query = select(IndicatorUnit.t).where(IndicatorUnit.c.indicator_id.in_({each.indicator_id for each in places}))
    for row in tx.execute(query):
        found.setdefault((row.indicator_id, row.segment), {}).setdefault(row.part, set()).add(row.unit_id)
    return found

"""What the pages of reports show: the sheets before the writer, what came back, the unit's shelf of evidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from actions.evidence.shelves import Shelved, shelf_of
from actions.looking import look
from actions.reports.sheets import Sheet, SheetLine, reports_in_window, sheets_of
from actions.snapshots import as_kept
from actions.todos import Todo, open_now
from config.figures import Measure
from config.windows import ReportField
from config.zone import SHANGHAI
from models.assignments import Contribution
from models.indicators import IndicatorUnit
from models.journal import Journal
from models.posts import Post
from models.reports import Report
from models.snapshots import Snapshot
from models.units import Unit
from states.course import RETURNS
from states.rules import verb_of
from states.subjects import SubjectKind
from web.kernel.counting import workdays_left
from web.kernel.visit import Visit
from web.looks.differences import Piece, differences
from web.officer.reading import hour_of
from web.subjects.typed import Typed, figure_field, name_of

SHOWN = (
    ("reported_period", "本期完成"),
    ("reported_cumulative", "累计完成"),
    ("year_on_year", "同比（%）"),
    ("city_rank", "全市位次"),
    ("progress", "进展情况"),
    ("problems", "存在问题及原因分析"),
    ("next_steps", "下步措施"),
    ("completes_on", "完成时限"),
    ("falling_reason", "累计数低于上期的说明"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Who sent it back, when, with which words; and what was changed since it was handed in (W12)."""

    words: str
    post: str
    at: datetime
    changes: Sequence[tuple[str, Sequence[Piece]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoUnit:
    """配合单位: whether its part is there (O29)."""

    name: str
    given_at: datetime | None
    words: str


@dataclass(slots=True, kw_only=True)
class Form:
    """The form of some reports. `typed`: as it was sent, where something could not be read or was refused."""

    sheets: Sequence[Sheet]
    due: Todo | None
    workdays: int | None
    hour: str
    returned: Mapping[int, Returned]
    co_units: Mapping[int, Sequence[CoUnit]]
    shelf: Sequence[Shelved]
    typed: Typed | None = None
    reasons: Mapping[int, Sequence[str]] = field(default_factory=dict)
    heading: str = ""

    @property
    def open(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.is_open]

    @property
    def sent(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not sheet.is_open]

    @property
    def ready(self) -> int:
        return sum(not sheet.missing for sheet in self.open)

    @property
    def numeric(self) -> list[tuple[Sheet, SheetLine]]:
        return [(sheet, line) for sheet in self.open for line in sheet.lines if line.asked.is_numeric]

    @property
    def many_periods(self) -> bool:
        return len({sheet.place.period_title for sheet in self.sheets}) > 1

    @property
    def all_cumulative(self) -> bool:
        return not any(self.is_period(line) for _, line in self.numeric)

    def as_of(self, sheet: Sheet) -> str:
        key = f"{sheet.id}.as_of"
        if self.typed is not None and key in self.typed.texts:
            return self.typed.texts[key]
        return written(sheet.row.as_of_on)

    def as_of_error(self, sheet: Sheet) -> str:
        return self.typed.errors.get(f"{sheet.id}.as_of", "") if self.typed is not None else ""

    def asks(self, sheet: Sheet, name: str) -> bool:
        """Whether the window demands this field."""
        return ReportField(name) in sheet.rule.fields

    def error(self, sheet: Sheet, line: SheetLine, name: str) -> str:
        return self.typed.errors.get(name_of(sheet, line, name), "") if self.typed is not None else ""

    def value(self, sheet: Sheet, line: SheetLine, name: str) -> str:
        """What stands in an input: as it was typed, else as it is kept."""
        key = name_of(sheet, line, name)
        if self.typed is not None and key in self.typed.texts:
            return self.typed.texts[key]
        column = {"period": "reported_period", "cumulative": "reported_cumulative"}.get(name, name)
        return written(getattr(line.row, column)) if line.row is not None else ""

    def figure_field(self, line: SheetLine) -> str:
        return figure_field(line)

    def name(self, sheet: Sheet, line: SheetLine, field_name: str) -> str:
        return name_of(sheet, line, field_name)

    def is_period(self, line: SheetLine) -> bool:
        return line.asked.measure is Measure.PERIOD


def written(value: Any) -> str:
    """As a person would type it."""
    if value is None:
        return ""
    if hasattr(value, "as_tuple"):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def sheets_in_window(visit: Visit, window: int) -> list[Sheet]:
    """The reports of a window that the chosen desk owes, or owed."""
    ids = reports_in_window(visit.tx, window, posts=[visit.at.post_id])
    return sheets(visit, ids)


def sheets(visit: Visit, ids: Sequence[int]) -> list[Sheet]:
    """Those of them that this person may read."""
    allowed = visit.tx.scalars(select(Report.c.id).where(Report.c.id.in_(ids), visit.sees(SubjectKind.REPORT)))
    wanted = set(allowed)
    return sheets_of(look(visit.tx, by=visit.by, now=visit.now), [number for number in ids if number in wanted])


def form_of(visit: Visit, found: Sequence[Sheet], *, typed: Typed | None = None) -> Form:
    mine = open_now(visit.tx, posts=[visit.at.post_id], now=visit.now)
    due = _duty(mine, found)
    units = {sheet.row.unit_id for sheet in found if sheet.is_open}
    return Form(
        sheets=found,
        due=due,
        workdays=workdays_left(visit.calendar, visit.now, due.due_at) if due is not None else None,
        hour=hour_of(due.due_at) if due is not None else "",
        returned=returned_of(visit, [sheet for sheet in found if sheet.is_open]),
        co_units=co_units_of(visit, found),
        shelf=shelf_of(visit.tx, units, wanted=visit.query.get("q", "")) if units else (),
        typed=typed,
    )


def _duty(mine: Iterable[Todo], found: Sequence[Sheet]) -> Todo | None:
    """What is owed about them: of several the one that is due first."""
    reports = {sheet.id for sheet in found}
    windows = {(sheet.row.assignment_id, sheet.row.window_id) for sheet in found}
    for todo in mine:
        if todo.subject_kind == SubjectKind.REPORT.value and todo.subject_id in reports:
            return todo
        if (todo.subject_id, todo.window) in windows and todo.subject_kind == SubjectKind.ASSIGNMENT.value:
            return todo
    return None


def returned_of(visit: Visit, found: Sequence[Sheet]) -> dict[int, Returned]:
    """For each that came back: the sentence, and the difference between what was sent and what stands now."""
    ids = [sheet.id for sheet in found if sheet.row.state == "returned"]
    if not ids:
        return {}
    sent = _last_sent(visit, ids)
    query = (
        select(Journal.c.subject_id, Journal.c.act, Journal.c.reason, Journal.c.recorded_at, Post.c.title)
        .outerjoin(Post.t, Post.c.id == Journal.c.post_id)
        .where(Journal.c.subject_kind == SubjectKind.REPORT.value, Journal.c.subject_id.in_(ids))
        .order_by(Journal.c.id)
    )
    last = {row.subject_id: row for row in visit.tx.execute(query) if verb_of(row.act) in RETURNS}
    return {
        sheet.id: Returned(
            words=last[sheet.id].reason,
            post=last[sheet.id].title or "",
            at=last[sheet.id].recorded_at.astimezone(SHANGHAI),
            changes=changes_of(sheet, sent.get(sheet.id, [])),
        )
        for sheet in found
        if sheet.id in last
    }


def _last_sent(visit: Visit, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    query = (
        select(Snapshot.c.subject_id, Snapshot.c.content)
        .where(Snapshot.c.subject_kind == SubjectKind.REPORT.value, Snapshot.c.subject_id.in_(ids))
        .order_by(Snapshot.c.version)
    )
    return {row.subject_id: row.content["lines"] for row in visit.tx.execute(query)}


def changes_of(sheet: Sheet, sent: Sequence[Mapping[str, Any]]) -> list[tuple[str, Sequence[Piece]]]:
    """Field by field, what stands otherwise than it was sent."""
    before = {(line.get("item_id"), line.get("target_id")): line for line in sent}
    several = len(sheet.lines) > 1
    found: list[tuple[str, Sequence[Piece]]] = []
    for line in sheet.lines:
        now = as_kept(line.row._asdict()) if line.row is not None else {}
        was = before.get(line.key, {})
        for column, label in SHOWN:
            old, new = _said(was.get(column)), _said(now.get(column))
            if old != new:
                found.append((f"{line.asked.title}　{label}" if several else label, differences(old, new)))
    return found


def _said(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text


def co_units_of(visit: Visit, found: Sequence[Sheet]) -> dict[int, list[CoUnit]]:
    """By task, the units that take part, and what they have given."""
    indicators = {sheet.place.indicator_id for sheet in found}
    if not indicators:
        return {}
    tasks = {sheet.row.assignment_id for sheet in found}
    named = (
        select(IndicatorUnit.c.indicator_id, IndicatorUnit.c.segment, Unit.c.id, Unit.c.name)
        .join(Unit.t, Unit.c.id == IndicatorUnit.c.unit_id)
        .where(IndicatorUnit.c.indicator_id.in_(indicators), IndicatorUnit.c.part == "co_unit")
        .order_by(Unit.c.position)
    )
    given = {
        (row.subject_id, row.unit_id): row
        for row in visit.tx.execute(
            select(Contribution.t).where(
                Contribution.c.subject_kind == SubjectKind.ASSIGNMENT.value, Contribution.c.subject_id.in_(tasks)
            )
        )
    }
    by_place: dict[tuple[int, str], list[Any]] = {}
    for row in visit.tx.execute(named):
        by_place.setdefault((row.indicator_id, row.segment), []).append(row)
    return {
        sheet.row.assignment_id: [
            _co_unit(row, given.get((sheet.row.assignment_id, row.id)))
            for row in by_place.get((sheet.place.indicator_id, sheet.place.segment), ())
        ]
        for sheet in found
    }


def _co_unit(row: Any, given: Any | None) -> CoUnit:
    at = given.given_at.astimezone(SHANGHAI) if given is not None and given.given_at else None
    return CoUnit(name=row.name, given_at=at, words=given.words if given is not None else "")

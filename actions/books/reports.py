"""进展填报表 (O22): one book for a unit and a window, a line for each second-level item of each report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from actions.books.base import About, EditData, Kind, Result, attempt
from actions.context import Act
from actions.guarding import decide
from actions.reports.filling import Filled, fill
from actions.reports.reading import CENT, TENTH, rounded
from actions.reports.several import ManyHanded, submit_reports
from actions.reports.sheets import Sheet as Report
from actions.reports.sheets import SheetLine, sheets_of
from config.figures import Measure
from config.windows import ReportField
from documents.books.comparing import Edit
from documents.books.forms import Book, Column, Holds, Line, Paper, Sheet
from documents.books.places import Fault
from models.assignments import Assignment
from models.reports import Report as ReportRow
from models.windows import Period, Window
from states.books import BookKind
from states.pace import Whole
from states.report import ReportState

F = ReportField
WORDS = ("progress", "problems", "next_steps", "falling_reason")
FIGURES = frozenset({"period", "cumulative", "year_on_year", "city_rank"})
LEAVES = (ReportState.FILLING.value, ReportState.RETURNED.value)
LEFT_OUT = (ReportState.NOT_OPEN.value, ReportState.WAIVED.value)
REMARK = "完成率、序时进度、差额由系统算，导入后更新；本期完成和累计完成按本项的填报口径填其中一个，另一个由系统推算。"


def reports_of(act: Act, about: About) -> list[int]:
    """The reports that a unit owes, or owed, in a window: in official order of the tasks, then by period."""
    query = (
        select(ReportRow.c.id)
        .join(Assignment.t, Assignment.c.id == ReportRow.c.assignment_id)
        .join(Period.t, Period.c.id == ReportRow.c.period_id)
        .where(
            ReportRow.c.window_id == about["window"],
            ReportRow.c.unit_id == about["unit"],
            ReportRow.c.state.not_in(LEFT_OUT),
        )
        .order_by(Assignment.c.position, Assignment.c.id, Period.c.begins_on, Period.c.id, ReportRow.c.round)
    )
    return list(act.tx.scalars(query))


def build(act: Act, about: About, _lines: frozenset[str] | None = None) -> Book:
    """The book of a unit for a window."""
    found = sheets_of(act, reports_of(act, about))
    unit = act.directory.units[about["unit"]]
    window = act.tx.execute(select(Window.t).where(Window.c.id == about["window"])).one()
    title = f"{unit.name}{window.title}"
    columns = tuple(_columns(found))
    lines = tuple(_line(sheet, line, place) for place, (sheet, line) in enumerate(_all(found), start=1))
    sheet = Sheet(
        f"window:{about['window']}:{unit.id}",
        window.title,
        title,
        columns,
        lines,
        names=("task", "item", "when"),
        year=min((each.place.ends_on.year for each in found), default=0),
        remarks=(REMARK,),
        paper=Paper.A3,
    )
    return Book(BookKind.REPORT, title, (sheet,))


def _all(found: Sequence[Report]) -> Iterator[tuple[Report, SheetLine]]:
    for sheet in found:
        for line in sheet.lines:
            yield sheet, line


def _columns(found: Sequence[Report]) -> Iterator[Column]:
    owed = {field for sheet in found for field in sheet.rule.fields}
    lines = [line for _, line in _all(found)]

    def asked(field: ReportField) -> Mapping[str, Any]:
        return {"is_open": True, "is_owed": field in owed}

    yield Column("place", "序号", width=6)
    yield Column("task", "指标任务", width=26)
    yield Column("item", "二级指标", width=26)
    if len({sheet.place.period_title for sheet in found}) > 1:
        yield Column("when", "期次", width=10)
    yield Column("unit", "计量单位", width=9)
    yield Column("annual", "年度目标", Holds.NUMBER, 11)
    yield Column("previous", "上期累计", Holds.NUMBER, 11)
    if any(line.asked.measure is Measure.PERIOD for line in lines if line.asked.is_numeric):
        yield Column("period", "本期完成", Holds.NUMBER, 11, counted_in="unit", **asked(F.VALUE))
    yield Column("cumulative", "累计完成", Holds.NUMBER, 11, counted_in="unit", **asked(F.VALUE))
    yield Column("share", "完成率（%）", Holds.NUMBER, 9)
    yield Column("pace", "序时进度（%）", Holds.NUMBER, 9)
    yield Column("gap", "差额", Holds.NUMBER, 10)
    yield Column("year_on_year", "同比（%）", Holds.NUMBER, 9, unit="%", **asked(F.YEAR_ON_YEAR))
    yield Column("city_rank", "全市位次", Holds.COUNT, 8, **asked(F.RANK))
    yield Column("progress", "进展情况", width=34, **asked(F.PROGRESS))
    yield Column("problems", "存在问题及原因分析", width=28, **asked(F.PROBLEMS))
    yield Column("next_steps", "下步措施", width=26, **asked(F.NEXT_STEPS))
    yield Column("completes_on", "完成时限", Holds.DAY, 12, **asked(F.TIME_LIMIT))
    yield Column("falling_reason", "累计数低于上期的说明", width=18, is_open=True)
    if any(sheet.place.is_partial for sheet in found):
        yield Column("as_of", "数据截至何日", Holds.DAY, 12, is_open=True)


def _line(sheet: Report, line: SheetLine, place: int) -> Line:
    asked, light = line.asked, line.light
    cells = {
        "place": str(place),
        "task": sheet.title,
        "item": asked.title if asked.title != sheet.title else "",
        "when": sheet.place.period_title,
        "unit": asked.unit,
        "annual": _said(asked.annual_target),
        "previous": _said(line.previous),
        "share": _said(rounded(light.reading.share, TENTH)) if light is not None else "",
        "pace": _said(rounded(light.due_share, TENTH)) if light and not isinstance(line.plan, Whole) else "",
        "gap": _said(rounded(light.reading.gap, CENT)) if light and light.reading.actual is not None else "",
        **{key: _said(value) for key, value in _kept(sheet, line).items()},
    }
    return Line(f"{sheet.id}:{asked.item_id or 0}:{asked.target_id or 0}", cells, _shut(sheet, line))


def _kept(sheet: Report, line: SheetLine) -> dict[str, Any]:
    """What was filled in so far, by the columns that may be."""
    row = line.row
    return {
        "period": line.figure("reported_period"),
        "cumulative": line.figure("reported_cumulative"),
        "year_on_year": line.figure("year_on_year"),
        "city_rank": row.city_rank if row is not None else None,
        **{name: getattr(row, name) if row is not None else "" for name in WORDS},
        "completes_on": row.completes_on if row is not None else None,
        "as_of": sheet.row.as_of_on,
    }


def _shut(sheet: Report, line: SheetLine) -> frozenset[str]:
    """Of the two figures the one that the other follows from; of a line of words all; of a report that left, all."""
    if not sheet.is_open:
        return frozenset({*FIGURES, *WORDS, "completes_on", "as_of"})
    shut = {"as_of"} if not sheet.place.is_partial else set()
    if not line.asked.is_numeric:
        return frozenset(shut | FIGURES)
    return frozenset(shut | {"cumulative" if line.asked.measure is Measure.PERIOD else "period"})


def _said(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:f}" if hasattr(value, "as_tuple") else str(value)


# What speaks against edits


def _report(edit: Edit | EditData) -> int:
    return int(edit.line.partition(":")[0])


def objections(act: Act, _about: About, edits: Sequence[Edit]) -> Iterator[Fault]:
    """Whoever may not write in a report; and days of one report that differ from line to line."""
    by_report: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        by_report[_report(edit)].append(edit)
    said: set[str] = set()
    for sheet in sheets_of(act, list(by_report)):
        some = by_report[sheet.id]
        for reason in decide(act, "fill", sheet.facts.subject).reasons:
            if reason not in said:
                said.add(reason)
                yield Fault(some[0].spot, reason)
        days = {edit.after["as_of"]: edit for edit in some if "as_of" in edit.after}
        if len(days) > 1:
            yield Fault(next(reversed(days.values())).at("as_of"), "同一期报告的截至日期前后不一")


# Edits become acts


def write(act: Act, _about: About, _book: Book, edits: Sequence[EditData]) -> list[Result]:
    """Each report is filled in as a whole; what the book does not change stays."""
    by_report: dict[int, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for edit in edits:
        by_report[_report(edit)][edit.line] = edit.after
    sheets = {sheet.id: sheet for sheet in sheets_of(act, list(by_report))}
    found = []
    for number, changed in by_report.items():
        sheet = sheets[number]
        title = f"{sheet.title}（{sheet.place.period_title}）"
        told = filled(sheet, changed)
        found.append(attempt(act, title, len(changed), partial(fill, act, told)))
    return found


def filled(sheet: Report, changed: Mapping[str, Mapping[str, str]]) -> Filled:
    """The whole report as it becomes."""
    lines, as_of = [], sheet.row.as_of_on.isoformat() if sheet.row.as_of_on else None
    for line in sheet.lines:
        number = f"{sheet.id}:{line.asked.item_id or 0}:{line.asked.target_id or 0}"
        after = changed.get(number, {})
        if line.row is None and not after:
            continue
        told = {key: _said(value) for key, value in _kept(sheet, line).items()} | dict(after)
        as_of = after["as_of"] or None if "as_of" in after else as_of
        lines.append(_told(line, told))
    return Filled.model_validate({"report": sheet.id, "lines": lines, "as_of": as_of})


def _told(line: SheetLine, told: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"item": line.asked.item_id, "target": line.asked.target_id}
    found |= {name: told[name] for name in WORDS}
    found["completes_on"] = told["completes_on"] or None
    if line.asked.is_numeric:
        figure = _declared(line)
        found[figure] = told[figure] or None
        found |= {name: told[name] or None for name in ("year_on_year", "city_rank")}
    return found


def _declared(line: SheetLine) -> str:
    """Which of the two stands: the one that may be filled in."""
    return "period" if line.asked.measure is Measure.PERIOD else "cumulative"


def hand_in(act: Act, about: About) -> list[Result]:
    """Everything of the book that is still being filled in leaves; what cannot yet says why (A30)."""
    waiting = select(ReportRow.c.id).where(ReportRow.c.id.in_(reports_of(act, about)), ReportRow.c.state.in_(LEAVES))
    ids = tuple(act.tx.scalars(waiting.order_by(ReportRow.c.id)))
    if not ids:
        return []
    done = submit_reports(act, ManyHanded(reports=ids))
    return [Result(f"报送“{each['title']}”", 0, tuple(each.get("reasons", ()))) for each in done.details["results"]]


REPORTS = Kind(BookKind.REPORT, build, objections, write)

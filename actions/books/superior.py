"""上级口径导出 (O23): the superior's own table, filled with our figures as the year's mapping says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import Field
from sqlalchemy import select

from actions.acts import Data, Done, act
from actions.context import Act
from actions.guarding import allow
from actions.reports.reading import TENTH, rounded
from actions.reports.sheets import Sheet, SheetLine, sheets_of
from config.superior import SuperiorField, SuperiorTable
from models.assignments import Assignment
from models.indicators import Indicator
from models.reports import Report
from models.scoping import visible
from models.windows import Window
from states.permissions import scope
from states.subjects import SubjectFacts, SubjectKind

F = SuperiorField
WORDS = (F.PROGRESS, F.PROBLEMS, F.NEXT_STEPS)


class Filled(Data):
    """Which table of the superior was filled with what."""

    window: int = Field(description="报送编号")
    table: str = Field(min_length=1, description="上级的哪张表：方案里的编码")
    file_name: str = Field(min_length=1, description="文件名")
    cells: int = Field(ge=0, description="填了几格")
    left: int = Field(ge=0, description="没有填的几处")


@act("fill_superior_table", label="上级口径导出", data=Filled)
def fill_superior_table(act: Act, data: Filled) -> Done:
    """把一次报送的数填进上级的表，登记填了哪张表、几格、几处没有填。"""
    window, table = table_asked(act, data.window, data.table)
    may_fill(act)
    after = data.model_dump(mode="json", include={"table", "file_name", "cells", "left"})
    act.record(SubjectKind.WINDOW.value, window.id, assessment_id=window.assessment_id, after=after)
    return Done(f"已填“{table.title}”{data.cells}格，{data.left}处没有填", ids={"window": window.id})


def may_fill(act: Act) -> None:
    allow(act, "fill_superior_table", SubjectFacts(kind=SubjectKind.OFFICE, office=act.office_id))


def table_asked(act: Act, number: int, code: str) -> tuple[Any, SuperiorTable]:
    window: Any = act.tx.execute(select(Window.t).where(Window.c.id == number)).one_or_none()
    if window is None:
        raise act.refused(f"没有编号为 {number} 的报送")
    superior = act.published(window.assessment_id).scheme.superior
    tables = superior.tables if superior is not None else ()
    table = next((each for each in tables if code in (each.code, each.title)), None)
    if table is None:
        known = "、".join(each.title for each in tables) or "还没有写对应关系"
        raise act.refused(f"方案里没有上级的表“{code}”，有：{known}")
    return window, table


def names_in(act: Act, window: int) -> dict[str, str]:
    """Codes of indicators by every name under which the superior may know them."""
    found: dict[str, str] = {}
    for row in act.tx.execute(_tasks(act, window)):
        for name in (row.indicator_title, row.title, row.code):
            found.setdefault(name, row.code)
    return found


def _tasks(act: Act, window: int) -> Any:
    return (
        select(
            Report.c.id, Assignment.c.title, Assignment.c.lead_unit_id, Indicator.c.code,
            Indicator.c.title.label("indicator_title"),
        )
        .join(Assignment.t, Assignment.c.id == Report.c.assignment_id)
        .join(Indicator.t, Indicator.c.id == Assignment.c.indicator_id)
        .where(Report.c.window_id == window, visible(scope(act.actor, SubjectKind.REPORT), SubjectKind.REPORT))
        .order_by(Assignment.c.position, Assignment.c.id, Report.c.id)
    )  # fmt: skip


def known_in(act: Act, window: int) -> dict[str, dict[str, str | Decimal]]:
    """What was reported in a window, by indicator: verified figures where there are any, of several lines the sum."""
    rows = {row.id: row for row in act.tx.execute(_tasks(act, window)).all()}
    by_code: dict[str, list[tuple[Sheet, SheetLine]]] = defaultdict(list)
    for sheet in sheets_of(act, list(rows)):
        by_code[rows[sheet.id].code] += [(sheet, line) for line in sheet.lines if line.row is not None]
    units = act.directory.units
    leads: dict[str, dict[str, None]] = defaultdict(dict)
    titles: dict[str, str] = {}
    for row in rows.values():
        leads[row.code][units[row.lead_unit_id].shown] = None
        titles[row.code] = row.indicator_title
    return {
        code: {
            F.CODE.value: code,
            F.TITLE.value: titles[code],
            F.LEAD.value: "、".join(leads[code]),
            **_said([line for _, line in lines]),
        }
        for code, lines in by_code.items()
        if lines
    }


def _said(lines: Sequence[SheetLine]) -> Mapping[str, str | Decimal]:
    numeric = [line for line in lines if line.asked.is_numeric]
    found: dict[str, str | Decimal] = {
        field.value: "\n".join(
            dict.fromkeys(text for line in lines if (text := getattr(line.row, field.value).strip()))
        )
        for field in WORDS
    }
    days = [line.row.completes_on for line in lines if line.row is not None and line.row.completes_on]
    found[F.COMPLETES_ON.value] = max(days).isoformat() if days else ""
    if len(numeric) == 1:
        found |= _alone(numeric[0])
    if numeric and len({line.asked.unit for line in numeric}) == 1:
        found[F.UNIT.value] = numeric[0].asked.unit
    if numeric and len({line.asked.target_id for line in numeric}) == 1 and "%" not in numeric[0].asked.unit:
        found |= _summed(numeric)
    return found


def _alone(line: SheetLine) -> dict[str, str | Decimal]:
    share = rounded(line.found.reading.share, TENTH) if line.found is not None else None
    row = line.row
    rank = Decimal(row.city_rank) if row is not None and row.city_rank is not None else None
    told = {F.SHARE: share, F.YEAR_ON_YEAR: line.figure("year_on_year"), F.CITY_RANK: rank, **_figures(line)}
    return {field.value: value for field, value in told.items() if value is not None}


def _figures(line: SheetLine) -> dict[SuperiorField, Decimal | None]:
    """Verified where it was."""
    verified = line.figure("verified_cumulative") is not None
    which = "verified" if verified else "reported"
    return {
        F.ANNUAL_TARGET: line.asked.annual_target,
        F.PERIOD: line.figure(f"{which}_period"),
        F.CUMULATIVE: line.figure(f"{which}_cumulative"),
        F.PREVIOUS: line.previous,
    }


def _summed(lines: Sequence[SheetLine]) -> dict[str, Decimal]:
    """The parts of one target make up the whole; a part that is missing leaves it open."""
    each = [_figures(line) for line in lines]
    found: dict[str, Decimal] = {}
    for field in (F.ANNUAL_TARGET, F.PERIOD, F.CUMULATIVE, F.PREVIOUS):
        values = [figures[field] for figures in each]
        if all(value is not None for value in values):
            found[field.value] = sum((value for value in values if value is not None), Decimal(0))
    return found

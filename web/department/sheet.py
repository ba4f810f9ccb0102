"""The sheet itself: its columns as such tables are drawn up everywhere, its rows as texts, and what the cells offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.assignments import cells
from actions.assignments.cells import ALWAYS, cells_of, shares_of
from actions.assignments.contents import WHOLE, Breakdown, KeptItem
from actions.assignments.naming import Named
from config.indicators import BreakdownField
from web.department.typed import FormRow

F = BreakdownField


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the sheet, in the order in which such tables are drawn up everywhere."""

    name: str
    label: str
    field: BreakdownField | None
    kind: str  # long, text, day
    offers: str = ""  # the list of suggestions


COLUMNS = (
    Column("content", "具体工作内容", None, "long"),
    Column("requirement", F.TARGET.label, F.TARGET, "long"),
    Column("standard", F.STANDARD.label, F.STANDARD, "long"),
    Column("schedule", F.PROGRESS.label, F.PROGRESS, "long"),
    Column("due_on", F.TIME_LIMIT.label, F.TIME_LIMIT, "day"),
    Column("leader", F.LEADER.label, F.LEADER, "text", "leaders"),
    Column("unit", F.DEPARTMENT.label, F.DEPARTMENT, "text", "units"),
    Column("responsible", F.RESPONSIBLE_PERSON.label, F.RESPONSIBLE_PERSON, "text", "people"),
    Column("officers", F.OFFICER.label, F.OFFICER, "text", "people"),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is said once of the whole indicator: 指标综述, 统计口径 …"""

    name: str
    label: str
    value: str
    required: bool


def columns_of(breakdown: Breakdown, required: Sequence[BreakdownField]) -> list[Column]:
    shown = frozenset((*ALWAYS, *required, *(field for item in breakdown.items for field in item.filled)))
    standing = [column for column in COLUMNS if column.field is None or column.field in shown]
    if F.TIME_LIMIT not in required and not any(item.row.due_on for item in breakdown.items):
        standing = [column for column in standing if column.name != "due_on"]  # milestones have days of their own
    return standing


def wholes_of(breakdown: Breakdown, required: Sequence[BreakdownField], typed: Mapping[str, str]) -> list[Whole]:
    found = []
    for field, kept in cells.wholes_of(breakdown, required):
        name = field.value if field in WHOLE else f"more.{field.value}"
        found.append(Whole(name, field.label, typed.get(name, kept), field in required))
    return found


def row_of(names: Named, item: KeptItem) -> FormRow:
    milestones = [_milestone(one) for one in item.milestones]
    return FormRow(str(item.row.id), cells_of(names, item), shares_of(names, item), milestones)


def _milestone(row: Any) -> dict[str, str]:
    days = {name: day.isoformat() if (day := getattr(row, name)) else "" for name in ("due_on", "done_on")}
    return {"id": str(row.id), "title": row.title, "words": row.words, **days}

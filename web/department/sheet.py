"""The sheet itself: its columns as such tables are drawn up everywhere, its rows as texts, and what the cells offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.assignments.contents import Breakdown, KeptItem
from actions.assignments.naming import Named, only
from actions.context import Act
from config.indicators import BreakdownField
from config.roles import LEADERS
from states.gates import OF_THE_WHOLE
from web.department.typed import FormRow
from web.reviewing.breakdowns import ALWAYS, name_of

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
    more = breakdown.assignment.more or {}
    found = []
    for field in BreakdownField:
        if field not in OF_THE_WHOLE or (field not in required and field not in breakdown.filled):
            continue
        own = field in (F.OVERVIEW, F.ACCEPTANCE)
        name = field.value if own else f"more.{field.value}"
        kept = getattr(breakdown.assignment, field.value) if own else str(more.get(field.value, ""))
        found.append(Whole(name, field.label, typed.get(name, kept), field in required))
    return found


def suggestions(act: Act, lead: int) -> dict[str, list[str]]:
    """What the cells offer: leaders' posts, units, and the people of the lead unit."""
    directory = act.directory
    people = [
        directory.persons[person].name
        for post in directory.standing
        if post.unit_id == lead
        for person in directory.holders.get(post.id, ())
    ]
    return {
        "leaders": [post.title for post in directory.standing if post.role in LEADERS],
        "units": [unit.shown for unit in directory.units.values() if unit.stands],
        "people": list(dict.fromkeys(people)),
    }


def row_of(names: Named, item: KeptItem) -> FormRow:
    row = item.row
    cells = {
        **{name: getattr(row, name) for name in ("content", "requirement", "standard", "schedule")},
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "leader": _word(names.posts, row.leader_post_id, _title(names.act, row.leader_post_id)),
        "unit": _word(names.units, row.unit_id, _shown(names.act, row.unit_id)),
        "responsible": _person(names, row.responsible_id),
        "officers": " ".join(_person(names, person) for person in item.officers),
    }
    targets = {target.id: target.name for target in names.before.targets}
    shares = {targets[number]: f"{value:f}" for number, value in item.shares.items() if number in targets}
    return FormRow(str(row.id), cells, shares, [_milestone(one) for one in item.milestones])


def _milestone(row: Any) -> dict[str, str]:
    days = {name: day.isoformat() if (day := getattr(row, name)) else "" for name in ("due_on", "done_on")}
    return {"id": str(row.id), "title": row.title, "words": row.words, **days}


def _word(found: Mapping[str, Any], number: int | None, name: str) -> str:
    """Its name where that means nothing else, else its code."""
    if number is None or only(found, name) == number:
        return name
    return next((word for word, numbers in found.items() if numbers == (number,)), "")


def _person(names: Named, person: int | None) -> str:
    return _word(names.persons, person, name_of(names.act.directory, person))


def _title(act: Act, post: int | None) -> str:
    return act.directory.posts[post].title if post in act.directory.posts else ""


def _shown(act: Act, unit: int | None) -> str:
    return act.directory.units[unit].shown if unit in act.directory.units else ""

"""A second-level item in words, as a writer would type it again: what the sheet of a page and a workbook show."""

from collections.abc import Collection, Mapping
from typing import Any

from actions.assignments.contents import WHOLE, Breakdown, KeptItem
from actions.assignments.naming import Named, only
from actions.context import Act
from actions.directory import Directory
from config.indicators import BreakdownField
from config.roles import LEADERS
from config.stages import FIVE
from states.gates import OF_THE_WHOLE

ALWAYS = frozenset(FIVE)
"""The six columns of every such table (R0.9)."""


def cells_of(names: Named, item: KeptItem) -> dict[str, str]:
    """People, posts and units by their names, where those mean nothing else."""
    row = item.row
    return {
        **{name: getattr(row, name) for name in ("content", "requirement", "standard", "schedule")},
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "leader": _word(names.posts, row.leader_post_id, _title(names.act, row.leader_post_id)),
        "unit": _word(names.units, row.unit_id, _shown(names.act, row.unit_id)),
        "responsible": _person(names, row.responsible_id),
        "officers": " ".join(_person(names, person) for person in item.officers),
    }


def shares_of(names: Named, item: KeptItem) -> dict[str, str]:
    """What it carries of the numeric targets, by their names."""
    targets = {target.id: target.name for target in names.before.targets}
    return {targets[number]: f"{value:f}" for number, value in item.shares.items() if number in targets}


def wholes_of(breakdown: Breakdown, required: Collection[BreakdownField]) -> list[tuple[BreakdownField, str]]:
    """What is said once of the whole indicator (指标综述, 统计口径 …), as far as it is asked for or was written."""
    more = breakdown.assignment.more or {}
    fields = [field for field in BreakdownField if field in OF_THE_WHOLE]
    wanted = [field for field in fields if field in required or field in breakdown.filled]
    return [
        (field, getattr(breakdown.assignment, WHOLE[field]) if field in WHOLE else str(more.get(field.value, "")))
        for field in wanted
    ]


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


def name_of(directory: Directory, person_id: int | None) -> str:
    found = directory.persons.get(person_id) if person_id is not None else None
    return found.name if found is not None else ""


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
